"""台账回填 — an edited ledger taken back: looked at row by row, then all at once, and undone whole.

Rows are judged outside of any transaction; the transaction only checks that no task was changed
since, and writes set-wise.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache

from mengyang import packs
from mengyang.actions.directory_import import Checked
from mengyang.actions.outcomes import outcome, speaking_unit
from mengyang.actions.tidings import tell
from mengyang.core import access
from mengyang.core.access import Actor
from mengyang.core.findings import Refused
from mengyang.core.ledger import Event, EventKind, SignOffWay, Task, TaskState
from mengyang.core.ledger.guards import record_kind
from mengyang.core.ledger.sheet_plan import plan_rows
from mengyang.core.ledger.sheet_rows import Judge, LedgerNow, PlannedRow, Step
from mengyang.core.verdicts import is_clean, stamp
from mengyang.formats.entry_form import Line
from mengyang.formats.ledger_sheet import edited_rows
from mengyang.store.reads import ledger as reads
from mengyang.store.reads.ledger.imports import tasks_on_record
from mengyang.store.reads.scope import subjects
from mengyang.store.writes import transaction
from mengyang.store.writes.ledger import ReportDraft, RulingDraft, TaskImport, import_tasks
from mengyang.store.writes.ledger import undo_import as undo

# What the office decides leaves a ruling beside the task.
_RULED = frozenset({EventKind.EXTEND, EventKind.RESUME, EventKind.CLOSE_STAGE, EventKind.REOPEN})


def read_ledger(data: bytes, name: str, plan_id: int) -> list[Line]:
    """The rows of an edited ledger, with what was changed in them. Raises `Refused`."""
    columns = {code: term.zh for code, term in packs.terms()["ledger_columns"].items()}
    found = edited_rows(data, name, plan_id, columns)
    if isinstance(found, Refused):
        raise found
    return found


def check_ledger(actor: Actor, plan_id: int, lines: Sequence[Line], *, day: date) -> Checked:
    """A verdict on each row: which steps it would take, or why it cannot be taken."""
    verdicts = tuple(each.verdict for each in _planned(actor, plan_id, lines, day))
    return Checked(verdicts, stamp(verdicts))


def import_ledger(
    actor: Actor, plan_id: int, lines: Sequence[Line], seen: str, *, at: datetime
) -> int:
    """Take every step of every row, or none; how many rows changed something.

    Raises `Refused` where a row is faulty, or where the ledger is no longer what was shown.
    """
    planned = _planned(actor, plan_id, lines, at.date())
    verdicts = [each.verdict for each in planned]
    if stamp(verdicts) != seen:
        raise Refused("registry.refused.stale", "registry.hint.upload_again")
    if not is_clean(verdicts):
        raise Refused("access.refused.rows_faulty", "access.hint.mend_rows")
    tasks = [_imported(actor, each.steps) for each in planned if each.steps]
    if not tasks:
        raise Refused("ledger.refused.sheet_unchanged", "ledger.hint.sheet_unchanged")
    with transaction(actor, at) as work:
        import_tasks(work, plan_id, tasks, actor.user_id)
        steps = (step for each in planned for step in each.steps)
        tell(work, ((step.before, step.after, step.event) for step in steps))
    return len(tasks)


def undo_import(actor: Actor, import_id: int, *, at: datetime) -> int:
    """Bring the tasks of an own import back to what they were before; how many.

    Raises `Refused` where something happened to one of them since.
    """
    with transaction(actor, at) as work:
        return undo(work, import_id, actor.user_id)


def _planned(
    actor: Actor, plan_id: int, lines: Sequence[Line], day: date
) -> tuple[PlannedRow, ...]:
    edited = [int(line.value("task")) for line in lines if _is_edited(line)]
    now = tasks_on_record(access.scope(actor, "see", "task"), day, plan_id, edited)
    return plan_rows(lines, LedgerNow(now, _states(), _judge(actor, list(now), day)))


def _is_edited(line: Line) -> bool:
    """Whether anything stands in the row beside its number, id and version."""
    return len(line.values) > 3 and line.value("task").isdecimal()


def _judge(actor: Actor, ids: Sequence[int], day: date) -> Judge:
    shown = {kind: subjects(kind, ids, day) for kind in ("task", "judgement")}
    hands = reads.hands_of_claims(ids)
    way = cache(lambda unit_id: reads.sign_off_way(unit_id, day))

    def judge(task: Task, event: Event) -> Task | Refused:
        signed = hands.get(task.id, frozenset()) if task.claimed_unit_id is not None else None
        subject = shown[record_kind(event.kind)][task.id]
        said = replace(event, hands=signed or frozenset())
        after = outcome(task, subject, said, actor, day)
        is_claim = event.kind is EventKind.CLAIM_DONE and isinstance(after, Task)
        # As on the page of the task: what a unit signs off inside does not leave it by a sheet.
        if is_claim and way(task.lead_unit_id) is not SignOffWay.DIRECT:
            return Refused("ledger.refused.needs_sign_off", "ledger.hint.draft_reply")
        return after

    return judge


def _states() -> dict[str, TaskState]:
    """The state of every word, in both languages."""
    words = packs.terms()["task_states"]
    return {text: TaskState(code) for code, term in words.items() for text in (term.zh, term.en)}


def _imported(actor: Actor, steps: Sequence[Step]) -> TaskImport:
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
