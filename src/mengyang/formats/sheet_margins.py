"""页眉页脚 — the lines of all pages in, the same without running heads and page numbers out.

A line that bears a secrecy mark (密级) is never taken for a running head.
"""

import re
from collections import Counter
from collections.abc import Sequence
from statistics import median

from mengyang.core.documents.secrecy import secrecy_mark
from mengyang.formats.sheet_rows import Row

_DASH = r"[-—–－─·•~～\s]*"
_PAGE_NUMBER = re.compile(
    rf"{_DASH}(?:\d{{1,4}}|[ivxl]{{1,6}}){_DASH}"
    rf"|{_DASH}第\s*[\d一二三四五六七八九十百]+\s*页{_DASH}(?:[,，/(（]?\s*共\s*[\d一二三四五六七八九十百]+\s*页[)）]?)?{_DASH}"
    r"|\d{1,4}\s*/\s*\d{1,4}|[Pp]age\s*\d+(?:\s*of\s*\d+)?"
)
_DIGITS = re.compile(r"\d+")
_OUTER = 0.12
_TRIED = 3
_SAME_PLACE = 6.0
_ENOUGH = 0.3
# A head on the only page there is: no larger than the text, and so many lines above it.
_SMALLER, _APART_SMALLER = 0.8, 2.0
_APART = 4.0


def without_margins(sheets: Sequence[list[Row]], heights: Sequence[float]) -> list[list[Row]]:
    """The rows of each page that belong to the text; `heights` are those of the pages."""
    seen: Counter[tuple[str, int]] = Counter()
    for rows, height in zip(sheets, heights, strict=True):
        seen.update({_key(row) for row in _outer(rows, height)})
    running = {key for key, count in seen.items() if count > 1 and count >= _ENOUGH * len(sheets)}
    if len(sheets) == 1:
        running |= {_key(row) for row in _heads_apart(sheets[0], heights[0])}
    return [
        [row for row in rows if not _is_margin(row, rows, height, running)]
        for rows, height in zip(sheets, heights, strict=True)
    ]


def _outer(rows: Sequence[Row], height: float) -> list[Row]:
    ends = [*rows[:_TRIED], *rows[-_TRIED:]]
    return [row for row in ends if not _OUTER * height < row.y < (1 - _OUTER) * height]


def _heads_apart(rows: Sequence[Row], height: float) -> list[Row]:
    """The first row of a page, where size and distance say that the text begins below it."""
    if len(rows) <= _TRIED or rows[0].y > _OUTER * height:
        return []
    usual = median(row.size for row in rows)
    lines_above = (rows[1].y - rows[0].y) / usual
    is_smaller = rows[0].size < _SMALLER * usual
    is_apart = lines_above > (_APART_SMALLER if is_smaller else _APART)
    return [rows[0]] if is_apart and rows[0].size <= usual else []


def _key(row: Row) -> tuple[str, int]:
    return _DIGITS.sub("#", row.text), round(row.y / _SAME_PLACE)


def _is_margin(row: Row, rows: Sequence[Row], height: float, running: set[tuple[str, int]]) -> bool:
    if row not in _outer(rows, height):
        return False
    if _PAGE_NUMBER.fullmatch(row.text):
        return True
    return _key(row) in running and secrecy_mark(row.text) is None
