"""数字表格 — the tab-parted or piped tables of a body as rows of cells, numbers among them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mengyang.core.documents.once import kept_for_latest
from mengyang.core.documents.parted_lines import cells_in
from mengyang.core.documents.phrases.numerals import arabic
from mengyang.core.documents.records import Document, Line, Span
from mengyang.core.patterns import lazy_pattern

_NUMBER = lazy_pattern(r"(-?\d{1,3}(?:,\d{3})+|-?\d+)(\.\d+)?\s*(%|％|[\u4e00-\u9fff]{0,3})")
_BEHIND = lazy_pattern(r"[ \t]*")
_TOTAL = lazy_pattern(r"(?P<part>小\s*计)|(?:合|总|共)\s*计")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its words and place, and the number it holds alone."""

    words: str
    span: Span
    value: Decimal | None
    unit: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells; `total` tells 小计 (part) from 合计 (whole)."""

    cells: tuple[Cell, ...]
    total: str = ""


@kept_for_latest
def find_tables(document: Document) -> tuple[tuple[Row, ...], ...]:
    """Each run of lines parted by tabs or bars, header first."""
    return tuple(_tables(document))


def columns(rows: Sequence[Row]) -> Iterator[tuple[str, list[Cell | None]]]:
    """Each column as its header and its cells; a row of another width gives none."""
    width = len(rows[0].cells)
    for at in range(width):
        cells = [row.cells[at] if len(row.cells) == width else None for row in rows[1:]]
        yield rows[0].cells[at].words, cells


def _tables(document: Document) -> Iterator[tuple[Row, ...]]:
    text, (first, last) = document.text, document.body_span
    if text.find("\t", first, last) < 0 and text.find("|", first, last) < 0:
        return
    rows: list[Row] = []
    for line in document.lines:
        inside = first <= line.start < last
        if inside and ("\t" in line.text or "|" in line.text):
            rows.append(_row(text, line))
        elif rows:
            yield tuple(rows)
            rows = []
    if rows:
        yield tuple(rows)


def _row(text: str, line: Line) -> Row:
    """A row; the tabs at its two ends, which a line does not keep, part empty cells too."""
    words = line.text
    before = text[text.rfind("\n", 0, line.start) + 1 : line.start].count("\t")
    behind = _BEHIND.match(text, line.end)
    cells = [Cell("", (line.start, line.start), None, "")] * before
    cells += [_cell(text, span) for span in cells_in(line, words.strip("|"))]
    cells += [Cell("", (line.end, line.end), None, "")] * (
        behind.group().count("\t") if behind else 0
    )
    first = next((cell.words for cell in cells if cell.words), "")
    second = next((cell.words for cell in cells[1:2]), "")
    total = _TOTAL.fullmatch(first) or _TOTAL.fullmatch(second)
    kind = "" if total is None else "part" if total["part"] else "whole"
    return Row(tuple(cells), kind)


def _cell(text: str, span: Span) -> Cell:
    words = text[slice(*span)]
    number = _NUMBER.fullmatch(words)
    value = None
    if number is not None:
        size = arabic(number.group(1).removeprefix("-") + (number.group(2) or ""))
        value = -size if size is not None and number.group(1)[0] == "-" else size
    unit = number.group(3).replace("％", "%") if number else ""
    return Cell(words, span, value, unit)
