"""序号 — the number at the head of a line: 第一章 一、 (一) 1. 1.1 (1) 1) ①, and 一是 inside one;
below them a. (a) 第一， A. i. (i) and, below those, •

Half- and full-width forms are one; a date, an amount or a grade only looks like a number.
"""

import re
import unicodedata
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from mengyang.core.patterns import lazy_pattern

_NUMERAL = "一二三四五六七八九十百零〇"
_DIGITS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")} | {"〇": 0}

# 7.3所幼儿园消防不达标: the seventh point, which begins with a count; no decimal has such a noun.
_COUNT = (
    r"\d{1,4}(?:所(?![有属在需辖谓长以])|家(?![长庭访风具电政园校])|名(?![师校园称录单额誉优特为])"
    r"|个(?![别人性体案百小月学点工])|处(?![置理分罚于室长在])|项(?!目)|条(?![件例款]))"
)
_MARKER = lazy_pattern(
    rf"""
      第\s*(?P<division>[{_NUMERAL}\d]{{1,5}})\s*(?P<kind>[编章节条]|部分)(?=[\s:：、]|\Z)\s*[:：、]?
    | (?P<problem>(?:反馈|整改|存在|具体|主要)?(?:问题|任务|事项)\s*
        (?P<which>[{_NUMERAL}]{{1,4}}|\d{{1,3}}))
        \s*[:：、.．]
    | (?P<stage>第(?P<nth>[{_NUMERAL}]{{1,2}}|\d)阶段)\s*(?:[:：、，]|(?=[(（]))
    | (?P<chinese>[{_NUMERAL}]{{1,5}})\s*[、．.]
        (?![{_NUMERAL}]{{1,3}}(?:年级|[级类等线期轮]))
    | [(（]\s*(?P<bracketed>[{_NUMERAL}]{{1,5}})\s*[)）]\s*[、.]?
    | (?P<decimal>\d{{1,2}}(?![.．]{_COUNT})(?:[.．]\d{{1,2}}){{1,6}})[.．、]?
        (?=[\s\u4e00-\u9fff“《])
    | (?P<arabic>\d{{1,3}})\s*
        (?:[.．](?!\d)|、(?!\d)|[.．、](?=(?:19|20)\d\d\s*年)|[.．、](?={_COUNT}))(?![)）])
    | [(（]\s*(?P<arabic_bracketed>\d{{1,3}})\s*[)）]\s*[、.]?
    | (?P<half_bracketed>\d{{1,3}})[)）]
    | (?P<circled>[①-⑳])
    """,
    re.VERBOSE,
)
# What a number begins with, digits of every script apart: looked at before the pattern is tried.
_FIRST = frozenset(f"第反整存具主问任事{_NUMERAL}(（①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_POINT = lazy_pattern("[.．]")
_RUN_IN = lazy_pattern(
    r"[ \t　●•◆■▪*【]*(?:(?:整\s*改|工\s*作|具\s*体|落\s*实)\s*)?(?:措\s*施|举\s*措)"
    r"(?:及完成情况)?(?:】?[:：]|】)\s*"
    r"(?=[（(]1[）)][^\n]*[。；;]\s*[（(]2[）)])"
)
_BRACKETED = lazy_pattern(r"(?<=[：:】。；;\s])[（(](\d{1,2})[）)]")
# （四）加强队伍。1.招聘…；2.培训…: a list run on in one paragraph.
_IN_LINE = lazy_pattern(r"[^\n]*?[。；;：:]\s*(?=1[.．、](?!\d)[^\n]{4,}?[。；;]\s*2[.．、](?!\d))")
_POINTED = lazy_pattern(r"(?<=[。；;：:\s])(\d{1,2})[.．、](?!\d)")
_NOTES = ("注", "备注", "说明", "附")
_FIRST_POINTS = ("1.", "1．", "1、")
_LONGEST_ORDINAL = 3
_BEFORE_ORDINAL = frozenset(" \t\n。；;:：,，、！？”》)）】")


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
    SMALL_LETTER = 12
    BRACKETED_LETTER = 13
    SPOKEN = 14
    CAPITAL = 15
    ROMAN = 16
    BRACKETED_ROMAN = 17
    BULLET = 18


_DIVISIONS = {
    "编": Rank.PART,
    "部分": Rank.PART,
    "章": Rank.CHAPTER,
    "节": Rank.SECTION,
    "条": Rank.ARTICLE,
}
# The rank of a bare number by the name of its group, and what its step of the path is put between.
_SIMPLE = {
    "chinese": (Rank.CHINESE, "", ""),
    "bracketed": (Rank.BRACKETED, "(", ")"),
    "arabic": (Rank.ARABIC, "", ""),
    "arabic_bracketed": (Rank.ARABIC_BRACKETED, "(", ")"),
    "half_bracketed": (Rank.HALF_BRACKETED, "", ")"),
}
# Below the rungs above; a letter is a number only where it goes on with a list that is open.
_DEEP_MARKER = lazy_pattern(
    rf"""
      (?P<small>[a-z])\s*[.．、](?=\s*[\u4e00-\u9fff“《])
    | [(（]\s*(?P<lettered>[a-zA-Z])\s*[)）](?=\s*[\u4e00-\u9fff“《])
    | 第(?P<spoken>[{_NUMERAL}]{{1,3}})[,，、](?=\s*[\u4e00-\u9fff“《])
    | (?P<capital>[A-Z])\s*[.．、](?=\s*[\u4e00-\u9fff“《])
    """,
    re.VERBOSE,
)
_ROMAN_MARKER = lazy_pattern(
    r"(?:(?P<roman>[ivx]{1,5}|[IVX]{1,5}|[ⅰ-ⅻⅠ-Ⅻ])\s*[.．、]|"
    r"[(（]\s*(?P<bracketed_roman>[ivx]{1,5})\s*[)）])"
    r"(?=\s*[\u4e00-\u9fff“《])"
)
_ROMANS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_BULLETS = "•●○◆◇■□▪"
_BULLET = lazy_pattern(rf"[{_BULLETS}]\s*(?=[\u4e00-\u9fff“《])")
_BEGINS_DEEP = frozenset("第（ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ")
_DEEP = {
    "small": Rank.SMALL_LETTER,
    "lettered": Rank.BRACKETED_LETTER,
    "spoken": Rank.SPOKEN,
    "capital": Rank.CAPITAL,
}


class Marker(NamedTuple):
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
    begins = words[:1]
    match = _MARKER.match(words) if begins in _FIRST or begins.isdecimal() else None
    if match is None:
        return None
    rank, number, step = _reading_of(match)
    if number == 0:
        return None
    ladder = tuple(int(n) for n in step.split(".")) if rank is Rank.DECIMAL else ()
    length = len(words) - len(words[match.end() :].lstrip())
    return Marker(rank, number, step, match.group().strip(), length, ladder)


def begins_deep(words: str) -> bool:
    """Whether a line may begin with a number of the two kinds below: hardly any does."""
    return words[0].isascii() or words[0] in _BEGINS_DEEP


def find_deep_marker(words: str) -> Marker | None:
    """The letter or the 第一， that `words`, a stripped line below a numbered one, begins with."""
    match = _DEEP_MARKER.match(words)
    if match is None:
        return None
    kind = match.lastgroup or ""
    sign = match[kind]
    spoken = kind == "spoken"
    number = numeral_value(sign) if spoken else ord(sign.lower()) - ord("a") + 1
    step = f"第{sign}" if spoken else f"({sign})" if kind == "lettered" else sign
    length = len(words) - len(words[match.end() :].lstrip())
    return Marker(_DEEP[kind], number, step, match.group().strip(), length)


def find_roman_marker(words: str) -> Marker | None:
    """The i. ii. or (i) that `words`, a stripped line below a numbered one, begins with."""
    match = _ROMAN_MARKER.match(words)
    if match is None:
        return None
    kind = match.lastgroup or ""
    sign = unicodedata.normalize("NFKC", match[kind]).lower()
    if sign not in _ROMANS:
        return None
    is_bracketed = kind == "bracketed_roman"
    rank = Rank.BRACKETED_ROMAN if is_bracketed else Rank.ROMAN
    length = len(words) - len(words[match.end() :].lstrip())
    step = f"({sign})" if is_bracketed else sign
    return Marker(rank, _ROMANS.index(sign), step, match.group().strip(), length)


def find_bullet(words: str, before: int) -> Marker | None:
    """The • that `words` begins with; it is the one behind the `before` open ones."""
    match = _BULLET.match(words)
    if match is None:
        return None
    number = before + 1
    return Marker(Rank.BULLET, number, f"•{number}", match.group().strip(), match.end())


def find_ordinals(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Each 一是, 二是 … between `start` and `end`: its value and span.

    So too （1）…（2）… run on behind the label of the measures, where no 一是 stands.
    """
    listed = _RUN_IN.match(text, start, end)
    if listed is not None:
        for match in _BRACKETED.finditer(text, listed.end(), end):
            yield int(match.group(1)), match.start(), match.end()
        return
    pointed = _pointed(text, start, end)
    if pointed is not None:
        for match in _POINTED.finditer(text, pointed, end):
            yield int(match.group(1)), match.start(), match.end()
        return
    # 是 is found many times faster than a numeral.
    at = text.find("是", start, end)
    while at >= 0:
        first, furthest = at, max(start, at - _LONGEST_ORDINAL)
        while first > furthest and text[first - 1] in _NUMERAL:
            first -= 1
        if first < at and (first == start or text[first - 1] in _BEFORE_ORDINAL):
            yield numeral_value(text[first:at]), first, at + 1
        at = text.find("是", at + 1, end)


def begins_ordinals(text: str, start: int, end: int) -> bool:
    """Whether a line holds 一是, or is the label of the measures with （1）… run on behind it."""
    if text.find("一是", start, end) >= 0 or _pointed(text, start, end) is not None:
        return True
    at = text.find("1", start, end)
    return at > start and text[at - 1] in "（(" and _RUN_IN.match(text, start, end) is not None


def _pointed(text: str, start: int, end: int) -> int | None:
    """Where a list run on in a line begins (1.…；2.…), its own number apart."""
    if text.startswith(_NOTES, start) or not any(
        text.find(sign, start + 1, end) >= 0 for sign in _FIRST_POINTS
    ):
        return None
    match = _IN_LINE.match(text, start, end)
    return match.end() if match else None


def _reading_of(match: re.Match[str]) -> tuple[Rank, int, str]:
    kind = match.lastgroup or ""
    if kind in _SIMPLE:
        rank, opening, closing = _SIMPLE[kind]
        number = numeral_value(match[kind])
        printed = str(number) if match[kind].isdecimal() else match[kind]
        return rank, number, f"{opening}{printed}{closing}"
    if kind == "problem":
        return Rank.PROBLEM, numeral_value(match["which"]), "".join(match["problem"].split())
    if kind == "stage":
        return Rank.PROBLEM, numeral_value(match["nth"]), match["stage"]
    if kind == "circled":
        return Rank.CIRCLED, ord(match["circled"]) - ord("①") + 1, match["circled"]
    if kind == "decimal":
        parts = [str(int(part)) for part in _POINT.split(match["decimal"])]
        return Rank.DECIMAL, int(parts[-1]), ".".join(parts)
    number = numeral_value(match["division"])
    return _DIVISIONS[match["kind"]], number, f"第{match['division']}{match['kind']}"
