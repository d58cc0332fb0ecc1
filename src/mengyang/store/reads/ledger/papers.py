"""文书读取 — the papers printed of a plan or task, with the stamped copies bound to them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from mengyang.core.findings import Refused
from mengyang.store.models import PaperCopy, Plan, PrintedPaper
from mengyang.store.reads.ledger.plans import Reach
from mengyang.store.reads.names import Named, unit_names
from mengyang.store.reads.scope import within


@dataclass(frozen=True, slots=True)
class PaperCopyRow:
    """盖章扫描件 of a paper."""

    id: int
    file_name: str
    media_type: str
    size: int
    sha256: str
    note: str
    attached_by: str
    attached_at: datetime


@dataclass(frozen=True, slots=True)
class PaperRow:
    """文书 as it was printed; `task_id` is empty where it is about the plan."""

    id: int
    paper_kind: str
    plan_id: int
    task_id: int | None
    subject_version: int
    check_code: str
    digest: str
    printed_by: str
    printed_at: datetime
    copies: tuple[PaperCopyRow, ...]


def printed_papers(
    reach: Reach, day: date, plan_id: int, task_id: int | None
) -> tuple[PaperRow, ...]:
    """The papers printed of a task, or of a plan as a whole, as far as it is within reach."""
    whose = Q(task__isnull=True) if task_id is None else Q(task_id=task_id)
    return _rows(_seen(reach, day).filter(whose, plan_id=plan_id))


def last_paper(plan_id: int, paper_kind: str, before: date) -> tuple[dict[str, Any], str] | None:
    """Facts and check code of the last paper of its kind whose period ended before a day.

    Asked inside actions, of a plan whose papers the person may print.
    """
    rows = PrintedPaper.objects.filter(plan_id=plan_id, paper_kind=paper_kind, task=None)
    earlier = rows.filter(facts__until_on__lt=before.isoformat())
    found = earlier.order_by("-facts__until_on", "-printed_at", "-id").first()
    return (found.facts, found.check_code) if found else None


def paper_by_code(reach: Reach, day: date, check_code: str) -> PaperRow | None:
    """The paper with a check code, where what it is about is within reach."""
    found = _rows(_seen(reach, day).filter(check_code=check_code)) if check_code else ()
    return found[0] if found else None


def paper_copy(reach: Reach, day: date, copy_id: int) -> PaperCopyRow:
    """One stamped copy. Raises `Refused` where its paper is not within reach."""
    rows = PaperCopy.objects.filter(paper__in=_seen(reach, day).values("pk"), pk=copy_id)
    found = _copies(rows)
    if not found:
        raise Refused("papers.refused.no_such_copy", "ledger.hint.list")
    return found[0]


def office_of(plan_id: int, day: date) -> Named:
    """The unit that runs a plan: in whose name its papers go out."""
    unit_id = Plan.objects.values_list("owner_unit_id", flat=True).get(pk=plan_id)
    return unit_names((unit_id,), day)[unit_id]


def _seen(reach: Reach, day: date) -> QuerySet[PrintedPaper]:
    of_task = Q(within(reach.tasks, day, "task__"), task__isnull=False)
    of_plan = Q(within(reach.plans, day, "plan__"), task__isnull=True)
    return PrintedPaper.objects.filter(of_task | of_plan)


def _rows(rows: QuerySet[PrintedPaper]) -> tuple[PaperRow, ...]:
    kept = rows.select_related("printed_by").prefetch_related("copies__attached_by").distinct()
    return tuple(
        PaperRow(
            id=row.pk,
            paper_kind=row.paper_kind,
            plan_id=row.plan_id,
            task_id=row.task_id,
            subject_version=row.subject_version,
            check_code=row.check_code,
            digest=row.digest,
            printed_by=row.printed_by.display_name,
            printed_at=row.printed_at,
            copies=_copies(row.copies.all()),
        )
        for row in kept.order_by("-printed_at", "-id")
    )


def _copies(rows: Iterable[PaperCopy]) -> tuple[PaperCopyRow, ...]:
    return tuple(
        PaperCopyRow(
            id=row.pk,
            file_name=row.file_name,
            media_type=row.media_type,
            size=row.size,
            sha256=row.sha256,
            note=row.note,
            attached_by=row.attached_by.display_name,
            attached_at=row.attached_at,
        )
        for row in rows
    )
