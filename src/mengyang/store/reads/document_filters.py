"""文件筛选 — what a person asks of the library, as a condition on the table of documents."""

from datetime import date

from django.db.models import Q, QuerySet

from mengyang.core.documents.adoption import ADOPTED_KINDS
from mengyang.store.models import Correction, Division, Document, ReadingEntry
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.search import holding
from mengyang.store.reads.standings import standing_as

_NOTHING = Q(pk__in=())


def asked_for(asked: Asked, day: date) -> Q:
    """All that is asked, together: words, `genre`, `state`, `issuing_body`, `area`, `year` (in
    which it was signed), `validity` on `day`, and `is_open` to adoption. What is no number finds
    nothing."""
    found = holding(asked.words)
    for name in ("genre", "state", "issuing_body"):
        if value := asked.filter(name):
            found &= Q(**{name: value})
    for name, column in (("area", "area_id"), ("year", "signed_on__year")):
        if value := asked.filter(name):
            is_number = value.isascii() and value.isdigit() and len(value) <= 9
            found &= Q(**{column: int(value)}) if is_number else _NOTHING
    if asked.filter("is_open"):
        found &= _open()
    validity = asked.filter("validity")
    return found & standing_as(validity, day) if validity else found


def issuing_bodies(rows: QuerySet[Document]) -> tuple[str, ...]:
    """Who issued the documents, by name."""
    named = rows.exclude(issuing_body="").order_by("issuing_body")
    return tuple(named.values_list("issuing_body", flat=True).distinct())


def years(rows: QuerySet[Document]) -> tuple[int, ...]:
    """The years in which the documents were signed, the latest first."""
    return tuple(day.year for day in rows.dates("signed_on", "year", order="DESC"))


def _open() -> Q:
    """What adoption takes: with a task, neither divided nor correcting an adopted text."""
    entries = ReadingEntry.objects.filter(is_rejected=False)
    tasks = Q(reading="obligations", content__kind__in=ADOPTED_KINDS) | Q(reading="reporting")
    divided = Division.objects.exclude(state="withdrawn")
    correcting = Correction.objects.filter(earlier__state="adopted").exclude(state="taken_back")
    return (
        Q(state="read", pk__in=entries.filter(tasks).values("document_id"))
        & ~Q(pk__in=divided.values("document_id"))
        & ~Q(pk__in=correcting.values("later_id"))
    )
