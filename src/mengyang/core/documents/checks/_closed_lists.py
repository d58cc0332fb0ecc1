"""封闭列举 — parts that leave nothing over: in a bracket or behind a colon, and levels of funds.

总投资1900万元（中央1000万元、省级400万元、县级500万元）; 新增学位900个：甲镇500个，乙镇400个。
"""

from collections.abc import Sequence

from mengyang.core.documents.records import Quantity
from mengyang.core.patterns import lazy_pattern

_OPENS = lazy_pattern(r"\s*(?P<sign>[（(]|[：:])")
_BRACKET_END = lazy_pattern(r"[）)\n]")
_LIST_END = lazy_pattern(r"[。\n]")
_SEPARATORS = lazy_pattern(r"[\s、，,；;和及与]*")
_LEVEL = lazy_pattern(
    r"(?P<level>中央|国家|自治区|省|地|市|州|盟|县|区|旗|乡镇|乡|镇|街道|自筹|社会|企业)"
    r"(?:本?级)?(?:财政|政府)?(?:预算内)?(?:补助|奖补|配套|专项|投资|投入|安排|承担|自筹|"
    r"资本)*(?:资金|经费)?"
)
_LOW = frozenset(("县", "区", "旗", "乡镇", "乡", "镇", "街道", "自筹", "社会", "企业"))
_HIGH = frozenset(("中央", "国家", "自治区", "省"))
_BODY = lazy_pattern(r"(?:街道|社区|[乡镇村县区市州旗园校局])$")
_FEWEST = 2
_LONGEST = 600


def enclosed_parts(text: str, whole: Quantity, behind: Sequence[Quantity]) -> list[Quantity]:
    """The quantities that a bracket or a colon right behind a whole holds, and nothing else."""
    opening = _OPENS.match(text, whole.span[1])
    if opening is None:
        return []
    closing = _BRACKET_END if opening["sign"] in "（(" else _LIST_END
    furthest = min(len(text), opening.end() + _LONGEST)
    end = closing.search(text, opening.end(), furthest)
    last = end.start() if end else furthest
    parts = [entry for entry in behind if opening.end() <= entry.span[0] and entry.span[1] <= last]
    at = opening.end()
    for part in parts:
        if part.unit != whole.unit or not _SEPARATORS.fullmatch(text, at, part.span[0]):
            return []
        at = part.span[1]
    is_all = _SEPARATORS.fullmatch(text, at, last) is not None
    return parts if is_all and len(parts) >= _FEWEST else []


def are_alike(parts: Sequence[Quantity]) -> bool:
    """Whether the parts are named for bodies of one kind (甲镇、乙镇), or for levels of funds."""
    names = [part.indicator for part in parts]
    if len(set(names)) < len(names):
        return False
    ends = {found.group() if (found := _BODY.search(name)) else "" for name in names}
    return (len(ends) == 1 and "" not in ends) or len(_levels(parts)) == len(names)


def are_all_levels(parts: Sequence[Quantity]) -> bool:
    """Whether the parts are levels of funds from the highest to the lowest: 中央、省、县."""
    levels = _levels(parts)
    return len(levels) == len(parts) > _FEWEST and bool(levels & _LOW) and bool(levels & _HIGH)


def _levels(parts: Sequence[Quantity]) -> set[str]:
    found = (_LEVEL.fullmatch(part.indicator) for part in parts)
    return {match["level"] for match in found if match}
