"""工作簿 — .xlsx bytes in, its sheets and their filled cells out; the one way in for whoever reads.

It is opened under the limits of every package: no bomb, no DTD. A formula gives what it last
showed; of a number that is a day by its look the day is known.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Literal, NamedTuple
from xml.etree.ElementTree import Element

from mengyang.core.findings import Refused
from mengyang.formats.elements import attribute, children, find, local, whole
from mengyang.formats.limits import Limits
from mengyang.formats.packages import Package, open_package

_MAIN = "xl/workbook.xml"
_LETTERS = re.compile(r"[A-Z]{1,3}")
# Looks by number that the format itself knows, those of a Chinese Excel among them.
_DAYS = frozenset((*range(14, 18), 22, *range(27, 37), *range(50, 59)))
_MONTHS = frozenset((17, 27, 36, 50, 52, 55))
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_LAST_DAY = 2_958_465
_MOST_HEIGHT = 2_000

type Look = Literal["day", "month", ""]
type Place = tuple[int, int]
type Kind = Literal["text", "number", "truth", "error"]


class SheetCell(NamedTuple):
    """A filled cell: its name (`B7`), row and column from 0, what it holds, how a number looks."""

    name: str
    row: int
    column: int
    raw: str
    kind: Kind
    look: Look = ""


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """A sheet; its part is read when its cells are asked for."""

    name: str
    is_shown: bool
    part: str
    book: "Workbook"

    def read(self) -> "SheetParts | None":
        """Its cells and merges, `None` where the workbook names a part that it does not have."""
        root = self.book.package.tree(self.part)
        return None if root is None else SheetParts(root, self.book)

    def rows(self) -> Iterator[Element]:
        """Its rows one after the other, then its merged cells, none of them kept."""
        return self.book.package.elements(self.part, "row", "mergeCell")


@dataclass(frozen=True, slots=True)
class SheetParts:
    """What a sheet holds."""

    root: Element
    book: "Workbook"

    def cells(self) -> Iterator[SheetCell]:
        """The filled cells, row by row."""
        table = find(self.root, "sheetData")
        for row in children(table, "row") if table is not None else ():
            yield from self.book.cells(row)

    def computed(self) -> Iterator[str]:
        """The names of the cells that hold a formula."""
        namespace = str(self.root.tag).rpartition("}")
        formula = "".join((*namespace[:2], "f"))
        if next(self.root.iter(formula), None) is None:
            return
        for cell in self.root.iter("".join((*namespace[:2], "c"))):
            if find(cell, "f") is not None:
                yield cell.get("r", "")

    def spans(self) -> dict[Place, Place]:
        """How many rows and columns each merged cell covers, by its first one."""
        merges = find(self.root, "mergeCells")
        return dict(_spans(children(merges, "mergeCell"))) if merges is not None else {}


@dataclass(frozen=True, slots=True)
class Workbook:
    """What the cells of every sheet refer to: shared words, looks, the day that days count from."""

    package: Package
    words: tuple[str, ...]
    looks: tuple[Look, ...]
    epoch: date

    def cells(self, row: Element) -> Iterator[SheetCell]:
        """The filled cells of a row."""
        # Millions of cells come this way: their tag is told by that of their row.
        tag = str(row.tag).removesuffix("row") + "c"
        for cell in row:
            if cell.tag != tag or not len(cell):
                continue
            name = cell.get("r", "")
            place = _place(name)
            held = self.held(cell)
            if place is not None and held is not None:
                raw, kind, look = held
                yield SheetCell(name, *place, raw, kind, look)

    def moment(self, cell: SheetCell) -> datetime | None:
        """The day and hour that a cell shows, where it is a number that looks like one."""
        number = _float(cell.raw) if cell.kind == "number" and cell.look else None
        if number is None or not 0 < number < _LAST_DAY:
            return None
        return datetime.combine(self.epoch, time()) + timedelta(seconds=round(number * 86_400))

    def held(self, cell: Element) -> tuple[str, Kind, Look] | None:
        """What a cell holds, `None` where it holds nothing."""
        kind = cell.get("t", "")
        if kind == "inlineStr":
            return _words_in(cell), "text", ""
        value = find(cell, "v")
        raw = (value.text or "").strip() if value is not None else ""
        if kind == "s":
            number = int(raw) if raw.isascii() and raw.isdigit() else -1
            return (self.words[number], "text", "") if 0 <= number < len(self.words) else None
        if not raw:
            return None
        if kind in ("b", "e"):
            return raw, "truth" if kind == "b" else "error", ""
        if kind in ("str", "d"):
            return raw, "text", ""
        look = whole(cell.get("s", ""), 0)
        return raw, "number", self.looks[look] if look < len(self.looks) else ""


def open_workbook(data: bytes, limits: Limits) -> tuple[WorkbookSheet, ...]:
    """The sheets of a workbook in the order of their tabs, hidden ones too.

    Raises `Refused` for a bomb, a DTD, a damaged or encrypted file.
    """
    package = open_package(data, limits)
    main = next(package.related("", "officeDocument"), _MAIN)
    root = package.tree(main)
    if root is None:
        raise Refused("formats.refused.damaged", "formats.hint.save_again", part=main)
    book = Workbook(
        package, tuple(_shared(package, main)), tuple(_looks(package, main)), _epoch(root)
    )
    return tuple(_sheets(book, main, root))


def _sheets(book: Workbook, main: str, root: Element) -> Iterator[WorkbookSheet]:
    places = dict(book.package.relations(main))
    sheets = find(root, "sheets")
    for sheet in children(sheets, "sheet") if sheets is not None else ():
        part = places.get(attribute(sheet, "id"))
        if part is not None:
            is_shown = attribute(sheet, "state") in ("", "visible")
            yield WorkbookSheet(attribute(sheet, "name"), is_shown, part, book)


def _epoch(root: Element) -> date:
    """The day before the first; workbooks of older Macs count from 1904."""
    told = find(root, "workbookPr")
    is_later = told is not None and attribute(told, "date1904") in ("1", "true")
    return date(1904, 1, 1) if is_later else date(1899, 12, 30)


def _words_in(entry: Element) -> str:
    """The words of an entry: nearly always one run of text and nothing else."""
    only = entry[0] if len(entry) == 1 else entry
    only = only[0] if len(only) == 1 else only
    return only.text or "" if local(only) == "t" and not len(only) else _words(entry)


def _shared(package: Package, main: str) -> Iterator[str]:
    parts = package.related(main, "sharedStrings")
    for entry in package.elements(next(parts, ""), "si"):
        yield _words_in(entry)


def _words(entry: Element) -> str:
    if local(entry) in ("rPh", "phoneticPr"):
        return ""
    own = entry.text or "" if local(entry) == "t" else ""
    return own + "".join(map(_words, entry))


def _looks(package: Package, main: str) -> Iterator[Look]:
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
        yield _look(attribute(look, "numFmtId"), codes)


def _look(number: str, codes: dict[str, str]) -> Look:
    code = codes.get(number)
    if code is None:
        known = whole(number, 0)
        return "month" if known in _MONTHS else "day" if known in _DAYS else ""
    if "m" not in code:
        return ""
    return "day" if "d" in code else "month" if "y" in code else ""


def _spans(merges: Iterable[Element]) -> Iterator[tuple[Place, Place]]:
    for merge in merges:
        first, _, last = attribute(merge, "ref").partition(":")
        start, end = _place(first), _place(last)
        if start is not None and end is not None:
            height = min(max(end[0] - start[0] + 1, 1), _MOST_HEIGHT)
            yield start, (height, max(end[1] - start[1] + 1, 1))


def _place(name: str) -> Place | None:
    letters = name.rstrip("0123456789")
    digits, column = name[len(letters) :], _column(letters)
    return (int(digits) - 1, column) if 0 < len(digits) < 8 and column >= 0 else None


@cache
def _column(letters: str) -> int:
    """The number of a column from 0; below 0 where its letters are none."""
    if not _LETTERS.fullmatch(letters):
        return -1
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


def _float(raw: str) -> float | None:
    try:
        return float(raw)
    except ValueError:
        return None
