"""密级标志 — the mark of a classified document: grade, period or copy number.

Text in, `SecrecyMark` or `None` out. A line counts only when it holds nothing but marks, so
that 保密审查, 商业秘密 or a sentence about secrets is no mark: labelled or with its period it
counts anywhere, a bare word at the head of the document or of an annex.
Source: 《党政机关公文处理工作条例》第九条 (份号、密级和保密期限); GB/T 9704—2012, 7.2.1 and 7.2.2.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from mengyang.core.patterns import lazy_pattern

type Grade = Literal["绝密", "机密", "秘密"]

_GRADES: dict[str, Grade] = {"绝密": "绝密", "机密": "机密", "秘密": "秘密"}

_HEAD_LINES = 15
# A bare grade counts at the head of a document and of each of its annexes.
_ANNEX_LINES = 3
# A copy number without its label is printed at the very top and padded with zeros.
_TOP_LINES = 3

_GRADE = r"(?P<grade>绝密|机密|秘密)级?"
_STAR = r"[★☆✩✪✫✬✭✮⋆*＊⭐]"
_DOT = r"[·•・∙—–―－-]"
_PERIOD = (
    r"(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:年|个月|月)|长期|永久|解密日期\S{4,12}|启用前)"
)
_BRACKETED = rf"[(（【\[〔]{_PERIOD}[)）】\]〕]"
# What parts the grade from its period; where neither stands the grade is alone.
_TIMED = rf"(?:{_STAR}{_PERIOD}?|{_DOT}{_PERIOD}|{_BRACKETED})"
_AFTER = rf"(?:{_TIMED}|{_PERIOD})?"
_URGENCY = r"(?:特急|加急|平急|急件|特提)"
_NUMBER_SIGN = r"(?:[Nn][Oo][.:：]?|№)"
_COPY = rf"(?:{_NUMBER_SIGN}?\d{{4,8}})"
_STATE = r"(?:国家秘密[:：]?)?"

_STARRED = lazy_pattern(rf"{_GRADE}{_STAR}{_PERIOD}?")
_ALONE = lazy_pattern(
    rf"(?:{_COPY})?{_URGENCY}?[(（【\[〔]?{_STATE}{_GRADE}{_AFTER}(?:文件|材料|资料|件)?[)）】\]〕]?"
    rf"{_URGENCY}?(?:{_COPY})?"
)
_STATE_ALONE = lazy_pattern(rf"[(（【\[〔]?国家秘密{_AFTER}[)）】\]〕]?")
_TITLE_END = lazy_pattern(rf".*[(（【\[〔]{_GRADE}{_AFTER}[)）】\]〕]")
_FRAME = r"(?:\d{1,2}[.、])?[\[【(（]?"
_LABEL = (
    rf"{_FRAME}(?:文件|公文|本件|材料|资料)?"
    r"(?:密级|密别|涉密(?:等级|级别|程度)|(?:秘密|保密|定密)(?:等级|级别))(?:[和及与]保密期限)?"
)
_LABELLED = lazy_pattern(
    rf"{_LABEL}[\]】)）]?[:：]?[(（【\[〔]?{_STATE}{_GRADE}[)）】\]〕]?{_AFTER}[)）】\]〕]?"
)
_TIMED_GRADE = lazy_pattern(
    rf"(?:{_COPY})?{_URGENCY}?[(（【\[〔]?{_GRADE}{_TIMED}[)）】\]〕]?{_URGENCY}?"
)
# 本件属机密级国家秘密: said in a sentence of the document on itself.
_SAID = lazy_pattern(
    r"[本此](?:文件|公文|件|文|材料|资料)(?:的)?(?:密级)?(?:属于?|定?为|是|系)"
    rf"(?:国家)?{_GRADE}(?:文件|公文|件|材料|资料|国家秘密)?(?=[,，。;；!！)）]|\Z)"
)
_PERIOD_LABEL = lazy_pattern(rf"{_FRAME}保密期限[\]】)）]?[:：]?{_PERIOD}")
_COPY_LABEL = lazy_pattern(rf"{_FRAME}份号[\]】)）]?[:：]?{_COPY}")
_BARE_COPY = lazy_pattern(rf"0\d{{5}}|{_NUMBER_SIGN}0\d{{3,7}}")
_ANNEX = lazy_pattern(r"附件[\d一二三四五六七八九十]{0,3}[:：]?")
_BLANK = lazy_pattern(r"[\s　\u00ad\u200b-\u200f\ufeff]+")
_FIELDS = lazy_pattern(r"\t+|[ 　\xa0]{2,}|[|｜]")
# Old papers and those of elsewhere print the mark in traditional characters.
_SIMPLIFIED = tuple(zip("機絕級號國", "机绝级号国", strict=True))


@dataclass(frozen=True, slots=True)
class SecrecyMark:
    """密级标志 — what was seen; `grade` is `None` for a copy number, a period or 国家秘密 alone.

    `line` counts from 1; `quote` is the mark as printed.
    """

    kind: Literal["grade", "period", "copy_number"]
    grade: Grade | None
    line: int
    quote: str


def secrecy_mark(text: str) -> SecrecyMark | None:
    """The first mark of a classified document in `text`, `None` where there is none."""
    seen = 0
    annexed = _ANNEX_LINES
    for traditional, simplified in _SIMPLIFIED:
        text = text.replace(traditional, simplified)
    for number, line in enumerate(text.split("\n"), 1):
        bare = _BLANK.sub("", line)
        if not bare:
            continue
        seen += 1
        annexed = 0 if _ANNEX.fullmatch(bare) else annexed + 1
        at_head = seen <= _HEAD_LINES
        if not at_head and "密" not in bare and "份号" not in bare:
            continue
        for piece in (bare, *_fields(line)):
            mark = _told_mark(piece, number)
            if mark is None and (at_head or annexed <= _ANNEX_LINES):
                mark = _head_mark(piece, number, is_top=seen <= _TOP_LINES)
            if mark is not None:
                return mark
    return None


def _fields(line: str) -> Iterator[str]:
    pieces = [_BLANK.sub("", piece) for piece in _FIELDS.split(line)]
    # A row that names several grades speaks of them, as 密级 绝密 机密 秘密 does over a table.
    if len(pieces) < 2 or sum(_ALONE.fullmatch(piece) is not None for piece in pieces) > 1:
        return
    yield from filter(None, pieces)
    # A label and its value may stand in neighbouring cells of a table.
    yield from (left + right for left, right in pairwise(pieces) if right)


def _told_mark(piece: str, line: int) -> SecrecyMark | None:
    """A mark that no prose looks like: labelled, or with its period; it counts anywhere."""
    for pattern in (_LABELLED, _TIMED_GRADE):
        if found := pattern.fullmatch(piece):
            return _grade_mark(found, line)
    if found := _SAID.search(piece):
        return _grade_mark(found, line)
    if _PERIOD_LABEL.fullmatch(piece):
        return SecrecyMark("period", None, line, piece)
    if _COPY_LABEL.fullmatch(piece):
        return SecrecyMark("copy_number", None, line, piece)
    return None


def _head_mark(piece: str, line: int, *, is_top: bool) -> SecrecyMark | None:
    """A mark that counts at a head only: a bare word, or at the end of a title."""
    for pattern in (_ALONE, _TITLE_END):
        if found := pattern.fullmatch(piece):
            return _grade_mark(found, line)
    if starred := _STARRED.search(piece):
        return _grade_mark(starred, line)
    if _STATE_ALONE.fullmatch(piece):
        return SecrecyMark("grade", None, line, piece)
    if is_top and _BARE_COPY.fullmatch(piece):
        return SecrecyMark("copy_number", None, line, piece)
    return None


def _grade_mark(found: re.Match[str], line: int) -> SecrecyMark:
    return SecrecyMark("grade", _GRADES[found["grade"]], line, found.group())
