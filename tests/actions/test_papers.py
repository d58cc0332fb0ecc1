"""Papers of supervision 督查文书: printed from the record, frozen, and bound to their scan."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Paper

from mengyang import packs
from mengyang.actions import requests, rulings
from mengyang.actions.assignments import Assignment
from mengyang.actions.evidence import EvidenceUpload, Shelf
from mengyang.actions.paper_words import quoted
from mengyang.actions.papers import About, bind_copy, open_copy, print_paper, printable
from mengyang.actions.plan_paper_facts import Span
from mengyang.actions.requests import Asking
from mengyang.actions.rulings import Finding
from mengyang.core.access import Actor
from mengyang.core.facts import Seen
from mengyang.core.ledger import RequestKind
from mengyang.core.ledger.check_codes import check_code, paper_digest
from mengyang.store.models import Event, PaperCopy, PrintedPaper
from mengyang.store.reads.ledger import stored_files
from tests.cast import Cast
from tests.ledger_plan import DUE, Written
from tests.ledger_work import LATER, closed, refused_by, signed, stored
from tests.paper_text import words

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
NEW_DAY = date(2026, 6, 30)
SPAN = Span(date(2026, 3, 1), date(2026, 3, 31))
SCAN = b"\x89PNG\r\n\x1a\n" + bytes(40)


def printed(actor: Actor, about: About, kind: str, cast: Cast) -> tuple[Paper, str]:
    """The paper as a person opens it, and its check code."""
    out = BytesIO()
    done = print_paper(actor, about, kind, out, at=cast.at)
    return Document(out), done.check_code


def kinds(actor: Actor, about: About, cast: Cast) -> set[str]:
    return {each.code for each in printable(actor, about, at=cast.at)}


def test_a_paper_is_kept_with_the_facts_and_the_code_it_bears(cast: Cast, plan: Written) -> None:
    office, seen = cast.actor("prefecture_supervisor"), signed(cast, plan)
    paper, code = printed(office, About("task", seen.id), "assignment_slip", cast)
    text = words(paper)
    assert "督查事项交办单" in text and "甲禾县住房和城乡建设局" in text
    row = PrintedPaper.objects.get()
    assert (row.paper_kind, row.task_id, row.subject_version) == (
        "assignment_slip",
        seen.id,
        stored(plan, "2").version,
    )
    subject = ("task", seen.id, row.subject_version)
    assert row.digest == paper_digest("assignment_slip", subject, row.facts)
    assert row.check_code == code == check_code(row.digest)
    section = paper.sections[0]
    for footer in (section.footer, section.even_page_footer):
        assert f"校验码：{code}　2026年3月2日印" in footer.paragraphs[0].text
    told = Event.objects.get(action="paper.print")
    assert (told.subject_kind, told.subject_id, told.after["check_code"]) == (
        "ledger.paper",
        row.pk,
        code,
    )


def test_the_same_facts_are_the_same_paper_and_others_another(cast: Cast, plan: Written) -> None:
    office, seen = cast.actor("prefecture_supervisor"), signed(cast, plan)
    about = About("task", seen.id)
    _, first = printed(office, about, "urging_slip", cast)
    _, again = printed(office, about, "urging_slip", cast)
    assert first == again and PrintedPaper.objects.count() == 1
    assert Event.objects.filter(action="paper.print_again").count() == 1
    rulings.extend(office, seen, NEW_DAY, "同意。", at=cast.at)
    _, other = printed(office, about, "urging_slip", cast)
    assert other != first and PrintedPaper.objects.count() == 2


def test_each_paper_can_be_printed_when_its_facts_are_there(cast: Cast, plan: Written) -> None:
    office, housing = cast.actor("prefecture_supervisor"), cast.actor("department_officer")
    about = About("task", plan.tasks["2"])
    seen = signed(cast, plan)
    assert kinds(office, about, cast) == {"assignment_slip", "receipt", "urging_slip"}
    assert kinds(housing, about, cast) == {"receipt"}
    asking = Asking(RequestKind.EXTENSION, "雨季停工。", "分管副县长", "主体已完工。", NEW_DAY)
    requests.ask(housing, seen, asking, at=cast.at)
    assert kinds(housing, about, cast) == {"receipt", "extension_form"}
    rulings.extend(office, seen, NEW_DAY, "同意。", at=cast.at)
    text = words(printed(housing, about, "extension_form", cast)[0])
    assert all(each in text for each in ("雨季停工。", "主体已完工。", "分管副县长", "同意"))
    assert f"{DUE.year}年{DUE.month}月{DUE.day}日" in text and "2026年6月30日" in text
    to = Assignment(cast.units["jiahe-education"], ())
    seen = Seen(seen.id, stored(plan, "2").version)
    rulings.transfer(office, seen, to, "按职责调整。", at=cast.at)
    text = words(printed(office, about, "transfer_slip", cast)[0])
    assert "转由你单位牵头办理" in text and "抄送：甲禾县住房和城乡建设局。" in text
    refused = refused_by(print_paper, office, about, "recheck_record", BytesIO(), at=cast.at)
    assert refused.reason == "papers.refused.nothing_to_tell"


def test_a_closed_task_has_its_form_and_its_recheck_two_signers(cast: Cast, plan: Written) -> None:
    office, about = cast.actor("prefecture_supervisor"), About("task", plan.tasks["2"])
    seen = closed(cast, plan)
    text = words(printed(office, about, "closure_form", cast)[0])
    assert "minutes.pdf" in text and "核验人：立诚" in text and "已销号" in text
    rulings.recheck(office, seen, Finding(True, "现场查看两栋楼。", "陈工"), at=LATER)
    text = words(printed(office, about, "recheck_record", cast)[0])
    assert "立诚、陈工" in text and "现场查看两栋楼。" in text and text.count("签字：") >= 3


@pytest.mark.parametrize("kind", ["progress_report", "rectification_report", "task_breakdown"])
def test_the_papers_of_a_plan_tell_counts_with_their_source(
    cast: Cast, plan: Written, kind: str
) -> None:
    office, seen = cast.actor("prefecture_supervisor"), signed(cast, plan)
    rulings.extend(office, seen, NEW_DAY, "同意。", at=cast.at)
    paper, _ = printed(office, About("plan", plan.plan_id, SPAN), kind, cast)
    text, row = words(paper), PrintedPaper.objects.get()
    facts = row.facts
    names = ("done", "for_the_stage", "unassigned", "in_hand", "extended", "overdue")
    assert sum(int(facts[each]) for each in names) == int(facts["standing"]) == 6
    assert (facts["unassigned"], facts["in_hand"]) == ("5", "0")
    assert (facts["extended"], facts["extended_in_period"], row.task_id) == ("1", "1", None)
    if kind == "progress_report":
        assert "办结率0.0%。计算公式" in text and "统计时点为2026年3月2日" in text
        assert "由2026年3月31日延至2026年6月30日" in text
        assert sum(int(each["standing"]) for each in facts["units"]) == 6
    else:
        assert paper.sections[-1].page_width > paper.sections[-1].page_height
        assert "就近入园" in text and len(paper.tables) == 1


def test_overdue_tasks_are_listed_by_unit(cast: Cast, plan: Written) -> None:
    office = cast.actor("prefecture_supervisor")
    signed(cast, plan)
    late = replace(cast, at=cast.at.replace(month=4, day=10), day=date(2026, 4, 10))
    text = words(printed(office, About("plan", plan.plan_id), "progress_report", late)[0])
    assert "甲禾县住房和城乡建设局1项：第2号" in text and "逾期10天" in text


def test_who_may_not_print_is_refused(cast: Cast, plan: Written) -> None:
    signed(cast, plan)
    task, whole = About("task", plan.tasks["2"]), About("plan", plan.plan_id)
    for person in ("auditor", "department_officer", "township_clerk", "parent"):
        actor = cast.actor(person)
        assert "assignment_slip" not in kinds(actor, task, cast)
        assert kinds(actor, whole, cast) == set()
        refused = refused_by(print_paper, actor, whole, "progress_report", BytesIO(), at=cast.at)
        assert refused.reason == "ledger.refused.no_right"
    office = cast.actor("prefecture_supervisor")
    refused = refused_by(print_paper, office, whole, "receipt", BytesIO(), at=cast.at)
    assert refused.reason == "papers.refused.no_such_paper"
    backwards = replace(whole, span=Span(SPAN.until_day, SPAN.from_day))
    refused = refused_by(print_paper, office, backwards, "progress_report", BytesIO(), at=cast.at)
    assert refused.reason == "papers.refused.period"
    assert not PrintedPaper.objects.exists()


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    yield Shelf(tmp_path / "files", 1_000_000)


def test_a_scan_is_bound_to_exactly_the_version_printed(
    cast: Cast, plan: Written, shelf: Shelf
) -> None:
    office, seen = cast.actor("prefecture_supervisor"), signed(cast, plan)
    _, code = printed(office, About("task", seen.id), "assignment_slip", cast)
    rulings.extend(office, seen, NEW_DAY, "同意。", at=cast.at)
    printed(office, About("task", seen.id), "assignment_slip", cast)
    upload = EvidenceUpload(SCAN, "盖章.png", "已盖章")
    typed = code.lower().replace("-", " ").replace("0", "o")
    pk = bind_copy(office, typed, upload, shelf, at=cast.at)
    copy = PaperCopy.objects.select_related("paper").get(pk=pk)
    assert copy.paper.check_code == code and copy.sha256 in stored_files()
    assert Event.objects.get(action="paper.bind_copy").after["sha256"] == copy.sha256
    opened = open_copy(office, pk, shelf.folder, day=cast.day)
    assert opened.path.read_bytes() == SCAN
    twice = refused_by(bind_copy, office, code, upload, shelf, at=cast.at)
    assert twice.reason == "papers.refused.copy_twice"
    unknown = refused_by(bind_copy, office, "0000-0000-0000", upload, shelf, at=cast.at)
    assert unknown.reason == "papers.refused.no_such_code"
    stranger = cast.actor("other_county_officer")
    for call, arguments in ((bind_copy, (code, upload, shelf)), (open_copy, (pk, shelf.folder))):
        when = {"at": cast.at} if call is bind_copy else {"day": cast.day}
        assert refused_by(call, stranger, *arguments, **when)
    auditor = cast.actor("auditor")
    assert refused_by(bind_copy, auditor, code, upload, shelf, at=cast.at)
    assert PaperCopy.objects.count() == 1


def test_every_paper_is_one_that_these_files_print() -> None:
    """The last four by `test_period_papers.py`."""
    assert set(packs.papers()) == {
        *("assignment_slip", "receipt", "urging_slip", "transfer_slip", "extension_form"),
        *("closure_form", "recheck_record"),
        *("progress_report", "rectification_report", "task_breakdown"),
        *("circular_notice", "talk_notice", "monthly_circular", "quarterly_report"),
    }


def test_marks_within_a_quoted_title_become_single_ones() -> None:
    assert quoted("关于“大班额”的问题。") == "“关于‘大班额’的问题”"
