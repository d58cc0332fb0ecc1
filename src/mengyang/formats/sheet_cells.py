"""电子表格文档 — .xlsx bytes in, the rows of its sheets as text out: a task table kept in Excel.

Hidden sheets are left out; formulas give what they last showed; a date reads as one.
"""

from collections.abc import Iterator

from mengyang.core.findings import Finding, Level
from mengyang.formats.limits import Limits
from mengyang.formats.merged_cells import Placed, rows_of_cells, words_of
from mengyang.formats.text import clean
from mengyang.formats.workbooks import SheetCell, SheetParts, Workbook, open_workbook

_MOST_COLUMNS = 256
_MOST_CELLS = 400_000


class _Taken:
    """How many cells may still be taken, and which of one sheet were not."""

    def __init__(self, room: int) -> None:
        self.room = room
        self._left_out = 0
        self._first = ""

    def takes(self, column: int, place: str) -> bool:
        """Whether the filled cell at `place` is read; one that is not is counted."""
        if column < _MOST_COLUMNS and self.room > 0:
            self.room -= 1
            return True
        self._first = self._first or place
        self._left_out += 1
        return False

    def findings(self, sheet: str) -> tuple[Finding, ...]:
        """What is to be said of a sheet that was not read whole."""
        if not self._left_out:
            return ()
        params = {
            "sheet": sheet,
            "cells": self._left_out,
            "first": self._first,
            "columns": _MOST_COLUMNS,
            "limit": _MOST_CELLS,
        }
        return (Finding("formats.finding.cells_left_out", Level.WARNING, params),)


def xlsx_text(data: bytes, limits: Limits) -> tuple[str, tuple[Finding, ...]]:
    """The text of a .xlsx and what was left out of it.

    Raises `Refused` for a bomb, a DTD, a damaged or encrypted file.
    """
    lines: list[str] = []
    findings: list[Finding] = []
    left = _MOST_CELLS
    for sheet in open_workbook(data, limits):
        parts = sheet.read() if sheet.is_shown else None
        if parts is None:
            continue
        taken = _Taken(left)
        lines += [_alone(row) for row in rows_of_cells(_placed(parts, taken))]
        left = taken.room
        findings += taken.findings(sheet.name)
    return clean("\n".join(lines)), tuple(findings)


def _alone(row: str) -> str:
    """A title or a remark has its row to itself: it is a line, not a row of the table."""
    return row.strip("\t") if sum(map(bool, row.split("\t"))) == 1 else row


def _placed(parts: SheetParts, taken: _Taken) -> Iterator[Placed]:
    spans = parts.spans()
    for cell in parts.cells():
        words = words_of(_shown(cell, parts.book).split("\n"))
        if words and taken.takes(cell.column, cell.name):
            height, width = spans.get((cell.row, cell.column), (1, 1))
            yield Placed(words, cell.row, cell.column, height, width)


def _shown(cell: SheetCell, book: Workbook) -> str:
    """What the cell shows; truth and errors are no words of a document."""
    if cell.kind == "text":
        return cell.raw
    if cell.kind != "number":
        return ""
    moment = book.moment(cell)
    if moment is None:
        return _number(cell.raw)
    return f"{moment.year}年{moment.month}月" + (f"{moment.day}日" if cell.look == "day" else "")


def _number(raw: str) -> str:
    try:
        shown = f"{float(raw):.15g}"
    except ValueError:
        return raw
    return raw if "e" in shown else shown
