"""暂存写入 — what an import or its undoing will write, prepared in portions beforehand.

Every digest is taken here, so that the one transaction has nothing to do but to copy.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from mengyang.core.audit import plain
from mengyang.core.findings import Refused
from mengyang.core.ledger.tidings import Tiding, Told
from mengyang.store import snapshots
from mengyang.store.models import (
    ProgressReport,
    Ruling,
    StagedChange,
    StagedReport,
    StagedRuling,
    StagedTask,
    StagedTiding,
)
from mengyang.store.models import Task as TaskTable
from mengyang.store.models.audited import Audited
from mengyang.store.writes.ledger.imports import TaskImport, overtaken
from mengyang.store.writes.ledger.notices import TidingDraft, add_tidings
from mengyang.store.writes.ledger.requests import ruling_of
from mengyang.store.writes.ledger.tasks import changed_columns, report_of
from mengyang.store.writes.numbers import reserve
from mengyang.store.writes.work import Work

# What a row of an edited ledger can change of a task.
COLUMNS = (
    *("state", "state_since", "due_on", "progress_percent", "claimed_by_id"),
    *("claimed_for_id", "claimed_unit_id", "verified_by_id", "return_reason"),
)


@dataclass(frozen=True, slots=True)
class Staged:
    """A portion of what is going to be written, not saved yet."""

    tasks: list[StagedTask] = field(default_factory=list)
    reports: list[StagedReport] = field(default_factory=list)
    rulings: list[StagedRuling] = field(default_factory=list)
    changes: list[StagedChange] = field(default_factory=list)
    tidings: list[StagedTiding] = field(default_factory=list)

    def save(self) -> None:
        """Put the portion down, in the transaction that counts it as done."""
        StagedTask.objects.bulk_create(self.tasks)
        StagedReport.objects.bulk_create(self.reports)
        StagedRuling.objects.bulk_create(self.rulings)
        StagedChange.objects.bulk_create(self.changes)
        StagedTiding.objects.bulk_create(self.tidings)


def stage_imports(
    sheet_id: int, tasks: Sequence[TaskImport], author_id: int, at: datetime
) -> Staged:
    """The rows that the tasks of an import will be and leave; `at` is when it was confirmed."""
    staged = Staged()
    rows = TaskTable.objects.in_bulk([each.before.id for each in tasks])
    for each in tasks:
        row = rows[each.before.id]
        if row.version != each.before.version:
            raise Refused("registry.refused.stale", "registry.hint.upload_again")
        changes = changed_columns(each.before, each.after)
        task = _staged_task(sheet_id, row, changes, staged)
        task.is_decided = each.is_decided
    reports = [report_of(each.before.id, one, at) for each in tasks for one in each.reports]
    rulings = [ruling_of(*one, (author_id, at)) for each in tasks for one in each.rulings]
    _number(sheet_id, reports, staged)
    _number(sheet_id, rulings, staged)
    staged.reports.extend(_copy(StagedReport(sheet_id=sheet_id, row_id=r.pk), r) for r in reports)
    staged.rulings.extend(_copy(StagedRuling(sheet_id=sheet_id, row_id=r.pk), r) for r in rulings)
    return staged


def stage_tidings(sheet_id: int, drafts: Iterable[TidingDraft]) -> list[StagedTiding]:
    """What units will be told of the rows."""
    return [
        StagedTiding(
            sheet_id=sheet_id,
            task_id=draft.task_id,
            unit_id=draft.told.unit_id,
            tiding=draft.told.tiding.value,
            reason=draft.told.reason,
            due_on=draft.due_on,
            text=draft.text,
        )
        for draft in drafts
    ]


def tell_staged(work: Work, sheet_id: int, after: int, size: int) -> int:
    """Tell units the next things that lie staged behind `after`; behind which to go on, 0: none."""
    rows = StagedTiding.objects.filter(sheet_id=sheet_id, pk__gt=after).order_by("pk")[:size]
    drafts = [
        TidingDraft(
            row.task_id, Told(Tiding(row.tiding), row.unit_id, row.reason), row.due_on, row.text
        )
        for row in rows
    ]
    if drafts:
        add_tidings(work, drafts, work.at.date())
    return max((row.pk for row in rows), default=0)


def stage_undoing(sheet_id: int, told: Sequence[tuple[int, int, dict[str, object]]]) -> Staged:
    """The tasks of an import as they were: id, version after it, and the columns before.

    Raises `Refused` where something happened to one of them since.
    """
    staged = Staged()
    rows = TaskTable.objects.in_bulk([task_id for task_id, _, _ in told])
    late = [rows[pk].number for pk, version, _ in told if rows[pk].version != version]
    if late:
        raise overtaken(late)
    for pk, _, before in told:
        _staged_task(sheet_id, rows[pk], before, staged)
    return staged


def stage_gone(sheet_id: int, kind: str, ids: Iterable[int]) -> Staged:
    """Rows that an import wrote and its undoing deletes: of a deleted row there is no digest."""
    return Staged(
        changes=[
            StagedChange(
                sheet_id=sheet_id, subject_kind=kind, subject_id=pk, subject_version=2, digest=""
            )
            for pk in ids
        ]
    )


def _staged_task(
    sheet_id: int, row: TaskTable, changes: dict[str, object], staged: Staged
) -> StagedTask:
    others = changes.keys() - {*COLUMNS}
    if others:
        raise ValueError(f"no edited ledger changes {sorted(others)} of a task")
    before = {name: plain(getattr(row, name)) for name in changes}
    task = StagedTask(sheet_id=sheet_id, task_id=row.pk, version=row.version, before=before)
    snapshots.assign(row, changes)
    row.version += 1
    for name in COLUMNS:
        setattr(task, name, getattr(row, name))
    staged.tasks.append(task)
    staged.changes.append(_change(sheet_id, row))
    return task


def _number(sheet_id: int, rows: Sequence[ProgressReport] | Sequence[Ruling], to: Staged) -> None:
    """Give new rows the ids that they will have, and tell of them."""
    for row, pk in zip(rows, reserve(type(rows[0]), len(rows)) if rows else (), strict=True):
        row.pk, row.version = pk, 1
        snapshots.normalise(row, snapshots.names_of(type(row)))
        to.changes.append(_change(sheet_id, row))


def _copy[Row: (StagedReport, StagedRuling)](staged: Row, row: Audited) -> Row:
    known = {each.attname for each in type(staged)._meta.concrete_fields}
    for name in known & {*snapshots.names_of(type(row))}:
        setattr(staged, name, getattr(row, name))
    return staged


def _change(sheet_id: int, row: Audited) -> StagedChange:
    return StagedChange(
        sheet_id=sheet_id,
        subject_kind=row.kind,
        subject_id=row.pk,
        subject_version=row.version,
        digest=snapshots.digest(row, ""),
    )
