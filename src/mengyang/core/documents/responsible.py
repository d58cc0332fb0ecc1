"""责任单位 — the units of an item: from labels, brackets, the section's lead-in, its subject."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mengyang.core.documents.fields import LabelField
from mengyang.core.documents.genres.labels import Role
from mengyang.core.documents.phrases.roles import Assignment, read_assignment
from mengyang.core.documents.phrases.units import UnitList, UnitRole, split_units
from mengyang.core.documents.records import Clause, Document, ResponsibleUnit, Span

_ROLES: dict[Role, UnitRole] = {
    Role.UNITS: "responsible",
    Role.LEAD: "lead",
    Role.JOINT: "joint",
}
_GOVERNING = (
    r"(?:人民政府|政府|党委|部门|委员会|管委会|机关|各地|各?地区|各?单位|办公[厅室](?:[(（]室[)）])?|"
    r"[^，。；：、\s]{1,12}(?:[局委厅署]|总局)|各[县市区州盟旗](?:[(（][^)）]{1,6}[)）])?|省[(（]区、市[)）])"
)
_SUBJECT = re.compile(
    rf"(?:[^，。；：！？\s“”《》]{{0,18}}?{_GOVERNING})"
    r"(?=要|应|须|需|必须|负责|牵头|会同|以[^，。]{2,14}为单位|将于)"
)
_ANSWERABLE = re.compile(
    rf"(?:^|(?<=[。；\n，]))([^，。；：\s]{{0,18}}?{_GOVERNING})(?=对[^，。；]{{2,40}}负(?:总|主体)?责)"
)
_AGENT_OF_DAY = re.compile(
    rf"(?:^|(?<=[。；\n]))([^，。；：\s]{{0,18}}?{_GOVERNING})(?=(?:将|要)?[于在]\s*\d)"
)
_ANSWERING = re.compile(r"负(?:总|主体)?责")
_ON_A_DAY = re.compile(r"[于在]\s*\d")
_DATED_GOAL = re.compile(
    rf"前[，,]\s*([^，。；：\s]{{0,18}}?{_GOVERNING})(?=(?:要|应)?(?:全面|基本|全部)?(?:完成|实现|建成|达到))"
)
_NO_NAME = re.compile(r"\d|完成|^无$|^[—－/-]+$|长期|立行|立即")
_LEAD_IN = re.compile(r"(?:工作|任务|措施|事项|方面|内容|要求)[:：]$")
_NOT_GOVERNING = re.compile(
    r"^(?:对|在|按|为|由|与|将|把|向|被|根据|通过|加强|推动|支持|鼓励|引导|督促|指导|建立|完善)"
)


@dataclass(frozen=True, slots=True)
class Answerable:
    """Who answers for an item."""

    units: tuple[ResponsibleUnit, ...] = ()
    is_open: bool = False


def labelled_units(document: Document, fields: Iterable[LabelField]) -> Answerable:
    """The units behind 责任单位, 牵头单位, 配合单位; one label may hold several roles."""
    units: list[ResponsibleUnit] = []
    is_open = False
    for field in fields:
        if field.unit is not None:
            name = document.text[slice(*field.unit)]
            units.append(ResponsibleUnit(name, "responsible", field.unit))
        if (role := _ROLES.get(field.role)) is None:
            continue
        found = _field_units(document.text, field.value, role)
        units += found.units
        is_open = is_open or found.is_open
    return Answerable(tuple(units), is_open)


def bracketed_units(assignments: Iterable[Assignment]) -> Answerable:
    """The units in the brackets of a stretch."""
    units: list[ResponsibleUnit] = []
    is_open = False
    for assignment in assignments:
        units += assignment.found.units
        is_open = is_open or assignment.found.is_open
    return Answerable(_once(units), is_open)


def subject_units(document: Document, clause: Clause) -> Answerable:
    """Units that the clause names only as the subject of its sentences."""
    text = document.text
    start, end = clause.text_span
    found = []
    if _ANSWERING.search(text, start, end):
        found = [_subject(text, match.span(1)) for match in _ANSWERABLE.finditer(text, start, end)]
    if not found and (first := _SUBJECT.match(text, start, end)):
        found = [_subject(text, first.span())]
    if _ON_A_DAY.search(text, start, end):
        agents = _AGENT_OF_DAY.finditer(text, start, end)
        found += [_subject(text, match.span(1)) for match in agents]
    return Answerable(_once([unit for units in found for unit in units]))


def lead_in_units(document: Document, section: Clause) -> Answerable:
    """The subject of a section's lead-in sentence (`各地要…做好以下工作：`)."""
    start, end = section.text_span
    if not _LEAD_IN.search(document.text, start, end):
        return Answerable()
    match = _SUBJECT.match(document.text, start, end)
    return Answerable(_subject(document.text, match.span())) if match else Answerable()


def goal_units(document: Document, clause: Clause) -> Answerable:
    """Who must have reached a dated goal: `2019年12月底前，各地完成…`."""
    match = _DATED_GOAL.search(document.text, *clause.text_span)
    return Answerable(_subject(document.text, match.span(1))) if match else Answerable()


def _field_units(text: str, value: Span, role: UnitRole) -> UnitList:
    words = text[value[0] : value[1]]
    if re.search(r"牵头|配合|参与|协助|会同", words):
        found = read_assignment(words, value[0])
        if found.units:
            return found
    found = split_units(words, value[0], role)
    names = tuple(unit for unit in found.units if not _NO_NAME.search(unit.name))
    return UnitList(names, found.is_open)


def _subject(text: str, span: Span) -> tuple[ResponsibleUnit, ...]:
    name = text[span[0] : span[1]]
    if _NOT_GOVERNING.match(name):
        return ()
    return (ResponsibleUnit(name, "responsible", span, stated=False),)


def _once(units: Sequence[ResponsibleUnit]) -> tuple[ResponsibleUnit, ...]:
    """Each unit once, the strongest role kept."""
    kept: dict[str, ResponsibleUnit] = {}
    for unit in units:
        if unit.name not in kept or (unit.role == "lead" and kept[unit.name].role != "lead"):
            kept[unit.name] = unit
    return tuple(kept.values())
