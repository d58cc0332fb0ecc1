"""台账回填 — the exported ledger comes back: unchanged, edited, faulty, stale, and undone whole."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from mengyang.actions.assignments import assign_plan
from mengyang.actions.audit import verify_audit
from mengyang.actions.exports import export_ledger
from mengyang.actions.ledger_import import check_ledger, import_ledger, read_ledger, undo_import
from mengyang.actions.requests import Asking, ask
from mengyang.actions.rulings import extend
from mengyang.actions.tasks import Progress, report_progress, sign_for_task
from mengyang.core.facts import Seen
from mengyang.core.findings import Refused
from mengyang.core.ledger import RequestKind
from mengyang.formats.entry_form import Line
from mengyang.store.models import Event, LedgerImport, ProgressReport, Ruling, Task
from tests.anchoring import write_anchor
from tests.cast import AT, DAY, Cast
from tests.ledger_plan import Written, write_plan
from tests.ledger_work import LATER, add_evidence, refused_by, stored

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

OLD = "=SUM(1) 新园封顶"
COLUMN = {"clause": 2, "matter": 3, "due_on": 10, "state": 11, "progress": 13, "percent": 14}
COLUMN |= {"number": 1, "reason": 23}
OFFICE_AND_UNIT = ("prefecture_supervisor", "department_officer")
type Edit = Callable[[Worksheet], Any]


@dataclass(frozen=True, slots=True)
class Desk:
    """A plan whose task 2 is at work, and the edited ledger of whoever sits there."""

    cast: Cast
    plan: Written

    def lines(self, person: str, *edits: Edit, language: str = "zh") -> list[Line]:
        out = io.BytesIO()
        export_ledger(self.cast.actor(person), self.plan.plan_id, out, language, at=AT)
        return read_ledger(edited(out.getvalue(), *edits), "台账.xlsx", self.plan.plan_id)

    def said(self, person: str, lines: list[Line]) -> list[tuple[str, str]]:
        """What is wrong, or what changes: its cell and its code."""
        checked = check_ledger(self.cast.actor(person), self.plan.plan_id, lines, day=DAY)
        return [
            *((one.cell, one.finding.code) for each in checked.verdicts for one in each.faults),
            *(("", one.code) for each in checked.verdicts for one in each.changes or ()),
        ]

    def take(self, person: str, lines: list[Line]) -> int:
        actor = self.cast.actor(person)
        seen = check_ledger(actor, self.plan.plan_id, lines, day=DAY).stamp
        return import_ledger(actor, self.plan.plan_id, lines, seen, at=LATER)


def edited(data: bytes, *edits: Edit) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    for edit in edits:
        edit(book.worksheets[0])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def put(row_number: str, /, **values: object) -> Edit:
    """Type into the row of a task."""

    def edit(sheet: Worksheet) -> None:
        row = row_of(sheet, row_number)
        for key, value in values.items():
            sheet.cell(row, COLUMN[key]).value = value  # type: ignore[assignment]

    return edit


def row_of(sheet: Worksheet, number: str) -> int:
    return next(row for row in range(3, sheet.max_row) if sheet.cell(row, 1).value == number)


@pytest.fixture
def desk(cast: Cast) -> Desk:
    plan = write_plan(cast)
    assign_plan(cast.actor("prefecture_supervisor"), plan.plan_id, at=AT)
    housing, pk = cast.actor("department_officer"), plan.tasks["2"]
    version = sign_for_task(housing, pk, 2, at=AT)
    report_progress(housing, pk, version, Progress(OLD, 40), at=AT)
    return Desk(cast, plan)


def as_it_went_out_first(sheet: Worksheet) -> None:
    """As before ledgers told of extensions, rechecks and requests: without their columns."""
    sheet.delete_cols(19, 4)
    assert sheet.parent is not None
    hidden = sheet.parent.worksheets[1]
    kept = [[cell.value for cell in row] for row in hidden.iter_rows()]
    for number, row in enumerate(kept, 1):
        first = {"columns": 1, "sheet:tasks": 2}.get(str(row[0]))
        if first is not None:
            row[first + 18 : first + 22] = []
        if row[0] == "task":
            sums = str(row[5])
            row[5] = sums[: 18 * 8] + sums[22 * 8 :]
        for place in range(1, hidden.max_column + 1):
            value = row[place - 1] if place <= len(row) else None
            hidden.cell(number, place).value = value  # type: ignore[assignment]


def test_an_exported_ledger_imported_unchanged_changes_nothing(desk: Desk) -> None:
    office, housing = (desk.cast.actor(one) for one in OFFICE_AND_UNIT)
    seen = Seen(desk.plan.tasks["2"], stored(desk.plan, "2").version)
    extend(office, seen, LATER.date() + timedelta(days=90), "雨季停工。", at=AT)
    halt = Asking(RequestKind.SUSPENSION, "诉讼未决。", "分管副县长")
    ask(housing, Seen(seen.id, stored(desk.plan, "2").version), halt, at=AT)
    events = Event.objects.count()
    old = desk.lines("prefecture_supervisor", as_it_went_out_first)
    assert "extensions" not in old[0].letters and desk.said("prefecture_supervisor", old) == []
    for language in ("zh", "en"):
        lines = desk.lines("prefecture_supervisor", language=language)
        assert [line.value("number") for line in lines] == ["1", "1.1", "1.2", "2", "3", "4", "5"]
        assert desk.said("prefecture_supervisor", lines) == []
        again = refused_by(desk.take, "prefecture_supervisor", lines)
        assert again.reason == "ledger.refused.sheet_unchanged"
    assert Event.objects.count() == events + 3 and not LedgerImport.objects.exists()


def test_a_row_reports_and_claims_and_can_be_undone(desk: Desk) -> None:
    add_evidence(desk.cast, desk.plan, "2", "department_officer", "jiahe-housing")
    before = Task.objects.filter(pk=desk.plan.tasks["2"]).values().get()
    old = f"2026-03-02 甲禾县住房和城乡建设局：{OLD}"
    # New words stand behind the old ones, as in a paper ledger.
    wish = put("2", state="申请销号", percent=100, progress=f"{old}\n全部完工，已交付使用。")
    lines = desk.lines("department_officer", wish)
    codes = ["ledger.sheet.reported", "ledger.sheet.state"]
    assert desk.said("department_officer", lines) == [("", code) for code in codes]
    assert desk.take("department_officer", lines) == 1
    row = stored(desk.plan, "2")
    assert (row.state, row.progress_percent) == ("claimed_done", 100)
    assert row.claimed_by_id == desk.cast.users["department_officer"]
    last = ProgressReport.objects.latest("id")
    assert (last.text, last.percent) == ("全部完工，已交付使用。", 100)
    bulk = Event.objects.get(action="task.import")
    assert bulk.after == {"rows": 2} and bulk.changes.count() == 2
    kept = LedgerImport.objects.get()
    stranger = desk.cast.actor("prefecture_supervisor")
    assert refused_by(undo_import, stranger, kept.pk, at=LATER).reason.endswith("no_such_import")
    housing = desk.cast.actor("department_officer")
    assert undo_import(housing, kept.pk, at=LATER) == 1
    after = Task.objects.filter(pk=desk.plan.tasks["2"]).values().get()
    assert after.pop("version") == before.pop("version") + 2 and after == before
    assert ProgressReport.objects.latest("id").text == OLD
    assert refused_by(undo_import, housing, kept.pk, at=LATER).reason.endswith("import_undone")


def test_the_office_extends_with_its_reason_and_no_one_else_may(desk: Desk) -> None:
    day = datetime(2026, 5, 31)  # noqa: DTZ001 — a day in a cell
    late = desk.lines("prefecture_supervisor", put("2", due_on=day))
    said = desk.said("prefecture_supervisor", late)
    assert said == [("W6", "ledger.refused.grounds_missing")]
    wish = put("2", due_on=day, reason="雨季停工")
    own = desk.said("department_officer", desk.lines("department_officer", wish))
    assert own == [("J3", "ledger.refused.no_right")]
    assert desk.take("prefecture_supervisor", desk.lines("prefecture_supervisor", wish)) == 1
    assert stored(desk.plan, "2").due_on == date(2026, 5, 31)
    ruling = Ruling.objects.get()
    assert (ruling.step, ruling.words, ruling.day_after) == ("extend", "雨季停工", day.date())
    office = desk.cast.actor("prefecture_supervisor")
    assert undo_import(office, LedgerImport.objects.get().pk, at=LATER) == 1
    assert not Ruling.objects.exists() and stored(desk.plan, "2").due_on == date(2026, 3, 31)
    write_anchor(LATER)
    assert verify_audit(told=lambda _: None).is_whole


def test_one_faulty_row_stops_all(desk: Desk) -> None:
    edits = (put("2", progress="又进一步。"), put("3", state="已销号"))
    with pytest.raises(Refused, match="rows_faulty"):
        desk.take("prefecture_supervisor", desk.lines("prefecture_supervisor", *edits))
    assert ProgressReport.objects.count() == 1


def test_a_stale_row_is_refused_with_what_differs_and_others_go_on(desk: Desk) -> None:
    housing, pk = desk.cast.actor("department_officer"), desk.plan.tasks["2"]
    lines = desk.lines("department_officer", put("2", progress="迟到的进展。"))
    idle = desk.lines("department_officer")
    seen = check_ledger(housing, desk.plan.plan_id, lines, day=DAY).stamp
    report_progress(housing, pk, stored(desk.plan, "2").version, Progress("先到。", 60), at=AT)
    said = refused_by(import_ledger, housing, desk.plan.plan_id, lines, seen, at=LATER)
    assert said.reason == "registry.refused.stale"
    checked = check_ledger(housing, desk.plan.plan_id, lines, day=DAY)
    (fault,) = (one for each in checked.verdicts for one in each.faults)
    assert (fault.cell, fault.finding.code) == ("A3", "ledger.sheet.changed_meanwhile")
    assert fault.finding.params["percent"] == "60%"
    assert fault.finding.params["wished"] == "迟到的进展。"
    # Whoever edited nothing is not asked about what others did since.
    assert desk.said("department_officer", idle) == []


def test_an_open_request_and_what_came_after_are_respected(desk: Desk) -> None:
    housing, pk = desk.cast.actor("department_officer"), desk.plan.tasks["2"]
    desk.take("department_officer", desk.lines("department_officer", put("2", progress="好。")))
    kept = LedgerImport.objects.get()
    asking = Asking(RequestKind.EXTENSION, "雨季", "副县长", proposed_on=date(2026, 6, 30))
    ask(housing, Seen(pk, stored(desk.plan, "2").version), asking, at=LATER)
    said = refused_by(undo_import, housing, kept.pk, at=LATER)
    assert (said.reason, said.params["numbers"]) == ("ledger.refused.import_overtaken", "2")
    wish = put("2", due_on="2026-06-30", reason="同意")
    lines = desk.lines("prefecture_supervisor", wish)
    assert desk.said("prefecture_supervisor", lines) == [("J6", "ledger.sheet.request_waits")]
