"""逐行结论 — what an import says of each row before anything is written: taken, or why not."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from mengyang.core.audit import canonical
from mengyang.core.findings import Finding


class FormRow(Protocol):
    """One row of a sheet as it came back."""

    @property
    def sheet(self) -> str:
        """The name of its sheet."""
        ...

    @property
    def values(self) -> Mapping[str, str]:
        """What stands in its columns, by key."""
        ...

    @property
    def number(self) -> int:
        """Which row it is, counted as the spreadsheet counts."""
        ...

    def value(self, key: str) -> str:
        """What stands in a column; empty where nothing does."""
        ...

    def cell(self, key: str) -> str:
        """The address of the cell of a column."""
        ...


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong in one cell; `cell` is its address, as `B7`."""

    cell: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class RowVerdict:
    """逐行结论 — a row by its sheet and number; without faults it is taken. `label` names it.

    `changes` say what a row does to what is on record; None where a row is simply taken.
    """

    sheet: str
    row: int
    label: str
    faults: tuple[CellFault, ...] = ()
    changes: tuple[Finding, ...] | None = None

    @property
    def is_idle(self) -> bool:
        """Whether the row says just what is on record."""
        return not self.faults and self.changes == ()


def is_clean(verdicts: Iterable[RowVerdict]) -> bool:
    """Whether every row is taken."""
    return not any(verdict.faults for verdict in verdicts)


def stamp(verdicts: Iterable[RowVerdict]) -> str:
    """A digest of all that was said: who confirms, confirms exactly this."""
    told = [
        [each.sheet, each.row, each.label, [[f.code, _plain(f)] for f in each.changes or ()]]
        for each in verdicts
        if not each.is_idle
    ]
    return hashlib.sha256(canonical(told).encode()).hexdigest()


def _plain(finding: Finding) -> dict[str, str]:
    return {key: str(value) for key, value in finding.params.items()}
