"""未识别条款 — the lines that gave nothing to any reading: listed for a person, never hidden."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import accumulate, pairwise

from mengyang.core.documents.frame_lines import is_closing_line, is_signature
from mengyang.core.documents.genres.labels import SPELLINGS
from mengyang.core.documents.outline import is_page_mark, path_at
from mengyang.core.documents.records import (
    Clause,
    Document,
    Line,
    Obligation,
    Reading,
    Span,
    Unread,
)
from mengyang.core.patterns import lazy_pattern

_LONG_LINE = 300
_HEAD = lazy_pattern(r"附\s*件\s*\d*\s*[:：]?$|[| ]*(?:序|序号|编号)\s*[\t|]|[|: \t-]+$")
# A label alone, a number alone, the head of a column: what they stand over is told of itself.
_LABEL = lazy_pattern(r"[^，,。；;、]{2,10}[:：]|\d{1,3}[.、．]?")
_HEADS = frozenset(word for words in SPELLINGS.values() for word in words) | {"序号", "编号", "序"}
# A name or a document mentioned in a clause does not say what the clause wants.
_MENTIONS = ("mechanisms", "citations")
_LEFT_OUT = frozenset((*_MENTIONS, "obligations", "unread"))
_NO_WORDS = lazy_pattern(r"[\W_]*")


def unread_clauses(reading: Reading) -> tuple[Unread, ...]:
    """The lines of the body that no entry smaller than their clause touches.

    Titles, headings, heads of tables, attachments and who signed are no lines of the body. Unread
    lines of one clause that follow one another are one entry.
    """
    document = reading.document
    touched = sorted(_touching(reading))
    starts = [start for start, _ in touched]
    furthest = list(accumulate([end for _, end in touched], max))
    left = list(paragraphs(document, lambda span: _is_touched(span, starts, furthest)))
    return tuple(
        Unread(path=path, span=span, quote=document.text[span[0] : span[1]])
        for path, span in _joined(document.text, left)
    )


def paragraphs(
    document: Document, known: Callable[[Span], bool] | None = None
) -> Iterator[tuple[str, Span]]:
    """The lines of the body with words of their own behind the headings of clauses, less `known`.

    Their paths are those `path_at` gives; in a text without any number, counted in one pass.
    """
    lines = document.lines
    start, end = document.body_span
    titles = "".join(f"{document.header.title}\n{document.header.plan_title}".split())
    headings = {clause.span[0]: clause for clause in document.outline}
    before = sum(1 for line in lines if line.start < start)
    for index, line in enumerate(lines):
        if not start <= line.start < end:
            continue
        span = _own_words(document.text, line, headings.get(line.start))
        # Whether a line is frame is asked last: it takes longest, and most are known.
        if (
            span is not None
            and not (known and known(span))
            and not _is_frame(document, index, titles)
        ):
            path = path_at(document, span[0]) if document.outline else f"§{index - before + 1}"
            yield path, span


def _is_frame(document: Document, index: int, titles: str) -> bool:
    lines = document.lines
    words = lines[index].text
    if len(words) > _LONG_LINE:
        return False
    return (
        "".join(words.split()) in titles
        or _HEAD.match(words) is not None
        or _LABEL.fullmatch(words) is not None
        or words in _HEADS
        or is_page_mark(words)
        or is_closing_line(words)
        or is_signature(lines, index)
        or (index > 0 and is_signature(lines, index - 1))
    )


def _own_words(text: str, line: Line, clause: Clause | None) -> Span | None:
    """The line from its clause's number on, or None where it is only a heading."""
    if clause is None:
        return line.start, line.end
    behind = clause.text_span[0]
    if behind >= line.end or _NO_WORDS.fullmatch(text, behind, line.end):
        return None
    return line.start, line.end


def _touching(reading: Reading) -> list[Span]:
    own = {clause.path: clause.own_span for clause in reading.document.outline}
    spans: list[Span] = []
    for item in reading.obligations:
        spans += _parts(reading.document.text, item, own.get(item.path, item.span))
    for name, entries in reading.lists():
        if name not in _LEFT_OUT:
            spans += [entry.span for entry in entries]
    return spans


def _parts(text: str, item: Obligation, own: Span) -> Iterator[Span]:
    """What of an item was read: its `own` words, and below it each remedy, unit and day."""
    start, end = item.span
    yield start, own[1] if item.kind == "task" else min(own[1], _line_end(text, start, end))
    for part in item.remedies:
        yield part.span
    for unit in item.responsible_units:
        yield unit.span
    for leader in item.responsible_leaders:
        yield leader.span
    if item.deadline.span:
        yield item.deadline.span
    for words in (item.problem, item.goal, item.explanation):
        at = text.find(words, start, end) if words else -1
        if words and at >= 0:
            yield at, at + len(words)


def _line_end(text: str, start: int, end: int) -> int:
    found = text.find("\n", start, end)
    return end if found < 0 else found


def _joined(text: str, left: list[tuple[str, Span]]) -> Iterator[tuple[str, Span]]:
    """Neighbours of one path as one, so that a clause left unread is one entry."""
    if not left:
        return
    path, (start, end) = left[0]
    for _, (next_path, span) in pairwise(left):
        if next_path == path and not text[end : span[0]].strip():
            end = span[1]
            continue
        yield path, (start, end)
        path, (start, end) = next_path, span
    yield path, (start, end)


def _is_touched(span: Span, starts: list[int], furthest: list[int]) -> bool:
    before_end = bisect_right(starts, span[1] - 1)
    return before_end > 0 and furthest[before_end - 1] > span[0]
