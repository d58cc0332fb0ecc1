"""名录表格行 — one row being checked: what is wrong in which cell, and what the row would do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from mengyang.core.dated import typed_day
from mengyang.core.findings import Finding, Level
from mengyang.core.registry.workbook.names import Names
from mengyang.core.registry.workbook.records import Change, FormRow, PlannedRow, Stretch
from mengyang.core.verdicts import CellFault, RowVerdict

# What is said where a name means none, and where it means several.
_UNITS = ("registry.sheet.no_such_unit", "registry.sheet.units_alike")
_AREAS = ("registry.sheet.no_such_area", "registry.sheet.areas_alike")


@dataclass(slots=True)
class CheckedRow:
    """A row with what was found in it; `key` stands for what it is about."""

    row: FormRow
    names: Names
    day: date
    faults: list[CellFault] = field(default_factory=list)
    told: list[Finding] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    def text(self, key: str) -> str:
        """What stands in a column."""
        return self.row.value(key)

    def fault(self, key: str, code: str, /, **params: object) -> None:
        """Say what is wrong in a cell."""
        self.faults.append(CellFault(self.row.cell(key), Finding(code, Level.ERROR, params)))

    def tell(self, code: str, /, **params: object) -> None:
        """Say what the row does."""
        self.told.append(Finding(code, Level.INFO, params))

    def day_in(self, key: str) -> date | None:
        """The day in a column; a fault where something else stands there."""
        text = self.text(key)
        found = typed_day(text)
        if text and found is None:
            self.fault(key, "registry.sheet.no_day", text=text)
        return found

    def name_in(self, key: str) -> str:
        """The name in a column; a fault where there is none, or a blank in it."""
        name = self.text(key)
        if not name or any(sign.isspace() for sign in name):
            self.fault(key, "registry.sheet.no_name")
        return name

    def began(self, held: Stretch) -> None:
        """The first day of what is on record is not changed here."""
        if self.text("from_day") == held.from_day.isoformat():
            return
        typed = self.day_in("from_day")
        if typed is not None and typed != held.from_day:
            self.fault("from_day", "registry.sheet.began", day=held.from_day)

    def ending(self, held: Stretch) -> date | None:
        """The day from which what is on record shall be no more, where the row names one anew."""
        if held.until_day and self.text("until_day") == held.until_day.isoformat():
            return None
        typed = self.day_in("until_day")
        if typed == held.until_day:
            return None
        if held.until_day is not None:
            self.fault("until_day", "registry.sheet.ends_already", day=held.until_day)
        elif typed is not None and typed <= held.from_day:
            self.fault("until_day", "registry.sheet.before_begin", day=held.from_day)
        return typed

    def seen(self, version: int) -> None:
        """The row was edited in the version that is on record."""
        if self.text("version") != str(version):
            self.fault("version", "registry.sheet.changed_meanwhile")

    def settle[Now](
        self,
        record: Mapping[str, Now],
        met: set[str],
        make: Callable[["CheckedRow"], None],
        change: Callable[["CheckedRow", Now], None],
    ) -> None:
        """Check the row as one that makes something new, or changes what is on record."""
        known, goes_on = self._on_record(record, met)
        if not goes_on:
            return
        if known is None:
            make(self)
        else:
            change(self, known)

    def begins(self) -> date:
        """The first day of what the row makes, which does not end in the same row."""
        begins = self.day_in("from_day") or self.day
        if self.text("until_day"):
            self.fault("until_day", "registry.sheet.new_and_ended")
        return begins

    def unit_in(self, key: str, known: tuple[str, ...] = ()) -> str:
        """The unit that a cell names; `known` settles between several of one name."""
        return self._one(key, self.names.units(self.text(key)), known, _UNITS)

    def area_in(self, key: str, known: tuple[str, ...] = ()) -> str:
        """The area that a cell names."""
        return self._one(key, self.names.areas(self.text(key)), known, _AREAS)

    def planned(self, label: str) -> PlannedRow:
        """What is said of the row; where something is wrong it does nothing."""
        changes = () if self.faults else tuple(self.changes)
        told = () if self.faults else tuple(self.told)
        row = self.row
        verdict = RowVerdict(row.sheet, row.number, label, tuple(self.faults), told)
        return PlannedRow(verdict, changes)

    def _on_record[Now](self, record: Mapping[str, Now], met: set[str]) -> tuple[Now | None, bool]:
        """What the row is about, none where it is new; and whether the row may go on."""
        key = self.text("key")
        known = record.get(key)
        if key and known is None:
            self.fault("key", "registry.sheet.no_such_key", text=key)
            return None, False
        if key in met:
            self.fault("key", "registry.sheet.twice", name=self.text("name_zh"))
            return known, False
        if known is not None:
            met.add(key)
        return known, True

    def _one(
        self, key: str, found: tuple[str, ...], known: tuple[str, ...], faults: tuple[str, str]
    ) -> str:
        settled = [each for each in found if each in known]
        if len(settled) == 1:
            return settled[0]
        if len(found) != 1:
            self.fault(key, faults[bool(found)], name=self.text(key))
            return ""
        return found[0]
