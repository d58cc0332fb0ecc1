"""图文核对 — what a clause states beside the table that it refers to: 新建5所，详见下表.

A number is compared with the column whose head names the same thing in the same unit, or with the
number of the rows that name such a body; where two columns or two numbers fit nothing is said.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal

from mengyang.core.documents.checks._sentences import compared, part_of, printed, single
from mengyang.core.documents.checks._tables import Cell, Row, columns, find_tables
from mengyang.core.documents.outline import clause_at
from mengyang.core.documents.records import Check, Document, Quantity, Reading, Span
from mengyang.core.patterns import lazy_pattern

_REFERS = lazy_pattern(
    r"(?:[下附本]|如|见)表|表\s?[\d一二三四五六七八九十]|(?:如下|下列)[：:]?\s*$"
)
_HEAD = lazy_pattern(
    r"(?P<noun>[^()（）/／]{1,12}?)(?:数量?)?\s*[(（](?P<unit>[\u4e00-\u9fff]{1,4})[)）]"
)
_BODIES = lazy_pattern(
    r"(?:乡镇|县市区?|县区|行政村|[县区乡镇村园校]|街道|社区|幼儿园|学校|园所|单位|项目)(?:名称)?"
)
_FEWEST = 2
_LINES_BEFORE = 3


def check(reading: Reading) -> tuple[Check, ...]:
    """Every table that the words right above it refer to."""
    tables = find_tables(reading.document)
    stated = [
        entry
        for entry in (*reading.figures, *reading.targets)
        if tables and single(entry) is not None and part_of(entry) is None
    ]
    stated.sort(key=lambda entry: entry.span)
    return tuple(found for rows in tables for found in _table(reading.document, rows, stated))


def _table(
    document: Document, rows: Sequence[Row], quantities: Sequence[Quantity]
) -> Iterator[Check]:
    head = rows[0].cells[0].span[0]
    above = _words_above(document, head)
    if len(rows) <= _FEWEST or above is None or not _REFERS.search(document.text, *above):
        return
    first, last = (bisect_left(quantities, at, key=lambda each: each.span[0]) for at in above)
    stated = quantities[first:last]
    for name, cells in columns(rows):
        fitting = [entry for entry in stated if _fits(document.text, name, entry)]
        total = _total(rows, name, cells) if len(fitting) == 1 else None
        if total is None:
            continue
        heads = [head.words for head in rows[0].cells]
        if sum(_fits(document.text, head, fitting[0]) for head in heads) == 1:
            yield _told(document, fitting[0], total)


def _words_above(document: Document, head: int) -> Span | None:
    """The lines right above a table, in the same clause; the table's title may be one."""
    at = bisect_left(document.lines, head, key=lambda line: line.start)
    clause = clause_at(document, head)
    lines = [
        line
        for line in document.lines[max(0, at - _LINES_BEFORE) : at]
        if clause_at(document, line.start) is clause
    ]
    return (lines[0].start, lines[-1].end) if lines and clause is not None else None


def _total(rows: Sequence[Row], name: str, cells: Sequence[Cell | None]) -> Decimal | None:
    """What a column adds up to, as its 合计 says or else as its rows do; names are counted."""
    kept = [(row, cell) for row, cell in zip(rows[1:], cells, strict=True) if row.total != "part"]
    if any(cell is None for _, cell in kept):
        return None
    whole = [cell.value for row, cell in kept if row.total and cell is not None]
    own = [cell for row, cell in kept if not row.total and cell is not None]
    if _BODIES.fullmatch(name):
        words = [cell.words for cell in own]
        is_told = all(words) and len(set(words)) == len(words)
        return Decimal(len(words)) if is_told and all(c.value is None for c in own) else None
    values = [cell.value for cell in own if cell.value is not None]
    if len(values) < len(own) or len(values) < _FEWEST:
        return None
    return whole[0] if len(whole) == 1 and whole[0] is not None else sum(values, Decimal(0))


def _fits(text: str, name: str, entry: Quantity) -> bool:
    """Whether a head (幼儿园（所）) names what is stated (新建幼儿园5所)."""
    if _BODIES.fullmatch(name):
        noun = name.removesuffix("名称")
        is_named = text.startswith(noun, entry.span[1]) or entry.indicator.endswith(noun)
        return entry.unit in ("个", "所", "家") and is_named
    head = _HEAD.fullmatch(name)
    return head is not None and head["unit"] == entry.unit and head["noun"] in entry.indicator


def _told(document: Document, entry: Quantity, total: Decimal) -> Check:
    stated = entry.value[0]
    return compared(
        document,
        entry.span,
        stated == total,
        "documents.check.table_text_agrees",
        "documents.check.table_text_differs",
        indicator=entry.indicator,
        stated=printed(stated),
        computed=printed(total),
        unit=entry.unit,
    )
