"""表格占比核对 — a column of shares recomputed from the two columns it is the quotient of.

Which two these are the table itself tells: those that agree in most rows. A row that then stands
apart is told; where no two columns agree nothing is said.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import permutations

from mengyang.core.documents.checks._sentences import printed, told
from mengyang.core.documents.checks._tables import Cell, Row, columns, find_tables
from mengyang.core.documents.records import Check, Document, Reading
from mengyang.core.findings import Level
from mengyang.core.patterns import lazy_pattern

_SHARE = lazy_pattern(r"占比|比例|比重|率|%|％")
_FEWEST = 3
_MOST_COLUMNS = 8
_HUNDRED = Decimal(100)

type Column = list[Cell | None]


def check(reading: Reading) -> tuple[Check, ...]:
    """Every column of shares."""
    return tuple(
        found
        for rows in find_tables(reading.document)
        if len(rows) > _FEWEST
        for found in _table(reading.document, rows)
    )


def _table(document: Document, rows: Sequence[Row]) -> Iterator[Check]:
    every = list(columns(rows))
    counts = [cells for head, cells in every if not _SHARE.search(head) and _is_numbers(cells)]
    for head, cells in every:
        if _SHARE.search(head) and _is_numbers(cells) and len(counts) <= _MOST_COLUMNS:
            yield from _column(document, head, cells, counts)


def _is_numbers(cells: Column) -> bool:
    return sum(cell is not None and cell.value is not None for cell in cells) >= _FEWEST


def _column(document: Document, head: str, shares: Column, counts: list[Column]) -> Iterator[Check]:
    for parts, wholes in permutations(counts, 2):
        rows = list(_rows(shares, parts, wholes))
        right = sum(_agrees(share, computed) for share, computed in rows)
        if len(rows) < _FEWEST or right * 3 < len(rows) * 2:
            continue
        for share, computed in rows:
            if not _agrees(share, computed):
                yield told(
                    document,
                    share.span,
                    "documents.check.table_share_differs",
                    Level.WARNING,
                    column=head,
                    stated=printed(share.value or Decimal(0)),
                    computed=printed(round(computed, 2)),
                )
        return


def _rows(shares: Column, parts: Column, wholes: Column) -> Iterator[tuple[Cell, Decimal]]:
    for share, part, whole in zip(shares, parts, wholes, strict=True):
        values = [cell.value if cell else None for cell in (share, part, whole)]
        if share is None or any(value is None for value in values) or not values[2]:
            continue
        yield share, (values[1] or Decimal(0)) * _HUNDRED / values[2]


def _agrees(share: Cell, computed: Decimal) -> bool:
    stated = share.value or Decimal(0)
    exponent = stated.as_tuple().exponent
    digits = -exponent if isinstance(exponent, int) else 0
    return abs(computed - stated) <= Decimal(6).scaleb(-digits - 1)
