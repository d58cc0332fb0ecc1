"""承接关系 — what a person settled between a unit's own plan and the tasks above, held to rules.

Nothing is dropped: each own task takes over tasks above or is an addition, each task above is
taken over or left out with a reason, and a later day has its reason.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mengyang.core.documents.inherited import Above, Own, is_later
from mengyang.core.findings import Refused


@dataclass(frozen=True, slots=True)
class Settlement:
    """`takes` joins the place of an own task to a number above, or to "" for an addition.

    `left_out` gives the reason by number above, `later` the reason by place of the own task.
    `is_meant` confirms a paper that does not name the plan above.
    """

    takes: tuple[tuple[int, str], ...]
    left_out: Mapping[str, str] = field(default_factory=dict)
    later: Mapping[int, str] = field(default_factory=dict)
    is_meant: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """A task above with the place of the own task that takes it over; none where left out."""

    number: str
    place: int | None
    reason: str = ""


def settled(
    above: Sequence[Above], own: Sequence[Own], said: Settlement
) -> tuple[Taken, ...] | Refused:
    """Every task above in its order with what becomes of it, or the first thing still open."""
    places = {each.place for each in own}
    numbers = {each.number for each in above}
    pairs = frozenset(said.takes)
    if not {place for place, _ in pairs} <= places or not {each for _, each in pairs} <= {
        *numbers,
        "",
    }:
        return Refused("ledger.refused.own_plan_stale", "ledger.hint.own_plan_again")
    unsettled = next((each for each in own if each.place not in dict(said.takes)), None)
    if unsettled:
        return Refused(
            "ledger.refused.own_unsettled", "ledger.hint.settle_own", title=unsettled.title
        )
    found: list[Taken] = []
    for task in above:
        taking = [each for each in own if (each.place, task.number) in pairs]
        answer = _of(task, taking, said)
        if isinstance(answer, Refused):
            return answer
        found += answer
    return tuple(found)


def _of(task: Above, taking: Sequence[Own], said: Settlement) -> list[Taken] | Refused:
    why = said.left_out.get(task.number, "").strip()
    if taking and why:
        return Refused(
            "ledger.refused.taken_and_left_out", "ledger.hint.settle_above", number=task.number
        )
    if not taking:
        unsaid = Refused(
            "ledger.refused.above_unsettled",
            "ledger.hint.settle_above",
            number=task.number,
            title=task.title,
        )
        return [Taken(task.number, None, why)] if why else unsaid
    reasons = {own.place: said.later.get(own.place, "").strip() for own in taking}
    late = next((own for own in taking if is_later(task, own) and not reasons[own.place]), None)
    if late:
        return Refused(
            "ledger.refused.later_than_above",
            "ledger.hint.say_why_later",
            title=late.title,
            day=task.due_on,
        )
    return [
        Taken(task.number, own.place, reasons[own.place] if is_later(task, own) else "")
        for own in taking
    ]
