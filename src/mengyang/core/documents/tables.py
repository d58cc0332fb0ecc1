"""任务表 — tables of tasks: tab-parted or piped rows, or one cell a line, read by their headers.

A row without its own task belongs to the row above it; totals and repeated headers are no items.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mengyang.core.documents.fields import LabelField
from mengyang.core.documents.genres import spellings_of
from mengyang.core.documents.genres.labels import Role
from mengyang.core.documents.item import Item, ItemKind, stand_in
from mengyang.core.documents.phrases.units import is_unit
from mengyang.core.documents.records import Document, Line, Span

_NUMBER_HEADS = frozenset({"序号", "编号", "序", "项目序号", "任务序号"})
# Without one of these no line can be the header of a table.
_ONLY_IN_TABLES = re.compile(r"[\t|序编](?:(?<=[\t|])|号|(?<=序)(?=\s|\Z))")
_TASK_HEADS = frozenset(
    {"内容", "事项", "项目", "项目名称", "主要内容", "具体内容", "工作要求", "任务要求", "具体要求"}
)
_WHO_OR_WHEN = {Role.UNITS, Role.LEAD, Role.JOINT, Role.DEADLINE, Role.LEADER}
_WHAT = (Role.TASK, Role.PROBLEM, Role.REMEDIES)
# Where the cell of the task was merged with the one above, its goal says what is to be done.
_TOLD = (*_WHAT, Role.GOAL)
_UNITS = (Role.UNITS, Role.LEAD, Role.JOINT)
_DAY = re.compile(r"\d{1,2}\s*月|年底|季度|立[行查]|长期|持续|每[年月季学]")
_COMMA = re.compile(r"[、，,；; ]")
_TOTAL = re.compile(r"(?:小|合|总|共)\s*计")
_CELL = re.compile(r"[^\t|]+")
_SERIAL = re.compile(r"\d{1,4}")
_LONGEST_HEAD = 12

type Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Column:
    """What a column holds; `None` for one that says nothing we read, NUMBER for the serial."""

    role: Role | None
    is_number: bool = False


def find_rows(document: Document, kind: ItemKind) -> Iterator[Item]:
    """The items of every table of the body, in text order."""
    if not _ONLY_IN_TABLES.search(document.text, *document.body_span):
        return
    lines = [line for line in document.lines if _inside(line, document.body_span)]
    heads = spellings_of(document.genre)
    position = 0
    paths: set[str] = {clause.path for clause in document.outline}
    while position < len(lines):
        words = lines[position].text
        if "\t" not in words and "|" not in words and words not in _NUMBER_HEADS:
            position += 1
            continue
        columns = _header(lines[position], heads)
        if columns:
            rows, position = _parted_rows(document, lines, position + 1, columns)
        else:
            columns = _stacked_header(lines, position, heads)
            if not columns:
                position += 1
                continue
            rows, position = _stacked_rows(lines, position + len(columns), columns)
        yield from _items(document, rows, columns, kind, paths)


def row_places(document: Document) -> list[tuple[Span, str]]:
    """Where the rows that are items stand, with their paths, in text order."""
    if "\t" not in document.text and "|" not in document.text and "序" not in document.text:
        return []
    return [(item.clause.span, item.clause.path) for item in find_rows(document, "task")]


def cell_roles(document: Document) -> list[tuple[int, Role]]:
    """Where each cell of a row that is an item begins, with what it holds, in text order."""
    if "\t" not in document.text and "|" not in document.text:
        return []
    items = find_rows(document, "task")
    return sorted((field.start, field.role) for item in items for field in item.fields)


def _inside(line: Line, span: Span) -> bool:
    return span[0] <= line.start < span[1]


def _column(head: str, heads: Mapping[str, Role]) -> _Column:
    word = re.sub(r"\s|[(（].*?[)）]", "", head)
    if word in _NUMBER_HEADS:
        return _Column(None, is_number=True)
    return _Column(Role.TASK if word in _TASK_HEADS else heads.get(word))


def _is_header(columns: Sequence[_Column]) -> bool:
    roles = {column.role for column in columns}
    return bool(roles & set(_WHAT)) and bool(roles & _WHO_OR_WHEN)


def _cells(line: Line) -> list[Cell]:
    """The cells of a parted row, empty ones kept where a tab or bar says so."""
    words = line.text.strip("|") if line.text.startswith("|") else line.text
    offset = line.start + line.text.index(words) if words else line.start
    cells = []
    for piece in re.split(r"([\t|])", words):
        if piece not in ("\t", "|"):
            start = offset + len(piece) - len(piece.lstrip())
            cells.append((start, start + len(piece.strip())))
        offset += len(piece)
    return cells


def _header(line: Line, heads: Mapping[str, Role]) -> list[_Column]:
    if "\t" not in line.text and "|" not in line.text:
        return []
    pieces = re.split(r"[\t|]", line.text.strip("|"))
    columns = _with_one_task([_column(piece, heads) for piece in pieces])
    return columns if _is_header(columns) else []


def _with_one_task(columns: Sequence[_Column]) -> list[_Column]:
    """Of several columns of tasks (重点工作, 具体任务) the last tells the task, others group it."""
    tasks = [index for index, column in enumerate(columns) if column.role is Role.TASK]
    return [
        _Column(None) if column.role is Role.TASK and index != tasks[-1] else column
        for index, column in enumerate(columns)
    ]


def _parted_rows(
    document: Document, lines: Sequence[Line], position: int, columns: Sequence[_Column]
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
            cells = _cells(line)
            leading = text[text.rfind("\n", 0, line.start) + 1 : line.start].count("\t")
            rows.append(_placed(text, [(line.start, line.start)] * leading + cells, columns))
        position += 1
    return rows, position


def _placed(text: str, cells: list[Cell], columns: Sequence[_Column]) -> list[Cell]:
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
    what = next((at for at, column in enumerate(columns) if column.role in _WHAT), 0)
    groups = sum(column.role is None and not column.is_number for column in columns[:what])
    at_end = cells + [(cells[-1][1], cells[-1][1])] * count
    if count != groups:
        return at_end
    without_group = [cells[0], *missing, *cells[1:]]
    fits = _fit(text, without_group, columns) >= _fit(text, at_end, columns)
    return without_group if fits else at_end


def _fit(text: str, cells: Sequence[Cell], columns: Sequence[_Column]) -> int:
    """How many cells hold what the head of their column says: units, days."""
    filled = [
        (column.role, text[slice(*cell)])
        for column, cell in zip(columns, cells, strict=True)
        if cell[1] > cell[0]
    ]
    units = sum(role in _UNITS and is_unit(_COMMA.split(words)[-1]) for role, words in filled)
    return units + sum(
        role is Role.DEADLINE and _DAY.search(words) is not None for role, words in filled
    )


def _stacked_header(
    lines: Sequence[Line], position: int, heads: Mapping[str, Role]
) -> list[_Column]:
    """Headers one a line: 序号 first, then at least two more that are known."""
    first = lines[position]
    if first.text not in _NUMBER_HEADS:
        return []
    columns = []
    for line in lines[position : position + 15]:
        if len(line.text) > _LONGEST_HEAD or line.text == "1":
            break
        columns.append(_column(line.text, heads))
    return columns if len(columns) > 2 and _is_header(columns) else []


def _stacked_rows(
    lines: Sequence[Line], position: int, columns: Sequence[_Column]
) -> tuple[list[list[Cell]], int]:
    """Rows one cell a line: each begins with the next serial number."""
    rows: list[list[Cell]] = []
    while position < len(lines):
        line = lines[position]
        if line.text == str(len(rows) + 1):
            rows.append([(line.start, line.end)])
        elif rows and len(rows[-1]) < 3 * len(columns):
            rows[-1].append((line.start, line.end))
        else:
            break
        position += 1
    return [_fitted(row, len(columns)) for row in rows], position


def _fitted(row: list[Cell], width: int) -> list[Cell]:
    """Cells in excess belong to the first words of the row, which ran over several lines."""
    excess = len(row) - width
    if excess <= 0:
        return row + [(row[-1][1], row[-1][1])] * -excess
    return [row[0], (row[1][0], row[1 + excess][1]), *row[2 + excess :]]


def _items(
    document: Document,
    rows: Sequence[list[Cell]],
    columns: Sequence[_Column],
    kind: ItemKind,
    paths: set[str],
) -> Iterator[Item]:
    pending: Item | None = None
    serial = ""
    if any(column.role is Role.PROBLEM for column in columns):
        kind = "problem"
    for cells in rows:
        named = list(zip(columns, cells, strict=False))
        if _is_total(document.text, cells):
            continue
        numbers = [_serial(document, cell) for column, cell in named if column.is_number]
        serial = next(filter(None, numbers), serial)
        fields = _fields(named)
        what = next((field for role in _TOLD for field in fields if field.role is role), None)
        if pending is not None and fields and (what is None or what.role is Role.REMEDIES):
            pending = Item(pending.clause, kind, (*pending.fields, *fields))
            continue
        if what is None or not any(field.role in _WHO_OR_WHEN for field in fields):
            continue
        if pending is not None:
            yield pending
        pending = _item(document, fields, what, _free_path(serial, paths), kind)
    if pending is not None:
        yield pending


def _is_total(text: str, cells: Sequence[Cell]) -> bool:
    first = next((text[start:end] for start, end in cells if end > start), "")
    return _TOTAL.fullmatch(first) is not None or not first.strip("-—－: ")


def _serial(document: Document, cell: Cell) -> str:
    match = _SERIAL.fullmatch(document.text[slice(*cell)].rstrip("."))
    return match.group() if match else ""


def _free_path(serial: str, paths: set[str]) -> str:
    wanted = serial or "§"
    path, repeat = wanted, 2
    while path in paths:
        path, repeat = f"{wanted}-{repeat}", repeat + 1
    paths.add(path)
    return path


def _fields(named: Sequence[tuple[_Column, Cell]]) -> list[LabelField]:
    return [
        LabelField(column.role, cell[0], cell, None)
        for column, cell in named
        if column.role is not None and cell[1] > cell[0]
    ]


def _item(
    document: Document, fields: Sequence[LabelField], what: LabelField, path: str, kind: ItemKind
) -> Item:
    span = (min(field.start for field in fields), max(field.value[1] for field in fields))
    clause = stand_in(path, document.text[slice(*what.value)], what.value, span)
    return Item(clause, kind, tuple(fields))
