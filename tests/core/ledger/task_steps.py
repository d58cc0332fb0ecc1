"""A task and who acts on it 样例任务: people by their relation to it, what each step states."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from mengyang.core.access import Actor, Post, Role
from mengyang.core.ledger import (
    Acceptance,
    AmountKind,
    AmountRow,
    Amounts,
    Deadline,
    DeadlineKind,
    Decision,
    Event,
    EventKind,
    OutsideVerdict,
    Part,
    Request,
    RequestKind,
    Response,
    SplitMode,
    Splitting,
    Task,
    TaskState,
    VerdictOutcome,
)

TODAY = date(2031, 5, 6)
LEAD, JOINT, OFFICE, ELSEWHERE = 10, 11, 20, 30
CLAIMANT, COLLEAGUE, SECOND, OVERSEER, STRANGER, PRINCIPAL = 1, 2, 3, 4, 5, 6


def actor(user_id: int, *unit_ids: int, acting_for: int | None = None, home: int = 0) -> Actor:
    posts = tuple(Post(Role.OFFICER, unit_id, "1.") for unit_id in unit_ids)
    return Actor(user_id, posts, acting_for, frozenset({home} - {0}))


RELATIONS = {
    "claimant": actor(CLAIMANT, LEAD),
    "lead colleague": actor(COLLEAGUE, LEAD),
    "joint": actor(SECOND, JOINT),
    "overseer": actor(OVERSEER, OFFICE),
    "overseer of the claiming unit too": actor(OVERSEER, OFFICE, LEAD),
    "overseer who stands as the office": actor(OVERSEER, OFFICE, home=LEAD),
    "principal of the claimant": actor(PRINCIPAL, OFFICE),
    "deputy of the claimant": actor(STRANGER, ELSEWHERE, acting_for=CLAIMANT),
    "stranger": actor(STRANGER, ELSEWHERE),
    "nobody": actor(STRANGER),
}
DUE, LATER = date(2031, 6, 30), date(2031, 9, 30)


def request(kind: RequestKind = RequestKind.EXTENSION, **changes: object) -> Request:
    """What the claimant, deputising for the principal, asks in the name of the lead unit."""
    asked = Request(
        kind=kind,
        asked_by=CLAIMANT,
        asked_for=PRINCIPAL,
        unit_id=LEAD,
        proposed_on=LATER,
        proposed_unit_id=ELSEWHERE,
    )
    return replace(asked, **changes)


STATEMENTS = {
    EventKind.ASSIGN: Event(
        kind=EventKind.ASSIGN, lead_unit_id=LEAD, joint_unit_ids=frozenset({JOINT})
    ),
    EventKind.REPORT: Event(kind=EventKind.REPORT, text="Ten teachers trained.", percent=40),
    EventKind.RETURN: Event(kind=EventKind.RETURN, text="The list is not signed."),
    EventKind.WITHDRAW: Event(kind=EventKind.WITHDRAW, text="Repealed.", basis="No. 6 of 2031"),
    EventKind.CARRY_OVER: Event(kind=EventKind.CARRY_OVER, carried_to=9, document_id=7),
    EventKind.KEEP: Event(kind=EventKind.KEEP, text="Half built.", document_id=7),
    EventKind.RESTORE: Event(kind=EventKind.RESTORE, text="Ticked by mistake."),
    EventKind.DISPUTE: Event(kind=EventKind.DISPUTE, text="Not our field."),
    EventKind.UPHOLD: Event(
        kind=EventKind.UPHOLD, text="It is.", request=request(RequestKind.DISPUTE)
    ),
    EventKind.ASK: Event(
        kind=EventKind.ASK, text="The site is flooded.", request=request(), signatory="Ma Li"
    ),
    EventKind.RECALL: Event(kind=EventKind.RECALL, request=request()),
    EventKind.DECLINE: Event(kind=EventKind.DECLINE, text="It is dry.", request=request()),
    EventKind.EXTEND: Event(
        kind=EventKind.EXTEND, text="Agreed.", target_on=LATER, request=request()
    ),
    EventKind.SUSPEND: Event(
        kind=EventKind.SUSPEND,
        text="In court.",
        basis="No. 8 of 2031",
        request=request(RequestKind.SUSPENSION),
    ),
    EventKind.RESUME: Event(kind=EventKind.RESUME, text="Judged."),
    EventKind.TRANSFER: Event(
        kind=EventKind.TRANSFER,
        text="Merged into it.",
        lead_unit_id=ELSEWHERE,
        request=request(RequestKind.HAND_OVER),
    ),
    EventKind.CLOSE_STAGE: Event(kind=EventKind.CLOSE_STAGE, target_on=LATER),
    EventKind.RECHECK: Event(
        kind=EventKind.RECHECK, text="All there.", holds=True, witness="Wu Lan", target_on=LATER
    ),
    EventKind.REOPEN: Event(kind=EventKind.REOPEN, text="Back again.", target_on=LATER),
    EventKind.MERGE: Event(kind=EventKind.MERGE, text="The same site.", carried_to=9),
}
PARTS = (
    Part(title="The site.", lead_unit_id=LEAD),
    Part(title="The money.", lead_unit_id=ELSEWHERE, joint_unit_ids=(JOINT,), due_on=DUE),
)
STATEMENTS |= {
    EventKind.SPLIT: Event(
        kind=EventKind.SPLIT,
        text="Two units, two sites.",
        splitting=Splitting(mode=SplitMode.UNDER, parts=PARTS),
    ),
    EventKind.SET_BODY: Event(kind=EventKind.SET_BODY, text="The standing committee"),
    EventKind.WAIVE_BODY: Event(
        kind=EventKind.WAIVE_BODY,
        text="Given back to the office.",
        basis="No. 9 of 2031",
        acceptance=Acceptance("The standing committee"),
    ),
    EventKind.RECORD_VERDICT: Event(
        kind=EventKind.RECORD_VERDICT,
        text="Done as resolved.",
        verdict=OutsideVerdict(VerdictOutcome.ACCEPTED, "No. 10 of 2031", date(2031, 5, 5)),
        acceptance=Acceptance("The standing committee"),
        target_on=LATER,
    ),
    EventKind.FIND_AMOUNT: Event(
        kind=EventKind.FIND_AMOUNT,
        text="Audit report.",
        amount=AmountRow(AmountKind.FOUND, Decimal(900)),
    ),
    EventKind.RECTIFY_AMOUNT: Event(
        kind=EventKind.RECTIFY_AMOUNT,
        text="Paid back.",
        amount=AmountRow(AmountKind.RETURNED, Decimal(300)),
        amounts=Amounts(Decimal(900)),
    ),
}


CLAIMED = {
    TaskState.CLAIMED_DONE,
    TaskState.VERIFIED,
    TaskState.CLOSED,
    TaskState.STAGE_CLOSED,
    TaskState.ARCHIVED,
}


def standing(state: TaskState, **changes: object) -> Task:
    """A duty that goes on, with a day to look at."""
    return task(state, **{"deadline": Deadline(DeadlineKind.ONGOING), "due_on": DUE} | changes)


def task(state: TaskState = TaskState.IN_PROGRESS, **changes: object) -> Task:
    ready = Task(
        id=1,
        number="3",
        version=4,
        state=state,
        lead_unit_id=LEAD,
        unit_ids=frozenset({LEAD, JOINT}),
        response=Response.REMEDIES,
        report_count=1,
        evidence_count=1,
        state_since=date(2031, 1, 1),
    )
    if state in CLAIMED:
        ready = replace(ready, claimed_by=CLAIMANT, claimed_for=PRINCIPAL, claimed_unit_id=LEAD)
    if state is TaskState.WITHDRAWN:
        ready = replace(ready, withdrawn_from=TaskState.SIGNED_FOR, decision=Decision.WITHDRAWN)
    return replace(ready, **changes)


def event(kind: EventKind, **statement: object) -> Event:
    return replace(STATEMENTS.get(kind, Event(kind=kind)), **statement)


def stated(state: TaskState, kind: EventKind) -> Event:
    """The event as it is stated in a state: to a dispute every answer names the dispute."""
    answers = {EventKind.ASSIGN, EventKind.RECALL, EventKind.UPHOLD}
    if state is not TaskState.DISPUTED or kind not in answers:
        return event(kind)
    unit = {"lead_unit_id": ELSEWHERE} if kind is EventKind.ASSIGN else {}
    return event(kind, request=request(RequestKind.DISPUTE), **unit)
