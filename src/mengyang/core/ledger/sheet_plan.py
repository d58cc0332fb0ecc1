"""台账回填 — edited rows of the exported ledger in, the steps that they wish out, or why not.

A word in the column of states is a wish for the event that leads there: only what the person may
do now is taken. Rows that say what went out do nothing, whatever became of their task since.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from mengyang.core.findings import Refused
from mengyang.core.ledger.events import Event, EventKind
from mengyang.core.ledger.sheet_rows import (
    EDITABLE,
    LedgerNow,
    PlannedRow,
    SheetRow,
    TaskNow,
    changed,
    fault,
)
from mengyang.core.ledger.tasks import Task, TaskState
from mengyang.core.ledger.transitions import TABLE
from mengyang.core.verdicts import FormRow, RowVerdict

# The events that a word in a cell can wish for: what they demand stands in the columns.
_OF_A_SHEET = (
    *(EventKind.ASSIGN, EventKind.SIGN_FOR, EventKind.START, EventKind.CLAIM_DONE),
    *(EventKind.TAKE_BACK, EventKind.VERIFY, EventKind.RETURN, EventKind.CLOSE),
    *(EventKind.RESUME, EventKind.CLOSE_STAGE, EventKind.REOPEN),
)
LEADS: Mapping[tuple[TaskState, TaskState], EventKind] = MappingProxyType(
    {
        (state, transition.to): kind
        for kind in _OF_A_SHEET
        for (state, known), transition in TABLE.items()
        if known is kind and transition.to not in (None, state)
        if transition.to is not None
    }
)
# What sets the day of the row itself, and what says why.
_SET_DAY = frozenset({EventKind.SIGN_FOR, EventKind.CLOSE_STAGE, EventKind.REOPEN})
GIVE_REASON = frozenset(
    {EventKind.RETURN, EventKind.RESUME, EventKind.CLOSE_STAGE, EventKind.REOPEN, EventKind.EXTEND}
)


def plan_rows(rows: Sequence[FormRow], now: LedgerNow) -> tuple[PlannedRow, ...]:
    """What is said of every row, in their order, and the steps that it takes."""
    return tuple(_planned(row, now) for row in rows)


def _planned(row: FormRow, now: LedgerNow) -> PlannedRow:
    number = row.value("number")
    # Whoever read the whole sheet saw it: rows are planned in portions.
    if row.value("twice"):
        return _refused(row, "number", Refused("ledger.sheet.twice", number=number))
    if "task" not in row.values:
        return _refused(row, "number", Refused("ledger.sheet.new_row", number=number or "—"))
    fixed = [key for key in row.values if changed(row, key) and key not in EDITABLE]
    if not fixed and not any(changed(row, key) for key in EDITABLE):
        return PlannedRow(RowVerdict(row.sheet, row.number, number, (), ()))
    known = now.tasks.get(_whole(row.value("task")))
    if known is None:
        return _refused(row, "number", Refused("ledger.sheet.no_such_task", number=number))
    checked = SheetRow(row, known, now.judge)
    for key in fixed:
        checked.fault(key, "ledger.sheet.not_editable")
    if row.value("version") != str(known.task.version):
        _tell_stale(checked, known)
    elif not fixed:
        _check(checked, now)
    return checked.planned()


def _check(row: SheetRow, now: LedgerNow) -> None:
    wished, day, percent = row.wished_state(now.states), row.wished_day(), row.wished_percent()
    words = row.wished_words()
    if row.now.is_asking and (wished is not row.task.state or day):
        row.fault("due_on" if day else "state", "ledger.sheet.request_waits")
    if row.faults:
        return
    if day and LEADS.get((row.task.state, wished)) not in _SET_DAY:
        _extend(row, day)
    if words or percent is not None:
        _report(row, words, percent)
    _lead(row, wished, day)
    if row.reason and not row.reason_used and not row.faults:
        row.fault("reason", "ledger.sheet.reason_unused")


def _extend(row: SheetRow, day: date) -> None:
    before = row.task.due_on or "—"
    if row.take("due_on", Event(kind=EventKind.EXTEND, text=row.reason, target_on=day)):
        row.tell("ledger.sheet.extended", before=before, day=day, reason=row.reason)


def _report(row: SheetRow, words: str, percent: int | None) -> None:
    if row.take("progress", Event(kind=EventKind.REPORT, text=words, percent=percent)):
        share = "—" if percent is None else f"{percent}%"
        row.tell("ledger.sheet.reported", words=words, percent=share)


def _lead(row: SheetRow, wished: TaskState, day: date | None) -> None:
    """From the state after the report to the one wished for, by one event."""
    old, is_wished = row.now.task.state, wished is not row.now.task.state
    if is_wished and wished is not row.task.state and not row.faults:
        kind = LEADS.get((row.task.state, wished))
        if kind is None:
            row.fault("state", "ledger.sheet.no_step", old=old, new=wished)
            return
        text = row.reason if kind in GIVE_REASON else ""
        target = day if kind in _SET_DAY else None
        if not row.take("state", Event(kind=kind, text=text, target_on=target)):
            return
        if day and kind in _SET_DAY:
            row.tell("ledger.sheet.day_set", day=row.task.due_on)
    if row.task.state is not old:
        row.tell("ledger.sheet.state", old=old, new=row.task.state)


def _tell_stale(row: SheetRow, known: TaskNow) -> None:
    """The task changed since the ledger went out: what it says now, beside what the row says."""
    task: Task = known.task
    percent = "—" if task.progress_percent is None else f"{task.progress_percent}%"
    row.fault(
        "number",
        "ledger.sheet.changed_meanwhile",
        state=task.state,
        day=task.due_on or "—",
        percent=percent,
        wished=_wished(row),
    )


def _wished(row: SheetRow) -> str:
    """What the edited cells say."""
    texts = (row.row.value(key) for key in ("state", "due_on", "percent", "progress"))
    return "；".join(text for text in texts if text) or "—"


def _refused(row: FormRow, key: str, refused: Refused) -> PlannedRow:
    said = (fault(row, key, refused),)
    return PlannedRow(RowVerdict(row.sheet, row.number, row.value("number"), said, ()))


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
