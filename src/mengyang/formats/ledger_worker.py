"""台账读取子进程 — run as `python -m mengyang.formats.ledger_worker`: an edited ledger on stdin,
the rows that say something on stdout.

One JSON value a line: a row as number, values, letters and unread heads; at the end how many rows
there were, or why the file is refused. Memory grows with the marks and words, not with the cells.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from xml.etree.ElementTree import Element

from mengyang.core.findings import Refused
from mengyang.formats.cells_worker import MOST_COLUMNS, NO_WORKBOOK, typed
from mengyang.formats.elements import attribute, local
from mengyang.formats.entry_form import HEADER_ROW, HIDDEN, Line
from mengyang.formats.ledger_edits import Comparison, Expected, is_idle
from mengyang.formats.ledger_sheet import MOST_TASKS
from mengyang.formats.limits import Limits
from mengyang.formats.workbooks import WorkbookSheet, open_workbook
from mengyang.formats.worker import confine, told

# Of merged and computed cells so many are named.
_MOST_NAMED = 20


def main() -> int:
    """Read one ledger under the limits, and for the plan, given as JSON in the arguments."""
    limits = Limits(**json.loads(sys.argv[1]))
    confine(limits)
    plan_id, columns = json.loads(sys.argv[2])
    try:
        for line in edited_rows(sys.stdin.buffer.read(), limits, Expected(plan_id, columns)):
            sys.stdout.write(f"{json.dumps(line)}\n")
    except Refused as refused:
        if refused.reason in NO_WORKBOOK:
            refused = Refused("formats.refused.no_workbook", "formats.hint.template")
        sys.stdout.write(f"{json.dumps(told(refused))}\n")
    return 0


def edited_rows(data: bytes, limits: Limits, expected: Expected) -> Iterator[object]:
    """The rows that say something, then `{"rows": …, "sheet": …}`.

    Raises `Refused`: no ledger, that of another plan, too many rows, merged cells, formulas.
    """
    sheets = {sheet.name: sheet for sheet in open_workbook(data, limits)}
    hidden = _Rows(sheets[HIDDEN]) if HIDDEN in sheets else None
    comparison = Comparison(expected, (row for _, row in hidden) if hidden else ())
    if comparison.sheet not in sheets:
        raise Refused("formats.refused.no_sheet", "formats.hint.template", sheet=comparison.sheet)
    rows, count, edited = _Rows(sheets[comparison.sheet]), 0, 0
    for line in _lines(comparison, rows):
        count += 1
        if not is_idle(line) and count <= MOST_TASKS:
            edited += 1
            yield [line.number, line.values, line.letters, line.unread]
    _refuse_unfit(rows, count)
    yield {"rows": count, "edited": edited, "sheet": comparison.sheet}


def _lines(comparison: Comparison, rows: "_Rows") -> Iterator[Line]:
    """The rows below the header."""
    filled = ((number, row) for number, row in rows if number >= HEADER_ROW)
    number, header = next(filled, (HEADER_ROW, []))
    columns = comparison.columns(header if number == HEADER_ROW else ())
    for number, row in filled:
        line = comparison.line(columns, number, row)
        if line is not None:
            yield line


class _Rows:
    """The filled rows of a sheet, by their numbers; what was met of merged and computed cells."""

    def __init__(self, sheet: WorkbookSheet) -> None:
        self._sheet = sheet
        self.merged: list[str] = []
        self.computed: list[str] = []

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        for element in self._sheet.rows():
            if local(element) == "mergeCell":
                self.merged.append(attribute(element, "ref").partition(":")[0])
                continue
            self.computed += islice(_computed(element), _MOST_NAMED - len(self.computed))
            row, number = self._typed(element)
            if row:
                yield number, row

    def _typed(self, element: Element) -> tuple[list[str], int]:
        row: list[str] = []
        number = 0
        book = self._sheet.book
        for cell in book.cells(element):
            text = typed(cell, book) if cell.column < MOST_COLUMNS else ""
            if text:
                number = cell.row + 1
                row += [""] * (cell.column + 1 - len(row))
                row[cell.column] = text
        return row, number


def _computed(row: Element) -> Iterator[str]:
    formula = "".join((*str(row.tag).rpartition("}")[:2], "f"))
    if next(row.iter(formula), None) is not None:
        for cell in row:
            if any(local(each) == "f" for each in cell):
                yield cell.get("r", "")


def _refuse_unfit(rows: _Rows, count: int) -> None:
    if count > MOST_TASKS:
        raise Refused(
            "ledger.refused.sheet_too_long",
            "ledger.hint.sheet_in_portions",
            rows=count,
            limit=MOST_TASKS,
        )
    merged, computed = _named(rows.merged), _named(rows.computed)
    if merged:
        raise Refused("ledger.refused.sheet_merged", "ledger.hint.sheet_unmerge", cells=merged)
    if computed:
        raise Refused("ledger.refused.sheet_computed", "ledger.hint.sheet_values", cells=computed)


def _named(cells: Sequence[str]) -> str:
    return "、".join(cells[:_MOST_NAMED])


if __name__ == "__main__":
    sys.exit(main())
