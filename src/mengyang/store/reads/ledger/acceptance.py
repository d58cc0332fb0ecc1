"""外部验收、整改金额读取 — who accepts outside, the verdicts, the money, latest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q

from mengyang.core.access import Scope
from mengyang.core.findings import Refused
from mengyang.core.ledger import (
    Acceptance,
    AmountKind,
    AmountRow,
    Amounts,
    EventKind,
    PlanAmounts,
    TaskState,
    VerdictOutcome,
    plan_amounts,
)
from mengyang.core.ledger.amounts import amounts
from mengyang.store.models import MatterAmount, OutsideBody, Recheck, Ruling, Task, Verdict
from mengyang.store.reads.names import Named, unit_names
from mengyang.store.reads.scope import within

_SET = "set"


@dataclass(frozen=True, slots=True)
class BodyRow:
    """外部验收机关 of a task; states: set, replaced, waived."""

    id: int
    body: str
    state: str
    reason: str
    basis: str
    decided_by: str
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """外部验收结论; `counts`: given by the body that accepts now, on the work as it stands."""

    id: int
    task_id: int
    body: str
    outcome: VerdictOutcome
    document_number: str
    dated_on: date
    words: str
    scan_name: str
    scan_sha256: str
    recorded_by: str
    recorded_at: datetime
    counts: bool


@dataclass(frozen=True, slots=True)
class AmountEntry:
    """问题金额、整改金额: one row; `amount` None is not known, `unit` None the office."""

    id: int
    kind: AmountKind
    amount: Decimal | None
    words: str
    unit: Named | None
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Outside:
    """外部验收与金额 of a task; all empty where it is not within reach."""

    acceptance: Acceptance | None = None
    bodies: tuple[BodyRow, ...] = ()
    verdicts: tuple[VerdictRow, ...] = ()
    amounts: Amounts | None = None
    entries: tuple[AmountEntry, ...] = ()


def outside(scope: Scope, day: date, task_id: int) -> Outside:
    """What stands outside of a task, and its money."""
    if not Task.objects.filter(within(scope, day), pk=task_id).exists():
        return Outside()
    bodies = OutsideBody.objects.filter(task_id=task_id).select_related("decided_by")
    return Outside(
        acceptance=acceptance(task_id),
        bodies=tuple(_body(row) for row in bodies.order_by("-decided_at", "-id")),
        verdicts=_verdicts(task_id),
        amounts=amounts_of([task_id]).get(task_id),
        entries=_entries(task_id, day),
    )


def verdict(scope: Scope, day: date, verdict_id: int) -> VerdictRow:
    """One verdict. Raises `Refused` where its task is not within reach."""
    rows = Verdict.objects.filter(within(scope, day, "task__"), pk=verdict_id)
    task_id = rows.values_list("task_id", flat=True).first()
    found = [row for row in _verdicts(task_id) if row.id == verdict_id] if task_id else []
    if not found:
        raise Refused("ledger.refused.no_such_verdict", "ledger.hint.list")
    return found[0]


def acceptance(task_id: int) -> Acceptance | None:
    """How acceptance from outside stands; None where nobody outside accepts the task."""
    return acceptances([task_id]).get(task_id)


def acceptances(task_ids: Iterable[int]) -> dict[int, Acceptance]:
    """The same of many tasks at once; a task that nobody outside accepts is left out."""
    bodies = OutsideBody.objects.filter(task_id__in=list(task_ids), state=_SET)
    named = {pk: (task_id, body) for pk, task_id, body in bodies.values_list("pk", "task", "body")}
    given: dict[int, VerdictOutcome] = {}
    rows = Verdict.objects.filter(_counting(), outside_body__in=list(named))
    for body_id, outcome in rows.order_by("recorded_at", "id").values_list(
        "outside_body_id", "outcome"
    ):
        # The last one overwrites those before.
        given[body_id] = VerdictOutcome(outcome)
    return {task_id: Acceptance(body, given.get(pk)) for pk, (task_id, body) in named.items()}


def amounts_of(task_ids: Iterable[int]) -> dict[int, Amounts]:
    """The sums of money of tasks; a task of which no money is in question is left out."""
    rows = MatterAmount.objects.filter(task_id__in=list(task_ids)).order_by("recorded_at", "id")
    entered: dict[int, list[AmountRow]] = {}
    for task_id, kind, amount in rows.values_list("task_id", "amount_kind", "amount"):
        entered.setdefault(task_id, []).append(AmountRow(AmountKind(kind), amount))
    summed = {task_id: amounts(told) for task_id, told in entered.items()}
    return {task_id: found for task_id, found in summed.items() if found is not None}


def amounts_of_plan(scope: Scope, day: date, plan_id: int) -> PlanAmounts | None:
    """The sums over the tasks of a plan within reach, withdrawn ones apart; None without any."""
    tasks = Task.objects.filter(within(scope, day), plan_id=plan_id)
    kept = tasks.exclude(state=TaskState.WITHDRAWN.value).filter(
        Exists(MatterAmount.objects.filter(task_id=OuterRef("pk")))
    )
    found = amounts_of(kept.values_list("pk", flat=True))
    return plan_amounts(found.values()) if found else None


def awaiting_verdict(is_given: bool) -> Q:
    """Tasks that somebody outside accepts: those accepted now, or those not yet."""
    set_now = OutsideBody.objects.filter(task_id=OuterRef("pk"), state=_SET)
    later = Verdict.objects.filter(
        outside_body_id=OuterRef("outside_body_id"), recorded_at__gt=OuterRef("recorded_at")
    )
    accepting = Verdict.objects.filter(
        _counting(),
        ~Exists(later),
        task_id=OuterRef("pk"),
        outside_body__state=_SET,
        outcome=VerdictOutcome.ACCEPTED.value,
    )
    given = Q(Exists(accepting))
    return Q(Exists(set_now)) & (given if is_given else ~given)


def _counting() -> Q:
    """Verdicts recorded since the task was last opened again, by the office or by a recheck."""
    reopened = Ruling.objects.filter(
        task_id=OuterRef("task_id"),
        step=EventKind.REOPEN.value,
        decided_at__gte=OuterRef("recorded_at"),
    )
    failed = Recheck.objects.filter(
        task_id=OuterRef("task_id"), holds=False, checked_at__gte=OuterRef("recorded_at")
    )
    return ~(Q(Exists(reopened)) | Q(Exists(failed)))


def _verdicts(task_id: int) -> tuple[VerdictRow, ...]:
    rows = Verdict.objects.filter(task_id=task_id).select_related("outside_body", "recorded_by")
    counting = set(
        Verdict.objects.filter(_counting(), task_id=task_id, outside_body__state=_SET).values_list(
            "pk", flat=True
        )
    )
    return tuple(
        VerdictRow(
            id=row.pk,
            task_id=task_id,
            body=row.outside_body.body,
            outcome=VerdictOutcome(row.outcome),
            document_number=row.document_number,
            dated_on=row.dated_on,
            words=row.words,
            scan_name=row.scan_name,
            scan_sha256=row.scan_sha256,
            recorded_by=row.recorded_by.display_name,
            recorded_at=row.recorded_at,
            counts=row.pk in counting,
        )
        for row in rows.order_by("-recorded_at", "-id")
    )


def _body(row: OutsideBody) -> BodyRow:
    return BodyRow(
        id=row.pk,
        body=row.body,
        state=row.state,
        reason=row.reason,
        basis=row.basis,
        decided_by=row.decided_by.display_name,
        decided_at=row.decided_at,
    )


def _entries(task_id: int, day: date) -> tuple[AmountEntry, ...]:
    rows = list(MatterAmount.objects.filter(task_id=task_id).select_related("recorded_by"))
    names = unit_names((row.unit_id for row in rows if row.unit_id), day)
    return tuple(
        AmountEntry(
            id=row.pk,
            kind=AmountKind(row.amount_kind),
            amount=row.amount,
            words=row.words,
            unit=names[row.unit_id] if row.unit_id else None,
            recorded_by=row.recorded_by.display_name,
            recorded_at=row.recorded_at,
        )
        for row in reversed(rows)
    )
