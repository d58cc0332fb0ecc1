"""版面文字 — printed pages in, the text they carry out: paragraphs, and tables as rows with tabs.

Pages that are pictures have no text: a file of such pages is refused, single ones are named.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from mengyang.core.documents.secrecy import secrecy_mark
from mengyang.core.findings import Finding, Level, Refused
from mengyang.formats.marks import require_unmarked
from mengyang.formats.sheet_columns import Columns, find_aligned
from mengyang.formats.sheet_grids import find_grids
from mengyang.formats.sheet_margins import without_margins
from mengyang.formats.sheet_paragraphs import Frame, frame_of, paragraphs_of
from mengyang.formats.sheet_rows import Row, gathered, rows_of, rows_of_lines
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
        # What is printed over the pictures may be the mark of a classified paper.
        require_unmarked("\n".join(row.text for sheet in sheets for row in rows_of(sheet.runs)))
        raise Refused("formats.refused.scan", "formats.hint.scan", pages=len(sheets))
    _require_characters(sheets)
    parted = _parted(sheets)
    text = clean("\n".join(_lines(sheets, parted)))
    return text, (*_findings(sheets, pictures), *_doubts(parted))


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


def _doubts(parted: Sequence["_Parted"]) -> Iterator[Finding]:
    pages = "、".join(str(number) for number, page in enumerate(parted, 1) if page.is_doubtful)
    if pages:
        yield Finding("formats.finding.columns_untold", Level.WARNING, {"pages": pages})


@dataclass(slots=True)
class _Parted:
    """A page parted: its tables with where they begin, the lines beside them."""

    tables: list[tuple[float, list[str]]]
    rows: list[Row]
    is_doubtful: bool = False


def _parted(sheets: Sequence[Sheet]) -> list[_Parted]:
    """The pages with their tables: ruled ones, and those whose words keep to columns."""
    grids = [find_grids(sheet.strokes) for sheet in sheets]
    beside = [
        gathered(run for run in sheet.runs if not any(is_inside(run, grid) for grid in tables))
        for sheet, tables in zip(sheets, grids, strict=True)
    ]
    flowing = [rows_of_lines(lines) for lines in beside]
    flowing = without_margins(flowing, [sheet.height for sheet in sheets])
    parted: list[_Parted] = []
    above: Columns | None = None
    for sheet, ruled, lines, rows in zip(sheets, grids, beside, flowing, strict=True):
        places = {row.y for row in rows}
        aligned, is_doubtful = find_aligned([line for line in lines if line[0].y in places], above)
        tables = [(grid.ys[0], table_rows(grid, sheet.runs)) for grid in ruled]
        tables += [(table.top, table.rows) for table in aligned]
        taken = {run.y for table in aligned for run in table.runs}
        free = [row for row in rows if row.y not in taken]
        parted.append(_Parted(sorted(tables, key=itemgetter(0)), free, is_doubtful))
        above = aligned[-1].columns if aligned and aligned[-1].is_open else None
    return parted


def _lines(sheets: Sequence[Sheet], parted: Sequence[_Parted]) -> Iterator[str]:
    yield from _marked([rows_of(sheet.standing) for sheet in sheets])
    frame = frame_of(
        [page.rows for page in parted], max((sheet.width for sheet in sheets), default=0.0)
    )
    page = _Page(frame)
    for sheet, each in zip(sheets, parted, strict=True):
        if sheet.begins:
            yield from page.flush()
        rows, above = each.rows, 0
        for top, lines in each.tables:
            until = next((n for n, row in enumerate(rows) if row.y > top), len(rows))
            page.rows.append(rows[above : max(above, until)])
            if any(page.rows):
                yield from page.flush()
            page.table = continued(page.table, lines)
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
