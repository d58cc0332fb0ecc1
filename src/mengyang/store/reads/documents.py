"""文件读取 — documents, their clauses and what was read out of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet, Sum

from mengyang.core.access import Scope
from mengyang.core.documents.lineage import Standing
from mengyang.core.findings import Refused
from mengyang.core.ledger.incoming import number_key
from mengyang.store.models import AreaVersion, Clause, Document, Event, ReadingEntry
from mengyang.store.reads.asked import Asked, both_ways
from mengyang.store.reads.document_filters import asked_for, issuing_bodies, years
from mengyang.store.reads.names import Named, area_names
from mengyang.store.reads.paging import Page, page
from mengyang.store.reads.scope import in_force, paths_on, within
from mengyang.store.reads.standings import standings
from mengyang.store.reads.text_versions import corrected_ids, text_versions

SORTS = (
    "-uploaded_at",
    *both_ways("uploaded_at", "title", "area_id", "signed_on", "uploaded_by__display_name"),
)


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """文件 as a list shows it; `duties` counts the problems and tasks not rejected."""

    id: int
    title: str
    document_number: str
    issuing_body: str
    genre: str
    signed_on: date | None
    published_on: date | None
    generated_on: date | None
    area_id: int
    area_zh: str
    area_en: str
    is_fictional: bool
    state: str
    file_name: str
    uploaded_by: str
    uploaded_at: datetime
    duties: int
    standing: Standing
    version: int


@dataclass(frozen=True, slots=True)
class DocumentText:
    """The text of a document, its frame, and its file."""

    row: DocumentRow
    text: str
    metadata: Mapping[str, object]
    sha256: str
    size: int
    media_type: str


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """条款 in text order."""

    path: str
    level: int
    heading: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class EntryRow:
    """识别结果; `content` in the shape of the reading JSON."""

    id: int
    document_id: int
    reading: str
    position: int
    path: str
    start: int
    end: int
    content: Mapping[str, object]
    origin: str
    status: str
    is_rejected: bool
    version: int


@dataclass(frozen=True, slots=True)
class Numbered:
    """What two documents are known as the same by."""

    document_number: str
    issuing_body: str
    area_id: int


def documents(scope: Scope, day: date, asked: Asked) -> Page[DocumentRow]:
    """The documents within reach; words and filters as in `document_filters.asked_for`."""
    found = page(_matching(scope, day, asked), asked.order(SORTS), asked.after, asked.size)
    return found.of(_rows(found.rows, day))


def choices(scope: Scope, day: date) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """What the documents within reach can be narrowed to: issuing bodies and years."""
    rows = Document.objects.filter(within(scope, day))
    return issuing_bodies(rows), years(rows)


def areas_held(scope: Scope, day: date) -> tuple[Named, ...]:
    """The areas that documents within reach belong to, in the order of the tree."""
    held = Document.objects.filter(within(scope, day)).order_by("area_id")
    names = area_names(held.values_list("area_id", flat=True).distinct(), day)
    places = paths_on(day, names)
    return tuple(sorted(names.values(), key=lambda each: (places.get(each.id, "~"), each.id)))


def document(scope: Scope, day: date, document_id: int) -> DocumentText:
    """One document with its text. Raises `Refused` where it is not within reach."""
    row = _seen(scope, day).filter(pk=document_id).first()
    if row is None:
        raise Refused("documents.refused.not_found", "documents.hint.list")
    return DocumentText(
        row=_rows([row], day)[0],
        text=row.text,
        metadata=row.metadata,
        sha256=row.sha256,
        size=row.size,
        media_type=row.media_type,
    )


def is_adopted(document_id: int) -> bool:
    """Whether a document has become a plan, whoever asks."""
    return Document.objects.filter(pk=document_id, state="adopted").exists()


def clauses(scope: Scope, day: date, document_id: int) -> tuple[ClauseRow, ...]:
    """The outline of a document within reach."""
    rows = Clause.objects.filter(within(scope, day, "document__"), document_id=document_id)
    return tuple(
        ClauseRow(row.path, row.level, row.heading, row.start, row.end)
        for row in rows.order_by("position")
    )


def entries(scope: Scope, day: date, document_id: int, reading: str = "") -> tuple[EntryRow, ...]:
    """Everything read out of a document within reach, rejected entries included."""
    rows = ReadingEntry.objects.filter(within(scope, day, "document__"), document_id=document_id)
    if reading:
        rows = rows.filter(reading=reading)
    return tuple(_entry(row) for row in rows.order_by("reading", "start", "position", "id"))


def entry(scope: Scope, day: date, entry_id: int) -> EntryRow:
    """One entry. Raises `Refused` where its document is not within reach."""
    row = ReadingEntry.objects.filter(within(scope, day, "document__"), pk=entry_id).first()
    if row is None:
        raise Refused("documents.refused.no_such_entry", "store.hint.reload")
    return _entry(row)


def last_changed(scope: Scope, day: date, entry_id: int) -> tuple[str, datetime] | None:
    """Who changed an entry last, and when; None where nobody did since it was read."""
    seen = ReadingEntry.objects.filter(within(scope, day, "document__"), pk=entry_id)
    events = Event.objects.filter(
        subject_kind=ReadingEntry.kind, subject_id__in=seen.values("pk"), actor__isnull=False
    )
    last = events.select_related("actor").order_by("-sequence").first()
    return (last.actor.display_name, last.at) if last and last.actor else None


def entries_stamp(document_id: int) -> int:
    """A number that grows with every entry added and every change of one.

    No scope: it tells nothing but that something changed.
    """
    rows = ReadingEntry.objects.filter(document_id=document_id)
    return rows.aggregate(stamp=Sum("version"))["stamp"] or 0


def same_file(scope: Scope, day: date, area_id: int, sha256: str) -> int | None:
    """The document of the area that holds the very same file and was not withdrawn."""
    rows = Document.objects.filter(within(scope, day), area_id=area_id, sha256=sha256)
    return rows.exclude(state="withdrawn").values_list("pk", flat=True).first()


def same_number(scope: Scope, day: date, row: DocumentRow) -> tuple[DocumentRow, ...]:
    """Other documents of the same number and issuing body, or of the same number and area.

    The versions of a corrected document are no others of each other; of other chains the newest
    counts.
    """
    same = of_number(scope, day, Numbered(row.document_number, row.issuing_body, row.area_id))
    versions = {*text_versions(row.id), *corrected_ids(each.id for each in same)}
    return tuple(each for each in same if each.id not in versions)


def of_number(scope: Scope, day: date, asked: Numbered) -> tuple[DocumentRow, ...]:
    """The documents of a number and issuing body, or of a number and area; withdrawn ones apart."""
    key = number_key(asked.document_number)
    if not key:
        return ()
    alike = Q(area_id=asked.area_id)
    if asked.issuing_body:
        alike |= Q(issuing_body=asked.issuing_body)
    # Brackets and blanks are written differently; what stands behind the year is not.
    ending = key.rpartition("〕")[2]
    rows = _seen(scope, day).filter(alike, document_number__endswith=ending)
    others = rows.exclude(state="withdrawn").order_by("pk")
    return tuple(_rows([each for each in others if number_key(each.document_number) == key], day))


def _matching(scope: Scope, day: date, asked: Asked) -> QuerySet[Document]:
    return _seen(scope, day).filter(asked_for(asked, day))


def _seen(scope: Scope, day: date) -> QuerySet[Document]:
    duties = Count(
        "entries",
        filter=Q(entries__reading="obligations", entries__content__kind__in=("problem", "task"))
        & Q(entries__is_rejected=False),
    )
    rows = Document.objects.filter(within(scope, day)).select_related("area", "uploaded_by")
    return rows.annotate(duties=duties)


def _rows(rows: Sequence[Document], day: date) -> list[DocumentRow]:
    names = {
        version.area_id: version
        for version in AreaVersion.objects.filter(
            in_force(day), area_id__in={row.area_id for row in rows}
        )
    }
    stand = standings([row.pk for row in rows], day)
    return [_row(row, names.get(row.area_id), stand[row.pk]) for row in rows]


def _row(row: Document, area: AreaVersion | None, standing: Standing) -> DocumentRow:
    return DocumentRow(
        id=row.pk,
        title=row.title,
        document_number=row.document_number,
        issuing_body=row.issuing_body,
        genre=row.genre,
        signed_on=row.signed_on,
        published_on=row.published_on,
        generated_on=row.generated_on,
        area_id=row.area_id,
        area_zh=area.name_zh if area else "",
        area_en=area.name_en if area else "",
        is_fictional=row.area.is_fictional,
        state=row.state,
        file_name=row.file_name,
        uploaded_by=row.uploaded_by.display_name,
        uploaded_at=row.uploaded_at,
        duties=getattr(row, "duties", 0),
        standing=standing,
        version=row.version,
    )


def _entry(row: ReadingEntry) -> EntryRow:
    return EntryRow(
        id=row.pk,
        document_id=row.document_id,
        reading=row.reading,
        position=row.position,
        path=row.path,
        start=row.start,
        end=row.end,
        content=row.content,
        origin=row.origin,
        status=row.status,
        is_rejected=row.is_rejected,
        version=row.version,
    )
