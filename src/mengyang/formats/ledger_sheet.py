"""台账回填表 — the exported ledger with hidden marks; the rows that came back edited.

A mark holds a task's number, id and version, and a check sum of every cell: whoever changes no
cell has no part in the import, whatever became of the task since.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from zlib import crc32

from mengyang.core.findings import Refused
from mengyang.formats.entry_form import (
    HIDDEN,
    EntryForm,
    FormColumn,
    FormSheet,
    Line,
    Returned,
    read_returned,
)
from mengyang.formats.table import Cell, cell_text
from mengyang.formats.xlsx import storable

# So many tasks are marked and taken back at once.
MOST_TASKS = 10_000
_KIND, _VERSION, _SHEET = "ledger", 1, "tasks"
_NUMBER, _PROGRESS = "number", "progress"
# What whoever edits the ledger fills in.
_FILLED_IN = frozenset({"state", "due_on", "progress", "percent", "reason"})
_SUM = 8
# Columns that ledgers did not have at first.
_LATER = frozenset({"original_due_on", "extensions", "recheck", "request"})


@dataclass(frozen=True, slots=True)
class _Mark:
    """What went out of one task; `length` counts the signs of its progress without white space."""

    task: str
    version: str
    sums: Mapping[str, str]
    length: int


class Marks:
    """The rows of the hidden sheet, gathered while the ledger is written."""

    name = HIDDEN

    def __init__(self, plan_id: int, sheet: str, columns: Mapping[str, str]) -> None:
        titles = [f"{key}={title}" for key, title in columns.items()]
        self._keys = list(columns)
        self._rows: list[list[str]] = [
            ["kind", _KIND],
            ["version", str(_VERSION)],
            ["plan", str(plan_id)],
            ["columns", *self._keys],
            [f"sheet:{_SHEET}", sheet, *titles],
        ]
        self._tasks = 0
        self.note = ""

    def keep(self, task_id: int, version: int, cells: Sequence[Cell]) -> None:
        """Mark one row that goes out; beyond `MOST_TASKS` none is marked, nor taken back."""
        self._tasks += 1
        if self._tasks > MOST_TASKS:
            return
        texts = [_squeezed(storable(cell_text(cell))) for cell in cells]
        told = dict(zip(self._keys, texts, strict=True))
        sums = "".join(map(_sum, texts))
        length = str(len(told[_PROGRESS]))
        self._rows.append(["task", told[_NUMBER], str(task_id), str(version), length, sums])

    def rows(self) -> Iterator[Sequence[str]]:
        """All rows; asked for when the ledger is written."""
        yield from self._rows
        yield ["note", self.note]


def edited_rows(
    data: bytes, name: str, plan_id: int, columns: Mapping[str, str]
) -> list[Line] | Refused:
    """The rows that came back, each with `number`, `task` and `version` and with the cells that
    differ from what went out. A row whose number did not go out has no `task`, and all its cells.

    Of progress written before or behind the words that stood there only the new words count.
    Refused: no ledger, that of another plan, too many rows, merged cells, cells with formulas.
    """
    known = (FormColumn(key, title, is_later=key in _LATER) for key, title in columns.items())
    sheet = FormSheet(_SHEET, "", "", tuple(known))
    found = read_returned(data, name, EntryForm(_KIND, _VERSION, (sheet,)))
    if isinstance(found, Refused):
        return found
    told = {row[0]: row[1] for row in found.hidden if len(row) > 1}
    if told.get("plan") != str(plan_id):
        return Refused("ledger.refused.other_plan_sheet", "ledger.hint.own_plan_sheet", name=name)
    note = _squeezed(told.get("note", ""))
    lines = [line for line in found.lines[_SHEET] if not _is_note(line, note)]
    refused = _unfit(found, lines)
    if refused is not None:
        return refused
    marks = _marks(found.hidden)
    return [_edited(line, marks.get(_squeezed(line.value(_NUMBER)))) for line in lines]


def _unfit(found: Returned, lines: Sequence[Line]) -> Refused | None:
    if len(lines) > MOST_TASKS:
        return Refused(
            "ledger.refused.sheet_too_long",
            "ledger.hint.sheet_in_portions",
            rows=len(lines),
            limit=MOST_TASKS,
        )
    merged, computed = found.merged[_SHEET], found.computed[_SHEET]
    if merged:
        cells = "、".join(merged)
        return Refused("ledger.refused.sheet_merged", "ledger.hint.sheet_unmerge", cells=cells)
    if computed:
        cells = "、".join(computed)
        return Refused("ledger.refused.sheet_computed", "ledger.hint.sheet_values", cells=cells)
    return None


def _marks(hidden: Sequence[Sequence[str]]) -> dict[str, _Mark]:
    keys: Sequence[str] = next((row[1:] for row in hidden if row[:1] == ["columns"]), ())
    found: dict[str, _Mark] = {}
    for row in hidden:
        match row:
            case ["task", number, task, version, length, sums] if length.isdecimal():
                pieces = (sums[at : at + _SUM] for at in range(0, len(sums), _SUM))
                found[number] = _Mark(
                    task, version, dict(zip(keys, pieces, strict=False)), int(length)
                )
    return found


def _edited(line: Line, mark: _Mark | None) -> Line:
    if mark is None:
        return line
    changed = {
        key: text
        for key, text in line.values.items()
        if _sum(_squeezed(text)) != mark.sums.get(key)
    }
    if _PROGRESS in changed:
        changed[_PROGRESS] = _new_words(changed[_PROGRESS], mark)
    told = {_NUMBER: line.value(_NUMBER), "task": mark.task, "version": mark.version}
    # What is wrong may be named in a cell that was left as it was: a reason that is missing.
    kept = {_NUMBER, *changed}
    letters = {key: line.letters[key] for key in sorted(kept | (_FILLED_IN & line.letters.keys()))}
    return replace(line, values=told | changed, letters=letters)


def _new_words(text: str, mark: _Mark) -> str:
    """What was written before or behind the words that went out; else all of it."""
    squeezed, length = _squeezed(text), mark.length
    if not length or len(squeezed) <= length:
        return text
    places = [at for at, sign in enumerate(text) if _squeezed(sign)]
    if _sum(squeezed[:length]) == mark.sums.get(_PROGRESS):
        return text[places[length] :].strip()
    if _sum(squeezed[-length:]) == mark.sums.get(_PROGRESS):
        return text[: places[-length]].strip()
    return text


def _is_note(line: Line, note: str) -> bool:
    return _squeezed("".join(line.values.values())) == note


def _squeezed(text: str) -> str:
    """Without white space, which spreadsheets do not keep as it was."""
    return "".join(text.split())


def _sum(squeezed: str) -> str:
    return f"{crc32(squeezed.encode('utf-8', 'surrogatepass')):08x}"
