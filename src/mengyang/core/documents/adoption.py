"""采纳 — from confirmed reading entries to drafts of tasks, before any unit is matched.

Content is in the shape of the reading JSON; rejected entries never come here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mengyang.core.documents.shared_tails import full_name, full_names

ADOPTED_KINDS = ("problem", "task")
ADVISORY_KINDS = ("recommendation", "opinion")

type Content = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class NamedDuty:
    """事项草稿 — one duty with the names of its units as the document prints them.

    `roles` maps a name to responsible | lead | joint, in text order; offices that share the tail
    of their list (甲、乙等部门) have it each for itself.
    """

    content: Content
    kind: str
    roles: Mapping[str, str]


def duties_to_adopt(obligations: Iterable[Content], with_advice: bool) -> list[NamedDuty]:
    """The obligations that become tasks: problems and tasks; advice only when asked for."""
    kinds = (*ADOPTED_KINDS, *ADVISORY_KINDS) if with_advice else ADOPTED_KINDS
    return [
        NamedDuty(content, str(content["kind"]), _roles(content))
        for content in obligations
        if content.get("kind") in kinds
    ]


def reports_to_adopt(reporting: Iterable[Content]) -> list[NamedDuty]:
    """The reporting duties, each a task of everybody who must report."""
    return [
        NamedDuty(
            content,
            "reporting",
            {
                each: "responsible"
                for name in _names(content.get("who"))
                for each in full_names(name)
            },
        )
        for content in reporting
    ]


def unit_names(duties: Iterable[NamedDuty]) -> list[str]:
    """Every name once, in text order."""
    return list(dict.fromkeys(name for duty in duties for name in duty.roles))


def lead_first(roles: Mapping[str, str]) -> list[str]:
    """The names with the accountable one first: the stated lead, else the first named."""
    leads = [name for name, role in roles.items() if role == "lead"]
    responsible = [name for name, role in roles.items() if role == "responsible"]
    joint = [name for name, role in roles.items() if role == "joint"]
    return [*leads, *responsible, *joint]


def _roles(content: Content) -> dict[str, str]:
    units = content.get("responsible_units")
    quote = str(content.get("quote") or "")
    roles: dict[str, str] = {}
    for unit in units if isinstance(units, list) else ():
        if isinstance(unit, dict) and unit.get("name"):
            for name in full_names(full_name(str(unit["name"]), quote)):
                roles.setdefault(name, str(unit.get("role", "responsible")))
    return roles


def _names(value: object) -> list[str]:
    return [str(name) for name in value] if isinstance(value, list) else []
