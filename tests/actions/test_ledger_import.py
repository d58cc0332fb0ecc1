"""台账回填 — the exported ledger comes back: unchanged, edited, faulty, stale, and undone whole."""

import io
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from django.conf import settings
from openpyxl.worksheet.worksheet import Worksheet

from mengyang.actions.acceptance import set_body
from mengyang.actions.assignments import assign_plan
from mengyang.actions.audit import verify_audit
from mengyang.actions.exports import export_ledger
from mengyang.actions.jobs import claim_job
from mengyang.actions.ledger_import import confirm_ledger, undo_import
from mengyang.actions.ledger_sheets import forget_old_sheets, taking_step
from mengyang.actions.requests import Asking, ask
from mengyang.actions.rulings import extend
from mengyang.actions.tasks import (
    Progress,
    claim_done,
    report_progress,
    sign_for_task,
    verify_task,
)
from mengyang.core.facts import Seen
from mengyang.core.findings import Refused
from mengyang.core.ledger import RequestKind
from mengyang.store.models import (
    Event,
    LedgerImport,
    LedgerSheet,
    Notice,
    ProgressReport,
    Ruling,
    SheetRow,
    StagedChange,
    StagedTiding,
    Task,
)
from mengyang.store.reads.ledger.returning import verdicts
from tests.anchoring import write_anchor
from tests.cast import AT, Cast
from tests.ledger_plan import Written, write_plan
from tests.ledger_sheets import Edit, edited, put_down, run_job, sheet_of
from tests.ledger_work import LATER, add_evidence, refused_by, stored

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

OLD = "=SUM(1) 新园封顶"
COLUMN = {"clause": 2, "matter": 3, "due_on": 10, "state": 11, "progress": 13, "percent": 14}
COLUMN |= {"number": 1, "reason": 27}
OFFICE_AND_UNIT = ("prefecture_supervisor", "department_officer")


@dataclass(frozen=True, slots=True)
class Desk:
    """A plan whose task 2 is at work, and the edited ledger of whoever sits there."""

    cast: Cast
    plan: Written

    def sheet(self, person: str, *edits: Edit, language: str = "zh") -> int:
        out = io.BytesIO()
        actor = self.cast.actor(person)
        export_ledger(actor, self.plan.plan_id, out, language, at=AT)
        return put_down(actor, self.plan.plan_id, edited(out.getvalue(), *edits), LATER)

    def said(self, sheet_id: int) -> list[tuple[str, str]]:
        """What is wrong, or what changes: its cell and its code."""
        rows = verdicts(sheet_id, 0, 1000)
        return [
            *((str(one["cell"]), str(one["code"])) for each in rows for one in each.faults),
            *(("", str(one["code"])) for each in rows for one in each.changes),
        ]

    def take(self, person: str, sheet_id: int) -> int:
        begun = confirm_ledger(self.cast.actor(person), sheet_id, at=LATER)
        return int(run_job(begun.job_id, LATER).result["count"])

    def undo(self, person: str) -> int:
        kept = LedgerImport.objects.latest("pk")
        begun = undo_import(self.cast.actor(person), kept.pk, at=LATER)
        return int(run_job(begun.job_id, LATER).result["count"])


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
    """As before ledgers told of verdicts, money, extensions, rechecks and requests."""
    sheet.delete_cols(23, 4)
    sheet.delete_cols(18, 4)
    assert sheet.parent is not None
    hidden = sheet.parent.worksheets[1]
    kept = [[cell.value for cell in row] for row in hidden.iter_rows()]
    for number, row in enumerate(kept, 1):
        first = {"columns": 1, "sheet:tasks": 2}.get(str(row[0]))
        if first is not None:
            row[first + 22 : first + 26] = []
            row[first + 17 : first + 21] = []
        if row[0] == "task":
            sums = str(row[5])
            row[5] = sums[: 17 * 8] + sums[21 * 8 : 22 * 8] + sums[26 * 8 :]
        for place in range(1, hidden.max_column + 1):
            value = row[place - 1] if place <= len(row) else None
            hidden.cell(number, place).value = value  # type: ignore[assignment]


def test_an_exported_ledger_imported_unchanged_changes_nothing(desk: Desk) -> None:
    office, housing = (desk.cast.actor(one) for one in OFFICE_AND_UNIT)
    seen = Seen(desk.plan.tasks["2"], stored(desk.plan, "2").version)
    extend(office, seen, LATER.date() + timedelta(days=90), "雨季停工。", at=AT)
    halt = Asking(RequestKind.SUSPENSION, "诉讼未决。", "分管副县长")
    ask(housing, Seen(seen.id, stored(desk.plan, "2").version), halt, at=AT)
    versions = set(Task.objects.values_list("pk", "version"))
    assert sheet_of(desk.sheet("prefecture_supervisor", as_it_went_out_first)).told == 0
    for language in ("zh", "en"):
        sheet_id = desk.sheet("prefecture_supervisor", language=language)
        judged = sheet_of(sheet_id)
        assert (judged.state, judged.rows, judged.told) == ("judged", 7, 0)
        again = refused_by(desk.take, "prefecture_supervisor", sheet_id)
        assert again.reason == "ledger.refused.sheet_unchanged"
    assert versions == set(Task.objects.values_list("pk", "version"))
    assert not LedgerImport.objects.exists() and not SheetRow.objects.exists()


def test_a_row_reports_and_claims_and_can_be_undone(desk: Desk) -> None:
    add_evidence(desk.cast, desk.plan, "2", "department_officer", "jiahe-housing")
    before = Task.objects.filter(pk=desk.plan.tasks["2"]).values().get()
    old = f"2026-03-02 甲禾县住房和城乡建设局：{OLD}"
    # New words stand behind the old ones, as in a paper ledger.
    wish = put("2", state="申请销号", percent=100, progress=f"{old}\n全部完工，已交付使用。")
    sheet_id = desk.sheet("department_officer", wish)
    codes = ["ledger.sheet.reported", "ledger.sheet.state"]
    assert desk.said(sheet_id) == [("", code) for code in codes]
    stranger = refused_by(desk.take, "prefecture_supervisor", sheet_id)
    assert stranger.reason == "ledger.refused.no_such_sheet"
    assert desk.take("department_officer", sheet_id) == 1
    row = stored(desk.plan, "2")
    assert (row.state, row.progress_percent) == ("claimed_done", 100)
    assert row.claimed_by_id == desk.cast.users["department_officer"]
    last = ProgressReport.objects.latest("id")
    assert (last.text, last.percent) == ("全部完工，已交付使用。", 100)
    bulk = Event.objects.get(action="task.import")
    assert bulk.after == {"rows": 2} and bulk.changes.count() == 2
    # Twice confirmed, once taken; what was staged for it is gone.
    assert refused_by(desk.take, "department_officer", sheet_id).reason.endswith("stale")
    assert not SheetRow.objects.exists() and not StagedChange.objects.exists()
    assert refused_by(desk.undo, "prefecture_supervisor").reason.endswith("no_such_import")
    assert desk.undo("department_officer") == 1
    after = Task.objects.filter(pk=desk.plan.tasks["2"]).values().get()
    assert after.pop("version") == before.pop("version") + 2 and after == before
    assert ProgressReport.objects.latest("id").text == OLD
    assert refused_by(desk.undo, "department_officer").reason.endswith("import_undone")


def test_the_office_extends_with_its_reason_and_no_one_else_may(desk: Desk) -> None:
    day = datetime(2026, 5, 31)  # noqa: DTZ001 — a day in a cell
    late = desk.sheet("prefecture_supervisor", put("2", due_on=day))
    assert desk.said(late) == [("AA6", "ledger.refused.grounds_missing")]
    wish = put("2", due_on=day, reason="雨季停工")
    own = desk.said(desk.sheet("department_officer", wish))
    assert own == [("J3", "ledger.refused.no_right")]
    assert desk.take("prefecture_supervisor", desk.sheet("prefecture_supervisor", wish)) == 1
    assert stored(desk.plan, "2").due_on == date(2026, 5, 31)
    ruling = Ruling.objects.get()
    assert (ruling.step, ruling.words, ruling.day_after) == ("extend", "雨季停工", day.date())
    notice = Notice.objects.get()
    assert (notice.unit_id, notice.reason) == (
        desk.cast.units["jiahe-housing"],
        "decision_extended",
    )
    assert not StagedTiding.objects.exists()
    assert desk.undo("prefecture_supervisor") == 1
    assert not Ruling.objects.exists() and stored(desk.plan, "2").due_on == date(2026, 3, 31)
    write_anchor(LATER)
    assert verify_audit(told=lambda _: None).is_whole


def test_one_faulty_row_stops_all(desk: Desk) -> None:
    edits = (put("2", progress="又进一步。"), put("3", state="已销号"))
    sheet_id = desk.sheet("prefecture_supervisor", *edits)
    with pytest.raises(Refused, match="rows_faulty"):
        desk.take("prefecture_supervisor", sheet_id)
    assert ProgressReport.objects.count() == 1


def test_a_stale_row_is_refused_with_what_differs_and_others_go_on(desk: Desk) -> None:
    housing, pk = desk.cast.actor("department_officer"), desk.plan.tasks["2"]
    wish = put("2", progress="迟到的进展。")
    out = io.BytesIO()
    export_ledger(housing, desk.plan.plan_id, out, "zh", at=AT)
    sheet_id = put_down(housing, desk.plan.plan_id, edited(out.getvalue(), wish), LATER)
    report_progress(housing, pk, stored(desk.plan, "2").version, Progress("先到。", 60), at=AT)
    said = refused_by(desk.take, "department_officer", sheet_id)
    assert said.reason == "registry.refused.stale" and not LedgerImport.objects.exists()
    late = put_down(housing, desk.plan.plan_id, edited(out.getvalue(), wish), LATER)
    (row,) = verdicts(late, 0, 10)
    (fault,) = row.faults
    assert (fault["cell"], fault["code"]) == ("A3", "ledger.sheet.changed_meanwhile")
    params = fault["params"]
    assert isinstance(params, dict) and params["percent"] == "60%"
    assert params["wished"] == "迟到的进展。"
    # Whoever edited nothing is not asked about what others did since.
    idle = put_down(housing, desk.plan.plan_id, out.getvalue(), LATER)
    assert desk.said(idle) == []


def test_a_task_changed_after_staging_stops_the_one_transaction(desk: Desk) -> None:
    housing, pk = desk.cast.actor("department_officer"), desk.plan.tasks["2"]
    sheet_id = desk.sheet("department_officer", put("2", progress="好。"))
    begun = confirm_ledger(housing, sheet_id, at=LATER)
    claim = claim_job(begun.job_id, at=LATER)
    assert claim is not None
    claim = taking_step(claim, at=LATER)
    report_progress(housing, pk, stored(desk.plan, "2").version, Progress("先到。", 60), at=LATER)
    said = refused_by(taking_step, claim, at=LATER)
    assert said.reason == "ledger.refused.sheet.stale"
    assert ProgressReport.objects.latest("pk").text == "先到。"


def test_an_open_request_and_what_came_after_are_respected(desk: Desk) -> None:
    housing, pk = desk.cast.actor("department_officer"), desk.plan.tasks["2"]
    desk.take("department_officer", desk.sheet("department_officer", put("2", progress="好。")))
    asking = Asking(RequestKind.EXTENSION, "雨季", "副县长", proposed_on=date(2026, 6, 30))
    ask(housing, Seen(pk, stored(desk.plan, "2").version), asking, at=LATER)
    said = refused_by(desk.undo, "department_officer")
    assert (said.reason, said.params["numbers"]) == ("ledger.refused.import_overtaken", "2")
    wish = put("2", due_on="2026-06-30", reason="同意")
    sheet_id = desk.sheet("prefecture_supervisor", wish)
    assert desk.said(sheet_id) == [("J6", "ledger.sheet.request_waits")]


def test_what_others_accept_is_not_closed_by_a_sheet_before_their_verdict(desk: Desk) -> None:
    office, pk = desk.cast.actor("prefecture_supervisor"), desk.plan.tasks["2"]
    add_evidence(desk.cast, desk.plan, "2", "department_officer", "jiahe-housing")
    housing = desk.cast.actor("department_officer")
    version = claim_done(housing, pk, stored(desk.plan, "2").version, at=AT)
    verify_task(office, pk, version, at=AT)
    set_body(office, Seen(pk, stored(desk.plan, "2").version), "县人大常委会", at=AT)
    closing = desk.sheet("prefecture_supervisor", put("2", state="已销号"))
    assert [code for _, code in desk.said(closing)] == ["ledger.refused.not_accepted"]


def test_what_nobody_confirmed_is_forgotten(desk: Desk) -> None:
    kept = desk.sheet("department_officer", put("2", progress="好。"))
    assert desk.take("department_officer", kept) == 1
    desk.sheet("department_officer", put("2", progress="又好。"))
    assert forget_old_sheets(settings.ENVIRONMENT.var, LATER + timedelta(days=1)) == 1
    assert [each.pk for each in LedgerSheet.objects.all()] == [kept]
    write_anchor(LATER)
    assert verify_audit(told=lambda _: None).is_whole
    assert desk.undo("department_officer") == 1
    write_anchor(LATER)
    assert verify_audit(told=lambda _: None).is_whole
