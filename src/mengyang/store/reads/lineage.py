"""沿革读取 — a document's confirmed validity, and the chain of documents before and after it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from mengyang.core.access import Scope
from mengyang.core.documents.lineage import Relation, Standing
from mengyang.core.findings import Refused
from mengyang.store.models import Document, DocumentRelation, DocumentValidity
from mengyang.store.reads.documents import DocumentRow, document
from mengyang.store.reads.scope import within
from mengyang.store.reads.standings import standings
from mengyang.store.reads.text_versions import text_versions

# A chain of documents longer than this says nothing on a page.
LONGEST = 200


@dataclass(frozen=True, slots=True)
class ValidityRow:
    """有效期 as confirmed; `until_day` is exclusive."""

    from_day: date
    until_day: date | None
    words: str
    confirmed_by: str
    confirmed_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class LinkedDocument:
    """A document of the chain; without a title where it is out of reach."""

    id: int
    title: str
    document_number: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class RelationRow:
    """文件关系 — what `later` does to `earlier` from a day on; `holds` where it does so today."""

    id: int
    later: LinkedDocument
    earlier: LinkedDocument
    relation: Relation
    from_day: date
    holds: bool
    words: str
    recorded_by: str
    recorded_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class Lineage:
    """沿革 — how a document stands today, why, and its whole chain, the oldest step first."""

    document_id: int
    standing: Standing
    validity: ValidityRow | None
    chain: tuple[RelationRow, ...]


def lineage(scope: Scope, day: date, document_id: int) -> Lineage:
    """Validity and chain of a document within reach. Raises `Refused` where it is not."""
    document(scope, day, document_id)
    validity = DocumentValidity.objects.filter(document_id=document_id).first()
    return Lineage(
        document_id=document_id,
        standing=standings([document_id], day)[document_id],
        validity=_validity(validity) if validity else None,
        chain=_rows(_chain(document_id), scope, day),
    )


def relation(relation_id: int) -> tuple[int, int]:
    """The later and the earlier document of a relation. Raises `Refused` where there is none."""
    row = DocumentRelation.objects.filter(pk=relation_id).first()
    if row is None:
        raise Refused("lineage.refused.no_such_relation", "store.hint.reload")
    return row.later_id, row.earlier_id


def pairs() -> tuple[tuple[int, int], ...]:
    """Every (later, earlier): asked whether a new relation would close a circle."""
    return tuple(DocumentRelation.objects.values_list("later_id", "earlier_id"))


def is_related(later_id: int, earlier_id: int, kind: Relation) -> bool:
    """Whether this very relation is on record."""
    rows = DocumentRelation.objects.filter(later_id=later_id, earlier_id=earlier_id)
    return rows.filter(relation=kind.value).exists()


def find_named(scope: Scope, day: date, title: str, number: str) -> int | None:
    """The document within reach that bears a number, else a title."""
    known = Document.objects.filter(within(scope, day)).exclude(state="withdrawn")
    same = known.filter(document_number=number) if number else known.none()
    found = same.first() or known.filter(title=title).order_by("-pk").first()
    return found.pk if found else None


def choices(scope: Scope, day: date, later: DocumentRow) -> tuple[tuple[int, str], ...]:
    """The documents that a relation of this one may name, the latest signed first; none that was
    signed after it, and no other version of its own text."""
    rows = Document.objects.filter(within(scope, day)).exclude(state="withdrawn")
    rows = rows.exclude(pk__in=text_versions(later.id))
    if later.signed_on is not None:
        rows = rows.exclude(signed_on__gt=later.signed_on)
    ordered = rows.order_by("-signed_on", "-pk").values_list("pk", "title", "document_number")
    return tuple((pk, f"{title}（{number}）" if number else title) for pk, title, number in ordered)


def _chain(document_id: int) -> list[DocumentRelation]:
    """Every relation that hangs together with the document, both ways."""
    reached, waiting = {document_id}, {document_id}
    found: dict[int, DocumentRelation] = {}
    while waiting and len(found) < LONGEST:
        touching = Q(later_id__in=waiting) | Q(earlier_id__in=waiting)
        rows = DocumentRelation.objects.filter(touching).select_related("recorded_by", "later")
        found |= {row.pk: row for row in rows}
        around = {pk for row in rows for pk in (row.later_id, row.earlier_id)}
        waiting = around - reached
        reached |= around
    return sorted(found.values(), key=lambda row: (row.from_day, row.pk))


def _rows(rows: Iterable[DocumentRelation], scope: Scope, day: date) -> tuple[RelationRow, ...]:
    kept = list(rows)
    ids = {pk for row in kept for pk in (row.later_id, row.earlier_id)}
    linked = _linked(ids, scope, day)
    return tuple(
        RelationRow(
            id=row.pk,
            later=linked[row.later_id],
            earlier=linked[row.earlier_id],
            relation=Relation(row.relation),
            from_day=row.from_day,
            holds=row.from_day <= day and row.later.state != "withdrawn",
            words=row.words,
            recorded_by=row.recorded_by.display_name,
            recorded_at=row.recorded_at,
            version=row.version,
        )
        for row in kept
    )


def _linked(ids: set[int], scope: Scope, day: date) -> dict[int, LinkedDocument]:
    seen = Document.objects.filter(within(scope, day), pk__in=ids)
    named = {row.pk: row for row in seen.only("title", "document_number")}
    stand = standings(ids, day)
    return {
        pk: LinkedDocument(pk, named[pk].title, named[pk].document_number, stand[pk])
        if pk in named
        else LinkedDocument(pk, "", "", stand[pk])
        for pk in ids
    }


def _validity(row: DocumentValidity) -> ValidityRow:
    return ValidityRow(
        from_day=row.from_day,
        until_day=row.until_day,
        words=row.words,
        confirmed_by=row.confirmed_by.display_name,
        confirmed_at=row.confirmed_at,
        version=row.version,
    )
