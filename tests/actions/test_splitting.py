"""Splitting a task 分解: the parts go to their units, nothing is lost, both sides tell of it."""

from datetime import date

import pytest

from mengyang.actions import acceptance, requests, splitting
from mengyang.actions.acceptance import Entry
from mengyang.actions.requests import Asking
from mengyang.core.access import scope
from mengyang.core.facts import Seen
from mengyang.core.ledger import Part, RequestKind, SplitMode, Splitting
from mengyang.packs import lamps
from mengyang.store.models import Event, Remedy, Ruling, Task, TaskOrigin, TaskRequest
from mengyang.store.reads import ledger as reads
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.ledger import Lit
from mengyang.store.reads.ledger.origins import origins
from tests.cast import Cast
from tests.ledger_plan import DUE, Written
from tests.ledger_work import refused_by, signed, stored

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
EARLIER = date(2026, 3, 20)
WHY = "园舍和经费分别由两家办理。"


def parts(cast: Cast, *remedies: int) -> tuple[Part, ...]:
    return (
        Part(
            title="落实新建园舍资金。",
            lead_unit_id=cast.units["jiahe-finance"],
            joint_unit_ids=(cast.units["jiahe-education"],),
            due_on=EARLIER,
            remedies=remedies,
        ),
        Part(title="办理土地手续。", lead_unit_id=cast.units["jiahe-government"]),
    )


def split(cast: Cast, seen: Seen, mode: SplitMode, said: tuple[Part, ...]) -> tuple[int, ...]:
    office = cast.actor("prefecture_supervisor")
    return splitting.split_task(office, seen, Splitting(mode=mode, parts=said), WHY, at=cast.at)


def test_parts_beside_a_task_go_to_their_units_and_it_goes_on(cast: Cast, plan: Written) -> None:
    seen = signed(cast, plan)
    for position in (2, 3):
        Remedy.objects.create(task_id=seen.id, position=position, clause_path="二", text="筹资。")
    first, second = split(cast, seen, SplitMode.BESIDE, parts(cast, 3))
    row, part = stored(plan, "2"), Task.objects.get(pk=first)
    assert (row.state, row.version, row.due_on) == ("signed_for", seen.version + 1, DUE)
    assert (part.number, part.state, part.due_on, part.parent_id) == (
        *("2-1", "assigned"),
        *(EARLIER, None),
    )
    assert (part.clause_path, part.problem, part.position) == (
        *(row.clause_path, row.problem),
        row.position,
    )
    assert Task.objects.get(pk=second).due_on == DUE
    roles = dict(part.units.values_list("unit_id", "role"))
    assert roles == {cast.units["jiahe-finance"]: "lead", cast.units["jiahe-education"]: "joint"}
    # Of three remedies one went along; none is lost.
    kept = Remedy.objects.filter(task_id=seen.id).values_list("position", flat=True)
    assert list(kept) == [1, 2]
    assert Remedy.objects.get(task_id=first).text == "筹资。"
    assert Ruling.objects.get(step="split").words == WHY
    told = Event.objects.filter(subject_kind="ledger.task", action="task.split")
    assert told.get(subject_id=seen.id) is not None
    office, lit = cast.actor("prefecture_supervisor"), Lit(lamps()["default"], cast.day)
    reach = scope(office, "see", "task")
    shown = origins(reach, lit, seen.id)
    assert ([each.id for each in shown.parts], shown.hidden) == ([first, second], 0)
    back = origins(reach, lit, first)
    assert back.origin is not None and back.origin.id == seen.id
    numbers = [each.number for each in reads.tasks(reach, lit, Asked(sort="position")).rows]
    assert numbers[numbers.index("2") :][:3] == ["2", "2-1", "2-2"]
    stale = refused_by(split, cast, seen, SplitMode.BESIDE, parts(cast))
    assert stale.reason == "store.refused.stale"
    later = Seen(seen.id, row.version)
    [third] = split(cast, later, SplitMode.BESIDE, parts(cast)[1:])
    assert Task.objects.get(pk=third).number == "2-3"


def test_under_a_task_it_follows_its_parts(cast: Cast, plan: Written) -> None:
    seen, housing = signed(cast, plan), cast.actor("department_officer")
    asking = Asking(RequestKind.SUSPENSION, "雨季停工。", "局长")
    requests.ask(housing, seen, asking, at=cast.at)
    made = split(cast, seen, SplitMode.UNDER, parts(cast))
    row = stored(plan, "2")
    numbers = Task.objects.filter(parent=row).order_by("pk").values_list("number", flat=True)
    assert (list(numbers), row.state) == (["2.1", "2.2"], "assigned")
    assert TaskRequest.objects.get().state == "lapsed"
    assert TaskOrigin.objects.filter(origin=row).count() == len(made)
    lit = Lit(lamps()["default"], cast.day)
    office = cast.actor("prefecture_supervisor")
    child = reads.task(scope(office, "see", "task"), lit, made[0])
    assert [each.text for each in child.remedies] == ["新建园舍。"]
    again = refused_by(split, cast, Seen(row.pk, row.version), SplitMode.BESIDE, parts(cast))
    assert again.reason == "ledger.refused.group"
    below = Seen(made[0], 1)
    deeper = refused_by(split, cast, below, SplitMode.UNDER, parts(cast))
    assert deeper.reason == "ledger.refused.day_past" or deeper.reason.endswith("split_child")


def test_what_stands_outside_keeps_a_task_whole(cast: Cast, plan: Written) -> None:
    office, seen = cast.actor("prefecture_supervisor"), signed(cast, plan)
    acceptance.find_amount(office, seen, Entry(None, "待核实。"), at=cast.at)
    refused = refused_by(split, cast, seen, SplitMode.UNDER, parts(cast))
    assert refused.reason == "ledger.refused.split_outside"
    assert len(split(cast, seen, SplitMode.BESIDE, parts(cast))) == 2


def test_nothing_is_half_split(cast: Cast, plan: Written) -> None:
    seen, before = signed(cast, plan), Task.objects.count()
    elsewhere = Part(title="乙县部分。", lead_unit_id=10**9)
    refused_by(split, cast, seen, SplitMode.BESIDE, (*parts(cast), elsewhere))
    for person in ("department_officer", "other_county_officer", "auditor"):
        said = Splitting(mode=SplitMode.BESIDE, parts=parts(cast))
        refused_by(splitting.split_task, cast.actor(person), seen, said, WHY, at=cast.at)
    assert (Task.objects.count(), stored(plan, "2").version) == (before, seen.version)
