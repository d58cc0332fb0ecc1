"""责任落实 — the names of a duty, matched to units, as the charges of a task and its children."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mengyang.core.documents.adoption import NamedDuty, lead_first
from mengyang.core.registry.matching import How, Match, Matched
from mengyang.store.writes.ledger import Charge


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person said a name means; no units: the duty stays without this one.

    `remember` keeps the name as an alias of the unit, so that it is asked for once.
    """

    unit_ids: tuple[int, ...] = ()
    remember: bool = False


@dataclass(frozen=True, slots=True)
class Meant:
    """The units a name means; `is_group` where the duty is each member's own."""

    unit_ids: tuple[int, ...]
    is_group: bool = False


@dataclass(frozen=True, slots=True)
class Charged:
    """The task's own charge, one charge a child where a group was expanded, and the names that
    mean no unit."""

    own: Charge
    children: tuple[Charge, ...] = ()
    names_without_unit: tuple[str, ...] = ()


def meaning(matched: Match, answers: Mapping[str, Answer]) -> Meant | None:
    """What the name means by the directory, else by a person's answer; None while unanswered."""
    if isinstance(matched, Matched):
        return Meant(matched.unit_ids, matched.how is How.GROUP)
    answer = answers.get(matched.name)
    return None if answer is None else Meant(answer.unit_ids, len(answer.unit_ids) > 1)


def charged(
    duty: NamedDuty,
    meant: Mapping[str, Meant],
    places: Mapping[int, int],
    home: int,
) -> Charged:
    """The charges of a duty; `places` maps a unit to its area, `home` is the document's area.

    A group among the responsible makes one child for every unit; else the first unit answers and
    the others help.
    """
    answering, helping, is_group = _parts(duty, meant)
    nobody = tuple(name for name in duty.roles if not meant[name].unit_ids)
    if is_group:
        children = tuple(Charge(places[unit], unit, helping) for unit in answering)
        return Charged(Charge(home), children, nobody)
    if not answering:
        return Charged(Charge(home, None, helping), (), nobody)
    lead, *others = answering
    return Charged(Charge(places[lead], lead, _unique([*others, *helping])), (), nobody)


def task_count(duty: NamedDuty, matches: Iterable[Match]) -> int:
    """How many tasks the duty makes to be worked on: one, or one for each unit of a group.

    A name that is still asked for counts as nobody.
    """
    meant = {each.name: meaning(each, {}) or Meant(()) for each in matches}
    answering, _, is_group = _parts(duty, meant)
    return len(answering) if is_group else 1


def _parts(
    duty: NamedDuty, meant: Mapping[str, Meant]
) -> tuple[tuple[int, ...], tuple[int, ...], bool]:
    """Who answers, who helps, and whether those who answer do so each for themselves."""
    answering: list[int] = []
    helping: list[int] = []
    is_group = False
    for name in lead_first(duty.roles):
        meaning_ = meant[name]
        if duty.roles[name] == "joint":
            helping += meaning_.unit_ids
        else:
            answering += meaning_.unit_ids
            is_group = is_group or meaning_.is_group
    if not answering and helping and not any(role == "lead" for role in duty.roles.values()):
        answering, helping = helping[:1], helping[1:]
    return _unique(answering), _unique(helping), is_group and len(set(answering)) > 1


def _unique(units: Sequence[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(units))
