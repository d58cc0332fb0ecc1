"""收文动作 — register an incoming paper, propose, record and give instructions, hand over, finish.

Every step takes the version the person saw, asks reach and rules inside its transaction and
writes its event. Nothing that bears a grade of secrecy is registered: it is refused before
anything is stored.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from mengyang.actions.incoming_lines import RegisterLine, checked_line
from mengyang.actions.incoming_rules import (
    register_area,
    require_once,
    require_step,
    require_units_around,
    stepped,
)
from mengyang.actions.incoming_scans import Scan, kept_scan
from mengyang.core.access import Actor
from mengyang.core.ledger import Deadline, due_day
from mengyang.core.ledger.incoming import (
    Handling,
    Incoming,
    Step,
    deadline_fault,
)
from mengyang.store.reads.names import person_names
from mengyang.store.writes import Work, transaction
from mengyang.store.writes.incoming import (
    InstructionDraft,
    PaperDraft,
    add_instruction,
    add_opinion,
    add_paper,
    change_paper,
    hold_register,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration(RegisterLine):
    """收文登记 — a new line in the register of a unit."""

    unit_id: int
    deadline: Deadline = field(default_factory=Deadline)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction:
    """批示 — a leader's words; with a `scan` they were given on paper and are entered for them."""

    text: str
    given_on: date | None
    leader_post: str
    leader_name: str = ""
    scan: Scan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """承办 — who handles the paper, in which section, who helps, and by when; no deadline leaves
    the one it has."""

    lead_unit_id: int | None
    joint_unit_ids: tuple[int, ...] = ()
    section: str = ""
    deadline: Deadline | None = None


def register_paper(actor: Actor, form: Registration, *, at: datetime) -> int:
    """Register a paper under the next number of the unit's register; its id. Raises `Refused`."""
    area_id = register_area(actor, form.unit_id, at.date())
    line = checked_line(form, at.date())
    if fault := deadline_fault(form.deadline, form.received_on):
        raise fault
    due_on = due_day(form.deadline, at.date())
    draft = PaperDraft(
        unit_id=form.unit_id,
        area_id=area_id,
        line=line,
        registered_by=actor.user_id,
        deadline=form.deadline,
        due_on=due_on if isinstance(due_on, date) else None,
    )
    with transaction(actor, at) as work:
        hold_register(form.unit_id)
        if not form.is_again:
            require_once(form.unit_id, line.issuing_body, line.number_key)
        return add_paper(work, draft)


def propose_handling(
    actor: Actor, paper_id: int, expected_version: int, text: str, *, at: datetime
) -> int:
    """拟办 — how the office proposes to handle the paper; the version it has now."""
    with transaction(actor, at) as work:
        after = stepped(work, actor, paper_id, Handling(kind=Step.PROPOSE, text=text))
        add_opinion(work, paper_id, actor.user_id, text.strip())
        return _write(work, after, Step.PROPOSE, expected_version)


def give_instruction(
    actor: Actor, paper_id: int, expected_version: int, said: Instruction, *, at: datetime
) -> int:
    """批示 — by the leader, on the screen; the version the paper has now."""
    name = person_names([actor.user_id]).get(actor.user_id, "")
    step = _spoken(said, name, is_transcribed=False)
    with transaction(actor, at) as work:
        after = stepped(work, actor, paper_id, step)
        draft = InstructionDraft(
            leader_name=name,
            leader_post=said.leader_post.strip(),
            text=said.text.strip(),
            given_on=said.given_on or at.date(),
            recorded_by=actor.user_id,
        )
        add_instruction(work, paper_id, draft)
        return _write(work, after, Step.INSTRUCT, expected_version)


def record_instruction(
    actor: Actor, paper_id: int, expected_version: int, said: Instruction, *, at: datetime
) -> int:
    """代录批示 — what a leader wrote on paper, entered by the secretary with the scanned sheet.

    Rules and right are asked before a byte of the scan is kept, and again when it is written.
    """
    step = _spoken(said, said.leader_name, is_transcribed=True)
    require_step(actor, paper_id, step, at.date())
    kept = kept_scan(said.scan) if said.scan else {}
    with transaction(actor, at) as work:
        after = stepped(work, actor, paper_id, step)
        draft = InstructionDraft(
            leader_name=said.leader_name.strip(),
            leader_post=said.leader_post.strip(),
            text=said.text.strip(),
            given_on=said.given_on or at.date(),
            recorded_by=actor.user_id,
            is_transcribed=True,
            **kept,
        )
        add_instruction(work, paper_id, draft)
        return _write(work, after, Step.INSTRUCT, expected_version)


def hand_over_paper(
    actor: Actor, paper_id: int, expected_version: int, to: HandOver, *, at: datetime
) -> int:
    """交办 — to the unit that handles it and those that help; the version the paper has now."""
    step = Handling(
        kind=Step.HAND_OVER,
        lead_unit_id=to.lead_unit_id,
        joint_unit_ids=frozenset(to.joint_unit_ids),
        section=to.section,
        deadline=to.deadline,
    )
    with transaction(actor, at) as work:
        after = stepped(work, actor, paper_id, step)
        require_units_around(actor, paper_id, after, at.date())
        return _write(work, after, Step.HAND_OVER, expected_version)


def finish_paper(
    actor: Actor, paper_id: int, expected_version: int, result: str, *, at: datetime
) -> int:
    """办结 — the unit that handles it says what came of it; the version the paper has now."""
    step = Handling(kind=Step.FINISH, text=result, on=at.date())
    return _do(actor, paper_id, expected_version, step, at)


def withdraw_paper(
    actor: Actor, paper_id: int, expected_version: int, reason: str, *, at: datetime
) -> int:
    """撤销登记 — a mistaken entry; its number stays taken."""
    return _do(actor, paper_id, expected_version, Handling(kind=Step.WITHDRAW, text=reason), at)


def _spoken(said: Instruction, name: str, *, is_transcribed: bool) -> Handling:
    return Handling(
        kind=Step.INSTRUCT,
        text=said.text,
        on=said.given_on,
        leader_name=name,
        leader_post=said.leader_post,
        is_transcribed=is_transcribed,
        has_scan=said.scan is not None,
    )


def _do(actor: Actor, paper_id: int, expected_version: int, step: Handling, at: datetime) -> int:
    with transaction(actor, at) as work:
        after = stepped(work, actor, paper_id, step)
        return _write(work, after, step.kind, expected_version)


def _write(work: Work, after: Incoming, kind: Step, expected_version: int) -> int:
    return change_paper(work, after, action=f"incoming.{kind}", expected_version=expected_version)
