"""单位名称 — lists of units as printed, parted into names with role and span.

`各省、自治区、直辖市人民政府` and `文化和旅游部` are one name each; 等 makes a list an open one.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal, NamedTuple

from mengyang.core.documents.records import ResponsibleUnit
from mengyang.core.patterns import lazy_pattern

type UnitRole = Literal["responsible", "lead", "joint"]

_ORGAN = (
    "人民政府|政府|党委|党组|党工委|管委会|管理委员会|委员会|办公室|办公厅|领导小组|工作组|专班|指挥部|部门|"
    "单位|机构|机关|党组织|社会组织|支部|法院|检察院|工商联|联合会|总工会|工会|妇联|团委|残联|协会|学会|商会|公司|集团|企业|银行|支行|"
    "学校|院校|大学|学院|中学|小学|幼儿园|试点[省市县区州]|示范区|试验区|医院|中心|街道|办事处|社区|村委会|居委会|支队|大队|分局|总局|总署|"
    "兵团|军区|海关|税务局|委办局|地区|开发区|园区|高新区|景区|新区|乡镇|镇乡|电视台|报社|基地|市场主体"
)
# Most units end with one of these: looked at before the pattern is tried.
_ORGAN_SIGNS = "部委局办厅署院会府站所处科室队台社司股组校行"
_ENDS_UNIT = lazy_pattern(
    rf"(?:{_ORGAN}|[{_ORGAN_SIGNS}]|"
    r"[(（](?:市|区|县|室|办|校|局|委|镇|乡|院|园|单位|街道|景区|街道办事处|办事处|管委会|[市区县州旗盟乡镇街道、]+)[)）])$"
)
_AREA = lazy_pattern(
    r"(?:各|有关|相关)?(?:自治区|直辖市|自治州|自治县|县级市|计划单列市|地级市|设区市|地区|乡镇|镇街|街道|"
    r"县市|县区|市区|市县|市州|区县|省区市?|开发区|园区|高新区|新区|功能区|管理区|省级?|市级?|县级?|区级?|州|盟|旗|乡|镇)"
    r"(?:[(（〈][^)）〉]{1,8}[)）〉])?"
)
_MORE_AREA = lazy_pattern(rf"(?!各|有关|相关){_AREA.pattern}(?!直|属|内|管)")
# 各镇、区政府各部门 are two: below a township no county follows.
_SMALL_AREA = lazy_pattern(r"镇|乡|街道|村|社区")
_GREATER_BODY = lazy_pattern(r"[省市县区州](?![镇乡街域])")
# 甲县、乙区党委、政府: the organs of each of the areas.
_NAMED_AREA = r"(?!各|有关|相关)[\u4e00-\u9fff]{1,5}[县区市旗州]"
_AN_AREA = lazy_pattern(_NAMED_AREA)
_OF_AREAS = lazy_pattern(rf"{_NAMED_AREA}(?:、{_NAMED_AREA})*党委、(?:人民)?政府")
_BARE_ORGANS = frozenset({"政府", "人民政府", "管委会", "办事处"})
_HEAD_WORDS = lazy_pattern(r"\s*(?:由|请|分别由|具体由|以及|会同|联合|其中)")
_OPEN_TAIL = lazy_pattern(
    r"等(?:有关|相关|各|多个|\d+个|[一二三四五六七八九十]+个)?(?:市级|区级|县级|省级|直属|成员)?"
    r"(?:部门和单位|部门及单位|部门|单位|机构|方面|地)*+$"
)
_WORK_TAIL = lazy_pattern(
    r"(?:均|等?(?:按照?|依据?)(?:各自)?职责(?:分工)?|按照?(?:任务|工作|各自)?分工|各自|共同|分别|具体|"
    r"依职责|负责|牵头|实施|落实|配合|参与|参加|协助|协同|支持|指导|会同|承担|办理|推进|主办|协办|督导|为主|"
    r"按要求|全面|抓好|(?<![党团会业群])组织|监督|督促|统筹|协调|做好|支撑)++$"
)
# What the words of work end with: a name that ends otherwise has none. `$` allows a line end.
_ENDS_WORK = frozenset("促均责工自同别体头施实合与加助持导担理进办督主求面好织筹调撑\n")
_LONGEST_TAIL = 40
# 各公办 before 民办幼儿园: no unit yet.
_HALVES = frozenset({"各公办", "各民办", "各公立", "各直属"})
_TOKEN = lazy_pattern(r"(?:[^、，,；;\s/(（〈《“]++|[(（〈《“][^)）〉》”]*[)）〉》”]?)+")
_COMMA = lazy_pattern(r"[、，,]")
_EDGES, _CLOSING = " \t。.:：(（", ("）", ")", "】", "]")
_SHORTEST_GLUED = 4
_LEVELS = frozenset("省市县区州")
# 甲局等国务院相关部门: the list is open, and all departments of one body are named behind it.
_JOINING = lazy_pattern(r"以及|[和及与]|(?<=等)(?=国务院(?:有关|相关|各)部门)")
# Looked for before it: most names hold none, and one class is found faster.
_JOINING_SIGN = lazy_pattern("[和及与等]")


class UnitList(NamedTuple):
    """Units in text order; `is_open` when the list ends with 等."""

    units: tuple[ResponsibleUnit, ...] = ()
    is_open: bool = False


def is_unit(name: str) -> bool:
    """Whether a name ends like a unit: a bureau, a government, departments, areas."""
    return (
        1 < len(name) <= 40
        and (
            name[-1] in _ORGAN_SIGNS
            or _ENDS_UNIT.search(name) is not None
            or _AREA.fullmatch(name) is not None
        )
    ) or name in ("各地", "各地区", "各市", "各县", "各区", "各省")


def split_units(words: str, start: int, role: UnitRole = "responsible") -> UnitList:
    """The units of a list printed at `start`: `各县(市)人民政府、教育局和财政局等有关部门`."""
    units: list[ResponsibleUnit] = []
    is_open = False
    for token in _TOKEN.finditer(words):
        for name, offset, opened in _names(token.group()):
            is_open = is_open or opened
            if name:
                begin = start + token.start() + offset
                units.append(ResponsibleUnit(name, role, (begin, begin + len(name))))
    return UnitList(tuple(_merged_areas(words, start, units)), is_open)


def with_role(found: UnitList, role: UnitRole) -> UnitList:
    """The same units in another role."""
    return UnitList(tuple(replace(unit, role=role) for unit in found.units), found.is_open)


def _names(token: str) -> Iterator[tuple[str, int, bool]]:
    """The names in one token with their offset, 和/及 parted, 等 and verbs cut."""
    begin = 0
    for match in _JOINING.finditer(token) if _JOINING_SIGN.search(token) else ():
        left = _trimmed(token[begin : match.start()])
        if left[2] or (left[0] and is_unit(left[0])):
            yield left[0], begin + left[1], left[2]
            begin = match.end()
    name, offset, opened = _trimmed(token[begin:])
    for piece in _unglued(name):
        yield piece, begin + offset, opened
        offset += len(piece)


def _unglued(name: str) -> Iterator[str]:
    """Names of one level printed without a separator: 县委宣传部县教育局."""
    begin = 0
    if name[:1] not in _LEVELS:
        yield name
        return
    for at in range(_SHORTEST_GLUED, len(name) - 2):
        if (
            name[at] == name[0]
            and name[at - 1] in "局部办委院会厅"
            and at - begin >= _SHORTEST_GLUED
        ):
            yield name[begin:at]
            begin = at
    yield name[begin:]


def _trimmed(piece: str) -> tuple[str, int, bool]:
    """A name without the words around it, its offset, and whether 等 closed it."""
    offset = 0
    while match := _HEAD_WORDS.match(piece, offset):
        if match.end() == offset or match.end() >= len(piece):
            break
        offset = match.end()
    name = piece[offset:].rstrip(_EDGES)
    if name.endswith(_CLOSING) and _closes_more(piece):
        name = name.rstrip(_EDGES + "".join(_CLOSING))
    offset += len(name) - len(name.lstrip())
    name = name.lstrip()
    name = _without_work(name)
    opened = _OPEN_TAIL.search(name, len(name) - _LONGEST_TAIL) if "等" in name else None
    if opened:
        name = _without_work(name[: opened.start()])
    return name, offset, opened is not None


def _closes_more(piece: str) -> bool:
    return piece.count("（") + piece.count("(") < piece.count("）") + piece.count(")")


def _without_work(name: str) -> str:
    if name[-1:] not in _ENDS_WORK:
        return name
    match = _WORK_TAIL.search(name, len(name) - _LONGEST_TAIL)
    if match is None:
        return name
    kept = name[: match.start()]
    return kept if kept or not is_unit(name) else name


def _merged_areas(words: str, start: int, units: list[ResponsibleUnit]) -> list[ResponsibleUnit]:
    """Bare areas joined to what follows: 各省 + 自治区 + 直辖市人民政府 are one addressee."""
    merged: list[ResponsibleUnit] = []
    for unit in units:
        if merged and (_belong_together(merged[-1].name, unit.name) or merged[-1].name in _HALVES):
            span = (merged.pop().span[0], unit.span[1])
            unit = replace(unit, name=words[span[0] - start : span[1] - start], span=span)
        merged.append(unit)
    return _with_areas_before(words, start, merged) if "党委、" in words else merged


def _with_areas_before(
    words: str, start: int, units: list[ResponsibleUnit]
) -> list[ResponsibleUnit]:
    """甲县、乙县、丙区党委、政府 is one phrase."""
    joined: list[ResponsibleUnit] = []
    for unit in reversed(units):
        if joined and _AN_AREA.fullmatch(unit.name) and _OF_AREAS.fullmatch(joined[-1].name):
            span = (unit.span[0], joined.pop().span[1])
            unit = replace(unit, name=words[span[0] - start : span[1] - start], span=span)
        joined.append(unit)
    return joined[::-1]


def _belong_together(name: str, following: str) -> bool:
    if following in _BARE_ORGANS:
        return name.endswith(("党委", "党工委", "县委", "市委", "区委", "政府"))
    if _MORE_AREA.match(following) is None:
        return False
    last = name if name.endswith((")", "）")) else _COMMA.split(name)[-1]
    if _AREA.fullmatch(last) is None:
        return False
    return not (_SMALL_AREA.search(last) and _GREATER_BODY.match(following))
