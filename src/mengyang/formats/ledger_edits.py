"""台账改动 — rows of a ledger that came back beside the marks that went out: what was edited.

Rows in, `Line`s out, one by one: of a row with a mark only the cells that differ.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from mengyang.core.findings import Refused
from mengyang.formats.entry_form import FormColumn, FormSheet, Line, Places, line_of, places_of
from mengyang.formats.ledger_sheet import (
    KIND,
    NUMBER,
    PROGRESS,
    SHEET,
    SUM,
    VERSION,
    check_sum,
    squeezed,
)

# What whoever edits the ledger fills in.
_FILLED_IN = frozenset({"state", "due_on", "progress", "percent", "reason"})
# Columns that ledgers did not have at first.
_LATER = frozenset(
    {
        *("original_due_on", "extensions", "recheck", "request"),
        *("outside", "found", "rectified", "rectification"),
    }
)
# What every row with a mark carries.
_CARRIED = frozenset({NUMBER, "task", "version"})


@dataclass(frozen=True, slots=True)
class Expected:
    """The plan whose ledger is to come back, and the titles of its columns by key."""

    plan_id: int
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Mark:
    """What went out of one task; `length` counts the signs of its progress without white space."""

    task: str
    version: str
    sums: str
    length: int


class Comparison:
    """What came back beside what went out, row by row in the order of the sheet."""

    def __init__(self, expected: Expected, hidden: Iterable[Sequence[str]]) -> None:
        """`hidden` are the rows of the hidden sheet.

        Raises `Refused` where it is that of no ledger, or of another plan.
        """
        self._expected = expected
        self._marks: dict[str, _Mark] = {}
        self._places: dict[str, int] = {}
        self._titles: Sequence[str] = ("",)
        self._met: set[str] = set()
        told: dict[str, str] = {}
        for row in hidden:
            self._take(row, told)
        self._note = squeezed(told.get("note", ""))
        if told.get("kind") != KIND:
            raise Refused("formats.refused.other_form", "formats.hint.template")
        if told.get("version") != VERSION:
            raise Refused("formats.refused.old_form", "formats.hint.template")
        if told.get("plan") != str(expected.plan_id):
            raise Refused("ledger.refused.other_plan_sheet", "ledger.hint.own_plan_sheet")

    @property
    def sheet(self) -> str:
        """The name of the sheet as it went out."""
        return self._titles[0]

    def columns(self, header: Sequence[str]) -> Places:
        """Where the columns stand. Raises `Refused` where one is missing."""
        titles = self._expected.columns.items()
        known = (FormColumn(key, title, is_later=key in _LATER) for key, title in titles)
        form = FormSheet(SHEET, "", "", tuple(known))
        found = places_of(form, self.sheet, self._titles[1:], header)
        if isinstance(found, Refused):
            raise found
        return found

    def line(self, columns: Places, number: int, row: Sequence[str]) -> Line | None:
        """A row with `number`, `task`, `version` and the cells that differ from what went out.

        A row whose number did not go out has no `task`, and all its cells; one whose number
        stood above already says so in `twice`. `None` for the note and what holds nothing. Of
        progress written before or behind the words that stood there only the new words count.
        """
        line = line_of(columns, number, row)
        if line is None or squeezed("".join(line.values.values())) == self._note:
            return None
        said = line.value(NUMBER)
        edited = self._edited(line, self._marks.get(squeezed(said)))
        if said and said in self._met:
            return replace(edited, values={**edited.values, "twice": "1"})
        self._met.add(said)
        return edited

    def _take(self, row: Sequence[str], told: dict[str, str]) -> None:
        match row:
            case ["task", number, task, version, length, sums] if length.isdecimal():
                self._marks[number] = _Mark(task, version, sums, int(length))
            case ["columns", *keys]:
                self._places = {key: place * SUM for place, key in enumerate(keys)}
            case [key, _, *_] if key == f"sheet:{SHEET}":
                self._titles = row[1:]
            case [key, value, *_]:
                told[key] = value

    def _edited(self, line: Line, mark: _Mark | None) -> Line:
        if mark is None:
            return line
        changed = {
            key: text
            for key, text in line.values.items()
            if check_sum(squeezed(text)) != self._sum_of(mark, key)
        }
        if PROGRESS in changed:
            changed[PROGRESS] = self._new_words(changed[PROGRESS], mark)
        told = {NUMBER: line.value(NUMBER), "task": mark.task, "version": mark.version}
        # What is wrong may be named in a cell that was left as it was: a reason that is missing.
        kept = {NUMBER, *changed} | (_FILLED_IN & line.letters.keys())
        letters = {key: line.letters[key] for key in sorted(kept)}
        return replace(line, values=told | changed, letters=letters)

    def _new_words(self, text: str, mark: _Mark) -> str:
        """What was written before or behind the words that went out; else all of it."""
        said, length, wanted = squeezed(text), mark.length, self._sum_of(mark, PROGRESS)
        if not length or len(said) <= length:
            return text
        places = [at for at, sign in enumerate(text) if squeezed(sign)]
        if check_sum(said[:length]) == wanted:
            return text[places[length] :].strip()
        if check_sum(said[-length:]) == wanted:
            return text[: places[-length]].strip()
        return text

    def _sum_of(self, mark: _Mark, key: str) -> str:
        place = self._places.get(key)
        return "" if place is None else mark.sums[place : place + SUM]


def is_idle(line: Line) -> bool:
    """Whether the row says only what went out."""
    return "task" in line.values and not line.values.keys() - _CARRIED
