"""序号 — the number at the head of a line: 第一章 一、 (一) 1. 1.1 (1) 1) ①, and 一是 inside one.

Half- and full-width forms are one; a date, an amount or a grade only looks like a number.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

_NUMERAL = "一二三四五六七八九十百零〇"
_DIGITS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")} | {"〇": 0}

_MARKER = re.compile(
    rf"""
      第\s*(?P<division>[{_NUMERAL}\d]{{1,5}})\s*(?P<kind>[编章节条]|部分)(?=[\s:：、]|\Z)\s*[:：、]?
    | (?P<problem>(?:反馈|整改|存在|具体|主要)?(?:问题|任务|事项)\s*
        (?P<which>[{_NUMERAL}]{{1,4}}|\d{{1,3}}))
        \s*[:：、.．]
    | (?P<chinese>[{_NUMERAL}]{{1,5}})\s*[、．.]
        (?![{_NUMERAL}]{{1,3}}(?:年级|[级类等线期轮]))
    | [(（]\s*(?P<bracketed>[{_NUMERAL}]{{1,5}})\s*[)）]\s*[、.]?
    | (?P<decimal>\d{{1,2}}(?:[.．]\d{{1,2}}){{1,6}})[.．、]?(?=[\s\u4e00-\u9fff“《])
    | (?P<arabic>\d{{1,3}})\s*(?:[.．](?!\d)|、(?!\d))(?![)）])
    | [(（]\s*(?P<arabic_bracketed>\d{{1,3}})\s*[)）]\s*[、.]?
    | (?P<half_bracketed>\d{{1,3}})[)）]
    | (?P<circled>[①-⑳])
    """,
    re.VERBOSE,
)
_ORDINAL = re.compile(rf"([{_NUMERAL}]{{1,3}})是")
_BEFORE_ORDINAL = frozenset(" \t\n。；;:：,，、！？”》)）")


class Rank(IntEnum):
    """Which ladder rung a marker stands on; a larger rank lies deeper."""

    PART = 0
    CHAPTER = 1
    SECTION = 2
    ARTICLE = 3
    CHINESE = 4
    BRACKETED = 5
    PROBLEM = 6
    ARABIC = 7
    DECIMAL = 8
    ARABIC_BRACKETED = 9
    HALF_BRACKETED = 10
    CIRCLED = 11


_DIVISIONS = {
    "编": Rank.PART,
    "部分": Rank.PART,
    "章": Rank.CHAPTER,
    "节": Rank.SECTION,
    "条": Rank.ARTICLE,
}


@dataclass(frozen=True, slots=True)
class Marker:
    """A number at the head of a line: its rung, value, step of the path, and printed length."""

    rank: Rank
    number: int
    step: str
    printed: str
    length: int
    ladder: tuple[int, ...] = ()


def numeral_value(numeral: str) -> int:
    """The value of a Chinese or Arabic numeral up to 999; 0 when it is none."""
    if numeral.isdecimal():
        return int(numeral)
    total = 0
    digit = 0
    for sign in numeral:
        if sign in "十百":
            total += (digit or 1) * (10 if sign == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS.get(sign, 0)
    return total + digit


def find_marker(words: str) -> Marker | None:
    """The number that `words`, a stripped line, begins with."""
    match = _MARKER.match(words)
    if match is None:
        return None
    rank, number, step = _reading_of(match)
    if number == 0:
        return None
    ladder = tuple(int(n) for n in re.split("[.．]", step)) if rank is Rank.DECIMAL else ()
    length = len(words) - len(words[match.end() :].lstrip())
    return Marker(rank, number, step, match.group().strip(), length, ladder)


def find_ordinals(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Each 一是, 二是 … between `start` and `end`: its value and span."""
    for match in _ORDINAL.finditer(text, start, end):
        if match.start() == start or text[match.start() - 1] in _BEFORE_ORDINAL:
            yield numeral_value(match.group(1)), match.start(), match.end()


def _reading_of(match: re.Match[str]) -> tuple[Rank, int, str]:
    groups = match.groupdict()
    if groups["division"]:
        number = numeral_value(groups["division"])
        return _DIVISIONS[groups["kind"]], number, f"第{groups['division']}{groups['kind']}"
    if groups["problem"]:
        return Rank.PROBLEM, numeral_value(groups["which"]), "".join(groups["problem"].split())
    if groups["chinese"]:
        return Rank.CHINESE, numeral_value(groups["chinese"]), groups["chinese"]
    if groups["bracketed"]:
        return Rank.BRACKETED, numeral_value(groups["bracketed"]), f"({groups['bracketed']})"
    return _arabic_reading(groups)


def _arabic_reading(groups: dict[str, str | None]) -> tuple[Rank, int, str]:
    if decimal := groups["decimal"]:
        parts = [str(int(part)) for part in re.split("[.．]", decimal)]
        return Rank.DECIMAL, int(parts[-1]), ".".join(parts)
    if circled := groups["circled"]:
        return Rank.CIRCLED, ord(circled) - ord("①") + 1, circled
    if arabic := groups["arabic"]:
        return Rank.ARABIC, int(arabic), str(int(arabic))
    if arabic := groups["arabic_bracketed"]:
        return Rank.ARABIC_BRACKETED, int(arabic), f"({int(arabic)})"
    arabic = groups["half_bracketed"] or "0"
    return Rank.HALF_BRACKETED, int(arabic), f"{int(arabic)})"
