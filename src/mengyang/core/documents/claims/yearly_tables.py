"""分年度指标表 — tables with a column for each year: each number is a claim of its row's name.

A year before the document's own, or one headed 基数 or 现状, tells a fact; the others set targets.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mengyang.core.documents.annexes import annex_of
from mengyang.core.documents.claims.claim import Claim, ClaimKind
from mengyang.core.documents.outline import path_at
from mengyang.core.documents.parted_lines import cells_in
from mengyang.core.documents.phrases.amounts import Amount
from mengyang.core.documents.phrases.comparators import Bound
from mengyang.core.documents.phrases.measures import tidy
from mengyang.core.documents.phrases.numerals import ARABIC, arabic
from mengyang.core.documents.records import Comparator, Document, Line, Span
from mengyang.core.patterns import lazy_pattern

_YEAR = lazy_pattern(
    r"(?:到|至)?(?P<year>(?:19|20)\d{2})\s*年?(?:度|底|末)?\s*[(（]?"
    r"(?:(?P<known>基数|基期|现状|实际|完成|基础)|(?P<meant>目标|计划|预期|任务|规划))?(?:数|"
    r"值|情况|指标)?[)）]?"
)
_CELL = lazy_pattern(
    rf"(?P<lead>≥|≤|＞|＜|>|<|不低于|不少于|不超过|达到|约)?\s*(?P<number>{ARABIC})\s*"
    r"(?P<unit>[%％‰]|[\u4e00-\u9fff/·]{0,6}?)(?P<tail>以上|以下|以内|左右)?"
)
_BOUNDS: dict[str, Comparator] = {
    "≥": ">=", "不低于": ">=", "不少于": ">=", "达到": ">=", "以上": ">=",
    "≤": "<=", "不超过": "<=", "以内": "<=", "以下": "<=",
    ">": ">", "＞": ">", "<": "<", "＜": "<", "约": "≈", "左右": "≈",
}  # fmt: skip
_UNITS = frozenset(("单位", "计量单位"))
_NO_NAMES = frozenset(("序号", "编号", "序", "属性", "类别", "备注"))
_IN_BRACKETS = lazy_pattern(r"[(（]([%％‰]|[\u4e00-\u9fff/·]{1,6})[)）]\s*$")
_FEWEST = 2
# Heads printed one a line: looked for before the lines are gone through.
_YEARS_BELOW = lazy_pattern(r"\n[ \t]*(?:19|20)\d\d年?[^\n]{0,8}\n\s*(?:19|20)\d\d年?[^\n]{0,8}\n")
_HEADS = (
    _UNITS
    | _NO_NAMES
    | {"指标", "指标名称", "主要指标", "项目", "名称", "内容", "具体指标", "类型"}
)
_NO_NUMBERS = frozenset(("—", "-", "－", "——", "/", "／", "无"))
_MOST_COLUMNS = 12


class _Column(NamedTuple):
    """A year's column: its place, its year, whether it tells what was."""

    at: int
    year: int
    is_known: bool


class _Table(NamedTuple):
    """The columns of a table that matter; `unit` is -1 where none is given.

    `annex` is the one it stands in.
    """

    width: int
    name: int
    unit: int
    years: tuple[_Column, ...]
    annex: str | None = None


def find_yearly(document: Document, year: int | None) -> tuple[Claim, ...]:
    """The claims of all such tables in text order; `year` is the document's own."""
    text = document.text
    found: list[Claim] = []
    if "\t" in text or "|" in text:
        found += _claims(document, year)
    if _YEARS_BELOW.search(text, *document.body_span):
        found += _stacked(document, year)
    return tuple(found)


def with_yearly(claims: Sequence[Claim], yearly: Sequence[Claim]) -> list[Claim]:
    """The claims of the text with those of the tables in the place of what stood there."""
    if not yearly:
        return list(claims)
    cells = {claim.amount.part for claim in yearly}
    kept = [
        claim
        for claim in claims
        if not any(start <= claim.amount.number[0] < end for start, end in cells)
    ]
    return sorted([*kept, *yearly], key=lambda claim: claim.amount.number)


def _claims(document: Document, year: int | None) -> Iterator[Claim]:
    table: _Table | None = None
    for line in document.lines:
        if not document.body_span[0] <= line.start < document.body_span[1]:
            continue
        is_row = "\t" in line.text or "|" in line.text
        cells = cells_in(line, line.text.strip("|")) if is_row else []
        if len(cells) < _FEWEST + 1:
            table = None
            continue
        header = _table([document.text[slice(*cell)] for cell in cells], year)
        if header is not None:
            table = header._replace(annex=annex_of(document, line.start))
        elif table is not None and len(cells) == table.width:
            yield from _row(document, cells, table)


def _stacked(document: Document, year: int | None) -> Iterator[Claim]:
    """The same where each cell was printed on a line of its own, the heads first."""
    body = document.body_span
    lines = [line for line in document.lines if body[0] <= line.start < body[1]]
    at = 0
    while at < len(lines):
        heads = _heads(lines, at)
        table = _table(heads, year) if len(heads) > _FEWEST else None
        if table is None:
            at += 1
            continue
        table = table._replace(annex=annex_of(document, lines[at].start))
        at += table.width
        while row := _stacked_row(lines[at : at + table.width], table):
            yield from _row(document, row, table)
            at += table.width


def _heads(lines: Sequence[Line], at: int) -> list[str]:
    """The heads of columns from a line on: a name, then others of which years are most."""
    if lines[at].text not in _HEADS:
        return []
    heads = []
    for line in lines[at : at + _MOST_COLUMNS]:
        if line.text not in _HEADS and not _YEAR.fullmatch(re.sub(r"\s", "", line.text)):
            break
        heads.append(line.text)
    return heads


def _stacked_row(lines: Sequence[Line], table: _Table) -> list[Span]:
    """The cells of the next row, if what should be numbers are."""
    if len(lines) < table.width:
        return []
    cells = [lines[column.at] for column in table.years]
    are_numbers = all(_CELL.fullmatch(cell.text) or cell.text in _NO_NUMBERS for cell in cells)
    return [(line.start, line.end) for line in lines] if are_numbers else []


def _table(heads: Sequence[str], year: int | None) -> _Table | None:
    """The columns, where the line is a header with several years."""
    words = [re.sub(r"\s", "", head) for head in heads]
    matches = [(at, match) for at, word in enumerate(words) if (match := _YEAR.fullmatch(word))]
    others = [at for at, word in enumerate(words) if not _YEAR.fullmatch(word)]
    names = [at for at in others if words[at] not in _UNITS | _NO_NAMES]
    if len(matches) < _FEWEST or not names:
        return None
    first = int(matches[0][1]["year"])
    columns = tuple(
        _Column(
            at,
            int(match["year"]),
            bool(match["known"])
            or (not match["meant"] and int(match["year"]) < (first + 1 if year is None else year)),
        )
        for at, match in matches
    )
    unit = next((at for at in others if words[at] in _UNITS), -1)
    return _Table(len(heads), names[0], unit, columns)


def _row(document: Document, cells: Sequence[Span], table: _Table) -> Iterator[Claim]:
    text = document.text
    name = text[slice(*cells[table.name])]
    bracket = _IN_BRACKETS.search(name)
    unit = text[slice(*cells[table.unit])] if table.unit >= 0 else bracket[1] if bracket else ""
    for column in table.years:
        cell = cells[column.at]
        match = _CELL.fullmatch(text, *cell)
        value = arabic(match["number"]) if match else None
        if match is None or value is None or not name:
            continue
        word = match["lead"] or match["tail"] or ""
        amount = Amount(
            value=(value,),
            unit=tidy(match["unit"] or unit),
            raw=match["number"],
            number=(match.start("number"), match.end("unit")),
            span=cell,
            part=cell,
            bound=Bound(_BOUNDS.get(word, "=")),
        )
        yield Claim(
            kind=ClaimKind.FACT if column.is_known else ClaimKind.TARGET,
            amount=amount,
            path=table.annex or path_at(document, cell[0]),
            span=cell,
            indicator=name[: bracket.start()].strip() if bracket else name,
            comparator=amount.comparator,
            by=None if column.is_known else str(column.year),
        )
