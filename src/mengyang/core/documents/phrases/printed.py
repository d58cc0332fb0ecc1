"""印出的数 — one printed number: its value and unit, and whether it is an amount at all.

A number in a set phrase, a deadline, an age, a score or a school system (五年制) is none.
"""

import re
from decimal import Decimal
from typing import NamedTuple

from mengyang.core.documents.phrases import numerals
from mengyang.core.documents.phrases.comparators import Bound
from mengyang.core.documents.records import Span
from mengyang.core.patterns import lazy_pattern

_SPANS = frozenset(
    (
        "年",
        "天",
        "日",
        "周",
        "小时",
        "分钟",
        "个月",
        "个工作日",
        "工作日",
        "个自然日",
        "个小时",
        "个学期",
    )
)
# 有效利用系数提高到0.56 counts in nothing.
_INDEX = lazy_pattern(
    r"(?:系数|指数)(?:分别|均|力争|稳定|保持|控制|提[高升]|下降|降低|增加|达)*(?:到|至|在|为|低于|高于|不超过|小于)?$"
)
_GROWING = lazy_pattern(r"满$|寿命|提高$|增加$|延长$")
_AGES = ("岁", "周岁")
_NURSERY_AGE = 3
_NURSERY = ("以下婴幼儿", "以下儿童", "以下幼儿", "以下托育")
_CONCRETE = lazy_pattern(
    r"(?:亿|万|百万|千万)?元|人次|名|人|所|户|家|公里|平方米|亩|吨|辆|课时|学时|小时|座|套|间|个?工作日"
)
_FEW = lazy_pattern(r"(?:亿|万|百万|千万)?元|名|人|所|户|辆|公里|亩|平方米|吨")

_MADE = lazy_pattern(
    r"(?:每|各|新建|改建|扩建|建成|建设|建好|建有|设立|设置|设有|配备|增设|增加|招聘|办好|举办|开办|选派|抽调|派驻|"
    r"共|现有|仅有|只有|还缺|缺少|补充|新增|完成)[^，。；]{0,10}$"
)
_SHRINK = lazy_pattern(r"(?:压缩|缩短|控制|精确|压减|精简|减少|延长|放宽|提高|调整)[^，。；]{0,6}$")
_WITHIN = lazy_pattern(r"(?:之|以)?内|[前后]|之[前后]|以[前后]|之?间|左右内")
_NO_YEARS = lazy_pattern(
    r"[级制龄期内来间前后]|以[来前后]|之[内前后]|行动|计划|规划|攻坚|目标|时间|来|周期|度|滚动|任务|大|免费|义务教育|发展|建设|轮|工作|改"
)
_RECENT = lazy_pattern(r"(?:近|今后|未来|过去|最近|此后|前|后|头|用|经过|以来|这|上|下)$")
_PERIOD = lazy_pattern(
    r"满|期|龄|间|限|连续|放宽|缩短|延长|每隔|每|不|至少|最|少|多|超过|达|经验|工作|任教|年限|为|累计|由|从"
)
_SHARE_BEFORE = lazy_pattern(r"[占约近超过达仅只足有率比例低高升降长到为于少减]$|重$|近乎$|不到$")
_SHARE_AFTER = lazy_pattern(r"以上|以下|左右|以内|[的，。；,;”\"、）)]|$|人|教师|幼儿")
_LASTS = lazy_pattern(
    r"(?:[公展]示|期限?|为期|满|共计?|累计|连续|延长|缩短|停[工课]|休假?|培训|每|各|用时?|历时|提前|间隔)[^，。；\d]{0,3}$"
)
# How long a paper holds; 认定有效期 and 证书有效期 are ruled.
_VALIDITY = lazy_pattern(
    r"(?<!认定)(?<!证书)(?<!资格)(?<!称号)(?<!评估结果)有效期(?:限)?(?:为|是)?$"
)
_PER_POINT = lazy_pattern(r"每(?:少|多|降低|下降|增加|提高|超过?|减少|缺|低|高)$")
_POINTS = lazy_pattern(r"[^，。；]{0,8}[,，]?\s?[扣得加减]\s?\d")
_SCORED = lazy_pattern(r"[扣加减][^，。；]{0,4}$")
# 确定一名分管领导和一名联络员: somebody, not one.
_SOMEBODY = lazy_pattern(
    r"(?:分管|主管|具体|专门|专职|科级|业务)*(?:领导|联络员|联系人|信息员|负责人|负责同志|工作人员|干部|同志|骨干)"
)
_AREAS = lazy_pattern(r"万?(?:平方米|平米|亩|公顷)")
_IN_NAME = lazy_pattern(
    r"[^，。；、,;:：()（）\s的以应须可配建设供]{2,10}?(?:第[^，。；,;]{1,8})?(?:幼儿园|幼儿班|小学|中学|学校|医院)"
)
_UNPRINTED = lazy_pattern(r"补助|补贴|津贴|奖励|奖补|工资|待遇|给予|资助")
# 1+N, 每1万常住人口: the first only names a way of working, the other what is counted per.
_NO_AMOUNT = lazy_pattern(r"[^，。；\d]{0,10}[+＋]N")
# “15分钟”服务圈 is a name.
_NAMED_HUNDRED = lazy_pattern(r"[两三四五六七八九]个$")
_RING = lazy_pattern(r"[”\"]?[\u4e00-\u9fff]{0,6}圈")
_PER_HEADS = lazy_pattern(r"(?:常住|户籍)?人口")
_OFTEN = lazy_pattern(r"每(?:个)?(?:半年|半月|学年|年|学期|季度|季|月|周|日|天)[^，。；]{0,14}$")


class Printed(NamedTuple):
    """A number as printed; `more` is set where 多 or 余 stands in it, `spelt` for numerals."""

    value: tuple[Decimal, ...]
    unit: str
    raw: str
    span: Span
    more: bool = False
    spelt: bool = False
    cycle: bool = False
    vague: str = ""


class Surroundings(NamedTuple):
    """What stands before and after a number between two commas, and the bound read out of it."""

    before: str
    after: str
    bound: Bound


def read_printed(match: re.Match[str]) -> Printed | None:
    """The number a match of the scanner stands for; `None` where the numerals make no number."""
    return _READ.get(match.lastgroup or "", _read_digits)(match)


def is_amount(printed: Printed, place: Surroundings) -> bool:
    """Whether the number says how much or how many of something."""
    if printed.cycle:
        return True
    if (
        ("圈" in place.after and _RING.match(place.after))
        or ("N" in place.after and _NO_AMOUNT.match(place.after))
        or (_PER_HEADS.match(place.after) and place.before[-1:] == "每")
    ):
        return False
    if printed.vague == "之" and place.after[:1] in '”"' and _NAMED_HUNDRED.search(place.before):
        return False
    if printed.vague:
        return _is_share(printed, place)
    if not _is_fitting(printed, place):
        return False
    return _is_spelt_amount(printed, place) if printed.spelt else True


def unit_meant(printed: Printed, place: Surroundings) -> str:
    """The unit; 元 where a payment is printed without one (每月500—2000不等的补助)."""
    if printed.unit or not _UNPRINTED.search(place.before + place.after):
        return printed.unit
    return "元"


def with_vagueness(bound: Bound, printed: Printed) -> Bound:
    """三成 and 一半 are rough unless a comparator says otherwise; 过半 is more than half."""
    if bound.comparator != "=" or printed.vague not in ("成", "半", "过半"):
        return bound
    return bound._replace(comparator=">" if printed.vague == "过半" else "≈")


def _read_cycle(match: re.Match[str]) -> Printed | None:
    years = match["every"] or match["every2"]
    value = numerals.arabic(years) if years.isdigit() else numerals.chinese(years)
    if value is None:
        return None
    unit = "年/" + (match["round"] or match["round2"])
    return Printed(
        (value,), unit, match.group(), match.span(), spelt=not years.isdigit(), cycle=True
    )


def _read_share(match: re.Match[str]) -> Printed | None:
    raw = match["share"]
    value = numerals.percent("半数" if raw == "过半数" else raw.replace("之百", "之一百"))
    if value is None:
        return None
    vague = (
        "过半" if raw.startswith("过") else "半" if "半" in raw else "成" if "成" in raw else "之"
    )
    return Printed((value,), "%", raw, match.span(), spelt=True, vague=vague)


def _read_spelt(match: re.Match[str]) -> Printed | None:
    values = [numerals.chinese(raw) for raw in (match["c1"], match["c2"]) if raw]
    known = tuple(value for value in values if value is not None)
    if not known or len(known) != len(values):
        return None
    raw = match.group()[: -len(match["cu"])]
    return Printed(known, match["cu"], raw, match.span(), spelt=True)


def _read_digits(match: re.Match[str]) -> Printed | None:
    first, second = match["u1"] or "", match["u2"] or ""
    printed = second or first
    unit = printed.replace("多", "").replace("余", "")
    values = [numerals.arabic(raw) for raw in (match["n1"], match["n2"]) if raw]
    known = tuple(value for value in values if value is not None)
    if len(known) != len(values):
        return None
    raw = match["n1"] if not match["n2"] else match.group()[: len(match.group()) - len(second)]
    return Printed(known, unit, raw, match.span(), more=unit != printed)


# By the last group of the scanner's pattern; digits end with one of several.
_READ = {"cycle": _read_cycle, "share": _read_share, "cu": _read_spelt}


def _is_share(printed: Printed, place: Surroundings) -> bool:
    if printed.vague == "之":
        return True
    return bool(
        place.bound.word or _SHARE_BEFORE.search(place.before) or _SHARE_AFTER.match(place.after)
    )


def _is_fitting(printed: Printed, place: Surroundings) -> bool:
    unit = printed.unit
    if not unit:
        is_index = _INDEX.search(place.before) is not None
        return is_index or (len(printed.value) == 2 and place.after.startswith("不等"))
    if unit in _SPANS:
        return _is_time_span(printed, place)
    if unit in _AGES:
        if place.after.startswith(_NURSERY) and printed.value[0] == _NURSERY_AGE:
            return False
        return bool(place.bound.word) or _GROWING.search(place.before) is not None
    if unit == "分":
        return (bool(place.bound.word) or len(printed.value) == 2) and not _SCORED.search(
            place.before
        )
    if _PER_POINT.search(place.before) and _POINTS.match(place.after):
        return False
    return not (_AREAS.fullmatch(unit) and _IN_NAME.match(place.after))


def _is_time_span(printed: Printed, place: Surroundings) -> bool:
    if _VALIDITY.search(place.before):
        return False
    if printed.unit == "年" and (printed.value[0] >= 100 or _RECENT.search(place.before)):
        return False
    bounded = place.bound.word not in ("", "以内", "之内", "左右") or _SHRINK.search(place.before)
    if bounded:
        return True
    if _WITHIN.match(place.after) or place.bound.word:
        return False
    if printed.unit == "日":
        return not printed.spelt and _LASTS.search(place.before) is not None
    if printed.unit != "年":
        return not printed.spelt
    return not _NO_YEARS.match(place.after) and _PERIOD.search(place.before) is not None


def _is_spelt_amount(printed: Printed, place: Surroundings) -> bool:
    if printed.value[0] == 1 and _SOMEBODY.match(place.after):
        return False
    if place.before.endswith("每") and printed.value[0] == 1:
        return False
    if printed.unit == "番":
        return place.before.endswith("翻")
    if place.bound.word or (printed.unit == "次" and _OFTEN.search(place.before)):
        return True
    if printed.value[-1] >= 10 and _CONCRETE.fullmatch(printed.unit):
        return True
    return bool(
        (_FEW.fullmatch(printed.unit) or printed.value[-1] >= 10) and _MADE.search(place.before)
    )
