"""回填批次写入 — an uploaded ledger put down, judged in portions, confirmed, and forgotten."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from mengyang.core.audit import plain
from mengyang.core.findings import Finding, Refused
from mengyang.core.verdicts import RowVerdict
from mengyang.store.models import (
    LedgerImport,
    LedgerSheet,
    SheetRow,
    StagedChange,
    StagedReport,
    StagedRuling,
    StagedTask,
    StagedTiding,
)
from mengyang.store.writes.work import Work

# So many rows go at once, that nobody else waits long.
_GONE_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class LedgerSheetDraft:
    """回填批次 to be put down; the bytes lie in the file store already."""

    plan_id: int
    file_name: str
    sha256: str
    uploaded_by: int


@dataclass(frozen=True, slots=True)
class JudgedLine:
    """A verdict and the line it is about: values, letters, unread heads."""

    verdict: RowVerdict
    line: Sequence[object]


def add_sheet(work: Work, draft: LedgerSheetDraft) -> int:
    """Put down an uploaded ledger; its id."""
    row = LedgerSheet.objects.create(
        plan_id=draft.plan_id,
        file_name=draft.file_name,
        sha256=draft.sha256,
        uploaded_by_id=draft.uploaded_by,
        uploaded_at=work.at,
    )
    work.note("ledger.upload_sheet", plan=draft.plan_id, sheet=row.pk, sha256=draft.sha256)
    return row.pk


def give_job(sheet_id: int, job_id: int) -> None:
    """Name the job that works on a sheet."""
    LedgerSheet.objects.filter(pk=sheet_id).update(job_id=job_id)


def state_read(sheet_id: int, rows: int, name: str, day: date) -> None:
    """How many rows came back and under which name; what an earlier reading left goes."""
    SheetRow.objects.filter(sheet_id=sheet_id).delete()
    found = LedgerSheet.objects.filter(pk=sheet_id)
    found.update(rows=rows, sheet=name, judged_on=day, told=0, faulty=0)


def add_verdicts(sheet_id: int, judged: Sequence[JudgedLine]) -> None:
    """What was said of some rows; those that change nothing are left out."""
    told = [each for each in judged if not each.verdict.is_idle]
    SheetRow.objects.bulk_create(_row(sheet_id, each) for each in told)


def state_judged(sheet_id: int) -> None:
    """Every row was looked at: count what was said."""
    rows = SheetRow.objects.filter(sheet_id=sheet_id)
    faulty = rows.filter(is_faulty=True).count()
    LedgerSheet.objects.filter(pk=sheet_id).update(state="judged", told=rows.count(), faulty=faulty)


def confirm_sheet(work: Work, sheet_id: int) -> None:
    """Let the rows of a judged sheet be taken. Raises `Refused` where somebody did already."""
    judged = LedgerSheet.objects.filter(pk=sheet_id, state="judged", judged_on=work.at.date())
    if not judged.update(state="taking", confirmed_at=work.at):
        raise Refused("registry.refused.stale", "registry.hint.upload_again")
    work.note("ledger.confirm_sheet", sheet=sheet_id)


def add_undoing(work: Work, import_id: int, author_id: int) -> int:
    """Put down that an import is to be taken back; the sheet's id.

    Raises `Refused` where it is not the author's, undone already or being undone.
    """
    kept = LedgerImport.objects.select_for_update().filter(pk=import_id).first()
    if kept is None or kept.made_by_id != author_id:
        raise Refused("ledger.refused.no_such_import", "ledger.hint.own_import")
    if kept.state != "done":
        raise Refused("ledger.refused.import_undone", "store.hint.reload")
    row = LedgerSheet.objects.create(
        plan_id=kept.plan_id,
        made=kept,
        undoes=True,
        state="taking",
        rows=kept.rows,
        told=kept.rows,
        uploaded_by_id=author_id,
        uploaded_at=work.at,
        confirmed_at=work.at,
    )
    work.note("ledger.begin_undoing", sheet=row.pk, ledger_import=import_id)
    return row.pk


def tidy_sheet(sheet_id: int) -> bool:
    """Delete some of what a sheet that was taken needs no longer; whether something is left.

    Its staged tasks stay, and the ids of its reports and rulings: they are what undoing needs.
    """
    for model in (SheetRow, StagedChange, StagedTiding):
        some = model._base_manager.filter(sheet_id=sheet_id).values("pk")[:_GONE_AT_ONCE]
        if model._base_manager.filter(pk__in=list(some.values_list("pk", flat=True))).delete()[0]:
            return True
    return False


def forget_sheets(before: datetime) -> int:
    """Delete sheets that nobody confirmed since `before`, and undoings; how many."""
    old = LedgerSheet.objects.filter(uploaded_at__lt=before)
    ids = list(old.filter(~Q(state="taken") | Q(undoes=True)).values_list("pk", flat=True)[:100])
    for model in (SheetRow, StagedChange, StagedTask, StagedTiding, StagedReport, StagedRuling):
        model._base_manager.filter(sheet_id__in=ids).delete()
    LedgerSheet.objects.filter(pk__in=ids).delete()
    return len(ids)


def told(finding: Finding) -> Mapping[str, object]:
    """A finding as it is kept."""
    return {
        "code": finding.code,
        "params": plain({key: plain(value) for key, value in finding.params.items()}),
        "hint": finding.hint,
    }


def _row(sheet_id: int, judged: JudgedLine) -> SheetRow:
    verdict = judged.verdict
    return SheetRow(
        sheet_id=sheet_id,
        number=verdict.row,
        label=verdict.label,
        is_faulty=bool(verdict.faults),
        faults=[{"cell": each.cell, **told(each.finding)} for each in verdict.faults],
        changes=[told(each) for each in verdict.changes or ()],
        line=list(judged.line),
    )
