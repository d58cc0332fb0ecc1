"""Supervised matters 督查件: numbered by register and year, a task of the one ledger, never two."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document as read_docx

from mengyang import packs
from mengyang.actions import incoming
from mengyang.actions.assignments import assign_task
from mengyang.actions.audit import verify_audit
from mengyang.actions.incoming_scans import Scan
from mengyang.actions.papers import About, print_paper
from mengyang.actions.supervised_matters import correct_matter, open_sheet, supervise_task
from mengyang.core.access import scope
from mengyang.core.facts import DeadlineKind, Seen
from mengyang.core.findings import Refused
from mengyang.core.ledger import Deadline
from mengyang.store.models import Event, IncomingInstruction, Plan, SupervisedMatter, Task, TaskUnit
from mengyang.store.reads import ledger
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.ledger import Lit
from tests.anchoring import write_anchor
from tests.cast import AT, DAY, Cast
from tests.incoming_papers import PNG, on_paper, propose, sheet, version
from tests.incoming_papers import register as register_paper
from tests.ledger_plan import Written
from tests.ledger_work import refused_by
from tests.matters_cast import DUE, WORDS, origin, register

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
LIT = Lit(packs.lamps()["default"], DAY)


def _row(matter_id: int) -> SupervisedMatter:
    return SupervisedMatter.objects.select_related("task__plan", "register").get(pk=matter_id)


def _seen(cast: Cast, person: str, **filters: str) -> list[str]:
    reach = scope(cast.actor(person), "see", "task")
    found = ledger.supervised_matters(reach, LIT, Asked(filters=filters))
    return [row.number for row in found.rows]


def test_a_matter_becomes_a_task_of_the_ledger(cast: Cast) -> None:
    row = _row(register(cast))
    assert (row.register.year, row.number, row.words) == (2026, 1, WORDS)
    task = row.task
    assert (task.number, task.state, task.due_on) == ("1", "registered", DUE)
    assert (task.lead_unit_id, task.area_id) == (cast.units["jiahe-housing"], cast.areas["jiahe"])
    assert (task.plan.document_id, task.plan.title) == (None, "云麓地区行署办公室2026年督办台账")
    roles = dict(TaskUnit.objects.filter(task=task).values_list("unit_id", "role"))
    assert roles == {cast.units["jiahe-housing"]: "lead", cast.units["jiahe-education"]: "joint"}
    told = list(Event.objects.order_by("sequence").values_list("action", flat=True))
    assert told[-5:] == [
        *("supervised.open_register", "supervised.open_register"),
        *("task.register", "task.register", "supervised.register"),
    ]
    write_anchor(cast.at)
    assert verify_audit(told=lambda _: None).is_whole


def test_the_task_goes_the_way_of_every_task(cast: Cast) -> None:
    task = _row(register(cast)).task
    assign_task(cast.actor("prefecture_supervisor"), task.pk, task.version, at=AT)
    mine = ledger.my_tasks(
        scope(cast.actor("department_officer"), "see", "task"),
        LIT,
        [cast.units["jiahe-housing"]],
        Asked(),
    )
    assert [row.id for row in mine.rows] == [task.pk]
    detail = ledger.task(scope(cast.actor("department_officer"), "see", "task"), LIT, task.pk)
    assert (detail.document_id, detail.quote) == (None, WORDS)
    [known] = ledger.matters(scope(cast.actor("prefecture_officer"), "see", "task"), DAY)
    assert known.words == WORDS


def test_the_numbers_run_by_register_and_year(cast: Cast) -> None:
    register(cast), register(cast, origin=origin(source="audit"))
    education = cast.units["yunlu-education"]
    register(cast, "prefecture_officer", unit_id=education)
    rows = SupervisedMatter.objects.order_by("pk").select_related("register", "task")
    assert [(row.register.unit_id == education, row.number) for row in rows] == [
        *((False, 1), (False, 2), (True, 1)),
    ]
    assert [row.task.task_kind for row in rows] == ["task", "problem", "task"]
    assert Plan.objects.filter(document_id=None).count() == 2


def test_of_several_units_each_answers_for_its_part(cast: Cast) -> None:
    both = (cast.units["jiahe-government"], cast.units["yihe-government"])
    row = _row(register(cast, lead_unit_ids=both, joint_unit_ids=()))
    parts = Task.objects.filter(parent=row.task).order_by("position")
    told = list(parts.values_list("number", "lead_unit_id"))
    assert told == [("1.1", both[0]), ("1.2", both[1])]
    # Who answers for a part sees the matter, though not the task as a whole.
    assert _seen(cast, "leader") == ["督〔2026〕1号"]
    assert register(cast) and _row(register(cast)).number == 3


def test_a_matter_is_seen_with_its_task(cast: Cast) -> None:
    matter_id = register(cast)
    for person, sees in {
        "department_officer": True,
        "county_officer": True,
        "prefecture_officer": True,
        "secretary": True,
        "other_county_officer": False,
        "finance_officer": True,
        "township_clerk": False,
        "parent": False,
    }.items():
        reach = scope(cast.actor(person), "see", "task")
        assert bool(_seen(cast, person)) is sees, person
        if sees:
            assert ledger.supervised_matter(reach, LIT, matter_id).words == WORDS
        else:
            refused = refused_by(ledger.supervised_matter, reach, LIT, matter_id)
            assert refused.reason == "matters.refused.not_found"


def test_the_list_is_asked_by_source_unit_state_and_year(cast: Cast) -> None:
    register(cast)
    register(cast, origin=origin(source="audit"), lead_unit_ids=(), joint_unit_ids=())
    unit, office = str(cast.units["jiahe-education"]), str(cast.units["yunlu-office"])
    for filters, found in (
        ({"source": "audit"}, ["督〔2026〕2号"]),
        ({"unit": unit}, ["督〔2026〕1号"]),
        (
            {"state": "registered", "office": office},
            ["督〔2026〕2号", "督〔2026〕1号"],
        ),
        ({"year": "2025"}, []),
        ({"unit": "x"}, []),
    ):
        assert _seen(cast, "prefecture_supervisor", **filters) == found, filters


@pytest.mark.parametrize(
    ("person", "changes", "reason"),
    [
        ("county_officer", {}, "matters.refused.no_right"),
        ("department_officer", {}, "matters.refused.no_right"),
        ("auditor", {}, "matters.refused.no_right"),
        ("secretary", {"title": " "}, "matters.refused.no_title"),
        ("secretary", {"origin": origin(words=" ")}, "matters.refused.no_words"),
        ("secretary", {"origin": origin(source="clause")}, "matters.refused.clause_by_task"),
        ("secretary", {"origin": origin(words="秘密★5年")}, "incoming.refused.secrecy"),
        ("secretary", {"lead_unit_ids": (10**9,)}, "registry.refused.no_such_unit"),
        ("secretary", {"deadline": Deadline(DeadlineKind.BY_DATE)}, "matters.refused.no_day"),
        ("secretary", {"paper_id": 10**9}, "incoming.refused.not_found"),
        ("secretary", {"instruction_id": 10**9}, "incoming.refused.no_such_instruction"),
    ],
)
def test_what_cannot_be_registered_is_refused_whole(
    cast: Cast, person: str, changes: dict[str, object], reason: str
) -> None:
    with pytest.raises(Refused) as refused:
        register(cast, person, **changes)
    assert refused.value.reason == reason
    assert not SupervisedMatter.objects.exists() and not Task.objects.exists()
    assert not Event.objects.filter(action__startswith="supervised.").exists()


def test_an_instruction_on_a_paper_brings_the_paper(cast: Cast, tmp_path: Path) -> None:
    paper_id = register_paper(cast)
    propose(cast, paper_id)
    secretary, said = cast.actor("secretary"), on_paper(cast, tmp_path)
    incoming.record_instruction(secretary, paper_id, version(paper_id), said, at=AT)
    instruction = IncomingInstruction.objects.get()
    row = _row(register(cast, "secretary", instruction_id=instruction.pk))
    assert (row.paper_id, row.instruction_id) == (paper_id, instruction.pk)
    reach = scope(cast.actor("prefecture_officer"), "see", "task")
    assert [each.id for each in ledger.supervised_of_paper(reach, LIT, paper_id)] == [row.pk]


def test_the_sheet_is_kept_and_shown_with_the_task(cast: Cast, tmp_path: Path) -> None:
    matter_id = register(cast, sheet=sheet(tmp_path))
    opened = open_sheet(cast.actor("department_officer"), matter_id, tmp_path, day=DAY)
    assert opened.path.read_bytes() == PNG
    assert opened.sha256 in ledger.stored_files()
    with pytest.raises(Refused):
        open_sheet(cast.actor("other_county_officer"), matter_id, tmp_path, day=DAY)


def test_an_empty_sheet_is_refused(cast: Cast, tmp_path: Path) -> None:
    wrong: Scan = sheet(tmp_path, b"")
    with pytest.raises(Refused) as refused:
        register(cast, sheet=wrong)
    assert refused.value.reason == "ledger.refused.evidence_empty"
    assert not SupervisedMatter.objects.exists()


def test_a_task_of_a_plan_is_put_on_the_register_once(cast: Cast, plan: Written) -> None:
    actor, office = cast.actor("prefecture_supervisor"), cast.units["yunlu-office"]
    said, tasks = origin(source="clause"), Task.objects.count()
    matter_id = supervise_task(actor, plan.tasks["2"], office, said, at=AT)
    row = _row(matter_id)
    assert (row.task_id, row.source, row.task.number) == (plan.tasks["2"], "clause", "2")
    assert Task.objects.count() == tasks
    with pytest.raises(Refused) as refused:
        supervise_task(actor, plan.tasks["2"], office, said, at=AT)
    assert refused.value.reason == "matters.refused.on_register"
    # The next matter has the next number, and its task that number in the register's ledger.
    later = _row(register(cast))
    assert (later.number, later.task.number) == (2, "2")
    with pytest.raises(Refused):
        supervise_task(cast.actor("other_county_officer"), plan.tasks["2"], office, said, at=AT)


def test_a_line_is_set_right_with_its_reason(cast: Cast) -> None:
    row = _row(register(cast))
    right = origin(words="请住建局牵头摸清底数。", reference="")
    actor, seen = cast.actor("secretary"), Seen(row.pk, row.version)
    correct_matter(actor, seen, right, "照原件更正", at=AT)
    after = _row(row.pk)
    assert (after.words, after.reference, after.version) == (right.words, "", 2)
    assert (after.source, after.number, after.correction_reason) == ("instruction", 1, "照原件更正")
    other = cast.actor("county_officer")
    for refused, wanted in (
        ((actor, seen, origin(), "又改"), "store.refused.stale"),
        ((actor, Seen(row.pk, 2), right, "又改"), "matters.refused.nothing_to_correct"),
        ((actor, Seen(row.pk, 2), origin(), " "), "matters.refused.no_reason"),
        (
            (other, Seen(row.pk, 2), origin(), "x"),
            "matters.refused.no_right",
        ),
    ):
        assert refused_by(correct_matter, *refused, at=AT).reason == wanted


def test_a_register_of_a_year_has_no_last_day(cast: Cast) -> None:
    plan_id = _row(register(cast)).task.plan_id
    assert ledger.ends([plan_id]) == {plan_id: None}
    assert not ledger.over_since([plan_id], date(2030, 1, 1))
    assert plan_id not in ledger.demanded(date(2027, 1, 1))


def test_the_slip_prints_number_source_and_words(cast: Cast) -> None:
    task, out = _row(register(cast)).task, BytesIO()
    office = cast.actor("prefecture_supervisor")
    print_paper(office, About("task", task.pk), "assignment_slip", out, at=AT)
    paper = read_docx(out)
    said = "".join(cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    assert "督〔2026〕1号" in said and WORDS in said
    assert "领导批示（副专员某某，2026年3月1日，云教请〔2026〕3号）" in said


def test_a_second_writer_is_told(cast: Cast) -> None:
    row = _row(register(cast))
    actor = cast.actor("prefecture_supervisor")
    correct_matter(actor, Seen(row.pk, 1), origin(urgency="urgent"), "补记", at=AT)
    late = replace(origin(), answer="report")
    assert refused_by(correct_matter, actor, Seen(row.pk, 1), late, "补记", at=AT).reason == (
        "store.refused.stale"
    )
