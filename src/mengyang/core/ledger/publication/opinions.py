"""公众意见 — the life of an opinion: received, sorted, answered by a unit, the answer published.

Who answers does not approve the answer; what is declined says why.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from mengyang.core.access import Actor
from mengyang.core.findings import Refused
from mengyang.core.ledger.guards import unit_ids


class OpinionState(StrEnum):
    """待分办、已受理、已转办、不予受理、重复件、答复待批准、已答复."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    FORWARDED = "forwarded"
    DECLINED = "declined"
    DUPLICATE = "duplicate"
    ANSWERED = "answered"
    PUBLISHED = "published"


class OpinionStep(StrEnum):
    """受理、转办、不予受理、认定重复、答复、退回、批准并公开."""

    ACCEPT = "accept"
    FORWARD = "forward"
    DECLINE = "decline"
    JOIN = "join"
    ANSWER = "answer"
    SEND_BACK = "send_back"
    PUBLISH = "publish"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """意见 — `unit_id` answers it; `answerers` are who wrote the answer, with their accounts."""

    id: int
    state: OpinionState = OpinionState.RECEIVED
    unit_id: int | None = None
    answerers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionSaid:
    """One step with what it states: words, the unit charged, the opinion it repeats."""

    step: OpinionStep
    words: str = ""
    unit_id: int | None = None
    repeats: int | None = None


type _Guard = Callable[[Opinion, OpinionSaid, Actor], Refused | None]


def moved(opinion: Opinion, said: OpinionSaid, actor: Actor) -> Opinion | Refused:
    """The opinion after the step, or why not. Whose the plan is, is asked of `core.access`."""
    found = OPINION_TABLE.get((opinion.state, said.step))
    if found is None:
        return Refused("opinions.refused.state", "ledger.hint.reload")
    to, guards = found
    refusals = (guard(opinion, said, actor) for guard in guards)
    refused = next((answer for answer in refusals if answer), None)
    unit_id = said.unit_id if said.step is OpinionStep.ACCEPT else opinion.unit_id
    return refused or replace(opinion, state=to, unit_id=unit_id)


def _has_words(_opinion: Opinion, said: OpinionSaid, _actor: Actor) -> Refused | None:
    if not said.words.strip():
        return Refused("opinions.refused.words_missing", "opinions.hint.words")
    return None


def _has_unit(_opinion: Opinion, said: OpinionSaid, _actor: Actor) -> Refused | None:
    if said.unit_id is None:
        return Refused("opinions.refused.unit_missing", "opinions.hint.unit")
    return None


def _has_other(opinion: Opinion, said: OpinionSaid, _actor: Actor) -> Refused | None:
    if said.repeats is None or said.repeats == opinion.id:
        return Refused("opinions.refused.other_missing", "opinions.hint.other")
    return None


def _is_of_unit(opinion: Opinion, _said: OpinionSaid, actor: Actor) -> Refused | None:
    if opinion.unit_id not in unit_ids(actor):
        return Refused("opinions.refused.not_your_unit", "opinions.hint.unit_answers")
    return None


def _is_not_the_answerer(opinion: Opinion, _said: OpinionSaid, actor: Actor) -> Refused | None:
    if not opinion.answerers.isdisjoint({actor.user_id, actor.acting_for}):
        return Refused("opinions.refused.own_answer", "publication.hint.other_person")
    return None


_S, _T = OpinionState, OpinionStep

OPINION_TABLE: Mapping[
    tuple[OpinionState, OpinionStep], tuple[OpinionState, tuple[_Guard, ...]]
] = MappingProxyType(
    {
        (_S.RECEIVED, _T.ACCEPT): (_S.ACCEPTED, (_has_unit,)),
        (_S.RECEIVED, _T.FORWARD): (_S.FORWARDED, (_has_words,)),
        (_S.RECEIVED, _T.DECLINE): (_S.DECLINED, (_has_words,)),
        (_S.RECEIVED, _T.JOIN): (_S.DUPLICATE, (_has_other,)),
        (_S.ACCEPTED, _T.ACCEPT): (_S.ACCEPTED, (_has_unit,)),
        (_S.ACCEPTED, _T.ANSWER): (_S.ANSWERED, (_has_words, _is_of_unit)),
        (_S.ANSWERED, _T.SEND_BACK): (_S.ACCEPTED, (_has_words, _is_not_the_answerer)),
        (_S.ANSWERED, _T.PUBLISH): (_S.PUBLISHED, (_is_not_the_answerer,)),
    }
)


def open_opinion_steps(opinion: Opinion, actor: Actor) -> tuple[OpinionStep, ...]:
    """What the person may do with an opinion now, as if every field were filled in properly."""
    said = (
        OpinionSaid(step=step, words="…", unit_id=opinion.unit_id or 0, repeats=0)
        for step in OpinionStep
    )
    return tuple(each.step for each in said if isinstance(moved(opinion, each, actor), Opinion))
