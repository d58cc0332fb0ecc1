"""责任分工 — who answers for a clause as printed in its brackets: `（甲局牵头，乙局、丙局等配合）`.

Words in, units with roles out; a list whose last verb is 牵头 leads, 配合 joins, 负责 answers.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from mengyang.core.documents.phrases.units import UnitList, UnitRole, is_unit, split_units
from mengyang.core.documents.records import ResponsibleUnit, Span
from mengyang.core.patterns import lazy_pattern, matches_from

_INSIDE = r"[^()（）〔〕\[\]【】\n]*"
_OPENING = "(（〔[【"
BRACKET = lazy_pattern(rf"[(（〔\[【]({_INSIDE}(?:[(（〔]{_INSIDE}[)）〕]{_INSIDE})*)[)）〕\]】]")
# 甲局负责资金保障: what an office answers for is no part of its name.
_ANSWERS_FOR = lazy_pattern(
    r"(?<=[局委办厅部院会心府])负责(?!落实|实施|组织|推进|办理)(?=[\u4e00-\u9fff]{2})"
)
_LEADS = lazy_pattern(r"牵头|主办|主责|总负责|抓总")
_ANSWERS = lazy_pattern(r"负责|组织实施|落实|承担|办理|抓好|实施|推进")
_JOINS = lazy_pattern(r"配合|参与|参加|协助|协办|协同|支持|指导|会同|分工负责中")
# 各乡镇人民政府（街道办事处） is one name.
_IN_NAME = lazy_pattern(r"[政局委][府局委]$|[府厅]$|乡镇$")
# （人事股 8月底前）: a blank parts the office from its day.
_PART = lazy_pattern(
    r"(?:[^，,；;。\s]|\s(?!\s*(?:\d|[全年]年|年底|长期|立行|持续|[上下]半年|每)))+"
)
_WORK = lazy_pattern(r"负责|牵头|配合|参与|参加|协助|组织实施|落实|承担|主办|协办")
_WORDS_OF_WORK = lazy_pattern(r"等|按|依|各自|共同|分别|牵头|负责|配合|参与|落实")
# 市级：甲局；县级：乙局 says whose office it is.
_LEVEL = lazy_pattern(r"(?:^|(?<=[；;，,。]))[省市县区州乡镇街道]{1,4}(?:级|本级|层面)[：:]")
_EXPLAINING = ("含", "包括", "以下简称", "简称", "如", "即")
FIRST_LEADS = lazy_pattern(
    r"(?:排|列|位列|排名|排序)(?:在|于|名)?(?:第一|首|最前)[^，,。；;]{0,14}?(?:牵头|主办|"
    r"主责|负责)"
    r"|(?:第一(?:个|位|家)?|首个|首位)(?:责任)?单位(?:为|是|即为)?(?:牵头|主办|主责)"
    r"|(?:牵头|主办|主责)单位(?:排|列)(?:在|于|名)?(?:第一|首|最前)"
)
# What a bracket in mid-paragraph closes: a sentence, a part of one, or what 二是 goes on from.
_CLOSES_PART = lazy_pattern(r"\s*(?:[。；;]|[二三四五六七八九十]{1,3}是)")
# 下设办公室（县教育局） says where an office is, not who must do what.
# 《…办法》（县政府办） says who issued it, 成员：李某（县教育局） whose he is.
_OFFICE_BEFORE = lazy_pattern(r"(?:专班|部门|单位|机构|[局委办厅部署室组府会])[”\"]?$|》$")
_PERSONS = lazy_pattern(
    r"(?:组长|成员|联系人|联络员|领导|负责人|主任)[:：][^\n。]{0,80}?[\u4e00-\u9fff]{2,4}$"
)
_OFFICE = lazy_pattern(
    r"[\u4e00-\u9fff]{2,}(?:[局委办厅部署府]|法院|检察院|委员会|残联|妇联|团委|[支大总]队|"
    r"办事处|[(（][^()（）]+[)）])$"
)
_DAY = lazy_pattern(r"[\d年月日季][底末旬度]?(?:之|以)?前|[年月]底|\d\s*月|长期坚持|立行立改")
_SOME = lazy_pattern(r"[省市县区州]?(?:直|级)?(?:有关|相关)(?:职能)?(?:部门|单位)")
_FOR_ALL = lazy_pattern(r"\s*(?:以下|未注明|未标明|未明确)")
# 甲局商乙局 asks the other; 工商, 招商, 商务 and 联合会 are words of names.
_JOINT_INSIDE = lazy_pattern(
    r"会同|联合(?![会社体])|(?:^|(?<=[局委办厅部院会府署门]))商(?![务业会]|$)|牵头[，,]?会同"
)
_NO_UNIT = lazy_pattern(
    r"下同|以下|不再|按照?|依据|职责|分工|排在|列在|第一|完成|[年月日]底?前|\d|长期|持续|"
    r"[上下]半年|季度|全年|年内|学期|适时|立即|即时|原则上|其中|涉及|除外|有关要求|的"
)


class Assignment(NamedTuple):
    """The units of one bracket and its place."""

    found: UnitList
    span: Span


def find_assignments(text: str, span: Span) -> Iterator[Assignment]:
    """The brackets between `span` that name who answers.

    Once a bracket says that the first of a list leads (下同), the first of every list does.
    """
    first_leads = False
    for match in matches_from(_OPENING, BRACKET, text, span):
        inner = match.group(1)
        if _WORK.search(inner) is None and not _is_place_of_units(text, match):
            continue
        found = read_assignment(inner, match.start(1))
        first_leads = first_leads or FIRST_LEADS.search(inner) is not None
        if found.units:
            yield Assignment(_with_first_lead(found) if first_leads else found, match.span())


def _is_place_of_units(text: str, bracket: re.Match[str]) -> bool:
    """Whether a bracket without a word of work stands where units are told.

    At the end of a paragraph any does; in the midst, before a stop, one with offices alone does.
    """
    start, end = bracket.span()
    is_last = _closes_paragraph(text, end)
    if not (is_last or _CLOSES_PART.match(text, end)) or _IN_NAME.search(text, start - 2, start):
        return False
    if is_last or _DAY.search(text, start, end):
        return True
    names = split_units(bracket[1], bracket.start(1)).units
    return all(_OFFICE.fullmatch(unit.name) for unit in names) and not (
        _OFFICE_BEFORE.search(text, start - 4, start) or _PERSONS.search(text, start - 90, start)
    )


def read_assignment(words: str, start: int) -> UnitList:
    """The units of a bracket's words printed at `start`; none when it speaks of something else."""
    is_work = _WORK.search(words) is not None
    units: list[ResponsibleUnit] = []
    pending: list[ResponsibleUnit] = []
    is_open = joined = False
    for part in _PART.finditer(_LEVEL.sub(_blank, words)):
        if _is_aside(part.group()):
            continue
        found = _units_of(part.group(), start + part.start(), is_work)
        if not found.units and not is_work:
            return UnitList()
        is_open = is_open or found.is_open
        pending += found.units
        role = _role_of(part.group())
        if role is not None:
            units += [_in_role(unit, role) for unit in pending]
            pending = []
            joined = joined or (role == "joint" and "均" not in part.group())
    told = _with_answering_lead(units) if joined else units
    return UnitList((*told, *(unit for unit in pending if is_unit(unit.name))), is_open)


def _with_answering_lead(units: list[ResponsibleUnit]) -> list[ResponsibleUnit]:
    """甲局负责，乙局参与: who answers while others join leads, where nobody else does."""
    if any(unit.role == "lead" for unit in units):
        return units
    return [replace(unit, role="lead") if unit.role == "responsible" else unit for unit in units]


def _blank(words: re.Match[str]) -> str:
    return " " * len(words.group())


def _in_role(unit: ResponsibleUnit, role: UnitRole) -> ResponsibleUnit:
    return ResponsibleUnit(unit.name, unit.role if unit.role == "joint" else role, unit.span)


def first_leads_from(text: str, span: Span) -> int | None:
    """Where the text says that the first of every list leads; `None` where it does not."""
    said = FIRST_LEADS.search(text, *span) if "牵头" in text else None
    return said.start() if said else None


def with_first_lead(units: Sequence[ResponsibleUnit]) -> tuple[ResponsibleUnit, ...]:
    """The units of a list whose first one leads, where no role is printed."""
    return _with_first_lead(UnitList(tuple(units))).units if units else ()


def _with_first_lead(found: UnitList) -> UnitList:
    first, *others = found.units
    if any(unit.role != "responsible" for unit in found.units):
        return found
    lead = ResponsibleUnit(first.name, "lead", first.span, first.stated)
    return UnitList((lead, *others), found.is_open)


def _is_aside(part: str) -> bool:
    if "：" in part or ":" in part or _FOR_ALL.match(part):
        return True
    return _NO_UNIT.search(part) is not None and not is_unit(_before_work(part))


def _before_work(part: str) -> str:
    return _WORDS_OF_WORK.split(part.split("、")[0], 1)[0]


def _role_of(part: str) -> UnitRole | None:
    """The role that the verbs of a part give to the units before them."""
    if _LEADS.search(part):
        return "lead"
    if _JOINS.search(part) and not _JOINT_INSIDE.search(part):
        return "joint"
    return "responsible" if _ANSWERS.search(part) else None


def _units_of(part: str, start: int, is_work: bool) -> UnitList:
    """The units of one part; behind 会同 they join."""
    part = _ANSWERS_FOR.split(part, 1)[0]
    inside = _JOINT_INSIDE.search(part)
    first = split_units(part[: inside.start()] if inside else part, start)
    units = [unit for unit in first.units if _is_name(unit.name, is_work)]
    if not is_work and len(units) < len(first.units):
        return UnitList()
    is_open = first.is_open
    if inside:
        rest = split_units(part[inside.end() :], start + inside.end(), "joint")
        units += [
            unit
            for unit in rest.units
            if _is_name(unit.name, is_work) and not _SOME.fullmatch(unit.name)
        ]
        is_open = is_open or rest.is_open
    return UnitList(tuple(units), is_open)


def _is_name(name: str, is_work: bool) -> bool:
    if is_unit(name):
        return not name.startswith(_EXPLAINING)
    return is_work and 1 < len(name) <= 12 and not _NO_UNIT.search(name)


def _closes_paragraph(text: str, end: int) -> bool:
    rest = text[end : end + 2].lstrip("。；; ")
    return not rest or rest[0] == "\n"
