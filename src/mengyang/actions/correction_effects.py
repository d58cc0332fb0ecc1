"""更正影响 — what a difference of two texts does to readings, tasks, targets and reports."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mengyang.actions.charges import Charged
from mengyang.actions.correction_chains import read_entries, standing_in, task_kind_of
from mengyang.actions.correction_fields import (
    FieldChange,
    target_changes,
    task_changes,
    unit_changes,
)
from mengyang.actions.grounds import Grounds
from mengyang.actions.plan_drafts import target_draft, task_draft
from mengyang.core import access, audit
from mengyang.core.access import Actor, Scope
from mengyang.core.documents.adoption import NamedDuty, duties_to_adopt, reports_to_adopt
from mengyang.core.documents.versions import EntryPair, ReadEntry, paired_entries
from mengyang.core.documents.versions.entries import ADOPTED
from mengyang.core.findings import Refused
from mengyang.store.reads import corrections as reads
from mengyang.store.reads import documents, ledger, registry
from mengyang.store.reads.corrections import CorrectionRow, DifferenceRow
from mengyang.store.reads.documents import DocumentText, EntryRow
from mengyang.store.reads.ledger import PrintedTarget, PrintedTask
from mengyang.store.writes.indicators import TargetDraft
from mengyang.store.writes.ledger import Charge, TaskDraft


@dataclass(frozen=True, slots=True)
class TaskEffect:
    """A task that the difference touches: its values old → new, and its draft by the new text.

    `duty` is set where the text names other units than before.
    """

    task: PrintedTask
    draft: TaskDraft
    changes: tuple[FieldChange, ...]
    duty: NamedDuty | None


@dataclass(frozen=True, slots=True)
class TargetEffect:
    """A target that the difference touches."""

    target: PrintedTarget
    draft: TargetDraft
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Effects:
    """What accepting would do: tasks and targets changed, duties new, tasks no longer in the text.

    `gone` and `come` are words of other readings, by reading; `following` are tasks whose clause is
    the new one already, `followed` what the texts say differently of them.
    """

    tasks: tuple[TaskEffect, ...]
    targets: tuple[TargetEffect, ...]
    new: tuple[EntryRow, ...]
    lost: tuple[PrintedTask, ...]
    lost_targets: tuple[PrintedTarget, ...]
    gone: tuple[tuple[str, str], ...]
    come: tuple[tuple[str, str], ...]
    following: tuple[PrintedTask, ...]
    followed: tuple[TaskEffect, ...]

    @property
    def touches_nothing(self) -> bool:
        """Whether only words differ: no task, target or duty does."""
        return not (self.tasks or self.targets or self.new or self.lost or self.lost_targets)


@dataclass(frozen=True)
class Comparison:
    """Two versions of a document side by side, as far as the actor reaches them."""

    actor: Actor
    row: CorrectionRow
    day: date
    reach: Scope
    earlier: DocumentText
    later: DocumentText
    old: tuple[EntryRow, ...]
    new: tuple[EntryRow, ...]
    plan_id: int | None
    tasks: tuple[PrintedTask, ...]
    targets: tuple[PrintedTarget, ...]
    later_tasks: tuple[PrintedTask, ...]

    @classmethod
    def of(
        cls, actor: Actor, correction_id: int, day: date, *, action: str = "see"
    ) -> "Comparison":
        """Raises `Refused` where the earlier document is out of reach for `action`."""
        reach, seen = (access.scope(actor, each, "document") for each in (action, "see"))
        row = reads.correction(reach, day, correction_id)
        standing = standing_in(actor, row.earlier.id, day)
        tasks = access.scope(actor, "see", "task")
        return cls(
            actor=actor,
            row=row,
            day=day,
            reach=reach,
            earlier=documents.document(seen, day, row.earlier.id),
            later=documents.document(seen, day, row.later.id),
            old=_kept(documents.entries(seen, day, row.earlier.id)),
            new=_kept(documents.entries(seen, day, row.later.id)),
            plan_id=standing.plan_id,
            tasks=standing.tasks,
            targets=standing.targets,
            later_tasks=ledger.printed_tasks(tasks, day, standing.plan_id or 0, row.later.id),
        )

    def require_adopted(self) -> None:
        """Raises `Refused` where no plan stands on the earlier document or one before it."""
        if self.plan_id is None:
            raise Refused("corrections.refused.not_adopted", "corrections.hint.adopt_later")

    def grounds(self) -> Grounds:
        """What names of units are matched on: the area of the earlier document."""
        seen = access.scope(self.actor, "see", "area")
        path = registry.area(seen, self.day, self.earlier.row.area_id).path
        return Grounds(self.actor, self.earlier, path, self.day)

    def effects(self, row: DifferenceRow) -> Effects:
        """What accepting the difference would do."""
        old, new = _inside(self.old, row.old_span), _inside(self.new, row.new_span)
        pairs = paired_entries(read_entries(old), read_entries(new))
        both = [(pair.old, pair.new) for pair in pairs if pair.old and pair.new]
        gone = [pair.old for pair in pairs if pair.new is None and pair.old]
        known = {each.id: each for each in new}
        return Effects(
            tasks=tuple(_task_effect(task, pair) for pair in both for task in self._tasks(pair[0])),
            targets=tuple(
                _target_effect(target, pair) for pair in both for target in self._targets(pair[0])
            ),
            new=tuple(known[pair.new.id] for pair in pairs if _is_new(pair) and pair.new),
            lost=tuple(task for each in gone for task in self._tasks(each)),
            lost_targets=tuple(target for each in gone for target in self._targets(each)),
            gone=_others(old, new),
            come=_others(new, old),
            following=tuple(
                task
                for task in self.later_tasks
                if row.new_span and row.new_span[0] <= task.start < row.new_span[1]
            ),
            followed=tuple(
                _task_effect(task, pair)
                for pair in both
                for task in _standing_for(pair[1], self.later_tasks)
            ),
        )

    def stamp(self, row: DifferenceRow, effects: Effects) -> str:
        """Changes with the difference, the tasks and targets it touches and the new readings."""
        tasks = [*(each.task for each in effects.tasks), *effects.lost]
        targets = [*(each.target for each in effects.targets), *effects.lost_targets]
        return audit.sha256(
            [
                [row.id, row.version],
                [[each.id, each.version, list(map(list, each.children))] for each in tasks],
                [[each.id, each.version] for each in targets],
                [[each.id, each.version] for each in _inside(self.new, row.new_span)],
            ]
        )

    def _tasks(self, entry: ReadEntry) -> list[PrintedTask]:
        return _standing_for(entry, self.tasks)

    def _targets(self, entry: ReadEntry) -> list[PrintedTarget]:
        if entry.reading != "targets":
            return []
        here = [each for each in self.targets if (each.start, each.end) == entry.span]
        named = [each for each in here if each.indicator == entry.content.get("indicator")]
        return named[:1] or here[:1]


def _standing_for(entry: ReadEntry, tasks: Sequence[PrintedTask]) -> list[PrintedTask]:
    """The tasks that an entry became."""
    if entry.reading == "targets":
        return []
    kind = task_kind_of(entry)
    here = [
        task for task in tasks if (task.start, task.end) == entry.span and task.task_kind == kind
    ]
    titled = [task for task in here if task.title == entry.content.get("title")]
    return titled or here


def _kept(rows: Sequence[EntryRow]) -> tuple[EntryRow, ...]:
    return tuple(row for row in rows if not row.is_rejected)


def _inside(rows: Sequence[EntryRow], span: tuple[int, int] | None) -> list[EntryRow]:
    return [row for row in rows if span and span[0] <= row.start < span[1]]


def _is_new(pair: EntryPair) -> bool:
    return pair.old is None and (pair.reading == "targets" or bool(duty_of(pair.new)))


def duty_of(entry: ReadEntry | None) -> NamedDuty | None:
    """The duty that an entry becomes on adoption; none of advice."""
    if entry is None or entry.reading == "targets":
        return None
    if entry.reading == "reporting":
        return reports_to_adopt([entry.content])[0]
    return next(iter(duties_to_adopt([entry.content], with_advice=False)), None)


def _task_effect(task: PrintedTask, pair: tuple[ReadEntry, ReadEntry]) -> TaskEffect:
    before, after = (_any_duty(each) for each in pair)
    nowhere = Charged(Charge(0))
    old, new = task_draft(before, nowhere), task_draft(after, nowhere)
    changes = task_changes(task, old, new) + unit_changes(before, after)
    is_recharged = any(change.field == "units" for change in changes)
    return TaskEffect(task, new, changes, after if is_recharged else None)


def _any_duty(entry: ReadEntry) -> NamedDuty:
    """Advice counts here: it was adopted if a task stands for it."""
    if entry.reading == "reporting":
        return reports_to_adopt([entry.content])[0]
    found = duties_to_adopt([entry.content], with_advice=True)
    return found[0] if found else NamedDuty(entry.content, str(entry.content.get("kind")), {})


def _target_effect(target: PrintedTarget, pair: tuple[ReadEntry, ReadEntry]) -> TargetEffect:
    old, new = (target_draft(each.content) for each in pair)
    return TargetEffect(target, new, target_changes(old, new))


def _others(rows: Sequence[EntryRow], but: Sequence[EntryRow]) -> tuple[tuple[str, str], ...]:
    """The readings besides duties and targets that stand on one side only, with their words."""
    known = {(row.reading, str(row.content.get("quote"))) for row in but}
    left = [row for row in rows if row.reading not in (*ADOPTED, "checks", "unread")]
    told = [(row.reading, str(row.content.get("quote"))) for row in left]
    return tuple(dict.fromkeys(each for each in told if each not in known))
