"""任务表 — tables of tasks: tab-parted or piped rows, or one cell a line, read by their headers.

A row without its own task belongs to the row above it; totals and repeated headers are no items.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from mengyang.core.documents.annexes import annex_of
from mengyang.core.documents.broken_rows import torn_row
from mengyang.core.documents.ditto import Columns
from mengyang.core.documents.fields import LabelField
from mengyang.core.documents.genres import spellings_of
from mengyang.core.documents.genres.labels import Role
from mengyang.core.documents.item import Item, ItemKind, stand_in
from mengyang.core.documents.once import kept_for_latest
from mengyang.core.documents.outline import clause_at
from mengyang.core.documents.records import Document, Line, Span
from mengyang.core.documents.stacked_tables import stacked_header, stacked_rows
from mengyang.core.documents.table_columns import (
    NUMBER_HEADS,
    TOTAL,
    WHAT,
    WHO_OR_WHEN,
    Cell,
    Column,
    columns_of,
    fit,
)
from mengyang.core.patterns import lazy_pattern

# Where the cell of the task was merged with the one above, its goal says what is to be done.
_TOLD = (*WHAT, Role.GOAL)
# Behind the day of signing a table is no longer part of the last clause.
_SIGNED = lazy_pattern(
    r"\n[ \t\u3000]*(?:\d{4}|二[〇○零][^\n年]{2})年[^\n]{1,6}月[^\n]{1,4}日[ \t\u3000]*\n"
)
_SERIAL = lazy_pattern(r"\d{1,4}")


class _Table(NamedTuple):
    """A table's columns, its rows of cells, and where its header begins."""

    columns: Sequence[Column]
    rows: Sequence[list[Cell]]
    start: int


def find_rows(document: Document, kind: ItemKind) -> Iterator[Item]:
    """The items of every table of the body, in text order."""
    for item in _rows(document):
        yield item._replace(kind=kind) if item.kind == "task" else item


@kept_for_latest
def _rows(document: Document) -> tuple[Item, ...]:
    """The items, tasks all but those of a table with a column for problems."""
    return tuple(_found_rows(document)) if _may_have_tables(document) else ()


def _may_have_tables(document: Document) -> bool:
    """Whether any line can be the header of a table."""
    text = document.text
    return "\t" in text or "|" in text or any(line.text in NUMBER_HEADS for line in document.lines)


def _found_rows(document: Document) -> Iterator[Item]:
    lines = [line for line in document.lines if _inside(line, document.body_span)]
    heads = spellings_of(document.genre)
    position = 0
    paths: set[str] = {clause.path for clause in document.outline}
    while position < len(lines):
        words = lines[position].text
        if "\t" not in words and "|" not in words and words not in NUMBER_HEADS:
            position += 1
            continue
        start = lines[position].start
        columns = _header(lines[position], heads)
        if columns:
            rows, position = _parted_rows(document, lines, position + 1, columns)
        else:
            columns = stacked_header(lines, position, heads)
            if not columns:
                position += 1
                continue
            rows, position = stacked_rows(document.text, lines, position + len(columns), columns)
        yield from _items(document, _Table(columns, rows, start), paths)


def row_places(document: Document) -> list[tuple[Span, str]]:
    """Where the rows that are items stand, with their paths, in text order."""
    if "\t" not in document.text and "|" not in document.text and "序" not in document.text:
        return []
    return [(item.clause.span, item.clause.path) for item in _rows(document)]


def cell_roles(document: Document) -> list[tuple[int, Role]]:
    """Where each cell of a row that is an item begins, with what it holds, in text order."""
    if "\t" not in document.text and "|" not in document.text:
        return []
    return sorted((field.start, field.role) for item in _rows(document) for field in item.fields)


def _inside(line: Line, span: Span) -> bool:
    return span[0] <= line.start < span[1]


def _header(line: Line, heads: Mapping[str, Role]) -> list[Column]:
    if "\t" not in line.text and "|" not in line.text:
        return []
    pieces = re.split(r"[\t|]", line.text.strip("|"))
    return columns_of(pieces, heads)


def _parted_rows(
    document: Document, lines: Sequence[Line], position: int, columns: Sequence[Column]
) -> tuple[list[list[Cell]], int]:
    text, heads = document.text, spellings_of(document.genre)
    rows = []
    while position < len(lines):
        line = lines[position]
        if "\t" not in line.text and "|" not in line.text:
            following = lines[position + 1] if position + 1 < len(lines) else None
            if following is None or not re.search(r"[\t|]", following.text):
                break
        else:
            if _header(line, heads):
                position += 1
                continue
            cells, taken = torn_row(text, lines, position, columns)
            rows.append(_placed(text, cells, columns))
            position += taken - 1
        position += 1
    return rows, position


def _placed(text: str, cells: list[Cell], columns: Sequence[Column]) -> list[Cell]:
    """A short row in its columns: where row spans were lost, those of the group are empty.

    Whether it lacks the group or its last cells is told by which columns its words then fit.
    """
    count = len(columns) - len(cells)
    if count <= 0:
        return cells
    if cells[0][0] == cells[0][1]:
        return cells + [(cells[-1][1], cells[-1][1])] * count
    missing = [(cells[0][0], cells[0][0])] * count
    if _SERIAL.fullmatch(text[slice(*cells[0])].rstrip(".、")) is None:
        return missing + cells
    what = next((at for at, column in enumerate(columns) if column.role in WHAT), 0)
    groups = sum(column.role is None and not column.is_number for column in columns[:what])
    at_end = cells + [(cells[-1][1], cells[-1][1])] * count
    if count != groups:
        return at_end
    without_group = [cells[0], *missing, *cells[1:]]
    fits = fit(text, without_group, columns) >= fit(text, at_end, columns)
    return without_group if fits else at_end


def _items(document: Document, table: _Table, paths: set[str]) -> Iterator[Item]:
    pending: Item | None = None
    serial = ""
    has_problems = any(column.role is Role.PROBLEM for column in table.columns)
    kind: ItemKind = "problem" if has_problems else "task"
    above = Columns(document.text)
    for cells in table.rows:
        named = list(zip(table.columns, cells, strict=False))
        if _is_total(document.text, cells):
            continue
        numbers = [_serial(document, cell) for column, cell in named if column.is_number]
        serial = next(filter(None, numbers), serial)
        fields = _fields(named, above.repeated(cells))
        what = next((field for role in _TOLD for field in fields if field.role is role), None)
        if pending is not None and fields and (what is None or what.role is Role.REMEDIES):
            pending = _with_row(pending, fields)
            continue
        if what is None or not any(field.role in WHO_OR_WHEN for field in fields):
            continue
        if pending is not None:
            yield pending
        group = _group(document, table.start, what.start)
        pending = _item(document, fields, what, _free_path(f"{group}{serial}", paths), kind)
    if pending is not None:
        yield pending


def _group(document: Document, start: int, at: int) -> str:
    """The path that a row stands under, with its slash: of the numbered heading inside the table.

    Else of the clause that holds the table, or of the annex behind a text with clauses of its own.
    """
    clause = clause_at(document, at)
    if clause is not None and clause.span[0] > start:
        return f"{clause.path}/"
    if (annex := annex_of(document, start)) is not None:
        return f"{annex}/"
    if clause is None or _SIGNED.search(document.text, clause.span[0], start):
        return ""
    return f"{clause.path}/"


def _with_row(item: Item, fields: Sequence[LabelField]) -> Item:
    """The item and a row that goes on with it, to the end of that row."""
    end = max(item.clause.span[1], *(field.end for field in fields))
    span = (item.clause.span[0], end)
    clause = item.clause._replace(span=span, own_span=span, text_span=span)
    return Item(clause, item.kind, (*item.fields, *fields))


def _is_total(text: str, cells: Sequence[Cell]) -> bool:
    first = next((text[start:end] for start, end in cells if end > start), "")
    return TOTAL.fullmatch(first) is not None or not first.strip("-—－: ")


def _serial(document: Document, cell: Cell) -> str:
    match = _SERIAL.fullmatch(document.text[slice(*cell)].rstrip("."))
    return match.group() if match else ""


def _free_path(serial: str, paths: set[str]) -> str:
    wanted = serial if serial and not serial.endswith("/") else f"{serial}§"
    path, repeat = wanted, 2
    while path in paths:
        path, repeat = f"{wanted}-{repeat}", repeat + 1
    paths.add(path)
    return path


def _fields(named: Sequence[tuple[Column, Cell]], values: Sequence[Cell]) -> list[LabelField]:
    """The fields of a row; the value of 同上 is that of the cell it repeats."""
    return [
        LabelField(column.role, cell[0], value, None)
        for (column, cell), value in zip(named, values, strict=False)
        if column.role is not None and value[1] > value[0]
    ]


def _item(
    document: Document, fields: Sequence[LabelField], what: LabelField, path: str, kind: ItemKind
) -> Item:
    span = (min(field.start for field in fields), max(field.end for field in fields))
    clause = stand_in(path, document.text[slice(*what.value)], what.value, span)
    return Item(clause, kind, tuple(fields))
