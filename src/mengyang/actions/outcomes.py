"""办理结果 — what an event would make of a task for a person: the right first, then the rules."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from mengyang.core import access
from mengyang.core.access import Actor, Subject
from mengyang.core.findings import Refused
from mengyang.core.ledger import (
    AmountKind,
    AmountRow,
    Amounts,
    Event,
    EventKind,
    OutsideVerdict,
    Part,
    Request,
    RequestKind,
    SplitMode,
    Splitting,
    Task,
    TaskState,
    VerdictOutcome,
    advance,
    needs_target_day,
    open_events,
)
from mengyang.core.ledger.asking import GRANTS
from mengyang.core.ledger.guards import is_another_pair_of_eyes, record_kind, unit_ids
from mengyang.store.reads import ledger as reads
from mengyang.store.reads.scope import subjects
from mengyang.store.writes import Work
from mengyang.store.writes.ledger import refuse_stale, take_task

_NO_RIGHT = "ledger.refused.no_right"
_ON_CLAIMS = frozenset({EventKind.VERIFY, EventKind.RETURN, EventKind.CLOSE})
# What is decided where a plan was superseded is offered on the page of the plan.
_OF_THE_PLAN = frozenset({EventKind.CARRY_OVER, EventKind.KEEP})
# Why a person cannot do something yet; everything else a page simply does not offer.
_SHOWN = frozenset(
    f"ledger.refused.{name}"
    for name in (
        *("own_claim", "own_unit_claim"),
        *("no_report", "no_evidence", "no_explanation", "no_denial_evidence"),
        *("evaluation_open", "not_accepted"),
    )
)
# What is asked beside the task only where a step looks at it.
_ON_ACCEPTANCE = frozenset(
    {
        *(EventKind.CLOSE, EventKind.CLOSE_STAGE),
        *(EventKind.SET_BODY, EventKind.WAIVE_BODY, EventKind.RECORD_VERDICT, EventKind.SPLIT),
    }
)
_ON_MONEY = frozenset({EventKind.FIND_AMOUNT, EventKind.RECTIFY_AMOUNT, EventKind.SPLIT})
_FEN = Decimal("0.01")
_STATED_PARTS = Splitting(mode=SplitMode.BESIDE, parts=(Part(title="…", lead_unit_id=0),))


def advanced(
    work: Work, actor: Actor, task_id: int, event: Event, seen_version: int | None = None
) -> tuple[Task, Task]:
    """The task before and after the event, its row locked. Raises `Refused`.

    Whoever acts on a page that is no longer true is told so, not what is missing by now.
    """
    before = take_task(work, access.scope(actor, "see", "task"), task_id)
    subject = subjects(record_kind(event.kind), [task_id], work.at.date())[task_id]
    event = placed(event, before)
    after = outcome(before, subject, event, actor, work.at.date())
    if isinstance(after, Refused):
        if seen_version is not None and after.reason != _NO_RIGHT:
            refuse_stale(task_id, seen_version)
        raise after
    return before, after


def outcome(task: Task, subject: Subject, event: Event, actor: Actor, day: date) -> Task | Refused:
    """The task after the event; `subject` is the task as the `record_kind` of the event.

    Judging the own claim is named even where the right is missing.
    """
    if access.may(access.scope(actor, event.kind, record_kind(event.kind)), subject):
        return advance(task, event, actor, day)
    is_judged_now = event.kind in _ON_CLAIMS & open_events(task.state)
    own_claim = is_another_pair_of_eyes(task, event, actor, day) if is_judged_now else None
    return own_claim or Refused(_NO_RIGHT, "ledger.hint.ask_office")


def offers(actor: Actor, task_id: int, day: date) -> Mapping[EventKind, Refused | None]:
    """What a page offers to do with a task now; a refusal says what is still missing."""
    answers: dict[EventKind, Refused | None] = {}
    waiting = {kind: asked for kind, (_, asked) in reads.open_requests(task_id).items()}
    for task in reads.task_facts(access.scope(actor, "see", "task"), day, [task_id]):
        shown = {kind: subjects(kind, [task_id], day)[task_id] for kind in ("task", "judgement")}
        for kind in sorted(set(EventKind) - _OF_THE_PLAN, key=list(EventKind).index):
            subject = shown[record_kind(kind)]
            refused = _refusal(task, subject, (kind, actor, day), waiting)
            if refused is None or refused.reason in _SHOWN:
                answers[kind] = refused
    return answers


def askable(actor: Actor, task_id: int, day: date) -> tuple[RequestKind, ...]:
    """What the actor may ask for of a task now: neither what waits nor what cannot be granted."""
    found: tuple[RequestKind, ...] = ()
    for task in reads.task_facts(access.scope(actor, "see", "task"), day, [task_id]):
        subject = subjects("task", [task_id], day)[task_id]
        blank = placed(_filled_in(EventKind.ASK, task, day), task)
        for request in _asked(task, day):
            after = outcome(task, subject, replace(blank, request=request), actor, day)
            found += () if isinstance(after, Refused) else (request.kind,)
    return found


def outcome_of(actor: Actor, task_id: int, event: Event, day: date) -> Task | Refused:
    """What an event would make of a task, asked outside of a transaction."""
    found = reads.task_facts(access.scope(actor, "see", "task"), day, [task_id])
    if not found:
        return Refused("ledger.refused.not_found", "ledger.hint.list")
    subject = subjects(record_kind(event.kind), [task_id], day)[task_id]
    return outcome(found[0], subject, placed(event, found[0]), actor, day)


def placed(event: Event, task: Task) -> Event:
    """The event with what the house knows beside it: whose claim, what waits, what was upheld,
    who accepts the task outside, what money is in question."""
    if event.kind not in open_events(task.state):
        return event
    beside = replace(event, hands=_hands(task))
    if event.kind is EventKind.ASK:
        return replace(beside, waiting=frozenset(reads.open_requests(task.id)))
    if event.kind is EventKind.DISPUTE:
        return replace(beside, upheld_unit_id=reads.upheld_unit(task.id))
    if event.kind in _ON_ACCEPTANCE:
        beside = replace(beside, acceptance=reads.acceptance(task.id))
    if event.kind in _ON_MONEY:
        beside = replace(beside, amounts=reads.amounts_of([task.id]).get(task.id))
    return beside


def may_assign(actor: Actor, plan_id: int, day: date) -> bool:
    """Whether the tasks of a plan are the actor's to assign: by where the plan is run."""
    subject = subjects("plan", [plan_id], day).get(plan_id)
    kind = record_kind(EventKind.ASSIGN)
    return subject is not None and access.may(access.scope(actor, EventKind.ASSIGN, kind), subject)


def speaking_unit(task: Task, actor: Actor) -> int:
    """The unit in whose name the actor speaks of the task: the lead unit, else a joint one."""
    own = task.unit_ids & unit_ids(actor)
    return task.lead_unit_id if task.lead_unit_id in own else min(own)


def _hands(task: Task) -> frozenset[int]:
    """Who signed off the claim that is judged."""
    return reads.claim_hands(task.id) if task.claimed_unit_id is not None else frozenset()


def _refusal(
    task: Task,
    subject: Subject,
    wish: tuple[EventKind, Actor, date],
    waiting: Mapping[RequestKind, Request],
) -> Refused | None:
    """Why an event cannot be, however its form is filled in; `None` where one way is open."""
    kind, actor, day = wish
    blank = placed(_filled_in(kind, task, day), task)
    blank = replace(blank, amount=_stated_amount(kind, blank.amounts))
    refused: Refused | None = None
    for request in _stated_requests(kind, task, day, waiting):
        after = outcome(task, subject, replace(blank, request=request), actor, day)
        if not isinstance(after, Refused):
            return None
        refused = refused or after
    return refused


def _filled_in(kind: EventKind, task: Task, day: date) -> Event:
    """The event as if every field of its form were filled in properly."""
    return Event(
        kind=kind,
        text="…",
        basis="…",
        signatory="…",
        signed_on=day,
        witness="…",
        holds=True,
        target_on=_stated_day(kind, task, day),
        lead_unit_id=_stated_unit(kind, task),
        carried_to=0,
        verdict=OutsideVerdict(VerdictOutcome.ACCEPTED, "…", day),
        splitting=_STATED_PARTS,
    )


def _stated_day(kind: EventKind, task: Task, day: date) -> date | None:
    if kind is EventKind.SIGN_FOR:
        return day if needs_target_day(task.deadline) else None
    return max(day, task.due_on or day) + timedelta(days=1)


def _stated_amount(kind: EventKind, before: Amounts | None) -> AmountRow:
    """The least that can be entered; where all was put right, that something was taken back."""
    if kind is EventKind.FIND_AMOUNT:
        return AmountRow(AmountKind.FOUND, _FEN)
    is_all = before is not None and before.left == 0
    return AmountRow(AmountKind.OTHER, -_FEN if is_all else _FEN)


def _stated_unit(kind: EventKind, task: Task) -> int:
    """What is disputed or transferred goes to another unit than the one that has it."""
    goes_on = kind is EventKind.TRANSFER or task.state is TaskState.DISPUTED
    return 0 if goes_on else task.lead_unit_id or 0


def _stated_requests(
    kind: EventKind, task: Task, day: date, waiting: Mapping[RequestKind, Request]
) -> tuple[Request | None, ...]:
    """What the event may be about: what can be asked, or what waits for the answer it would be."""
    if kind is EventKind.ASK:
        return _asked(task, day)
    if kind in {EventKind.RECALL, EventKind.DECLINE}:
        return tuple(waiting.values()) or (None,)
    if kind is EventKind.UPHOLD or task.state is TaskState.DISPUTED:
        return (waiting.get(RequestKind.DISPUTE),)
    return (waiting.get(GRANTS[kind]) if kind in GRANTS else None,)


def _asked(task: Task, day: date) -> tuple[Request, ...]:
    """Every request that has a form of its own, filled in properly."""
    later_on = max(day, task.due_on or day) + timedelta(days=1)
    blank = Request(
        kind=RequestKind.EXTENSION,
        asked_by=0,
        unit_id=task.lead_unit_id or 0,
        proposed_on=later_on,
        proposed_unit_id=0,
    )
    kinds = (kind for kind in RequestKind if kind is not RequestKind.DISPUTE)
    return tuple(replace(blank, kind=kind) for kind in kinds)
