"""段落 — printed lines in, paragraphs out: a line that only ran out of paper is joined again.

A new paragraph begins at an indent, below a line that ends short, below a wider gap, and where
the letters change their size. Lines of a title, centred one below the other, are one paragraph.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mengyang.core.documents.numbering import find_marker
from mengyang.formats.sheet_rows import Row, head_width

_CLOSED = re.compile(r"[。！？；：!?;:][”’」』）)】]*$")
_INDENT = 1.2
_BLOCK = 2.7
_SHORT = 1.3
_FULL = 0.8
_WIDER = 1.45
_LARGER = 1.12
_CENTRED = 1.2
_MARGIN = 3.0
_ENOUGH_ROWS = 8
_ENOUGH_ENDS = 3


@dataclass(frozen=True, slots=True)
class Frame:
    """The rectangle of text of a page: its left and right edge, its letters, its line pitch."""

    left: float
    right: float
    size: float
    pitch: float


def frame_of(sheets: Sequence[Sequence[Row]], width: float) -> Frame:
    """The frame that the lines of all pages together show; `width` is that of the paper."""
    return _frame([row for rows in sheets for row in rows], Frame(0, width, 0, 0))


def paragraphs_of(sheets: Sequence[Sequence[Row]], whole: Frame) -> Iterator[str]:
    """The paragraphs of the pages, joined over page ends as well; `whole` is their frame."""
    text, last, last_frame = "", None, whole
    for rows in sheets:
        frame = _frame(rows, whole) if len(rows) >= _ENOUGH_ROWS else whole
        for number, row in enumerate(rows):
            if last is None:
                text = row.text
            elif _goes_on(last, row, (last_frame, frame), number == 0):
                text = joined(text, row.text)
            else:
                yield text
                text = row.text
            last, last_frame = row, frame
    if text:
        yield text


def joined(before: str, after: str) -> str:
    """Two pieces of one paragraph: a blank between Latin words, nothing between Han characters."""
    ends = before[-1:] + after[:1]
    if before.endswith("-") and ends[1:].islower() and before[-2:-1].isalpha():
        return before[:-1] + after
    is_latin = ends.isascii() and (ends.isalpha() or (ends[0] in ",.;:" and ends[1:].isalpha()))
    return f"{before} {after}" if is_latin else before + after


def _frame(rows: Sequence[Row], whole: Frame) -> Frame:
    """The frame of these lines; what they do not show is taken from the frame of the whole."""
    sizes: Counter[float] = Counter()
    for row in rows:
        sizes[row.size] += len(row.text)
    size = whole.size or (sizes.most_common(1)[0][0] if sizes else 1.0)
    body = [row for row in rows if abs(row.size - size) < 0.1 * size]
    if not body:
        return Frame(whole.left, whole.right, size, whole.pitch or size)
    gaps = [b.y - a.y for a, b in pairwise(body) if 0 < b.y - a.y < 3 * size]
    steps = Counter(round(gap) for gap in gaps)
    pitch = whole.pitch or (steps.most_common(1)[0][0] if steps else 1.6 * size)
    left = _left(body)
    # Both margins of a sheet are about as wide, where its lines do not show the right one.
    right = whole.right if whole.size else whole.right - left
    return Frame(left, _right(body, left, right), size, pitch)


def _left(rows: Sequence[Row]) -> float:
    """The leftmost edge that more than one line keeps."""
    edges = sorted(row.x0 for row in rows)
    return next((a for a, b in pairwise(edges) if b - a < _MARGIN), edges[0])


def _right(rows: Sequence[Row], left: float, other: float) -> float:
    """The right edge that most lines keep which go on below; stops may hang over it."""
    widest = max(row.x1 for row in rows)
    ends = [
        row.x1
        for row, below in pairwise(rows)
        if below.x0 < left + _MARGIN and row.x1 > left + _FULL * (widest - left)
    ]
    bins = Counter(round(end / _MARGIN) for end in ends)
    kept = max(bins, key=lambda place: (bins[place], place), default=0)
    if bins[kept] < _ENOUGH_ENDS:
        return max(widest, other)
    return max(end for end in ends if round(end / _MARGIN) == kept)


def _goes_on(last: Row, row: Row, frames: tuple[Frame, Frame], over_page: bool) -> bool:
    """Whether `row` belongs to the paragraph that `last` is the end of."""
    before, frame = frames
    if max(last.size, row.size) > _LARGER * min(last.size, row.size):
        return False
    is_wide = not over_page and row.y - last.y > _WIDER * max(frame.pitch, row.size)
    if row.size > _LARGER * frame.size:
        return not is_wide and _is_centred(last, before) and _is_centred(row, frame)
    if is_wide or before.right - last.x1 > head_width(row) + _SHORT * row.size:
        return False
    indent = (row.x0 - frame.left) / row.size
    if indent > _INDENT:
        # Two characters begin a paragraph. What stands further in may be a block of lines that
        # keep one edge, if the line above came to no end.
        same_edge = abs(indent - (last.x0 - before.left) / row.size) < 0.5
        is_open = not _CLOSED.search(last.text) and find_marker(row.text) is None
        return indent > _BLOCK and same_edge and is_open
    return not (_CLOSED.search(last.text) and find_marker(row.text) is not None)


def _is_centred(row: Row, frame: Frame) -> bool:
    return abs((row.x0 - frame.left) - (frame.right - row.x1)) < 2 * _CENTRED * row.size
