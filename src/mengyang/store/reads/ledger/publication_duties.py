"""公开事项读取 — from what each plan's duties to publish follow, set-wise for all within reach."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from mengyang.core.access import Scope
from mengyang.core.ledger.publication import EditionKind, PublicReport, PublishedPlan
from mengyang.store.models import Document, Edition, Plan, ReportingDuty, Task
from mengyang.store.reads.ledger.editions import PUBLISHED
from mengyang.store.reads.ledger.expiry import OPEN
from mengyang.store.reads.ledger.filters import leaf
from mengyang.store.reads.scope import within

_NOT_OF_OWN_MOTION = ("on_request", "not_public")
_CLOSED = ("closed", "archived", "stage_closed")


@dataclass(frozen=True, slots=True)
class PlanToPublish:
    """A plan with what its duties to publish follow from."""

    plan_id: int
    title: str
    facts: PublishedPlan


def plans_to_publish(
    scope: Scope, day: date, plan_id: int | None = None
) -> tuple[PlanToPublish, ...]:
    """The plans within reach, or one of them, the latest adopted first.

    Left out: registers of matters, which nothing orders to publish, and plans whose document is
    given on request only or not at all.
    """
    closed = Document.objects.filter(disclosure__in=_NOT_OF_OWN_MOTION).values("pk")
    rows = Plan.objects.filter(within(scope, day), matter_register=None)
    rows = rows.exclude(document_id__in=closed)
    if plan_id is not None:
        rows = rows.filter(pk=plan_id)
    kept = list(rows.order_by("-adopted_on", "-id"))
    ids = [row.pk for row in kept]
    published, reports, running = _published(ids), _reports(ids), _running(ids)
    return tuple(
        PlanToPublish(
            row.pk,
            row.title,
            PublishedPlan(
                adopted_on=row.adopted_on,
                is_running=row.pk in running,
                published=tuple(published.get(row.pk, ())),
                reports=tuple(reports.get(row.pk, ())),
            ),
        )
        for row in kept
    )


def _published(ids: Iterable[int]) -> dict[int, list[tuple[EditionKind, date]]]:
    """The days of publication; what was withdrawn since was published for nobody."""
    found: dict[int, list[tuple[EditionKind, date]]] = {}
    states = [state for state in PUBLISHED if state != "withdrawn"]
    rows = Edition.objects.filter(plan_id__in=list(ids), state__in=states)
    for plan_id, kind, at in rows.values_list("plan_id", "edition_kind", "published_at"):
        if at is not None:
            found.setdefault(plan_id, []).append((EditionKind(kind), timezone.localdate(at)))
    return found


def _reports(ids: Iterable[int]) -> dict[int, list[PublicReport]]:
    found: dict[int, list[PublicReport]] = {}
    rows = ReportingDuty.objects.filter(task__plan_id__in=list(ids)).exclude(publicity="")
    rows = rows.exclude(task__state="withdrawn").select_related("task")
    for row in rows.order_by("task__position"):
        task = row.task
        closed_on = task.state_since if task.state in _CLOSED else None
        report = PublicReport(task.number, task.title, row.publicity, task.due_on, closed_on)
        found.setdefault(task.plan_id, []).append(report)
    return found


def _running(ids: Iterable[int]) -> frozenset[int]:
    """The plans with an open task."""
    rows = Task.objects.filter(leaf(), OPEN, plan_id__in=list(ids))
    return frozenset(rows.order_by().values_list("plan_id", flat=True).distinct())
