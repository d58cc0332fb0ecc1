"""金额 — sums of money as printed: their worth in yuan and what they are counted per."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from mengyang.core.documents.phrases.numerals import ARABIC, arabic
from mengyang.core.documents.records import Span
from mengyang.core.patterns import lazy_pattern

_SIZES = {
    "": Decimal(1),
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10**4),
    "十万": Decimal(10**5),
    "百万": Decimal(10**6),
    "千万": Decimal(10**7),
    "亿": Decimal(10**8),
    "万亿": Decimal(10**12),
}
_PERIODS = ("年", "学年", "年度", "学期", "月", "周", "天", "日", "课时", "小时", "次")
_YUAN = lazy_pattern(r"(百|千|万|十万|百万|千万|亿|万亿)?元")
_PARTS = lazy_pattern(rf"{ARABIC}(?:\s?[+＋]\s?{ARABIC})+")


@dataclass(frozen=True, slots=True)
class Rate:
    """What a sum is paid per: bodies (人, 生, 户) and periods (月, 年)."""

    bodies: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedSum:
    """1000+400+500 as printed: its parts and where it stands."""

    parts: tuple[Decimal, ...]
    span: Span


def yuan(value: Decimal, unit: str) -> Decimal | None:
    """The worth in yuan of a value in 元, 万元, 亿元 …; `None` for other units and currencies."""
    match = _YUAN.fullmatch(unit.partition("/")[0])
    return value * _SIZES[match[1] or ""] if match else None


def rate(unit: str) -> Rate:
    """What 元/人·月 is paid per."""
    words = [word for word in re.split(r"[·/]", unit.partition("/")[2]) if word]
    return Rate(
        bodies=tuple(word for word in words if word not in _PERIODS),
        periods=tuple(word for word in words if word in _PERIODS),
    )


def find_sums(text: str, start: int, end: int) -> Iterator[PrintedSum]:
    """The sums printed with plus signs in a stretch of text."""
    if text.find("+", start, end) < 0 and text.find("＋", start, end) < 0:
        return
    for match in _PARTS.finditer(text, start, end):
        parts = [arabic(part) for part in re.split(r"\s?[+＋]\s?", match.group())]
        known = tuple(part for part in parts if part is not None)
        if len(known) == len(parts):
            yield PrintedSum(known, match.span())
