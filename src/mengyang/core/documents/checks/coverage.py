"""未识别条款 — the clauses that gave nothing to any reading: listed for a person, never hidden."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import fields
from itertools import accumulate

from mengyang.core.documents.header import is_signature
from mengyang.core.documents.outline import clause_at, path_at
from mengyang.core.documents.records import Clause, Document, Entry, Reading, Span, Unread

_LONG_LINE = 300
_HEAD = re.compile(r"附\s*件\s*\d*\s*[:：]?$|(?:序|序号|编号)\s*[\t|]")


def unread_clauses(reading: Reading) -> tuple[Unread, ...]:
    """Each clause with words of its own that no entry of the reading touches.

    In a text without any number each paragraph of the body stands for a clause; in one with
    numbers a line outside them that is longer than any opening or closing words does too.
    """
    document = reading.document
    touched = sorted(entry.span for entry in _entries(reading))
    starts = [start for start, _ in touched]
    furthest = list(accumulate((end for _, end in touched), max))
    places = _clauses(document) if document.outline else paragraphs(document)
    return tuple(
        Unread(path=path, span=span, quote=document.text[span[0] : span[1]])
        for path, span in places
        if not _is_touched(span, starts, furthest)
    )


def paragraphs(document: Document) -> Iterator[tuple[str, Span]]:
    """The lines of the body but for titles, heads of tables and who signed.

    Their paths are those `path_at` gives in a text without any number, counted in one pass.
    """
    lines = document.lines
    start, end = document.body_span
    before = sum(1 for line in lines if line.start < start)
    for index, line in enumerate(lines):
        if start <= line.start < end and not (
            line.text in (document.header.title or "")
            or (len(line.text) <= _LONG_LINE and _HEAD.match(line.text))
            or is_signature(lines, index)
            or (index > 0 and is_signature(lines, index - 1))
        ):
            yield f"§{index - before + 1}", (line.start, line.end)


def _clauses(document: Document) -> Iterator[tuple[str, Span]]:
    for clause in document.outline:
        span = _own_words(document.text, clause)
        if clause.kind != "ordinal" and span is not None:
            yield clause.path, span
    start, end = document.body_span
    for line in document.lines:
        is_long = len(line.text) > _LONG_LINE and start <= line.start < end
        if is_long and clause_at(document, line.start) is None:
            yield path_at(document, line.start), (line.start, line.end)


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
