"""版本流转 — the life of an edition: drafted, reviewed for secrecy, approved, published, corrected.

Who drafted an edition neither reviews nor approves it, not as a deputy and not through another
account of the same person. Nothing is published that was not reviewed (先审查、后公开).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from mengyang.core.access import Actor
from mengyang.core.findings import Refused


class EditionKind(StrEnum):
    """内部版、公开版."""

    INSIDE = "inside"
    PUBLIC = "public"


class EditionState(StrEnum):
    """拟稿、已审查、退回、已批准、已发布、已被更新、已撤回."""

    DRAFTED = "drafted"
    REVIEWED = "reviewed"
    SENT_BACK = "sent_back"
    APPROVED = "approved"
    PUBLISHED = "published"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


class EditionStep(StrEnum):
    """保密审查通过、退回、批准、发布、更新、撤回."""

    REVIEW = "review"
    SEND_BACK = "send_back"
    APPROVE = "approve"
    PUBLISH = "publish"
    CORRECT = "correct"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """版本 — `drafters` are who drafted it, for whom a deputy did, and their other accounts."""

    kind: EditionKind
    drafters: frozenset[int]
    state: EditionState = EditionState.DRAFTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One step with what it states: `words` a note or a reason, `basis` that of the review."""

    step: EditionStep
    words: str = ""
    basis: str = ""


type _Guard = Callable[[Edition, Said, Actor], Refused | None]


def advance(edition: Edition, said: Said, actor: Actor) -> Edition | Refused:
    """The edition after the step, or why not. Who may take it at all is asked of `core.access`."""
    found = TABLE.get((edition.state, said.step))
    if found is None:
        return Refused("publication.refused.state", "ledger.hint.reload")
    to, guards = found
    refusals = (guard(edition, said, actor) for guard in guards)
    refused = next((answer for answer in refusals if answer), None)
    return refused or replace(edition, state=to)


def open_steps(edition: Edition, actor: Actor) -> tuple[EditionStep, ...]:
    """What the person may do with an edition now, as if every field were filled in properly."""
    said = (Said(step=step, words="…", basis="…") for step in EditionStep)
    return tuple(each.step for each in said if isinstance(advance(edition, each, actor), Edition))


def _is_not_the_drafter(edition: Edition, _said: Said, actor: Actor) -> Refused | None:
    if not edition.drafters.isdisjoint({actor.user_id, actor.acting_for}):
        return Refused("publication.refused.own_edition", "publication.hint.other_person")
    return None


def _has_basis(_edition: Edition, said: Said, _actor: Actor) -> Refused | None:
    if not said.basis.strip():
        return Refused("publication.refused.basis_missing", "publication.hint.basis")
    return None


def _has_reason(_edition: Edition, said: Said, _actor: Actor) -> Refused | None:
    if not said.words.strip():
        return Refused("publication.refused.reason_missing", "publication.hint.reason")
    return None


_S, _T = EditionState, EditionStep
_BACK = (_S.SENT_BACK, (_has_reason,))
_GONE = (_S.WITHDRAWN, (_has_reason,))

TABLE: Mapping[tuple[EditionState, EditionStep], tuple[EditionState, tuple[_Guard, ...]]] = (
    MappingProxyType(
        {
            (_S.DRAFTED, _T.REVIEW): (_S.REVIEWED, (_is_not_the_drafter, _has_basis)),
            (_S.DRAFTED, _T.SEND_BACK): _BACK,
            (_S.REVIEWED, _T.APPROVE): (_S.APPROVED, (_is_not_the_drafter,)),
            (_S.REVIEWED, _T.SEND_BACK): _BACK,
            (_S.APPROVED, _T.PUBLISH): (_S.PUBLISHED, ()),
            (_S.APPROVED, _T.SEND_BACK): _BACK,
            (_S.PUBLISHED, _T.CORRECT): (_S.CORRECTED, ()),
            (_S.PUBLISHED, _T.WITHDRAW): _GONE,
            # A place that slipped through stands in an earlier version too.
            (_S.CORRECTED, _T.WITHDRAW): _GONE,
        }
    )
)
