"""台账导出读取 — the lines of a plan's ledger, streamed in pieces of constant cost."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count

from mengyang.core.access import Scope
from mengyang.core.ledger import Acceptance, Amounts
from mengyang.store.models import ProgressReport, Remedy, Task
from mengyang.store.reads.ledger.acceptance import acceptances, amounts_of
from mengyang.store.reads.ledger.details import ReportRow, report_rows
from mengyang.store.reads.ledger.rows import Lit, TaskRow, task_rows
from mengyang.store.reads.ledger.sheet_turns import SheetTurns, sheet_turns
from mengyang.store.reads.names import Named, person_names, unit_names
from mengyang.store.reads.scope import within

_PIECE = 500
_NO_TURNS = SheetTurns()


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """台账一行 — a task and what an office writes beside it; a child has its parent's remedies."""

    row: TaskRow
    names_without_unit: tuple[str, ...]
    responsible_leaders: tuple[str, ...]
    problem: str
    explanation: str
    remedies: tuple[str, ...]
    last_report: ReportRow | None
    claimed_by: str
    claimed_unit: Named | None
    verified_by: str
    decision: str
    decision_reason: str
    decision_basis: str
    carried_to: str
    turns: SheetTurns
    acceptance: Acceptance | None = None
    amounts: Amounts | None = None


def ledger_lines(scope: Scope, lit: Lit, plan_id: int) -> Iterator[LedgerLine]:
    """The tasks of a plan within reach in its order, groups before their children."""
    rows = Task.objects.filter(within(scope, lit.day), plan_id=plan_id).select_related("plan")
    ordered = rows.order_by("position", "id")
    for start in count(0, _PIECE):
        piece = list(ordered[start : start + _PIECE])
        yield from _lines(piece, scope, lit)
        if len(piece) < _PIECE:
            return


def remedies_of(scope: Scope, day: date, ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """整改措施 of those of the tasks that lie within reach; a child has its parent's."""
    rows = list(Task.objects.filter(within(scope, day), pk__in=list(ids)))
    found = _remedies(rows)
    return {row.pk: found.get(row.parent_id or row.pk, ()) for row in rows}


def _lines(rows: Sequence[Task], scope: Scope, lit: Lit) -> Iterator[LedgerLine]:
    remedies = _remedies(rows)
    reports = _last_reports(rows, lit)
    targets = _carried_to(rows, scope, lit)
    turns = sheet_turns([row.pk for row in rows])
    people = person_names(each for row in rows for each in (row.claimed_by_id, row.verified_by_id))
    units = unit_names((row.claimed_unit_id for row in rows), lit.day)
    ids = [row.pk for row in rows]
    accepted, money = acceptances(ids), amounts_of(ids)
    for row, shown in zip(rows, task_rows(rows, lit), strict=True):
        yield LedgerLine(
            row=shown,
            names_without_unit=tuple(row.names_without_unit),
            responsible_leaders=tuple(row.responsible_leaders),
            problem=row.problem,
            explanation=row.explanation,
            remedies=remedies.get(row.parent_id or row.pk, ()),
            last_report=reports.get(row.pk),
            claimed_by=people.get(row.claimed_by_id, ""),
            claimed_unit=units.get(row.claimed_unit_id) if row.claimed_unit_id else None,
            verified_by=people.get(row.verified_by_id, ""),
            decision=row.decision,
            decision_reason=row.decision_reason,
            decision_basis=row.decision_basis,
            carried_to=targets.get(row.carried_to_id or 0, ""),
            turns=turns.get(row.pk, _NO_TURNS),
            acceptance=accepted.get(row.pk),
            amounts=money.get(row.pk),
        )


def _remedies(rows: Sequence[Task]) -> dict[int, tuple[str, ...]]:
    ids = {row.parent_id or row.pk for row in rows}
    found: dict[int, tuple[str, ...]] = {}
    for remedy in Remedy.objects.filter(task_id__in=ids).order_by("task_id", "position"):
        found[remedy.task_id] = (*found.get(remedy.task_id, ()), remedy.text)
    return found


def _carried_to(rows: Sequence[Task], scope: Scope, lit: Lit) -> dict[int, str]:
    """Plan and number of the tasks within reach that others were carried over to."""
    ids = {row.carried_to_id for row in rows if row.carried_to_id}
    seen = Task.objects.filter(within(scope, lit.day), pk__in=ids)
    found = seen.values_list("pk", "plan__title", "number")
    return {pk: f"{plan} {number}" for pk, plan, number in found}


def _last_reports(rows: Sequence[Task], lit: Lit) -> dict[int, ReportRow]:
    reports = ProgressReport.objects.filter(task_id__in=[row.pk for row in rows])
    latest: dict[int, ProgressReport] = {}
    for report in reports.select_related("author").order_by("reported_at", "id"):
        latest[report.task_id] = report
    shown = report_rows(list(latest.values()), lit.day)
    return dict(zip(latest, shown, strict=True))
