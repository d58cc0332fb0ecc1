"""文件效力读取 — how documents stand on a day, one by one and as a condition on their table.

No scope: asked of documents that are within reach already.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from mengyang.core.documents.lineage import (
    ENDING,
    ActedOn,
    Relation,
    Standing,
    Validity,
    standing,
)
from mengyang.store.models import DocumentRelation, DocumentValidity

_NOTHING = Q(pk__in=())


def standings(ids: Iterable[int], day: date) -> dict[int, Standing]:
    """How each document stands on `day`, in two queries."""
    wanted = list(ids)
    confirmed = {
        row.document_id: Validity(row.from_day, row.until_day)
        for row in DocumentValidity.objects.filter(document_id__in=wanted)
    }
    acted: dict[int, list[ActedOn]] = {}
    for row in DocumentRelation.objects.filter(_CURRENT, earlier_id__in=wanted):
        each = ActedOn(Relation(row.relation), row.from_day)
        acted.setdefault(row.earlier_id, []).append(each)
    return {pk: standing(confirmed.get(pk), acted.get(pk, ()), day) for pk in wanted}


@dataclass(frozen=True, slots=True)
class Held:
    """How a document stands, and until when (exclusive); `is_confirmed` where a person said so."""

    standing: Standing
    until_day: date | None
    is_confirmed: bool


def held(document_id: int, day: date) -> Held:
    """How long the document behind a plan within reach holds."""
    row = DocumentValidity.objects.filter(document_id=document_id).first()
    until_day = row.until_day if row else None
    return Held(standings([document_id], day)[document_id], until_day, row is not None)


def standing_as(value: str, day: date) -> Q:
    """The documents that stand so on `day`: what `core.documents.lineage.standing` says."""
    ended, partly = _acted(ENDING, day), _acted({Relation.REPEALS_IN_PART}, day)
    repealed = _acted({Relation.REPEALS}, day)
    expired = _dated(until_day__lte=day)
    not_yet = _dated(from_day__gt=day)
    left = ~ended & ~expired & ~not_yet
    match value:
        case Standing.REPEALED:
            return repealed
        case Standing.REPLACED:
            return ended & ~repealed
        case Standing.EXPIRED:
            return expired & ~ended
        case Standing.NOT_YET:
            return not_yet & ~ended & ~expired
        case Standing.PARTLY_REPEALED:
            return left & partly
        case Standing.IN_FORCE:
            return left & ~partly & _dated()
        case Standing.UNCONFIRMED:
            return left & ~partly & ~_dated()
        case _:
            return _NOTHING


# What a document does that was itself withdrawn from the library counts no more.
_CURRENT = ~Q(later__state="withdrawn")


def _acted(relations: Iterable[Relation], day: date) -> Q:
    named = [relation.value for relation in relations]
    rows = DocumentRelation.objects.filter(_CURRENT, relation__in=named, from_day__lte=day)
    return Q(pk__in=rows.values("earlier_id"))


def _dated(**asked: date) -> Q:
    return Q(pk__in=DocumentValidity.objects.filter(**asked).values("document_id"))
