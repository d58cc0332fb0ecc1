"""密级标志 — the mark of a classified document: grade, period or copy number at its head.

Text in, `SecrecyMark` or `None` out. A line counts only when it holds nothing but marks, so
that 保密审查, 商业秘密 or a sentence about secrets is no mark. Source: 《党政机关公文处理工作条例》
第九条 (份号、密级和保密期限); GB/T 9704—2012, 7.2.1 and 7.2.2.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

type Grade = Literal["绝密", "机密", "秘密"]

_HEAD_LINES = 15
# A copy number without its label is printed at the very top and padded with zeros.
_TOP_LINES = 3

_GRADE = r"(?P<grade>绝密|机密|秘密)"
_STAR = r"[★☆*＊⭐]"
_PERIOD = (
    r"(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:年|个月|月)|长期|永久|解密日期\S{4,12}|启用前)"
)
_AFTER = rf"(?:{_STAR}{_PERIOD}?|{_PERIOD})?"
_URGENCY = r"(?:特急|加急|平急|急件|特提)"
_COPY = r"(?:(?:No\.?|№|NO\.?)?\d{4,8})"

_STARRED = re.compile(rf"{_GRADE}{_STAR}{_PERIOD}?")
_ALONE = re.compile(
    rf"(?:{_COPY})?{_URGENCY}?[(（【\[〔]?{_GRADE}{_AFTER}[)）】\]〕]?{_URGENCY}?(?:{_COPY})?"
)
_TITLE_END = re.compile(rf".*[(（【\[〔]{_GRADE}{_AFTER}[)）】\]〕]")
_FRAME = r"(?:\d{1,2}[.、])?[\[【(（]?"
_LABELLED = re.compile(
    rf"{_FRAME}(?:文件)?(?:密级|涉密等级|秘密等级|保密等级)(?:和保密期限)?[\]】)）]?[:：]?"
    rf"{_GRADE}级?{_AFTER}"
)
_PERIOD_LABEL = re.compile(rf"{_FRAME}保密期限[\]】)）]?[:：]?{_PERIOD}")
_COPY_LABEL = re.compile(rf"{_FRAME}份号[\]】)）]?[:：]?{_COPY}")
_BARE_COPY = re.compile(r"0\d{5}")
_BLANK = re.compile(r"[\s　\u200b]+")
_FIELDS = re.compile(r"\t+|[ 　\xa0]{2,}|[|｜]")


@dataclass(frozen=True, slots=True)
class SecrecyMark:
    """密级标志 — what was seen; `grade` is `None` for a copy number or a period alone.

    `line` counts from 1; `quote` is the mark as printed.
    """

    kind: Literal["grade", "period", "copy_number"]
    grade: Grade | None
    line: int
    quote: str


def secrecy_mark(text: str) -> SecrecyMark | None:
    """The first mark of a classified document in `text`, `None` where there is none."""
    seen = 0
    for number, line in enumerate(text.split("\n"), 1):
        bare = _BLANK.sub("", line)
        if not bare:
            continue
        seen += 1
        # An annex may carry its own mark, but then with the star that no prose has.
        if seen > _HEAD_LINES:
            found = _STARRED.fullmatch(bare)
            if found:
                return _grade_mark(found, number)
            continue
        for piece in (bare, *_fields(line)):
            mark = _head_mark(piece, number, seen)
            if mark is not None:
                return mark
    return None


def _fields(line: str) -> Iterator[str]:
    pieces = _FIELDS.split(line)
    if len(pieces) > 1:
        yield from filter(None, (_BLANK.sub("", piece) for piece in pieces))
        # A label and its value may stand in neighbouring cells of a table.
        yield from (
            _BLANK.sub("", left + right) for left, right in pairwise(pieces) if right.strip()
        )


def _head_mark(piece: str, line: int, seen: int) -> SecrecyMark | None:
    for pattern in (_ALONE, _LABELLED, _TITLE_END):
        found = pattern.fullmatch(piece)
        if found:
            return _grade_mark(found, line)
    starred = _STARRED.search(piece)
    if starred:
        return _grade_mark(starred, line)
    if _PERIOD_LABEL.fullmatch(piece):
        return SecrecyMark("period", None, line, piece)
    if _COPY_LABEL.fullmatch(piece) or (seen <= _TOP_LINES and _BARE_COPY.fullmatch(piece)):
        return SecrecyMark("copy_number", None, line, piece)
    return None


def _grade_mark(found: re.Match[str], line: int) -> SecrecyMark:
    words = found["grade"]
    grades: tuple[Grade, ...] = ("绝密", "机密", "秘密")
    grade = next(known for known in grades if known == words)
    return SecrecyMark("grade", grade, line, found.group())
