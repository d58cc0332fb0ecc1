"""导入模板 — a workbook that goes out empty or filled, is edited, and comes back row by row.

A hidden sheet says which form it is and of which version, and which column holds what.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from mengyang.core.findings import Refused
from mengyang.formats.confined import read_confined
from mengyang.formats.limits import DEFAULT_LIMITS, Limits
from mengyang.formats.table import begins_formula

HEADER_ROW = 2
HIDDEN = "mengyang"
_WORKER = "mengyang.formats.cells_worker"
_TITLE = Font(name="宋体", size=12, bold=True)
_HEADER = Font(name="宋体", size=11, bold=True)
_FONT = Font(name="宋体", size=11)
_FILL = PatternFill("solid", fgColor="FFE9EDF2")
# Rows for which a list of choices is offered below the last one written.
_SPARE = 2000


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column: `key` is for us, `title` for the reader; `choices` are offered as a list.

    `is_later`: sheets that went out before there was such a column come back without it.
    """

    key: str
    title: str
    width: int = 18
    choices: tuple[str, ...] = ()
    is_later: bool = False


@dataclass(frozen=True, slots=True)
class FormSheet:
    """One sheet with what stands above its columns and the rows it goes out with.

    It comes back in whatever language it went out: `key` tells which sheet it is.
    """

    key: str
    name: str
    told: str
    columns: tuple[FormColumn, ...]
    rows: Iterable[Sequence[str]] = ()


@dataclass(frozen=True, slots=True)
class EntryForm:
    """A form: `kind` and `version` must come back as they went out."""

    kind: str
    version: int
    sheets: tuple[FormSheet, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One row that came back: its number, its values by key, and the letters of its columns.

    `part` is the key of its sheet; `unread` are the heads of columns that the form does not know
    and in which the row has something.
    """

    sheet: str
    number: int
    values: Mapping[str, str]
    letters: Mapping[str, str]
    part: str = ""
    unread: Sequence[str] = ()

    def value(self, key: str) -> str:
        """What stands there; empty where nothing does."""
        return self.values.get(key, "")

    def cell(self, key: str) -> str:
        """The address of the cell, as `B7`."""
        return f"{self.letters.get(key, 'A')}{self.number}"


@dataclass(frozen=True, slots=True)
class Places:
    """Where the columns of a sheet stand that came back: their places and letters by key."""

    sheet: str
    part: str
    header: tuple[str, ...]
    places: Mapping[str, int]
    letters: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Returned:
    """A form that came back: its rows by sheet, the rows of its hidden sheet, and by the key of a
    sheet the addresses of cells that are merged, or computed by a formula."""

    lines: Mapping[str, tuple[Line, ...]]
    hidden: Sequence[Sequence[str]]
    merged: Mapping[str, Sequence[str]]
    computed: Mapping[str, Sequence[str]]


def write_entry_form(form: EntryForm, out: IO[bytes]) -> None:
    """Write the form as .xlsx."""
    book = Workbook()
    book.remove(book.worksheets[0])
    hidden: Any = book.create_sheet(HIDDEN)
    hidden.append(["kind", form.kind])
    hidden.append(["version", form.version])
    for sheet in form.sheets:
        _write_sheet(book, hidden, sheet)
    hidden.sheet_state = "hidden"
    book.move_sheet(hidden, len(form.sheets))
    book.active = 0
    book.save(out)


def read_entry_form(
    data: bytes, name: str, form: EntryForm, limits: Limits = DEFAULT_LIMITS
) -> dict[str, tuple[Line, ...]] | Refused:
    """The filled rows by sheet; refused where it is another form, version or table."""
    found = read_returned(data, name, form, limits)
    return found if isinstance(found, Refused) else dict(found.lines)


def read_returned(
    data: bytes, name: str, form: EntryForm, limits: Limits = DEFAULT_LIMITS
) -> Returned | Refused:
    """All that came back; refused where it is another form, version or table."""
    answer = read_confined(data, name, limits, _WORKER)
    if isinstance(answer, Refused):
        return answer
    sheets = _sheets(answer.reading)
    hidden = _rows(sheets, HIDDEN) or []
    told = {row[0]: row[1] for row in hidden if len(row) > 1}
    if told.get("kind") != form.kind:
        return Refused("formats.refused.other_form", "formats.hint.template", name=name)
    if told.get("version") != str(form.version):
        return Refused("formats.refused.old_form", "formats.hint.template", name=name)
    lines: dict[str, tuple[Line, ...]] = {}
    merged, computed = {}, {}
    for sheet in form.sheets:
        told_row = next((row[1:] for row in hidden if row[:1] == [f"sheet:{sheet.key}"]), [])
        name, titles = (told_row[0], told_row[1:]) if told_row else (sheet.name, [])
        found = _lines(sheet, name, titles, _rows(sheets, name))
        if isinstance(found, Refused):
            return found
        lines[sheet.key] = found
        merged[sheet.key], computed[sheet.key] = sheets[name]["merged"], sheets[name]["computed"]
    return Returned(lines, hidden, merged, computed)


def places_of(
    form: FormSheet, name: str, told: Sequence[str], header: Sequence[str]
) -> Places | Refused:
    """Where the columns of a sheet stand in its header; `told` are their titles as they went out.

    Refused where a column was renamed or removed.
    """
    titles = {title: key for key, _, title in (each.partition("=") for each in told)}
    places = {titles[title]: place for place, title in enumerate(header) if title in titles}
    gone_out = {*titles.values()} | {one.key for one in form.columns if not one.is_later}
    lacking = [one for one in form.columns if one.key in gone_out and one.key not in places]
    if lacking:
        column = next((t for t, key in titles.items() if key == lacking[0].key), lacking[0].title)
        return Refused(
            "formats.refused.no_column", "formats.hint.template", column=column, sheet=name
        )
    letters = {key: get_column_letter(place + 1) for key, place in places.items()}
    return Places(name, form.key, tuple(header), places, letters)


def line_of(places: Places, number: int, row: Sequence[str]) -> Line | None:
    """One row that came back; `None` where nothing stands in a column of the form."""
    values = {k: row[p] if p < len(row) else "" for k, p in places.places.items()}
    if not any(values.values()):
        return None
    unread = _unread(places.header, row, places.places.values())
    return Line(places.sheet, number, values, places.letters, places.part, unread)


def _write_sheet(book: Workbook, hidden: Any, form: FormSheet) -> None:
    sheet: Any = book.create_sheet(form.name)
    sheet.append([form.told])
    sheet.append([column.title for column in form.columns])
    sheet["A1"].font = _TITLE
    for number, column in enumerate(form.columns, 1):
        cell = sheet.cell(HEADER_ROW, number)
        cell.font, cell.fill = _HEADER, _FILL
        cell.alignment = Alignment(horizontal="center")
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    looks: dict[bool, StyleArray] = {}
    for number, row in enumerate(form.rows, HEADER_ROW + 1):
        _write_row(sheet, number, row, looks)
    sheet.freeze_panes = f"A{HEADER_ROW + 1}"
    columns = (f"{one.key}={one.title}" for one in form.columns)
    hidden.append([f"sheet:{form.key}", form.name, *columns])
    for number, column in enumerate(form.columns, 1):
        if column.choices:
            _offer(book, sheet, get_column_letter(number), column.choices)


def _write_row(sheet: Any, number: int, row: Sequence[str], looks: dict[bool, StyleArray]) -> None:
    for place, text in enumerate(row, 1):
        cell = sheet.cell(number, place)
        cell.value = text or None
        is_quoted = begins_formula(text)
        if is_quoted:
            cell.data_type = "s"
        if is_quoted not in looks:
            # Text all over: a code keeps its zeros, and nothing is computed.
            cell.number_format, cell.font, cell.quotePrefix = "@", _FONT, is_quoted
            looks[is_quoted] = cell._style
        # Cells share the look: dressing each anew costs many times as much.
        cell._style = looks[is_quoted]


def _offer(book: Workbook, sheet: Any, letter: str, choices: Sequence[str]) -> None:
    """A list to choose from; it lies in the hidden sheet, for a formula holds only 255 signs."""
    hidden: Any = book[HIDDEN]
    column = max(hidden.max_column + 1, 30)
    for number, choice in enumerate(choices, 1):
        hidden.cell(number, column).value = choice
    where = get_column_letter(column)
    rule = DataValidation(
        type="list", formula1=f"={HIDDEN}!${where}$1:${where}${len(choices)}", allow_blank=True
    )
    rule.showErrorMessage = False
    sheet.add_data_validation(rule)
    rule.add(f"{letter}{HEADER_ROW + 1}:{letter}{sheet.max_row + _SPARE}")


def _sheets(reading: Mapping[str, object]) -> dict[str, dict[str, Any]]:
    match reading:
        case {"sheets": list(sheets)}:
            return {str(sheet["name"]): sheet for sheet in sheets}
    raise ValueError("the reading process answers in another form than its caller expects")


def _rows(sheets: Mapping[str, Mapping[str, Any]], name: str) -> list[list[str]] | None:
    found = sheets.get(name)
    return None if found is None else found["rows"]


def _lines(
    form: FormSheet, name: str, told: Sequence[str], rows: list[list[str]] | None
) -> tuple[Line, ...] | Refused:
    """The rows below the header; columns may have been moved, but not renamed or removed."""
    if rows is None:
        return Refused("formats.refused.no_sheet", "formats.hint.template", sheet=name)
    header = rows[HEADER_ROW - 1] if len(rows) >= HEADER_ROW else []
    places = places_of(form, name, told, header)
    if isinstance(places, Refused):
        return places
    lines = (
        line_of(places, number, row) for number, row in enumerate(rows[HEADER_ROW:], HEADER_ROW + 1)
    )
    return tuple(line for line in lines if line is not None)


def _unread(header: Sequence[str], row: Sequence[str], known: Iterable[int]) -> tuple[str, ...]:
    """The heads of the other columns in which the row has something; the letter of one without."""
    others = {*range(len(row))} - {*known}
    return tuple(
        (header[place] if place < len(header) else "") or get_column_letter(place + 1)
        for place in sorted(others)
        if row[place]
    )
