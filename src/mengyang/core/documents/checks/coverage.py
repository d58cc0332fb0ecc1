"""未识别条款 — the clauses that gave nothing to any reading: listed for a person, never hidden."""

from bisect import bisect_right
from dataclasses import fields
from itertools import accumulate

from mengyang.core.documents.records import Clause, Entry, Reading, Span, Unread


def unread_clauses(reading: Reading) -> tuple[Unread, ...]:
    """Each clause with words of its own that no entry of the reading touches."""
    document = reading.document
    touched = sorted(entry.span for entry in _entries(reading))
    starts = [start for start, _ in touched]
    furthest = list(accumulate((end for _, end in touched), max))
    return tuple(
        Unread(path=clause.path, span=span, quote=document.text[span[0] : span[1]])
        for clause in document.outline
        if clause.kind != "ordinal"
        and (span := _own_words(document.text, clause)) is not None
        and not _is_touched(span, starts, furthest)
    )


def _entries(reading: Reading) -> list[Entry]:
    return [
        entry
        for field in fields(reading)
        if isinstance(values := getattr(reading, field.name), tuple)
        for entry in values
        if not isinstance(entry, Unread)
    ]


def _own_words(text: str, clause: Clause) -> Span | None:
    """The clause's own words, or None where it is only a heading."""
    start, end = clause.text_span
    if end <= start or not text[start:end].strip():
        return None
    return clause.own_span


def _is_touched(span: Span, starts: list[int], furthest: list[int]) -> bool:
    before_end = bisect_right(starts, span[1] - 1)
    return before_end > 0 and furthest[before_end - 1] > span[0]
