"""网页表格 — a table element in, its rows out: header fields as label and value, cells by tabs.

A table that only arranges the page has no rows of its own.
"""

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from mengyang.formats.merged_cells import Placed, rows_of_cells
from mengyang.formats.page_furniture import is_header_line, is_label

_MAX_SPAN = 64
_LONG_CELL = 400
_PARAGRAPHS = 3


def table_rows(table: LexborNode) -> list[str] | None:
    """The rows as lines; `None` for a table that frames text instead of holding values.

    What becomes of cells that span rows is said in `merged_cells`; columns keep their place.
    """
    rows = [list(_cells(row)) for row in _rows(table)]
    if not rows or _is_layout(rows):
        return None
    texts = [[_words(cell) for cell in row] for row in rows]
    if _is_header(texts):
        return [line for row in texts for line in _header_lines(row)]
    captions = (_words(child) for child in table.iter() if child.tag == "caption")
    return [*filter(None, captions), *rows_of_cells(_placed(rows))]


def _rows(table: LexborNode) -> Iterator[LexborNode]:
    for child in table.iter():
        if child.tag == "tr":
            yield child
        elif child.tag in ("tbody", "thead", "tfoot"):
            yield from _rows(child)


def _cells(row: LexborNode) -> Iterator[LexborNode]:
    return (cell for cell in row.iter() if cell.tag in ("td", "th"))


def _words(cell: LexborNode) -> str:
    return (
        " ".join(cell.text(separator=" ").split())
        if cell.css_first("p,br,div,section,li,pre,tr")
        else (" ".join(cell.text().split()))
    )


def _is_layout(rows: list[list[LexborNode]]) -> bool:
    # Asked of each cell: a selector asked of the table would see the tables around it too.
    if any(cell.css_first("table") is not None for row in rows for cell in row):
        return True
    if max(len(row) for row in rows) < 2:
        return True
    return any(_holds_article(cell) for row in rows for cell in row)


def _holds_article(cell: LexborNode) -> bool:
    return _paragraphs(cell) > _PARAGRAPHS and len(cell.text()) > _LONG_CELL


def _paragraphs(cell: LexborNode) -> int:
    breaks = (pre.text().count("\n") for pre in cell.css("pre, [style*=white-space]"))
    return len(cell.css("p, div, br, section, li")) + sum(breaks)


def _is_header(rows: list[list[str]]) -> bool:
    fields = sum(bool(list(_pairs(row))) for row in rows)
    return fields * 2 > len(rows)


def _pairs(row: list[str]) -> Iterator[tuple[str, str]]:
    """Label and value of each field in a row; nothing where the row is not made of fields."""
    if row and all(is_header_line(cell) for cell in row if cell):
        for cell in row:
            label, _, held = cell.replace("：", ":", 1).partition(":")
            yield label, held
    elif len(row) % 2 == 0 and all(is_label(label) for label in row[::2] if label):
        yield from zip(row[::2], row[1::2], strict=True)


def _header_lines(row: list[str]) -> Iterator[str]:
    pairs = [(label, held) for label, held in _pairs(row) if label or held]
    if not pairs and any(row):
        yield "\t".join(row)
    for label, held in pairs:
        bare = "".join(label.split()).rstrip(":：")
        yield f"{bare}:{held.strip()}"


def _placed(rows: list[list[LexborNode]]) -> Iterator[Placed]:
    """The cells in the places that the spans of the cells before them leave free."""
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while (number, column) in taken:
                column += 1
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            height = min(height, len(rows) - number)
            taken |= {(number + i, column + j) for i in range(height) for j in range(width)}
            yield Placed(_words(cell), number, column, height, width)
            column += width


def _span(cell: LexborNode, name: str) -> int:
    given = cell.attributes.get(name) or "1"
    return min(max(int(given), 1), _MAX_SPAN) if given.isascii() and given.isdigit() else 1
