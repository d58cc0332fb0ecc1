"""统一规定 — what is said once for many items: 以下均需各县落实，不再列出; 未注明时限的，均于…前.

Units said of 以下 join those of every later item, of 各项任务 those of all; what is said of 未注明
holds for items that name no unit, or no day. It may stand in the body, before it, or in a note.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from mengyang.core.documents.phrases.dates import field_deadline
from mengyang.core.documents.phrases.roles import read_assignment
from mengyang.core.documents.phrases.units import UnitRole, is_unit, split_units
from mengyang.core.documents.records import (
    Clause,
    Deadline,
    Document,
    ResponsibleUnit,
    Span,
)
from mengyang.core.patterns import lazy_pattern, matches_from

NAMES = r"(?P<units>[^，,。；;]{2,40}?)"
WORK = r"(?P<work>贯彻落实|组织落实|抓好落实|落实|组织实施|实施|负责|牵头|配合|参与|承担)"
_BELOW = lazy_pattern(
    rf"(?:以下|(?P<all>各项|所有|全部|上述))(?:各项|所有|各条)?(?:任务|工作|事项|措施)?[，,]?(?:均|都|全部)"
    rf"(?:需要?|须|应|由|要)*{NAMES}(?:共同|具体|分别)?{WORK}"
    rf"[^，,。；;）)]{{0,6}}[，,；;]?\s*(?:不再|不另|下同)"
    rf"|(?<=[（(；;，,。\n]){NAMES.replace('units', 'names')}(?:均|都)(?:需|须|要)?"
    rf"(?P<done>配合|参与|落实|负责)[^，,。；;）)]{{0,6}}[，,；;]\s*(?:下同|不再)"
)
_NOT_SAID = r"(?:未|没有)(?:单独|另行|具体)?(?:注明|标明|明确|列明|列出|作说明|规定|指定)"
UNSTATED = lazy_pattern(
    rf"(?:{_NOT_SAID}(?:牵头|责任|主责|负责)?(?:单位|部门)?的?"
    rf"|(?:牵头|责任|主责)(?:单位|部门){_NOT_SAID}的)[^，,。；;]{{0,8}}[，,]?\s*"
    rf"(?:均|都|统一|一律)?(?:由|为){NAMES}(?:共同|具体|统一)?(?:{WORK}|(?=[。；;）)\n]|\Z))"
)
_SAME_BELOW = lazy_pattern(
    r"[（(](?P<units>[^（）()\n]{2,60}?(?:牵头|负责|落实|配合))[，,；;]\s*(?:以?下同)[）)]"
)
_DAY = r"(?:完成|办结|整改|落实)?(?:时限|期限|时间|时间节点|日期)(?:要求)?"
_UNDATED = lazy_pattern(
    rf"(?:{_NOT_SAID}(?:具体)?{_DAY}的?|{_DAY}{_NOT_SAID}的)"
    r"(?:各项)?(?:任务|事项|工作|措施|内容)?[，,]?\s*(?:原则上)?(?:均|都|一律|统一|全部)?"
    r"(?:须|应|要|需)?(?:按|于|在|为)?(?P<when>[^。；;，,的\n]{2,30})"
    r"|(?:其他|其余)(?:各项)?(?:任务|工作|事项)[，,]?(?:均|都|一律)(?:须|应|要|需)?(?:于|在)"
    r"(?P<rest>[^。；;，,的\n]{2,30})"
)
# Looked for before the patterns above: few texts hold one of these.
_BELOW_SAID = lazy_pattern("不[再另]")
_SOME_UNSAID = lazy_pattern(
    r"[未没其](?:(?<!其)有?(?:单独|另行|具体)?(?:注|标|列|明确|作说|规定|指定)"
    r"|(?<=其)[他余](?:各项)?(?:任务|工作|事项)[，,]?[均都一])"
)


@dataclass(frozen=True, slots=True)
class Default:
    """Units said once: from `start` on for items that name others, or for those that name none.

    Where they are said of a section, `end` is its end.
    """

    start: int
    units: tuple[ResponsibleUnit, ...]
    where_none: bool = False
    end: int | None = None

    def holds_for(self, clause: Clause) -> bool:
        """Whether a clause ends behind the words and begins before their section ends."""
        return self.start < clause.span[1] and (self.end is None or clause.span[0] < self.end)


class Due(NamedTuple):
    """A day said once for items without one: of a section, or from the beginning to the end."""

    start: int
    deadline: Deadline
    end: int | None = None

    def holds_for(self, clause: Clause) -> bool:
        """Whether a clause lies in the section it is said of."""
        return self.end is None or self.start < clause.span[0] < self.end


class SaidOnce(NamedTuple):
    """What the text says once for many items: units, and days for those without."""

    units: tuple[Default, ...]
    days: tuple[Due, ...] = ()


def find_said_once(document: Document) -> SaidOnce:
    """The units and the day said for many items; none where the text says nothing of them."""
    text, where = document.text, _where(document)
    found: list[Default] = []
    if _BELOW_SAID.search(text, *where) or text.find("下同", *where) >= 0:
        found += _of_later_items(text, where)
    if next(matches_from("未没其", _SOME_UNSAID, text, where), None) is None:
        return SaidOnce(tuple(found))
    for match in UNSTATED.finditer(text, *where):
        if units := units_of(match, "units", role_of(match["work"])):
            found.append(Default(0, units, where_none=True))
    return SaidOnce(tuple(found), tuple(_due(document, where)))


def role_of(work: str | None) -> UnitRole:
    """The role that a word of work gives."""
    return "joint" if work in ("配合", "参与") else "lead" if work == "牵头" else "responsible"


def units_of(match: re.Match[str], group: str, role: UnitRole) -> tuple[ResponsibleUnit, ...]:
    """The units of a group of a match; none where one of the names is no unit."""
    units = split_units(match[group], match.start(group), role).units
    return units if units and all(is_unit(unit.name) for unit in units) else ()


def _due(document: Document, where: Span) -> Iterator[Due]:
    for match in _UNDATED.finditer(document.text, *where):
        kind = "when" if match["when"] else "rest"
        found = field_deadline(document.text, match.span(kind), document.header.reckoned_from)
        if found.on:
            yield Due(0, found)
            return


def _where(document: Document) -> Span:
    """From behind nothing to the end of the body: a bracket under the title counts too."""
    return 0, document.body_span[1]


def _of_later_items(text: str, where: Span) -> Iterator[Default]:
    for match in _BELOW.finditer(text, *where):
        group = "units" if match["units"] else "names"
        if units := units_of(match, group, role_of(match["work"] or match["done"])):
            yield Default(0 if match["all"] else match.start(), units)
    for match in _SAME_BELOW.finditer(text, *where):
        if re.search("均|都|排|列", match["units"]) is None:
            units = read_assignment(match["units"], match.start("units")).units
            if units:
                yield Default(match.start(), units, where_none=True)
