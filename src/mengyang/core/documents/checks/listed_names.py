"""名单核对 — the names listed behind a number are counted: 涉及3个乡镇：甲乡、乙乡、丙乡。"""

from decimal import Decimal

from mengyang.core.documents.checks._sentences import compared, counted_bodies
from mengyang.core.documents.phrases.units import is_unit
from mengyang.core.documents.records import Check, Document, Quantity, Reading
from mengyang.core.patterns import lazy_pattern

_LIST = lazy_pattern(
    r"[^，,。；;、:：（(\d]{0,8}?(?:单位|部门|[县市区旗乡镇村州盟]|街道|社区|学校|幼儿园|园所|"
    r"企业|公司|机构)"
    r"(?:[：:]|[（(])(?P<names>[^。；;:：()（）\n\d]{2,240})(?=[。；;）)\n]|\Z)"
)
_PARTS = lazy_pattern(r"[、，,]")
_JOINED = lazy_pattern(r"[和及与]")
_OPEN = lazy_pattern(r"等|其中|包括|含|如|主要|分别|均|的|各|每|以及")
_BODY = lazy_pattern(r"[\u4e00-\u9fff]{1,12}(?:[省市县区旗乡镇村州盟园校]|街道|社区|中心)")
_FEWEST = 2


def check(reading: Reading) -> tuple[Check, ...]:
    """Every list of bodies behind a colon or in a bracket whose length is stated before it."""
    found = (_count(reading.document, *counted) for counted in counted_bodies(reading))
    return tuple(check for check in found if check is not None)


def _count(document: Document, entry: Quantity, value: Decimal) -> Check | None:
    listed = _LIST.match(document.text, entry.span[1])
    if listed is None or _OPEN.search(listed["names"]):
        return None
    names = [name.strip() for name in _PARTS.split(listed["names"])]
    if len(names) < _FEWEST or not all(_is_body(name) for name in names):
        return None
    joined = len(_JOINED.findall(names[-1]))
    agrees = value in (len(names), len(names) + joined)
    return compared(
        document,
        (entry.span[0], listed.end("names")),
        agrees,
        "documents.check.count_agrees",
        "documents.check.count_differs",
        stated=int(value),
        computed=int(value) if agrees else len(names) + joined,
    )


def _is_body(name: str) -> bool:
    return _BODY.fullmatch(name) is not None or is_unit(name)
