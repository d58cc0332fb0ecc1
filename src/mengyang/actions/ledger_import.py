"""台账回填 — an edited ledger put down to be read, confirmed when it was judged, or undone.

What takes long is left to jobs (`ledger_sheets`): the caller delivers them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache

from mengyang import packs
from mengyang.actions.evidence import Shelf, clean_name
from mengyang.actions.jobs import DELIVERY, JobDraft
from mengyang.actions.outcomes import outcome, speaking_unit
from mengyang.core import access
from mengyang.core.access import Actor
from mengyang.core.findings import Refused
from mengyang.core.ledger import Event, EventKind, SignOffWay, Task, TaskState
from mengyang.core.ledger.guards import record_kind
from mengyang.core.ledger.sheet_plan import plan_rows
from mengyang.core.ledger.sheet_rows import Judge, LedgerNow, PlannedRow, Step
from mengyang.formats.entry_form import Line
from mengyang.formats.extraction import too_large
from mengyang.formats.ledger_reading import LEDGER_LIMITS
from mengyang.formats.sniff import Kind
from mengyang.store.files import keep_file
from mengyang.store.reads import ledger as reads
from mengyang.store.reads.ledger import Lit, Reach
from mengyang.store.reads.ledger.acceptance import acceptances
from mengyang.store.reads.ledger.returning import sheet, tasks_on_record
from mengyang.store.reads.scope import subjects
from mengyang.store.writes import Work, transaction
from mengyang.store.writes import ledger as writes
from mengyang.store.writes.jobs import add_job
from mengyang.store.writes.ledger import LedgerSheetDraft, ReportDraft, RulingDraft, TaskImport

READING, TAKING, UNDOING = "ledger_reading", "ledger_taking", "ledger_undoing"
# What the office decides leaves a ruling beside the task.
_RULED = frozenset({EventKind.EXTEND, EventKind.RESUME, EventKind.CLOSE_STAGE, EventKind.REOPEN})


@dataclass(frozen=True, slots=True)
class Begun:
    """A sheet, and the job that works on it from now on."""

    sheet_id: int
    job_id: int


def upload_ledger(
    actor: Actor, plan_id: int, file: tuple[bytes, str], shelf: Shelf, *, at: datetime
) -> Begun:
    """Store an edited ledger (bytes and name) and begin to read it. Raises `Refused`."""
    data, name = file
    tasks = access.scope(actor, "see", "task")
    reach = Reach(access.scope(actor, "see", "plan"), tasks)
    reads.plan(reach, Lit(packs.lamps()["default"], at.date()), plan_id)
    refused = too_large(len(data), name, replace(LEDGER_LIMITS, max_bytes=shelf.limit_bytes))
    if refused is not None:
        raise refused
    sha256 = keep_file(shelf.folder, data)
    draft = LedgerSheetDraft(plan_id, clean_name(name, Kind.XLSX), sha256, actor.user_id)
    with transaction(actor, at) as work:
        return _begun(work, READING, writes.add_sheet(work, draft))


def confirm_ledger(actor: Actor, sheet_id: int, *, at: datetime) -> Begun:
    """Let every row of a judged sheet be taken, or none.

    Raises `Refused` where a row is faulty, none changes anything, or it was judged another day.
    """
    judged = sheet(sheet_id, actor.user_id)
    if judged.faulty:
        raise Refused("access.refused.rows_faulty", "access.hint.mend_rows")
    if judged.state == "judged" and not judged.told:
        raise Refused("ledger.refused.sheet_unchanged", "ledger.hint.sheet_unchanged")
    with transaction(actor, at) as work:
        writes.confirm_sheet(work, sheet_id)
        return _begun(work, TAKING, sheet_id)


def undo_import(actor: Actor, import_id: int, *, at: datetime) -> Begun:
    """Begin to bring the tasks of an own import back to what they were before.

    Raises `Refused`; so does the job where something happened to one of them since.
    """
    with transaction(actor, at) as work:
        return _begun(work, UNDOING, writes.add_undoing(work, import_id, actor.user_id))


def planned(actor: Actor, plan_id: int, lines: Sequence[Line], day: date) -> tuple[PlannedRow, ...]:
    """A verdict on each row: which steps it would take, or why it cannot be taken."""
    edited = [int(line.value("task")) for line in lines if line.value("task").isdecimal()]
    now = tasks_on_record(access.scope(actor, "see", "task"), day, plan_id, edited)
    return plan_rows(lines, LedgerNow(now, _states(), _judge(actor, list(now), day)))


def imported(actor: Actor, steps: Sequence[Step]) -> TaskImport:
    """What the steps of a row leave of its task and beside it."""
    reports = (
        ReportDraft(
            speaking_unit(each.before, actor),
            actor.user_id,
            each.event.text.strip(),
            each.event.percent,
        )
        for each in steps
        if each.event.kind is EventKind.REPORT
    )
    rulings = (
        (each.before, each.after, RulingDraft(each.event.kind, each.event.text.strip()))
        for each in steps
        if each.event.kind in _RULED
    )
    return TaskImport(steps[0].before, steps[-1].after, tuple(reports), tuple(rulings))


def _begun(work: Work, name: str, sheet_id: int) -> Begun:
    # Its own unit sees the job, and can stop it.
    unit_id = work.actor.posts[0].unit_id if work.actor and work.actor.posts else None
    draft = JobDraft(name, f"{name} {sheet_id}", {"sheet": sheet_id}, unit_id)
    job_id, _ = add_job(work, draft, work.at + DELIVERY)
    writes.give_job(sheet_id, job_id)
    return Begun(sheet_id, job_id)


def _judge(actor: Actor, ids: Sequence[int], day: date) -> Judge:
    shown = {kind: subjects(kind, ids, day) for kind in ("task", "judgement")}
    hands = reads.hands_of_claims(ids)
    accepted = acceptances(ids)
    way = cache(lambda unit_id: reads.sign_off_way(unit_id, day))

    def judge(task: Task, event: Event) -> Task | Refused:
        signed = hands.get(task.id, frozenset()) if task.claimed_unit_id is not None else None
        subject = shown[record_kind(event.kind)][task.id]
        said = replace(event, hands=signed or frozenset(), acceptance=accepted.get(task.id))
        after = outcome(task, subject, said, actor, day)
        is_claim = event.kind is EventKind.CLAIM_DONE and isinstance(after, Task)
        # As on the page of the task: what a unit signs off inside does not leave it by a sheet.
        if is_claim and way(task.lead_unit_id) is not SignOffWay.DIRECT:
            return Refused("ledger.refused.needs_sign_off", "ledger.hint.draft_reply")
        return after

    return judge


def _states() -> Mapping[str, TaskState]:
    """The state of every word, in both languages."""
    words = packs.terms()["task_states"]
    return {text: TaskState(code) for code, term in words.items() for text in (term.zh, term.en)}
