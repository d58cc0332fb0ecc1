"""表 — columns and rows on their way out: to a workbook, to separated values, to a terminal."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

type Cell = str | int | float | Decimal | date | datetime | None
type Align = Literal["left", "right"]

# What a spreadsheet takes for the beginning of a formula, also behind a tab or a line end.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `width` in Latin characters (a Han character takes two), format as in Excel."""

    title: str
    width: int = 12
    number_format: str | None = None
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its title. `rows` are consumed once; `note` words the number of rows written.

    `name` is the sheet's name, at most 31 characters.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Cell]]
    note: Callable[[int], str] | None = None

    def __post_init__(self) -> None:
        if not self.columns:
            raise ValueError(f"table {self.name!r} has no columns")
        if not 1 <= len(self.name) <= 31 or set(self.name) & set("[]:*?/\\"):
            raise ValueError(f"{self.name!r} cannot name a sheet")


def cell_text(cell: Cell) -> str:
    """A cell as words, for what knows no types; moments are taken as local."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=None).isoformat(sep=" ", timespec="minutes")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def begins_formula(text: str) -> bool:
    """Whether a spreadsheet would compute the text instead of showing it."""
    return text.startswith(_FORMULA)
