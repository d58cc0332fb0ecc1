"""Papers as PDF 文书成品: every paper by LibreOffice, its text and its code on every sheet."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from mengyang.actions import requests, rulings
from mengyang.actions.assignments import Assignment
from mengyang.actions.papers import About, print_paper, printable
from mengyang.actions.requests import Asking
from mengyang.actions.rulings import Finding
from mengyang.actions.tasks import close_task, verify_task
from mengyang.core.facts import Seen
from mengyang.core.ledger import RequestKind
from mengyang.store.models import Notice
from tests.cast import Cast
from tests.formats.office import converted
from tests.ledger_plan import Written
from tests.ledger_work import LATER, lead_to_claim, stored

NEW_DAY, FURTHER = date(2026, 6, 30), date(2026, 9, 30)
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def issued(cast: Cast, plan: Written, step: str) -> None:
    """A circular or a call to account about task 2, as the leader signed it."""
    Notice.objects.create(
        task_id=plan.tasks["2"],
        unit_id=cast.units["jiahe-housing"],
        step=step,
        state="decided",
        scheme="default",
        rung=f"overdue_{step}",
        due_on=cast.day,
        reason="overdue",
        text="【督办】甲禾县住房和城乡建设局：\n你单位承办的第2项时限已过，尚未申请销号。",
        made_on=cast.day,
        made_at=cast.at,
        words="工作推进不力，责令十日内书面说明，并限期完成。",
        signatory="分管副专员",
        decided_at=cast.at,
    )


def all_papers(cast: Cast, plan: Written) -> dict[str, tuple[bytes, str]]:
    """Every paper that can be printed on the way of a task, with its check code."""
    office, housing = cast.actor("prefecture_supervisor"), cast.actor("department_officer")
    about, found = About("task", plan.tasks["2"]), {}

    def take(whom: About) -> None:
        for template in printable(office, whom, at=LATER):
            out = BytesIO()
            done = print_paper(office, whom, template.code, out, at=LATER)
            found.setdefault(template.code, (out.getvalue(), done.check_code))

    for step in ("circular", "talk"):
        issued(cast, plan, step)
    version = lead_to_claim(cast, plan)
    version = verify_task(office, about.id, version, at=LATER)
    version = close_task(office, about.id, version, at=LATER)
    take(about)
    rulings.recheck(
        office, Seen(about.id, version), Finding(False, "问题反弹。", "陈工", NEW_DAY), at=LATER
    )
    take(about)
    asking = Asking(RequestKind.EXTENSION, "雨季停工。", "分管副县长", "主体已完工。", FURTHER)
    requests.ask(housing, Seen(about.id, stored(plan, "2").version), asking, at=LATER)
    take(about)
    seen = Seen(about.id, stored(plan, "2").version)
    to = Assignment(cast.units["jiahe-education"], ())
    rulings.transfer(office, seen, to, "按职责调整。", at=LATER)
    take(about)
    take(About("plan", plan.plan_id))
    return found


def test_every_paper_becomes_sheets_that_bear_its_code(
    cast: Cast, plan: Written, tmp_path: Path
) -> None:
    papers = all_papers(cast, plan)
    assert len(papers) == 14
    files = {f"{kind}.docx": data for kind, (data, _) in papers.items()}
    sheets = converted(files, "pdf", tmp_path)
    for kind, (_, code) in papers.items():
        pages = PdfReader(BytesIO(sheets[f"{kind}.docx"])).pages
        assert all(code in page.extract_text() for page in pages), kind
