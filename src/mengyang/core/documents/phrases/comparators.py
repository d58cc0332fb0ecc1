"""比较词 — the words around a number that say whether it is a floor, a ceiling or about right.

达到, 不低于 and …以上 are floors; 不超过 and …以内 are ceilings; 左右 and 约 are neither.
"""

import re
from typing import NamedTuple

from mengyang.core.documents.records import Comparator
from mengyang.core.patterns import lazy_pattern

# What a comparing word begins with: few of the words before a number hold one of these.
_BEGINS_LEAD = "不至最满大≥小≤达控压超高多突逾＞>低少未＜<降下减"
_LEAD_SIGN = lazy_pattern(f"[{_BEGINS_LEAD}]")
_LEAD = lazy_pattern(
    rf"(?=[{_BEGINS_LEAD}])(?:(?P<ge>不得?(?:应)?(?:低于|"
    r"少于|小于|短于)|不[应能](?:低于|少于|小于|短于)|至少|最少|最低(?!(?:标准|"
    r"工资)[^，。；]{0,4}由)|(?<!期)满$|不亚于|大于(?:或)?等于|≥)"
    r"|(?P<le>不得?(?:应)?(?:超过|高于|大于|多于|长于|超出|突破)|不[应能](?:超过|高于|大于|"
    r"多于|长于)|至多|最多|最高|(?:最[迟晚长]|至迟)(?:不|应|须|要)*[在于]?(?!\D)"
    r"|小于(?:或)?等于|≤)"
    r"|(?P<reach>(?<![未不下])(?<!没有)(?:达到|达(?!标)))"
    r"|(?P<held>控制在|控制到|压减到|压降至)"
    r"|(?P<gt>超过|高于|多于|大于|突破|超出|超(?!标|编|额|范|期|载)|逾|＞|>)"
    r"|(?P<lt>低于|少于|小于|不足|不到|未满|不满|未达到|＜|<)"
    r"|(?P<drop>(?:降低?|下降|减少)(?:到|至)))"
)
_NEAR = (
    r"(?:[了为到在过]|全[省市县区国]|其|总数的|总量的|(?:每[百千万]?[年生人月户园]){1,2})?"
    r"(?:约|大约|近)?[“\"]?"
)
_TIGHT = lazy_pattern(rf"(?:[^:：()（）]{{1,14}}的)?{_NEAR}")
_LOOSE = lazy_pattern(
    rf"(?:[^:：()（）]{{1,26}}(?:的|总额|总数|总量|收入|工资|额度)|[^:：()（）]{{0,6}}){_NEAR}"
)
_ABOUT = lazy_pattern(
    r"(?:约|大约|大概|接近|(?<![附最临邻远])近)(?:占|为)?$|约占[^，。；、,;:：\d]{1,20}的$"
)
# `$` allows a line end.
_ENDS_ABOUT = frozenset("约概近占为的\n")
_AFTER = lazy_pattern(
    r"(?:[(（]含(?:本数|[^()（）]{0,6})?[)）])?(?:(?:的)?(?:幼儿|儿童|学生|教师|人员|居民|"
    r"村民|农户|党员))?"
    r"(?P<and>及)?(?P<word>以上|以下|以内|之内|范围内|左右|上下|不等)"
)
_HEDGE = lazy_pattern(r"原则上|力争|争取|一般|基本|预计|预期|大体|总体")


class Bound(NamedTuple):
    """What the words around a number say. `lead` and `tail` are how far they reach on each side."""

    comparator: Comparator
    lead: int = 0
    tail: int = 0
    word: str = ""
    hedge: str | None = None


def find_bound(before: str, after: str, is_range: bool, more: bool) -> Bound:
    """The bound of the number that stands between `before` and `after`.

    `more` is set where 多 or 余 stands inside the number (500多家).
    """
    lead = _find_lead(before)
    tail = _AFTER.match(after)
    hedge = _HEDGE.search(before)
    word = tail["word"] if tail else ""
    about = before[-1:] in _ENDS_ABOUT and _ABOUT.search(before) is not None
    return Bound(
        _with_range(word, about) if is_range else _alone(lead, word, about, more),
        lead=len(before) - lead.start() if lead else 0,
        tail=tail.end() if tail else 0,
        word=word or _group(lead),
        hedge=hedge.group() if hedge else None,
    )


def _find_lead(before: str) -> re.Match[str] | None:
    """The last comparing word, where nothing but a short verb or …的 parts it from the number."""
    sign = _LEAD_SIGN.search(before)
    words = list(_LEAD.finditer(before, sign.start())) if sign else []
    if not words:
        return None
    last = words[-1]
    gap = _LOOSE if last.lastgroup in ("ge", "le") else _TIGHT
    return last if gap.fullmatch(before, last.end()) else None


def _with_range(word: str, about: bool) -> Comparator:
    return "range≈" if about or word in ("左右", "上下") else "range"


def _alone(lead: re.Match[str] | None, word: str, about: bool, more: bool) -> Comparator:
    group = _group(lead)
    strong: dict[str, Comparator] = {"ge": ">=", "le": "<="}
    if group in strong:
        return strong[group]
    if word:
        return _by_tail(word, group)
    weak: dict[str, Comparator] = {"reach": ">=", "held": "<=", "gt": ">", "lt": "<", "drop": "="}
    if group in weak and group != "drop":
        return weak[group]
    if about:
        return "≈"
    return ">" if more else "="


def _group(lead: re.Match[str] | None) -> str:
    return (lead.lastgroup or "") if lead else ""


def _by_tail(word: str, group: str) -> Comparator:
    if word in ("左右", "上下"):
        return "≈"
    if word == "以上":
        return ">="
    if word == "不等":
        return "="
    return "<" if word == "以下" and group == "drop" else "<="
