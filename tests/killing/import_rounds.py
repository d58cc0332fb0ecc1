"""A round of importing 一轮回填: an edited ledger read, judged, taken, undone, each by a job.

As in `rounds`: every stage may be killed anywhere and called again.
"""

from collections.abc import Iterator
from io import BytesIO

from django.conf import settings
from openpyxl.worksheet.worksheet import Worksheet

from mengyang.actions.evidence import Shelf
from mengyang.actions.exports import export_ledger
from mengyang.actions.ledger_import import confirm_ledger, undo_import, upload_ledger
from mengyang.store.models import (
    Job,
    LedgerImport,
    LedgerSheet,
    Plan,
    ProgressReport,
    Ruling,
    StagedReport,
    StagedRuling,
    Task,
)
from mengyang.web.clock import now
from mengyang.web.jobs.worker import work
from tests.killing.rounds import actor_named, document_of, files, sign_for
from tests.ledger_sheets import edited

PERSON = "finance_officer"
# Reading, taking, undoing.
JOBS = 3
# The column of the latest progress.
_PROGRESS = 13


def take_in(number: int) -> None:
    """A task of the plan of the round reports by an import, and the import is undone."""
    task = sign_for(number)
    while not is_taken_in(number):
        _next(task)


def is_taken_in(number: int) -> bool:
    """Whether the import of the round is on record, once, and undone."""
    plans = Plan.objects.filter(document_id=document_of(number).pk)
    kept = LedgerImport.objects.filter(plan__in=plans)
    return [each.state for each in kept] == ["undone"] and not Job.objects.filter(
        state__in=("waiting", "running")
    ).exists()


def faults() -> Iterator[str]:
    """What a kill has broken of imports: half taken, half undone, staged for nothing."""
    for kept in LedgerImport.objects.all():
        sheet = kept.changes["sheet"]
        reports = set(StagedReport.objects.filter(sheet_id=sheet).values_list("row_id", flat=True))
        rulings = set(StagedRuling.objects.filter(sheet_id=sheet).values_list("row_id", flat=True))
        left = ProgressReport.objects.filter(pk__in=reports).count()
        left += Ruling.objects.filter(pk__in=rulings).count()
        wanted = 0 if kept.state == "undone" else len(reports) + len(rulings)
        if left != wanted or not reports:
            yield f"import {kept.pk} is {kept.state} with {left} of {wanted} rows"


def _next(task: Task) -> None:
    """Whatever follows: what lies with a job is worked first."""
    Job.objects.filter(state__in=("waiting", "running")).update(lease_until="2020-01-01T00:00Z")
    work(batch=True, interval=0.01)
    sheet = LedgerSheet.objects.filter(plan_id=task.plan_id).order_by("pk").last()
    if sheet is None:
        _put_down(task)
    elif sheet.state == "judged":
        confirm_ledger(actor_named(PERSON), sheet.pk, at=now())
    elif sheet.state == "taken" and not sheet.undoes and sheet.made_id is not None:
        undo_import(actor_named(PERSON), sheet.made_id, at=now())


def _put_down(task: Task) -> None:
    actor, out = actor_named(PERSON), BytesIO()
    export_ledger(actor, task.plan_id, out, "zh", at=now())

    def report(sheet: Worksheet) -> None:
        for row in range(3, sheet.max_row + 1):
            if sheet.cell(row, 1).value == task.number:
                sheet.cell(row, _PROGRESS).value = "预算已安排"  # type: ignore[assignment]

    data = edited(out.getvalue(), report)
    shelf = Shelf(files(), settings.ENVIRONMENT.evidence_limit_bytes)
    upload_ledger(actor, task.plan_id, (data, "台账.xlsx"), shelf, at=now())
