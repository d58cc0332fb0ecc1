"""分节规定 — what the head of a section says for all below it: （以下各项均由甲局牵头，10月底前）.

A document in, the units and days with the section they hold for. A bare bracket behind a heading
of the first level (一、扩大资源（甲局牵头）) holds for what names nobody itself.
"""

from bisect import bisect_left
from collections.abc import Iterator

from mengyang.core.documents.defaults import NAMES, WORK, Default, Due, SaidOnce, role_of, units_of
from mengyang.core.documents.genres.labels import Role
from mengyang.core.documents.outline import clause_at
from mengyang.core.documents.phrases.dates import bracket_deadline
from mengyang.core.documents.phrases.roles import find_assignments
from mengyang.core.documents.phrases.units import UnitRole, is_unit, split_units
from mengyang.core.documents.records import Clause, Document, Span
from mengyang.core.patterns import lazy_pattern

_ROLES: dict[Role, UnitRole] = {Role.UNITS: "responsible", Role.LEAD: "lead"}
_FIELD_END = lazy_pattern(r"[；;，,）)】\n]")
_ALL = (
    r"(?:以下|下列)(?:各项|所有|各条|全部|\d{1,2}项)?(?:任务|工作|事项|措施|内容)?[，,]?"
    r"(?:均|都|全部|统一|一律)(?:需|须|应|要)*"
)
_UNITS = lazy_pattern(rf"{_ALL}由?{NAMES}(?:共同|具体|分别|统一)?{WORK}")
_DAYS = lazy_pattern(rf"{_ALL}[于在按]?(?=\d|今年|明年|本年|年底|长期|立)")
_STOP = lazy_pattern(r"[）)。；;\n]|\Z")
_TO_THE_END = lazy_pattern(r"[^。\n]{0,20}?(?:不再|不另|下同)")


def find_in_sections(document: Document) -> SaidOnce:
    """What the heads of sections say; each holds up to the end of its section."""
    units: list[Default] = []
    days: list[Due] = []
    text, body = document.text, document.body_span
    if text.find("以下", *body) >= 0 or text.find("下列", *body) >= 0:
        units += _units_below(document)
        days += _days_below(document)
    for section in document.outline:
        if section.parent is None and section.own_span[1] < section.span[1]:
            units += _units_of_heading(document, section)
    return SaidOnce(tuple(units), tuple(days))


def _units_below(document: Document) -> Iterator[Default]:
    said: set[tuple[str, int]] = set()
    for match in _UNITS.finditer(document.text, *document.body_span):
        once = match.group(), _end(document, match.start())
        if once in said or _TO_THE_END.match(document.text, match.end()):
            continue
        said.add(once)
        if units := units_of(match, "units", role_of(match["work"])):
            yield Default(match.start(), units, end=once[1])


def _days_below(document: Document) -> Iterator[Due]:
    """The day behind the units (均由甲局牵头，10月底前完成), or alone (均于10月底前完成)."""
    text, body = document.text, document.body_span
    said: set[tuple[str, int]] = set()
    for match in (*_UNITS.finditer(text, *body), *_DAYS.finditer(text, *body)):
        stop = _STOP.search(text, match.end(), body[1])
        where = match.end(), stop.start() if stop else body[1]
        once = text[slice(*where)], _end(document, match.start())
        found = bracket_deadline(text, where, document.header.reckoned_from)
        if found.on and once not in said:
            said.add(once)
            yield Due(match.start(), found, once[1])


def _units_of_heading(document: Document, section: Clause) -> Iterator[Default]:
    """The bracket with units right behind a heading, on its line."""
    text = document.text
    yield from _labelled_in(document, section)
    end = text.find("\n", section.heading_span[1], section.own_span[1])
    line: Span = section.heading_span[1], end if end >= 0 else section.own_span[1]
    for bracket in find_assignments(text, line):
        if not text[line[0] : bracket.span[0]].strip(" 。"):
            yield Default(
                bracket.span[0], bracket.found.units, where_none=True, end=section.span[1]
            )


def _labelled_in(document: Document, section: Clause) -> Iterator[Default]:
    """一、扩大资源（牵头单位：甲局）: who leads all below, or answers where nobody else does."""
    for at, label in document.labels.items():
        role = _ROLES.get(label.role)
        if role is None or not section.heading_span[0] < at < section.heading_span[1]:
            continue
        stop = _FIELD_END.search(document.text, label.end, section.own_span[1])
        words = document.text[label.end : stop.start() if stop else section.own_span[1]]
        units = split_units(words, label.end, role).units
        if units and all(is_unit(unit.name) for unit in units):
            yield Default(at, units, where_none=role != "lead", end=section.span[1])


def _end(document: Document, at: int) -> int:
    """Where the section ends that a place is the head of, else the one that it lies in."""
    clause = clause_at(document, at)
    if clause is None:
        return document.body_span[1]
    if clause.own_span[1] < clause.span[1]:
        return clause.span[1]
    at = bisect_left(document.clause_starts, clause.span[0])
    while document.outline[at] is not clause:
        at += 1
    above = document.clause_parents[at]
    return document.outline[above].span[1] if above >= 0 else document.body_span[1]
