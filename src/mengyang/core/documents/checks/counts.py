"""列举核对 — the names listed before a number are counted: 甲县、乙县、丙县3个县."""

from decimal import Decimal

from mengyang.core.documents.checks._sentences import (
    compared,
    counted_bodies,
    told,
)
from mengyang.core.documents.records import Check, Document, Quantity, Reading, Span
from mengyang.core.findings import Level
from mengyang.core.patterns import lazy_pattern

_BODIES = lazy_pattern(
    r"[^，,。；;、:：]{0,4}?(?:单位|部门|省|市|县|区|旗|乡|镇|村|街道|社区|学校|幼儿园|企业|公司|"
    r"国家|机构)"
)
_LONGEST_NAME = 24
_NAME = rf"[^，,。；;:：、\n]{{1,{_LONGEST_NAME}}}"
_LIST = lazy_pattern(rf"(?:{_NAME}、)+{_NAME}$")
_JOINED = lazy_pattern(r"[和及与]")
_OPEN = lazy_pattern(r"等(?:共|这)?$")
_LONGEST_LIST = 160
_LONG_LIST = 3


def check(reading: Reading) -> tuple[Check, ...]:
    """Every list whose length the text states."""
    found = (_count(reading.document, *counted) for counted in counted_bodies(reading))
    return tuple(check for check in found if check is not None)


def _count(document: Document, entry: Quantity, value: Decimal) -> Check | None:
    text = document.text
    if not _BODIES.match(text, entry.span[1]):
        return None
    at = text.find(entry.value_raw, *entry.span)
    # Looked for before the pattern, which tries every beginning: the sign before the last name.
    if at < 0 or text.rfind("、", max(entry.span[0], at - _LONGEST_NAME - 2), at) < 0:
        return None
    listed = _LIST.search(text, max(entry.span[0], at - _LONGEST_LIST), at)
    if listed is None:
        return None
    names = listed.group().split("、")
    possible = {len(names), len(names) + len(_JOINED.findall(names[-1]))}
    is_open = _OPEN.search(listed.group()) is not None
    if is_open and max(possible) < value:
        return _one_missing(document, (listed.start(), entry.span[1]), max(possible), int(value))
    agrees = value in possible
    return compared(
        document,
        (listed.start(), entry.span[1]),
        agrees,
        "documents.check.count_agrees",
        "documents.check.count_differs",
        stated=int(value),
        computed=len(names),
    )


def _one_missing(document: Document, span: Span, listed: int, stated: int) -> Check | None:
    """甲乡、乙乡、丙乡等4个乡镇: 等 may stand for others, but where one is wanting it is asked."""
    if listed < _LONG_LIST or stated - listed != 1:
        return None
    code = "documents.check.count_may_lack_one"
    return told(document, span, code, Level.INFO, stated=stated, computed=listed)
