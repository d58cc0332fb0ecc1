"""表格合计核对 — the 小计 and 合计 rows of a table recomputed from the rows above them.

Only a column that holds a number in every row is added up; a share or a serial number is not.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from mengyang.core.documents.checks._sentences import compared, printed
from mengyang.core.documents.checks._tables import Cell, Row, columns, find_tables
from mengyang.core.documents.records import Check, Document, Reading
from mengyang.core.patterns import lazy_pattern

_NO_SUM = lazy_pattern(
    r"序号|编号|年份|占比|比例|比重|率|标准|均|排名|得分|电话|时间|日期|时限|%|％"
)
_FEWEST = 2


def check(reading: Reading) -> tuple[Check, ...]:
    """Every column that has a total."""
    document = reading.document
    return tuple(
        found
        for rows in find_tables(document)
        if any(row.total for row in rows)
        for head, cells in columns(rows)
        if not _NO_SUM.search(head)
        for found in _column(document, head, rows[1:], cells)
    )


def _column(
    document: Document, head: str, rows: Sequence[Row], cells: Sequence[Cell | None]
) -> Iterator[Check]:
    """The totals of one column; none where a number is wanting, for it may stand elsewhere."""
    block: list[Decimal] = []
    whole: list[Decimal] = []
    for row, cell in zip(rows, cells, strict=True):
        if cell is None or cell.value is None or cell.unit == "%":
            return
        if not row.total:
            block.append(cell.value)
            whole.append(cell.value)
            continue
        parts = block if row.total == "part" else whole
        if len(parts) >= _FEWEST:
            yield _total(document, head, cell, sum(parts, Decimal(0)))
        block = []


def _total(document: Document, head: str, cell: Cell, computed: Decimal) -> Check:
    agrees = computed == cell.value
    return compared(
        document,
        cell.span,
        agrees,
        "documents.check.table_sum_agrees",
        "documents.check.table_sum_differs",
        column=head,
        stated=printed(cell.value or Decimal(0)),
        computed=printed(computed),
    )
