"""查询条件 — what a person asks of a list: words, filters, order, place and size."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to a list; `filters` are by the list's own names, empty values mean no filter.

    `sort` is a column name, `-` before it descends; an unknown one means the list's first order.
    `after` is a page's cursor. A list may do without its total where it is not to be `counted`.
    """

    words: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    sort: str = ""
    after: str | None = None
    size: int = 50
    counted: bool = True

    def filter(self, name: str) -> str:
        """The value asked for, stripped; empty where nothing was asked."""
        return self.filters.get(name, "").strip()

    def order(self, allowed: tuple[str, ...]) -> tuple[str, ...]:
        """The order asked for if the list knows it, else its first."""
        return (self.sort if self.sort in allowed else allowed[0],)


def both_ways(*names: str) -> tuple[str, ...]:
    """Each column as it ascends and as it descends."""
    return tuple(f"{way}{name}" for name in names for way in ("", "-"))


def is_id(value: str) -> bool:
    """Whether what was asked for can be the id of a row: digits that both databases can hold."""
    return value.isascii() and value.isdigit() and len(value) <= 18
