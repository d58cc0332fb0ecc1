"""电子表格文档 — .xlsx bytes in, the rows of its sheets as text out: a task table kept in Excel.

Hidden sheets are left out; formulas give what they last showed; a date reads as one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from xml.etree.ElementTree import Element

from mengyang.core.findings import Finding, Level, Refused
from mengyang.formats.elements import attribute, children, find, local, whole
from mengyang.formats.limits import Limits
from mengyang.formats.merged_cells import Placed, rows_of_cells, words_of
from mengyang.formats.packages import Package, open_package
from mengyang.formats.text import clean

_MAIN = "xl/workbook.xml"
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_DAYS = frozenset((*range(14, 18), 22, *range(27, 37), *range(50, 59)))
_MONTHS = frozenset((17, 27, 36, 50, 52, 55))
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_EPOCH = date(1899, 12, 30)
_LAST_DAY = 2_958_465
_MOST_COLUMNS = 256
_MOST_HEIGHT = 2_000
_MOST_CELLS = 400_000


@dataclass(frozen=True, slots=True)
class _Book:
    """What the cells of every sheet refer to: shared words, and which looks are days or months."""

    words: tuple[str, ...]
    looks: tuple[str, ...]


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
    package = open_package(data, limits)
    main = next(package.related("", "officeDocument"), _MAIN)
    root = package.tree(main)
    if root is None:
        raise Refused("formats.refused.damaged", "formats.hint.save_again", part=main)
    book = _Book(tuple(_shared(package, main)), tuple(_looks(package, main)))
    lines: list[str] = []
    findings: list[Finding] = []
    left = _MOST_CELLS
    for name, part in _sheets(package, main, root):
        sheet = package.tree(part)
        if sheet is None:
            continue
        taken = _Taken(left)
        lines += [_alone(row) for row in rows_of_cells(_cells(sheet, book, taken))]
        left = taken.room
        findings += taken.findings(name)
    return clean("\n".join(lines)), tuple(findings)


def _alone(row: str) -> str:
    """A title or a remark has its row to itself: it is a line, not a row of the table."""
    return row.strip("\t") if sum(map(bool, row.split("\t"))) == 1 else row


def _sheets(package: Package, main: str, root: Element) -> Iterator[tuple[str, str]]:
    """The names and parts of the sheets that are shown, in the order of their tabs."""
    places = dict(package.relations(main))
    sheets = find(root, "sheets")
    for sheet in children(sheets, "sheet") if sheets is not None else ():
        part = places.get(attribute(sheet, "id"))
        if part is not None and attribute(sheet, "state") in ("", "visible"):
            yield attribute(sheet, "name"), part


def _shared(package: Package, main: str) -> Iterator[str]:
    root = next((package.tree(part) for part in package.related(main, "sharedStrings")), None)
    for entry in root if root is not None else ():
        yield _words(entry)


def _words(entry: Element) -> str:
    if local(entry) in ("rPh", "phoneticPr"):
        return ""
    own = entry.text or "" if local(entry) == "t" else ""
    return own + "".join(map(_words, entry))


def _looks(package: Package, main: str) -> Iterator[str]:
    """For each look of a cell: `day`, `month` or nothing."""
    root = next((package.tree(part) for part in package.related(main, "styles")), None)
    if root is None:
        return
    formats = find(root, "numFmts")
    codes = {
        attribute(entry, "numFmtId"): _LITERAL.sub("", attribute(entry, "formatCode")).lower()
        for entry in (formats if formats is not None else ())
    }
    looks = find(root, "cellXfs")
    for look in looks if looks is not None else ():
        number = attribute(look, "numFmtId")
        code = codes.get(number)
        if code is None:
            known = whole(number, 0)
            yield "month" if known in _MONTHS else "day" if known in _DAYS else ""
        elif "y" in code and "m" in code:
            yield "day" if "d" in code else "month"
        else:
            yield ""


def _cells(sheet: Element, book: _Book, taken: _Taken) -> Iterator[Placed]:
    spans = dict(_merges(sheet))
    table = find(sheet, "sheetData")
    for row in children(table, "row") if table is not None else ():
        for cell in children(row, "c"):
            place = _place(attribute(cell, "r"))
            words = "" if place is None else words_of(_shown(cell, book).split("\n"))
            if place is None or not words:
                continue
            if taken.takes(place[1], attribute(cell, "r")):
                height, width = spans.get(place, (1, 1))
                yield Placed(words, *place, height, width)


def _merges(sheet: Element) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    merges = find(sheet, "mergeCells")
    for merge in children(merges, "mergeCell") if merges is not None else ():
        first, _, last = attribute(merge, "ref").partition(":")
        start, end = _place(first), _place(last)
        if start is not None and end is not None:
            height = min(max(end[0] - start[0] + 1, 1), _MOST_HEIGHT)
            yield start, (height, max(end[1] - start[1] + 1, 1))


def _place(name: str) -> tuple[int, int] | None:
    match = _PLACE.fullmatch(name)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def _shown(cell: Element, book: _Book) -> str:
    """What the cell shows."""
    kind, held = attribute(cell, "t"), find(cell, "v")
    raw = (held.text or "").strip() if held is not None else ""
    if kind == "s":
        number = int(raw) if raw.isascii() and raw.isdigit() else -1
        return book.words[number] if 0 <= number < len(book.words) else ""
    if kind == "inlineStr":
        return _words(cell)
    if kind in ("b", "e") or not raw:
        return ""
    look = whole(attribute(cell, "s"), 0)
    return (
        raw if kind == "str" else _number(raw, book.looks[look] if look < len(book.looks) else "")
    )


def _number(raw: str, look: str) -> str:
    try:
        number = float(raw)
    except ValueError:
        return raw
    if look and 0 < number < _LAST_DAY:
        day = _EPOCH + timedelta(days=int(number))
        return f"{day.year}年{day.month}月" + (f"{day.day}日" if look == "day" else "")
    return f"{number:.15g}" if "e" not in f"{number:.15g}" else raw
