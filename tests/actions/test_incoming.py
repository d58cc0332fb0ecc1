"""Incoming papers 收文: numbered, proposed, instructed on, handed over, done; nothing graded."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from mengyang.actions import incoming
from mengyang.actions.documents import Upload
from mengyang.actions.evidence import sweep_orphans
from mengyang.actions.incoming import HandOver, Instruction
from mengyang.actions.incoming_corrections import Correction, correct_paper
from mengyang.actions.incoming_documents import link_document, upload_paper
from mengyang.actions.incoming_scans import open_scan
from mengyang.core.findings import Refused
from mengyang.store.models import (
    Document,
    Event,
    IncomingInstruction,
    IncomingOpinion,
    IncomingPaper,
    IncomingUnit,
)
from tests.cast import Cast
from tests.incoming_papers import (
    DUE,
    hand_over,
    on_paper,
    propose,
    register,
    registration,
    sheet,
    version,
)
from tests.upload_cast import PLAN, upload_plan

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    return tmp_path / "files"


def _kept(files: Path) -> list[str]:
    return [path.name for path in files.rglob("*") if path.is_file()] if files.exists() else []


def _told(paper_id: int) -> list[str]:
    rows = Event.objects.filter(subject_kind="incoming.paper", subject_id=paper_id)
    return list(rows.order_by("sequence").values_list("action", flat=True))


def test_a_paper_goes_from_the_register_to_its_conclusion(cast: Cast, files: Path) -> None:
    paper_id = register(cast)
    propose(cast, paper_id)
    said = on_paper(cast, files)
    incoming.record_instruction(
        cast.actor("secretary"), paper_id, version(paper_id), said, at=cast.at
    )
    hand_over(cast, paper_id, "jiahe-finance", "jiahe-education")
    actor = cast.actor("finance_officer")
    incoming.finish_paper(actor, paper_id, version(paper_id), "已批复", at=cast.at)
    row = IncomingPaper.objects.get(pk=paper_id)
    assert (row.year, row.number, row.state, row.result) == (2026, 1, "done", "已批复")
    assert (row.due_on, row.finished_on) == (DUE, cast.day)
    [joint] = IncomingUnit.objects.filter(paper=row)
    assert joint.unit_id == cast.units["jiahe-education"]
    [opinion] = IncomingOpinion.objects.filter(paper=row)
    assert opinion.author_id == cast.users["secretary"]
    [instruction] = IncomingInstruction.objects.filter(paper=row)
    assert (instruction.is_transcribed, instruction.scan_type) == (True, "image/png")
    assert _told(paper_id) == [
        *("incoming.register", "incoming.propose", "incoming.instruct"),
        *("incoming.hand_over", "incoming.join_units", "incoming.finish"),
    ]


def test_the_numbers_run_by_register_and_year(cast: Cast) -> None:
    first, second = register(cast), register(cast, document_number="云教请〔2026〕4号")
    last_year = cast.day.replace(year=2025)
    third = register(cast, document_number="云教请〔2025〕4号", received_on=last_year)
    rows = {row.pk: (row.year, row.number) for row in IncomingPaper.objects.all()}
    assert [rows[each] for each in (first, second, third)] == [(2026, 1), (2026, 2), (2025, 1)]


def test_the_same_number_of_the_same_body_is_named(cast: Cast) -> None:
    first = register(cast)
    with pytest.raises(Refused) as refused:
        register(cast, document_number="云教请[2026]第 3号")
    assert refused.value.reason == "incoming.refused.registered_already"
    assert refused.value.params["number"] == "收〔2026〕1号"
    assert IncomingPaper.objects.count() == 1
    assert register(cast, is_again=True) != first
    # Without a number nothing can be told apart, and a withdrawn entry stands in nobody's way.
    register(cast, document_number="")
    register(cast, document_number="")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"secrecy": "secret"}, "secrecy"),
        ({"secrecy": "top_secret"}, "secrecy"),
        ({"title": "秘密★5年"}, "secrecy"),
        ({"secrecy": "x"}, "no_secrecy"),
        ({"urgency": "x"}, "no_urgency"),
        ({"title": " "}, "no_title"),
        ({"issuing_body": ""}, "no_title"),
    ],
)
def test_what_does_not_belong_in_the_register_is_refused(
    cast: Cast, changes: dict[str, object], reason: str
) -> None:
    with pytest.raises(Refused) as refused:
        register(cast, **changes)
    assert refused.value.reason == f"incoming.refused.{reason}"
    assert not IncomingPaper.objects.exists()
    assert not Event.objects.filter(action__startswith="incoming.").exists()


@pytest.mark.parametrize("person", ["prefecture_officer", "leader", "auditor", "finance_officer"])
def test_only_the_secretary_of_the_office_keeps_its_register(cast: Cast, person: str) -> None:
    with pytest.raises(Refused) as refused:
        incoming.register_paper(cast.actor(person), registration(cast), at=cast.at)
    assert refused.value.reason == "incoming.refused.no_right"
    with pytest.raises(Refused):
        register(cast, unit_id=cast.units["yunlu-education"])


def test_a_leader_writes_in_the_own_name(cast: Cast) -> None:
    paper_id = register(cast)
    propose(cast, paper_id)
    said = Instruction(text="同意", given_on=cast.day, leader_post="副专员", leader_name="别人")
    with pytest.raises(Refused) as refused:
        # The cast's leader has a county; the register is the prefecture's.
        incoming.give_instruction(cast.actor("leader"), paper_id, 2, said, at=cast.at)
    assert refused.value.reason == "incoming.refused.not_found"
    with pytest.raises(Refused) as refused:
        incoming.give_instruction(cast.actor("secretary"), paper_id, 2, said, at=cast.at)
    assert refused.value.reason == "incoming.refused.no_right"
    assert not IncomingInstruction.objects.exists()


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "a.png", "ledger.refused.evidence_empty"),
        (b"not a picture at all", "a.png", "incoming.refused.scan_kind"),
        (b"\x00\x01" * 50, "a.pdf", "ledger.refused.evidence_kind"),
    ],
)
def test_a_sheet_is_a_picture_or_pdf_by_its_content(
    cast: Cast, files: Path, data: bytes, name: str, reason: str
) -> None:
    paper_id = register(cast)
    propose(cast, paper_id)
    said = on_paper(cast, files, scan=sheet(files, data, name))
    with pytest.raises(Refused) as refused:
        incoming.record_instruction(cast.actor("secretary"), paper_id, 2, said, at=cast.at)
    assert refused.value.reason == reason
    assert not IncomingInstruction.objects.exists() and not _kept(files)


def test_a_sheet_is_not_kept_for_a_step_that_is_refused(cast: Cast, files: Path) -> None:
    paper_id = register(cast)
    with pytest.raises(Refused) as refused:
        incoming.record_instruction(
            cast.actor("secretary"), paper_id, 1, on_paper(cast, files), at=cast.at
        )
    assert refused.value.reason == "incoming.refused.state_instruct"
    assert not _kept(files)


def test_a_sheet_is_shown_to_who_sees_the_paper_and_never_swept(cast: Cast, files: Path) -> None:
    paper_id = register(cast)
    propose(cast, paper_id)
    said = on_paper(cast, files)
    incoming.record_instruction(cast.actor("secretary"), paper_id, 2, said, at=cast.at)
    [row] = IncomingInstruction.objects.all()
    opened = open_scan(cast.actor("auditor"), row.pk, files, day=cast.day)
    assert opened.path.read_bytes().startswith(b"\x89PNG") and opened.file_name == "批示.png"
    with pytest.raises(Refused):
        open_scan(cast.actor("county_officer"), row.pk, files, day=cast.day)
    assert sweep_orphans(files, at=cast.at.replace(year=2040)) == ()


def test_a_paper_stays_with_units_around(cast: Cast) -> None:
    paper_id = register(cast)
    propose(cast, paper_id)
    to = HandOver(lead_unit_id=10**9)
    with pytest.raises(Refused):
        incoming.hand_over_paper(cast.actor("secretary"), paper_id, 2, to, at=cast.at)
    assert IncomingPaper.objects.get(pk=paper_id).state == "proposed"


def test_a_joint_unit_sees_the_paper_and_does_not_finish_it(cast: Cast) -> None:
    paper_id = register(cast)
    propose(cast, paper_id)
    hand_over(cast, paper_id, "jiahe-finance", "jiahe-housing")
    with pytest.raises(Refused) as refused:
        incoming.finish_paper(cast.actor("department_officer"), paper_id, 3, "完", at=cast.at)
    assert refused.value.reason == "incoming.refused.not_lead_unit"
    with pytest.raises(Refused) as refused:
        incoming.finish_paper(cast.actor("county_officer"), paper_id, 3, "完", at=cast.at)
    assert refused.value.reason == "incoming.refused.not_found"


def test_a_withdrawn_entry_keeps_its_number(cast: Cast) -> None:
    paper_id = register(cast)
    incoming.withdraw_paper(cast.actor("secretary"), paper_id, 1, "重复", at=cast.at)
    assert IncomingPaper.objects.get(pk=register(cast)).number == 2


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"secrecy": "secret"}, "incoming.refused.secrecy"),
        ({"received_on": date(2025, 12, 31)}, "incoming.refused.other_year"),
        ({"title": " "}, "incoming.refused.no_title"),
        ({"document_number": "云教请〔2026〕8号"}, "incoming.refused.registered_already"),
        ({}, "incoming.refused.nothing_to_correct"),
    ],
)
def test_a_correction_that_does_not_fit_is_refused(
    cast: Cast, changes: dict[str, object], reason: str
) -> None:
    register(cast, document_number="云教请〔2026〕8号")
    paper_id = register(cast)
    told = registration(cast)
    line = {name: getattr(told, name) for name in ("issuing_body", "title", "document_number")}
    line |= {"received_on": told.received_on, "reason": "录错"} | changes
    with pytest.raises(Refused) as refused:
        correct_paper(cast.actor("secretary"), paper_id, 1, Correction(**line), at=cast.at)
    assert refused.value.reason == reason
    assert "incoming.correct" not in _told(paper_id)


def test_a_paper_does_not_come_after_a_leader_wrote_on_it(cast: Cast, files: Path) -> None:
    paper_id = register(cast, received_on=cast.day - timedelta(days=2))
    propose(cast, paper_id)
    said = on_paper(cast, files, given_on=cast.day - timedelta(days=1))
    incoming.record_instruction(cast.actor("secretary"), paper_id, 2, said, at=cast.at)
    told = registration(cast)
    line = Correction(
        issuing_body=told.issuing_body, title="另一标题", received_on=cast.day, reason="录错"
    )
    with pytest.raises(Refused, match="received_after_word"):
        correct_paper(cast.actor("secretary"), paper_id, version(paper_id), line, at=cast.at)


def test_an_older_version_is_refused(cast: Cast) -> None:
    paper_id = register(cast)
    with pytest.raises(Refused) as refused:
        incoming.propose_handling(cast.actor("secretary"), paper_id, 9, "拟办", at=cast.at)
    assert refused.value.reason == "store.refused.stale"
    assert not IncomingOpinion.objects.exists()


def test_the_file_of_a_paper_becomes_its_document(cast: Cast, files: Path) -> None:
    paper_id = register(cast)
    upload = Upload(PLAN.encode(), "来文.txt", cast.areas["yunlu"], files)
    document_id = upload_paper(cast.actor("secretary"), paper_id, 1, upload, at=cast.at)
    row = IncomingPaper.objects.get(pk=paper_id)
    assert (row.document_id, row.version) == (document_id, 2)
    # Of two files the wrong one was taken: the other takes its place, until it is adopted.
    other = Upload(PLAN.encode() + b"\n ", "b.txt", cast.areas["yunlu"], files, is_again=True)
    second = upload_paper(cast.actor("secretary"), paper_id, 2, other, at=cast.at)
    told = Event.objects.filter(action="incoming.attach").order_by("sequence").last()
    assert told is not None
    assert (told.before["document_id"], told.after["document_id"]) == (document_id, second)
    Document.objects.filter(pk=second).update(state="adopted")
    with pytest.raises(Refused) as refused:
        link_document(cast.actor("secretary"), paper_id, 3, document_id, at=cast.at)
    assert refused.value.reason == "incoming.refused.has_document"
    assert IncomingPaper.objects.get(pk=paper_id).document_id == second


def test_a_file_with_a_secrecy_mark_leaves_no_trace(cast: Cast, files: Path) -> None:
    paper_id = register(cast)
    marked = Upload(("机密★1年\n\n" + PLAN).encode(), "来文.txt", cast.areas["yunlu"], files)
    with pytest.raises(Refused) as refused:
        upload_paper(cast.actor("secretary"), paper_id, 1, marked, at=cast.at)
    assert "secre" in refused.value.reason
    assert not _kept(files) and not Document.objects.exists()


def test_a_document_belongs_to_one_paper(cast: Cast, files: Path) -> None:
    document_id = upload_plan(cast, files)
    first, second = register(cast), register(cast, document_number="")
    link_document(cast.actor("secretary"), first, 1, document_id, at=cast.at)
    with pytest.raises(Refused) as refused:
        link_document(cast.actor("secretary"), second, 1, document_id, at=cast.at)
    assert refused.value.reason == "incoming.refused.document_taken"
