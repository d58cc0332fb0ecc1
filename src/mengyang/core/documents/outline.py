"""提纲 — lines in, the tree of clauses out: numbered, 一是 points, principles without a number.

Paths are stable: `三/(一)/2/一是`, half-width whatever the source prints.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

from mengyang.core.documents.clause_tree import ClauseTree
from mengyang.core.documents.draft import Draft
from mengyang.core.documents.frame_lines import is_signature
from mengyang.core.documents.header import Frame
from mengyang.core.documents.headings import are_sentences, is_sentence
from mengyang.core.documents.records import Clause, Document, Line, Span
from mengyang.core.patterns import lazy_pattern

_PAGE_MARK = lazy_pattern(r"[-—－─]+\s*\d(?:\s?\d){0,3}\s*[-—－─]+|第\s*\d+\s*页.{0,12}")
# Below the last row of a table; its points are numbered, but are no clauses.
_POINT = r"(?:\d{1,2}\s*[.．、]|[(（]\d{1,2}[)）]|[①-⑳])"
_NOTE = lazy_pattern(rf"(?:备?注|(?:填[表写报]|有关|相关)?说明)\s*[:：]\s*(?:{_POINT}|\Z)")
_POINT_OF_A_NOTE = lazy_pattern(_POINT)
_BEGINS_PAGE_MARK = frozenset("-—－─第")

PREAMBLE = "preamble"
CLOSING = "closing"


def read_outline(
    text: str, lines: Sequence[Line], frame: Frame, tree: ClauseTree
) -> tuple[Clause, ...]:
    """The clauses in text order, grown from the lines of the body."""
    signed = noting = False
    for index in range(frame.first, frame.last):
        line = lines[index]
        below, signed = signed, is_signature(lines, index)
        if line.number in frame.skipped or is_page_mark(line.text):
            tree.note_annex(line.text)
            continue
        noting = _is_of_a_note(lines, index, is_open=noting)
        if signed or below or noting:
            tree.close_all(line.start)
        else:
            tree.take(line)
    body_end = lines[frame.last - 1].end if frame.last else 0
    drafts = tree.finish(body_end)
    headless = _headless(drafts)
    return tuple([_clause(text, draft, id(draft) in headless) for draft in drafts])


def path_at(document: Document, offset: int) -> str:
    """The path of the innermost clause at `offset`.

    Before the first clause it is `preamble`, behind the last `closing`; in a text without any
    number it is the paragraph, `§1`.
    """
    clause = clause_at(document, offset)
    if clause is not None:
        return clause.path
    if not document.outline:
        return f"§{_paragraph_at(document, offset)}"
    return PREAMBLE if offset < document.clause_starts[0] else CLOSING


def clause_at(document: Document, offset: int) -> Clause | None:
    """The innermost clause that covers `offset`."""
    index = bisect_right(document.clause_starts, offset) - 1
    while index >= 0:
        clause = document.outline[index]
        if offset < clause.span[1]:
            return clause
        index = document.clause_parents[index]
    return None


def parents_of(outline: Sequence[Clause]) -> tuple[int, ...]:
    """The index of each clause's parent in the outline, -1 at the top."""
    places = {clause.path: index for index, clause in enumerate(outline)}
    return tuple([places.get(clause.parent or "", -1) for clause in outline])


def is_page_mark(words: str) -> bool:
    """Whether a line is the number of a page, —10—."""
    return words[0] in _BEGINS_PAGE_MARK and _PAGE_MARK.fullmatch(words) is not None


def _is_of_a_note(lines: Sequence[Line], index: int, *, is_open: bool) -> bool:
    """Whether a line belongs to the note below a table: 说明：1.…, and its further points."""
    line = lines[index]
    if is_open:
        return _POINT_OF_A_NOTE.match(line.text) is not None
    if line.text[0] not in "注说备填" or not index or "\t" not in lines[index - 1].text:
        return False
    return _NOTE.match(line.text) is not None


def _paragraph_at(document: Document, offset: int) -> int:
    lines = document.lines
    first = bisect_left(lines, document.body_span[0], key=lambda line: line.start)
    return max(1, bisect_right(lines, offset, key=lambda line: line.start) - first)


def _headless(drafts: Iterable[Draft]) -> set[int]:
    """The drafts whose siblings are plain sentences: they have no heading."""
    groups: dict[tuple[int, int], list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.kind == "numbered" and draft.marker is not None:
            groups[id(draft.parent), draft.marker.rank].append(draft)
    return {
        id(draft)
        for group in groups.values()
        for are_all in [
            are_sentences([(draft.words, draft.heading, draft.has_more) for draft in group])
        ]
        for draft in group
        if not draft.children
        and (are_all or (len(group) > 1 and is_sentence(draft.words, draft.heading)))
    }


def _clause(text: str, draft: Draft, is_headless: bool) -> Clause:
    head = draft.head
    length = 0 if is_headless else draft.heading
    heading_span = (head, head + length)
    own_end = draft.children[0].start if draft.children else draft.end
    own_span = _trimmed(text, draft.start, own_end)
    behind = heading_span[1]
    while behind < own_span[1] and text[behind] in "。：:；;，,、 \t\n":
        behind += 1
    return Clause(
        path=draft.path,
        level=draft.level,
        marker=draft.marker.printed if draft.marker else text[draft.start : head],
        heading=text[head : head + length],
        heading_span=heading_span,
        span=_trimmed(text, draft.start, draft.end) if draft.children else own_span,
        own_span=own_span,
        parent=draft.parent.path if draft.parent else None,
        kind=draft.kind,
        text_span=(behind if behind < own_span[1] else own_span[1], own_span[1]),
    )


def _trimmed(text: str, start: int, end: int) -> Span:
    """Looked at from behind: a slice would copy the whole section."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
