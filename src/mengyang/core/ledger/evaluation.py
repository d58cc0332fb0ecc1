"""期满评估 — when a plan ends, when its evaluation is demanded and due, and what it still lacks.

The evaluation is asked for before the end, so that it can be prepared, and due after it, for the
last figures are known only then.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from mengyang.core.ledger.tasks import DONE, TaskState

DEMANDED_DAYS_BEFORE = 60
DUE_DAYS_AFTER = 60


class EndSource(StrEnum):
    """终止日依据 — stated by the unit that runs the plan, confirmed for the document, its title."""

    STATED = "stated"
    VALIDITY = "validity"
    TITLE = "title"


class Verdict(StrEnum):
    """达成、部分达成、未达成;无法判断 where the figure is not known."""

    NONE = ""
    MET = "met"
    PARTLY_MET = "partly_met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


class Outcome(StrEnum):
    """任务结果 — how a task of the plan ended, or that it has not."""

    CLOSED_IN_TIME = "closed_in_time"
    CLOSED_LATE = "closed_late"
    CLOSED_UNTIMED = "closed_untimed"
    CLOSED_FOR_STAGE = "closed_for_stage"
    OPEN = "open"
    OVERDUE = "overdue"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class PlanEnd:
    """终止日 — the last day of a plan, and where it is taken from."""

    on: date
    source: EndSource


@dataclass(frozen=True, slots=True)
class Conclusion:
    """目标结论 — of one target: what was reached, in words with its source, and the verdict."""

    target_id: int
    verdict: Verdict = Verdict.NONE
    attained: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """期满评估 — the conclusion of each target, of the whole, and what is carried on."""

    conclusions: tuple[Conclusion, ...] = ()
    verdict: Verdict = Verdict.NONE
    words: str = ""
    carried_on: str = ""


def plan_end(stated: date | None, validity: date | None, title: date | None) -> PlanEnd | None:
    """The last day of a plan: as its unit stated it, else as confirmed, else as its title says."""
    found = (
        (stated, EndSource.STATED),
        (validity, EndSource.VALIDITY),
        (title, EndSource.TITLE),
    )
    return next((PlanEnd(on, source) for on, source in found if on is not None), None)


def demanded_from(end: PlanEnd) -> date:
    """The day from which the evaluation is demanded."""
    return end.on - timedelta(days=DEMANDED_DAYS_BEFORE)


def is_demanded(end: PlanEnd | None, day: date) -> bool:
    """Whether the evaluation of a plan is demanded on `day`; never of a plan without an end."""
    return end is not None and demanded_from(end) <= day


def due_on(end: PlanEnd, day: date) -> date:
    """By when an evaluation demanded on `day` is due: never sooner than it can be written."""
    return max(end.on, day) + timedelta(days=DUE_DAYS_AFTER)


def lacking(target_ids: Iterable[int], evaluation: Evaluation) -> int:
    """How many conclusions are still missing: one for each target, and the one of the whole.

    A verdict without words does not count, nor a target held to be met without what was reached.
    """
    said = {each.target_id: each for each in evaluation.conclusions}
    open_targets = sum(not _is_concluded(said.get(target_id)) for target_id in target_ids)
    has_whole = evaluation.verdict is not Verdict.NONE and bool(evaluation.words.strip())
    return open_targets + (not has_whole)


def outcome(state: TaskState, due: date | None, since: date, day: date) -> Outcome:
    """How a task stands at the end: `since` is the day it came into its state."""
    if state is TaskState.WITHDRAWN:
        return Outcome.WITHDRAWN
    if state is TaskState.STAGE_CLOSED:
        return Outcome.CLOSED_FOR_STAGE
    if state not in DONE:
        return Outcome.OVERDUE if due is not None and due < day else Outcome.OPEN
    if due is None:
        return Outcome.CLOSED_UNTIMED
    return Outcome.CLOSED_LATE if since > due else Outcome.CLOSED_IN_TIME


def tally(outcomes: Iterable[Outcome]) -> dict[Outcome, int]:
    """How many tasks had which outcome; here 0 is a count."""
    counted = Counter(outcomes)
    return {each: counted[each] for each in Outcome}


def _is_concluded(said: Conclusion | None) -> bool:
    if said is None or said.verdict is Verdict.NONE or not said.words.strip():
        return False
    return said.verdict in {Verdict.UNKNOWN, Verdict.NOT_MET} or bool(said.attained.strip())
