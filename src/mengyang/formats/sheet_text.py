"""版面文字 — printed pages in, the text they carry out: paragraphs, and tables as rows with tabs.

Pages that are pictures have no text: a file of such pages is refused, single ones are named.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mengyang.core.documents.secrecy import secrecy_mark
from mengyang.core.findings import Finding, Level, Refused
from mengyang.formats.sheet_grids import find_grids
from mengyang.formats.sheet_margins import without_margins
from mengyang.formats.sheet_paragraphs import Frame, frame_of, paragraphs_of
from mengyang.formats.sheet_rows import Row, rows_of
from mengyang.formats.sheet_tables import continued, is_inside, table_rows
from mengyang.formats.sheets import Run, Sheet
from mengyang.formats.text import clean, count_letters

_FEW_LETTERS = 15
_PICTURED = 0.4
_UNTOLD_SHARE = 0.1


def sheets_text(sheets: Sequence[Sheet], least: int) -> tuple[str, tuple[Finding, ...]]:
    """The text of the pages and what is to be said about it; `least` letters make a text.

    Raises `Refused` for a scan and for a file whose characters cannot be told.
    """
    letters = [_letters(sheet.runs) for sheet in sheets]
    pictures = [
        number
        for number, (sheet, count) in enumerate(zip(sheets, letters, strict=True), 1)
        if count < _FEW_LETTERS and sheet.pictured_share > _PICTURED
    ]
    if pictures and sum(letters) < max(least, _FEW_LETTERS * len(sheets) // 2):
        raise Refused("formats.refused.scan", "formats.hint.scan", pages=len(sheets))
    _require_characters(sheets)
    text = clean("\n".join(_lines(sheets)))
    return text, tuple(_findings(sheets, pictures))


def _letters(runs: Sequence[Run]) -> int:
    return sum(count_letters(run.text) for run in runs)


def _require_characters(sheets: Sequence[Sheet]) -> None:
    printed = "".join(run.text for sheet in sheets for run in sheet.runs)
    untold = sum(
        unicodedata.category(character) in ("Co", "Cc", "Cn") or character == "\ufffd"
        for character in printed
    )
    if untold > _UNTOLD_SHARE * max(len(printed), 1):
        raise Refused("formats.refused.no_characters", "formats.hint.scan")


def _findings(sheets: Sequence[Sheet], pictures: Sequence[int]) -> Iterator[Finding]:
    if pictures:
        pages = "、".join(map(str, pictures))
        yield Finding("formats.finding.pictured_pages", Level.WARNING, {"pages": pages})
    covert = sum(_letters([run for run in sheet.runs if not run.is_visible]) for sheet in sheets)
    if covert > sum(_letters(sheet.runs) for sheet in sheets) / 2:
        yield Finding("formats.finding.recognised", Level.WARNING, {"pages": len(sheets)})


def _lines(sheets: Sequence[Sheet]) -> Iterator[str]:
    yield from _marked([rows_of(sheet.standing) for sheet in sheets])
    grids = [find_grids(sheet.strokes) for sheet in sheets]
    flowing = [
        rows_of(run for run in sheet.runs if not any(is_inside(run, grid) for grid in tables))
        for sheet, tables in zip(sheets, grids, strict=True)
    ]
    flowing = without_margins(flowing, [sheet.height for sheet in sheets])
    frame = frame_of(flowing, max((sheet.width for sheet in sheets), default=0.0))
    page = _Page(frame)
    for sheet, tables, rows in zip(sheets, grids, flowing, strict=True):
        if sheet.begins:
            yield from page.flush()
        above = 0
        for grid in tables:
            until = next((n for n, row in enumerate(rows) if row.y > grid.ys[0]), len(rows))
            page.rows.append(rows[above : max(above, until)])
            if any(page.rows):
                yield from page.flush()
            page.table = continued(page.table, table_rows(grid, sheet.runs))
            above = max(above, until)
        page.rows.append(rows[above:])
    yield from page.flush()


@dataclass(slots=True)
class _Page:
    """What was met and not told yet: a table that may go on, then lines that may."""

    frame: Frame
    table: list[str] = field(default_factory=list)
    rows: list[Sequence[Row]] = field(default_factory=list)

    def flush(self) -> Iterator[str]:
        """Tell it and forget it."""
        yield from self.table
        yield from paragraphs_of(self.rows, self.frame)
        self.table, self.rows = [], []


def _marked(standing: Sequence[Sequence[Row]]) -> Iterator[str]:
    """What a template prints on each page is no part of the text, but it may bear a mark (密级)."""
    seen: set[str] = set()
    for rows in standing:
        for row in rows:
            if row.text not in seen and secrecy_mark(row.text):
                yield row.text
            seen.add(row.text)
