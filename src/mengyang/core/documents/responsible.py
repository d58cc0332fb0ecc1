"""责任单位 — the units of an item: from labels, brackets, the section's lead-in, its subject."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from mengyang.core.documents.defaults import Default
from mengyang.core.documents.fields import LabelField
from mengyang.core.documents.genres.labels import Role
from mengyang.core.documents.phrases.persons import is_person, persons_beside
from mengyang.core.documents.phrases.roles import Assignment, read_assignment
from mengyang.core.documents.phrases.units import UnitList, UnitRole, is_unit, split_units
from mengyang.core.documents.records import Clause, Document, ResponsibleUnit, Span
from mengyang.core.patterns import lazy_pattern

_ROLES: dict[Role, UnitRole] = {
    Role.UNITS: "responsible",
    Role.LEAD: "lead",
    Role.JOINT: "joint",
}
_NO_NAME = lazy_pattern(r"\d|完成|^无$|^[—－/-]+$|长期|立行|立即")
_ROLE_MARK = lazy_pattern(
    r"[(（](?:(?P<lead>主办|牵头|主责|主)|(?P<joint>会办|协办|配合|参与|协助|分办))(?:单位|"
    r"部门)?[)）]"
)
# （第一单位为牵头单位，下同） says how the list is to be read.
_ASIDE = lazy_pattern(r"[(（][^()（）]{0,24}(?:下同|牵头单位|第一个?单位)[^()（）]{0,12}[)）]")
_ROLE_WORD = lazy_pattern(r"牵头|配合|参与|协助|会同")
_CELL = lazy_pattern(r"\t([^\t\n]{2,80})(?=[\t\n]|\Z)")


class Answerable(NamedTuple):
    """Who answers for an item."""

    units: tuple[ResponsibleUnit, ...] = ()
    is_open: bool = False


def labelled_units(document: Document, fields: Sequence[LabelField]) -> Answerable:
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
    return Answerable(_leading(once(units), fields), is_open)


def _leading(
    units: tuple[ResponsibleUnit, ...], fields: Sequence[LabelField]
) -> tuple[ResponsibleUnit, ...]:
    """责任单位 beside 配合单位, where no other label says who leads, are those who lead."""
    roles = {field.role for field in fields}
    if Role.JOINT not in roles or Role.UNITS not in roles or Role.LEAD in roles:
        return units
    if any(unit.role == "lead" for unit in units):
        return units
    return tuple(
        replace(unit, role="lead") if unit.role == "responsible" else unit for unit in units
    )


def bracketed_units(assignments: Iterable[Assignment]) -> Answerable:
    """The units in the brackets of a stretch."""
    units: list[ResponsibleUnit] = []
    is_open = False
    for assignment in assignments:
        units += assignment.found.units
        is_open = is_open or assignment.found.is_open
    return Answerable(once(units), is_open)


def beside_units(document: Document, clause: Clause) -> Answerable:
    """The units in a cell beside the clause's words (`1.新建幼儿园⇥甲局、乙局⇥12月底前`)."""
    start, end = clause.heading_span[0], clause.own_span[1]
    for cell in _CELL.finditer(document.text, start, end):
        found = split_units(cell[1], cell.start(1))
        if found.units and all(is_unit(unit.name) for unit in found.units):
            return Answerable(found.units, found.is_open)
    return Answerable()


def with_defaults(stated: Answerable, clause: Clause, defaults: Sequence[Default]) -> Answerable:
    """The units of an item and those said once for all items from there on."""
    said = [each for each in defaults if not each.where_none and each.holds_for(clause)]
    units = [unit for each in said for unit in each.units]
    return Answerable(once([*stated.units, *units]), stated.is_open) if units else stated


def stated_for_none(clause: Clause, defaults: Sequence[Default]) -> Answerable | None:
    """Who answers for items that name nobody, where the document says so."""
    said = [each for each in defaults if each.where_none and each.holds_for(clause)]
    units = [unit for each in said[-1:] for unit in each.units]
    return Answerable(once(units)) if units else None


def _without_persons(words: str) -> str:
    """The words with a blank for each letter that tells a person."""
    for _, (start, end) in list(persons_beside(words, (0, len(words)))):
        words = f"{words[:start]}{' ' * (end - start)}{words[end:]}"
    return words


def _blank(words: re.Match[str]) -> str:
    return " " * len(words.group())


def _field_units(text: str, value: Span, role: UnitRole) -> UnitList:
    words = _ASIDE.sub(_blank, _without_persons(text[value[0] : value[1]]))
    if marks := list(_ROLE_MARK.finditer(text, *value)):
        return _marked_units(text, value, marks, role)
    if _ROLE_WORD.search(words):
        found = read_assignment(words, value[0])
        if found.units:
            return found
    found = split_units(words, value[0], role)
    names = tuple(
        unit for unit in found.units if not (_NO_NAME.search(unit.name) or is_person(unit.name))
    )
    return UnitList(names, found.is_open)


def _marked_units(
    text: str, value: Span, marks: Sequence[re.Match[str]], role: UnitRole
) -> UnitList:
    """`甲局（主办），乙局、丙局（会办）`: a mark leads for the name before it, joins for all."""
    units: list[ResponsibleUnit] = []
    is_open = False
    start = value[0]
    for mark in marks:
        found = split_units(text[start : mark.start()], start, "joint")
        is_open = is_open or found.is_open
        units += found.units
        if mark.group("lead") and found.units:
            units[-1] = replace(units[-1], role="lead")
        start = mark.end()
    rest = split_units(text[start : value[1]], start, role if role != "responsible" else "joint")
    return UnitList((*units, *rest.units), is_open or rest.is_open)


def once(units: Sequence[ResponsibleUnit]) -> tuple[ResponsibleUnit, ...]:
    """Each unit once, the strongest role kept."""
    kept: dict[str, ResponsibleUnit] = {}
    for unit in units:
        if unit.name not in kept or (unit.role == "lead" and kept[unit.name].role != "lead"):
            kept[unit.name] = unit
    return tuple(kept.values())
