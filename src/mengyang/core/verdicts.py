"""逐行结论 — what an import says of each row before anything is written: taken, or why not."""

from collections.abc import Iterable
from dataclasses import dataclass

from mengyang.core.findings import Finding


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong in one cell; `cell` is its address, as `B7`."""

    cell: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class RowVerdict:
    """逐行结论 — a row by its sheet and number; without faults it is taken. `label` names it."""

    sheet: str
    row: int
    label: str
    faults: tuple[CellFault, ...] = ()


def is_clean(verdicts: Iterable[RowVerdict]) -> bool:
    """Whether every row is taken."""
    return not any(verdict.faults for verdict in verdicts)
