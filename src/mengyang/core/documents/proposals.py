"""分工建议 — whom a text itself suggests for a duty that names no unit, and by when; with why.

Only what the reader knows: units printed with the duty, departments that act in its clause, and
the end of the plan's term. Suggestions are proposals; nothing is charged by them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from mengyang.core.documents.adoption import Content, NamedDuty
from mengyang.core.documents.shared_tails import full_name, full_names
from mengyang.core.findings import Finding, Level
from mengyang.core.patterns import lazy_pattern

_TERM = lazy_pattern(r"(?<!\d)(20\d\d)\s*(?:年\s*)?[—–\-－~～至到]+\s*(20\d\d)\s*年")


@dataclass(frozen=True, slots=True)
class Proposal:
    """建议 — names with their roles (lead | joint | responsible), the outer day, the reasons."""

    roles: Mapping[str, str]
    until: date | None
    why: tuple[Finding, ...]


def proposal(duty: NamedDuty, acting: Iterable[Content], end: date | None, day: date) -> Proposal:
    """What the text suggests on `day` for one duty; `acting` is the reading of duties.

    An end of term that has passed is told and not suggested: every task would begin overdue.
    """
    if duty.roles:
        return Proposal(duty.roles, _until(duty, end, day), _reasons(duty, (end, day), ()))
    path = str(duty.content.get("path") or "")
    inside = [each for each in acting if path and _is_within(str(each.get("path") or ""), path)]
    roles: dict[str, str] = {}
    for each in inside:
        for name in full_names(str(each["department"])):
            roles.setdefault(name, "joint" if "lead" in roles.values() else "lead")
        joint = each.get("joint")
        for name in joint if isinstance(joint, list) else []:
            roles.setdefault(full_name(str(name), str(each["quote"])), "joint")
    return Proposal(roles, _until(duty, end, day), _reasons(duty, (end, day), inside))


def end_of_term(title: str, targets: Iterable[Content]) -> date | None:
    """The last day of the plan: the end year of its title, else the latest year of its targets."""
    match = _TERM.search(title)
    years = [int(match.group(2))] if match else [year for each in targets for year in _year(each)]
    return date(max(years), 12, 31) if years else None


def _until(duty: NamedDuty, end: date | None, day: date) -> date | None:
    return None if _is_dated(duty) or end is None or end < day else end


def _reasons(
    duty: NamedDuty, term: tuple[date | None, date], inside: Iterable[Content]
) -> tuple[Finding, ...]:
    end, day = term
    found = [
        Finding("divisions.why.acts", Level.INFO, {"quote": str(each["quote"])}) for each in inside
    ]
    if duty.roles:
        found.append(Finding("divisions.why.named", Level.INFO, {"names": "、".join(duty.roles)}))
    if end is not None and not _is_dated(duty):
        code = "divisions.why.term_over" if end < day else "divisions.why.term"
        found.append(Finding(code, Level.INFO, {"day": end.isoformat()}))
    return tuple(found)


def _is_dated(duty: NamedDuty) -> bool:
    deadline = duty.content.get("deadline")
    kind = deadline.get("kind") if isinstance(deadline, Mapping) else None
    return kind not in (None, "none")


def _is_within(path: str, above: str) -> bool:
    return path == above or path.startswith(f"{above}/")


def _year(target: Content) -> list[int]:
    by = str(target.get("by") or "")[:4]
    return [int(by)] if by.isdecimal() and len(by) == 4 else []
