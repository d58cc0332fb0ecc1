"""办理记录 — what happened to a document, a plan or a division and to all that belongs to it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from mengyang.core.access import Scope
from mengyang.store.models import (
    AskedUnit,
    Correction,
    DocumentRelation,
    DocumentValidity,
    Item,
    Opinion,
    PlanEvaluation,
    ReadingEntry,
    Round,
    Signature,
    Task,
)
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.audit import EventRow, Numbers, history
from mengyang.store.reads.paging import Page
from mengyang.store.reads.scope import within


def document_history(scope: Scope, day: date, document_id: int, asked: Asked) -> Page[EventRow]:
    """The document with its entries, its validity, its relations and its corrected texts."""
    both = Q(later_id=document_id) | Q(earlier_id=document_id)
    parts: dict[str, QuerySet[Any, Any]] = {
        ReadingEntry.kind: ReadingEntry.objects.filter(document_id=document_id),
        DocumentValidity.kind: DocumentValidity.objects.filter(document_id=document_id),
        DocumentRelation.kind: DocumentRelation.objects.filter(both),
        Correction.kind: Correction.objects.filter(both),
    }
    return history(scope, day, document_id, asked, _numbers(parts))


def plan_history(
    scope: Scope, tasks: Scope, day: date, plan_id: int, asked: Asked
) -> Page[EventRow]:
    """The plan with those of its tasks that lie within `tasks`, and its evaluation."""
    own = Task.objects.filter(within(tasks, day), plan_id=plan_id)
    evaluations = PlanEvaluation.objects.filter(task__in=own.values("pk"))
    return history(
        scope,
        day,
        plan_id,
        asked,
        _numbers({Task.kind: own, PlanEvaluation.kind: evaluations}),
    )


def division_history(scope: Scope, day: date, division_id: int, asked: Asked) -> Page[EventRow]:
    """The division with its rows, rounds of comment, replies, opinions and countersignatures."""
    parts: dict[str, QuerySet[Any, Any]] = {
        Item.kind: Item.objects.filter(division_id=division_id),
        Round.kind: Round.objects.filter(division_id=division_id),
        AskedUnit.kind: AskedUnit.objects.filter(round__division_id=division_id),
        Opinion.kind: Opinion.objects.filter(item__division_id=division_id),
        Signature.kind: Signature.objects.filter(division_id=division_id),
    }
    return history(scope, day, division_id, asked, _numbers(parts))


def _numbers(parts: Mapping[str, QuerySet[Any, Any]]) -> dict[str, Numbers]:
    return {kind: rows.values("pk") for kind, rows in parts.items()}
