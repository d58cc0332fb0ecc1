"""统一规定 — a unit named once for many items: `以下均需各县落实，不再列出`.

What is said of 以下 joins the units of every later item; what is said of 未注明 answers where an
item names nobody.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mengyang.core.documents.phrases.units import UnitRole, is_unit, split_units
from mengyang.core.documents.records import Document, ResponsibleUnit

_NAMES = r"(?P<units>[^，,。；;]{2,40}?)"
_WORK = r"(?P<work>贯彻落实|组织落实|抓好落实|落实|组织实施|实施|负责|牵头|配合|参与|承担)"
_BELOW = re.compile(
    rf"以下(?:各项|所有|各条)?(?:任务|工作|事项|措施)?[，,]?(?:均|都|全部)(?:需要?|须|应|由|要)?{_NAMES}(?:共同|具体|分别)?{_WORK}"
    rf"[^，,。；;）)]{{0,6}}[，,；;]?\s*(?:不再|不另|下同)"
    rf"|(?<=[（(；;，,。\n]){_NAMES.replace('units', 'names')}(?:均|都)(?:需|须|要)?"
    rf"(?P<done>配合|参与|落实|负责)[^，,。；;）)]{{0,6}}[，,；;]\s*(?:下同|不再)"
)
_UNSTATED = re.compile(
    rf"未(?:注明|标明|明确|列明|列出|作说明)(?:牵头|责任|主责)?(?:单位|部门)?的?[^，,。；;]{{0,8}}[，,]?\s*"
    rf"(?:均|都|统一|一律)?(?:由|为){_NAMES}(?:共同|具体|统一)?(?:{_WORK}|(?=[。；;）)\n]|\Z))"
)


@dataclass(frozen=True, slots=True)
class Default:
    """Units said once: from `start` on for items that name others, or for those that name none."""

    start: int
    units: tuple[ResponsibleUnit, ...]
    where_none: bool = False


def find_defaults(document: Document) -> tuple[Default, ...]:
    """What the body says once for many items, in text order."""
    text, body = document.text, document.body_span
    found: list[Default] = []
    if any(text.find(word, *body) >= 0 for word in ("不再", "不另", "下同")):
        found += _of_later_items(text, body)
    if text.find("未", *body) >= 0:
        for match in _UNSTATED.finditer(text, *body):
            if units := _units(match, "units", _role(match["work"])):
                found.append(Default(match.start(), units, where_none=True))
    return tuple(found)


def _of_later_items(text: str, body: tuple[int, int]) -> Iterator[Default]:
    for match in _BELOW.finditer(text, *body):
        group = "units" if match["units"] else "names"
        if units := _units(match, group, _role(match["work"] or match["done"])):
            yield Default(match.start(), units)


def _role(work: str | None) -> UnitRole:
    return "joint" if work in ("配合", "参与") else "lead" if work == "牵头" else "responsible"


def _units(match: re.Match[str], group: str, role: UnitRole) -> tuple[ResponsibleUnit, ...]:
    units = split_units(match[group], match.start(group), role).units
    return units if units and all(is_unit(unit.name) for unit in units) else ()
