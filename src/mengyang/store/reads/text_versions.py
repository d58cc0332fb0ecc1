"""历次文本 — the versions of one text, from the first to the newest. Ids only, no scope."""

from collections.abc import Iterable

from django.db.models import QuerySet

from mengyang.store.models import Correction


def texts_before(document_id: int) -> tuple[int, ...]:
    """The texts that this one corrects, the nearest first."""
    found: list[int] = []
    at: int | None = document_id
    while at is not None:
        rows = _held().filter(later_id=at).values_list("earlier_id", flat=True)
        at = rows.first()
        if at in (*found, document_id):
            break
        if at is not None:
            found.append(at)
    return tuple(found)


def text_versions(document_id: int) -> tuple[int, ...]:
    """Every version of the text, the document among them, the first one first."""
    found = [(texts_before(document_id) or (document_id,))[-1]]
    for each in found:
        rows = _held().filter(earlier_id=each).order_by("recorded_at", "pk")
        found += [pk for pk in rows.values_list("later_id", flat=True) if pk not in found]
    return tuple(found)


def newest_text(document_id: int) -> int:
    """The version that a further correction is compared with."""
    return text_versions(document_id)[-1]


def corrected_ids(ids: Iterable[int]) -> frozenset[int]:
    """Those of the documents that another text corrects."""
    rows = _held().filter(earlier_id__in=list(ids))
    return frozenset(rows.values_list("earlier_id", flat=True))


def correcting_ids(ids: Iterable[int]) -> frozenset[int]:
    """Those of the documents that are the corrected text of another."""
    rows = _held().filter(later_id__in=list(ids))
    return frozenset(rows.values_list("later_id", flat=True))


def _held() -> QuerySet[Correction]:
    return Correction.objects.exclude(state="taken_back")
