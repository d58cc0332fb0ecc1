"""全文检索读取 — documents within a Scope by the words in them, with the clauses they stand in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from mengyang.core.access import Scope
from mengyang.core.documents.searching import (
    REVISION,
    Excerpt,
    Span,
    by_clause,
    excerpt,
    found_spans,
    phrases,
)
from mengyang.store import search_index
from mengyang.store.models import Clause, Document, SearchedText
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.paging import Page, page
from mengyang.store.reads.scope import within

# How many clauses of one document are shown before the rest is only counted.
_CLAUSES = 5
SORTS = ("-uploaded_at",)


@dataclass(frozen=True, slots=True)
class ClauseHit:
    """命中条款 — the words in one clause; `path` is empty before the first clause."""

    path: str
    heading: str
    excerpt: Excerpt
    count: int


@dataclass(frozen=True, slots=True)
class DocumentHit:
    """命中文件; `title` is marked where the words stand in it, `more` counts further clauses."""

    id: int
    title: Excerpt
    document_number: Excerpt
    issuing_body: str
    signed_on: date | None
    state: str
    clauses: tuple[ClauseHit, ...]
    more: int


def holding(words: str) -> Q:
    """Documents whose title, number or text hold every phrase of `words`; all without words."""
    wanted = phrases(words)
    return Q(pk__in=search_index.holding(wanted)) if wanted else Q()


def search(scope: Scope, day: date, asked: Asked) -> Page[DocumentHit]:
    """The documents within reach that hold the words, the latest first; none without words."""
    wanted = phrases(asked.words)
    if not wanted:
        return Page((), 0)
    rows = Document.objects.filter(within(scope, day), holding(asked.words))
    found = page(rows, asked.order(SORTS), asked.after, asked.size)
    return found.of(_hit(row, wanted) for row in found.rows)


def behind() -> int:
    """How many documents the index lacks, or holds by an older folding. For maintenance only."""
    fresh = SearchedText.objects.filter(revision=REVISION).values("document_id")
    return Document.objects.exclude(pk__in=fresh).count()


def document_ids(after: int, size: int) -> tuple[int, ...]:
    """The ids of some documents, in order. For maintenance only."""
    rows = Document.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)
    return tuple(rows[:size])


def _hit(row: Document, wanted: Sequence[str]) -> DocumentHit:
    clauses = tuple(Clause.objects.filter(document=row).order_by("start", "-level"))
    found = by_clause(found_spans(row.text, wanted), [clause.start for clause in clauses])
    shown = [
        ClauseHit(
            path=clauses[index].path if index >= 0 else "",
            heading=clauses[index].heading if index >= 0 else "",
            excerpt=excerpt(row.text, spans),
            count=len(spans),
        )
        for index, spans in sorted(found.items())
    ]
    return DocumentHit(
        id=row.pk,
        title=_marked(row.title, wanted),
        document_number=_marked(row.document_number, wanted),
        issuing_body=row.issuing_body,
        signed_on=row.signed_on,
        state=row.state,
        clauses=tuple(shown[:_CLAUSES]),
        more=max(len(shown) - _CLAUSES, 0),
    )


def _marked(text: str, wanted: Sequence[str]) -> Excerpt:
    spans: list[Span] = found_spans(text, wanted)
    if spans:
        return excerpt(text, spans, around=len(text))
    return Excerpt(((text, False),) if text else ())
