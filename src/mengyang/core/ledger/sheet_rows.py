"""台账回填 — an edited row of the ledger: what it wishes, what is wrong in which cell."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from mengyang.core.dated import typed_day
from mengyang.core.findings import Finding, Level, Refused
from mengyang.core.ledger.events import Event
from mengyang.core.ledger.tasks import Task, TaskState
from mengyang.core.verdicts import CellFault, FormRow, RowVerdict

EDITABLE = frozenset({"state", "due_on", "progress", "percent", "reason"})
# What a row carries beside its cells.
_CARRIED = frozenset({"number", "task", "version", "twice"})

type Judge = Callable[[Task, Event], Task | Refused]


@dataclass(frozen=True, slots=True)
class TaskNow:
    """任务 on record; `is_asking`: a request of its unit waits for an answer."""

    task: Task
    title: str
    is_asking: bool = False


@dataclass(frozen=True, slots=True)
class LedgerNow:
    """台账 on record: the tasks of the rows by id, every word of a state, and what the person may
    do now (`judge`)."""

    tasks: Mapping[int, TaskNow]
    states: Mapping[str, TaskState]
    judge: Judge


@dataclass(frozen=True, slots=True)
class Step:
    """One event of a row with the task before and after it."""

    event: Event
    before: Task
    after: Task


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """What is said of a row and the steps it takes; none where it is faulty or idle."""

    verdict: RowVerdict
    steps: tuple[Step, ...] = ()


@dataclass(slots=True)
class SheetRow:
    """A row being checked."""

    row: FormRow
    now: TaskNow
    judge: Judge
    faults: list[CellFault] = field(default_factory=list)
    told: list[Finding] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    reason_used: bool = False

    @property
    def task(self) -> Task:
        """The task as the steps so far leave it."""
        return self.steps[-1].after if self.steps else self.now.task

    @property
    def reason(self) -> str:
        """Why, as the row says."""
        return self.row.value("reason").strip()

    def fault(self, key: str, code: str, /, **params: object) -> None:
        """Say what is wrong in a cell."""
        self.faults.append(CellFault(self.row.cell(key), Finding(code, Level.ERROR, params)))

    def take(self, key: str, event: Event) -> bool:
        """Take a step, or say in its cell why not; whether it was taken."""
        self.reason_used |= bool(self.reason) and event.text == self.reason
        after = self.judge(self.task, event)
        if isinstance(after, Refused):
            cell = "reason" if after.reason in _ASK_REASON else _CELLS.get(after.reason, key)
            self.faults.append(fault(self.row, cell, after))
            return False
        self.steps.append(Step(event, self.task, after))
        return True

    def tell(self, code: str, /, **params: object) -> None:
        """Say what the row does."""
        self.told.append(Finding(code, Level.INFO, params))

    def is_edited(self, key: str) -> bool:
        """Whether the cell differs from what went out."""
        return changed(self.row, key)

    def wished_day(self) -> date | None:
        """The day written into the row; a fault where it is none."""
        if not self.is_edited("due_on"):
            return None
        text = self.row.value("due_on")
        day = typed_day(text)
        if day is None:
            self.fault("due_on", "ledger.sheet.no_day", text=text)
        return day

    def wished_percent(self) -> int | None:
        """The share written into the row; a fault where it is no whole number."""
        if not self.is_edited("percent"):
            return None
        text = self.row.value("percent").strip().removesuffix("%").removesuffix("％")
        if not (text.isascii() and text.isdigit() and len(text) <= 3):
            self.fault("percent", "ledger.sheet.no_percent", text=text)
            return None
        return int(text)

    def wished_words(self) -> str:
        """The progress written into the row; a fault where what was reported is taken away."""
        words = self.row.value("progress").strip() if self.is_edited("progress") else ""
        if self.is_edited("progress") and not words:
            self.fault("progress", "ledger.sheet.words_gone")
        return words

    def wished_state(self, states: Mapping[str, TaskState]) -> TaskState:
        """The state written into the row; a fault where no state is called so."""
        if not self.is_edited("state"):
            return self.now.task.state
        text = self.row.value("state")
        state = states.get(text)
        if state is None:
            self.fault("state", "ledger.sheet.no_state", text=text)
        return state or self.now.task.state

    def planned(self) -> PlannedRow:
        """What is said of the row; where something is wrong it does nothing."""
        said, told = tuple(self.faults), () if self.faults else tuple(self.told)
        label = f"{self.now.task.number} {self.now.title}"
        verdict = RowVerdict(self.row.sheet, self.row.number, label, said, told)
        return PlannedRow(verdict, () if said else tuple(self.steps))


def changed(row: FormRow, key: str) -> bool:
    """Whether the row carries the cell: what did not change stayed at home."""
    return key in row.values and key not in _CARRIED


def fault(row: FormRow, key: str, refused: Refused) -> CellFault:
    """A refusal in a cell, with what to do."""
    finding = Finding(refused.reason, Level.ERROR, refused.params, hint=refused.hint)
    return CellFault(row.cell(key), finding)


_ASK_REASON = frozenset({"ledger.refused.reason_missing", "ledger.refused.grounds_missing"})
_CELLS: Mapping[str, str] = {
    "ledger.refused.report_empty": "progress",
    "ledger.refused.percent": "percent",
    "ledger.refused.day_missing": "due_on",
    "ledger.refused.day_past": "due_on",
    "ledger.refused.target_day_missing": "due_on",
    "ledger.refused.target_day_past": "due_on",
    "ledger.refused.deadline_fixed": "due_on",
}
