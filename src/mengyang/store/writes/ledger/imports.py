"""台账导入写入 — what an edited ledger changed, set-wise in one transaction; and its undoing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mengyang.core.audit import plain
from mengyang.core.findings import Refused
from mengyang.core.ledger import Task
from mengyang.store.models import LedgerImport, ProgressReport, Recheck, Ruling, TaskRequest
from mengyang.store.models import Task as TaskTable
from mengyang.store.models.audited import Audited
from mengyang.store.writes.ledger.requests import RulingDraft, ruling_row
from mengyang.store.writes.ledger.tasks import (
    ReportDraft,
    changed_columns,
    follow_children,
    report_row,
)
from mengyang.store.writes.work import Work

# So many tasks are named where an import cannot be undone.
_NAMED = 10


@dataclass(frozen=True, slots=True)
class TaskImport:
    """一行 — a task before and after its steps, and what they leave beside it.

    `is_decided`: its state or day changes, so that no request may wait for an answer.
    """

    before: Task
    after: Task
    reports: tuple[ReportDraft, ...] = ()
    rulings: tuple[tuple[Task, Task, RulingDraft], ...] = ()

    @property
    def is_decided(self) -> bool:
        """Whether state or day change."""
        before, after = self.before, self.after
        return (before.state, before.due_on) != (after.state, after.due_on)


def import_tasks(work: Work, plan_id: int, tasks: Sequence[TaskImport], author_id: int) -> int:
    """Write all rows of an import as one event, and what it changed; the import's id.

    Raises `Refused` where one of the tasks is no longer the one that was looked at.
    """
    rows = _taken({each.before.id: each.before.version for each in tasks})
    decided = [each.before.id for each in tasks if each.is_decided]
    if TaskRequest.objects.filter(task_id__in=decided, state="open").exists():
        raise _stale()
    new = [row for each in tasks for row in _beside(work, each)]
    pairs = [(rows[each.before.id], changed_columns(each.before, each.after)) for each in tasks]
    before = {
        row.pk: {column: plain(getattr(row, column)) for column in columns}
        for row, columns in pairs
    }
    work.change_many(pairs, action="task.import", new=new)
    follow_children(work, rows)
    made: dict[str, list[int]] = {ProgressReport.kind: [], Ruling.kind: []}
    for each in new:
        made[each.kind].append(each.pk)
    told = [
        {"task": row.pk, "number": row.number, "version": row.version, "before": before[row.pk]}
        for row, _ in pairs
    ]
    kept = LedgerImport(
        plan_id=plan_id,
        rows=len(told),
        changes={"tasks": told, "made": made},
        made_by_id=author_id,
        made_at=work.at,
    )
    return work.create(kept, action="ledger.import").pk


def undo_import(work: Work, import_id: int, author_id: int) -> int:
    """Restore what an import changed and take away what it wrote; how many tasks.

    Raises `Refused` where it is not the author's or undone already, and where something happened
    to one of its tasks since.
    """
    kept = LedgerImport.objects.select_for_update().filter(pk=import_id).first()
    if kept is None or kept.made_by_id != author_id:
        raise Refused("ledger.refused.no_such_import", "ledger.hint.own_import")
    if kept.state != "done":
        raise Refused("ledger.refused.import_undone", "store.hint.reload")
    tasks = {int(each["task"]): each for each in kept.changes["tasks"]}
    rows = _locked(tasks)
    gone = _made(kept.changes["made"])
    overtaken = _followed(kept, tasks, gone)
    overtaken |= {pk for pk, told in tasks.items() if rows[pk].version != told["version"]}
    if overtaken:
        numbers = [str(tasks[pk]["number"]) for pk in sorted(overtaken)]
        raise Refused(
            "ledger.refused.import_overtaken",
            "ledger.hint.import_overtaken",
            count=len(numbers),
            numbers="、".join(numbers[:_NAMED]),
        )
    pairs = [(rows[pk], told["before"]) for pk, told in tasks.items()]
    work.change_many(pairs, action="task.undo_import", gone=gone)
    follow_children(work, rows)
    changes = {"state": "undone", "undone_at": work.at}
    work.change(kept, changes, action="ledger.undo_import", expected_version=kept.version)
    return len(pairs)


def _beside(work: Work, each: TaskImport) -> Iterable[Audited]:
    for report in each.reports:
        yield report_row(work, each.before.id, report)
    for before, after, draft in each.rulings:
        yield ruling_row(work, before, after, draft)


def _taken(versions: Mapping[int, int]) -> dict[int, TaskTable]:
    rows = _locked(versions)
    if {pk: row.version for pk, row in rows.items()} != dict(versions):
        raise _stale()
    return rows


def _locked(ids: Iterable[int]) -> dict[int, TaskTable]:
    found = TaskTable.objects.select_for_update().filter(pk__in=list(ids)).order_by("pk")
    return {row.pk: row for row in found}


def _made(made: Mapping[str, Sequence[int]]) -> list[Audited]:
    reports = ProgressReport.objects.filter(pk__in=made[ProgressReport.kind])
    return [*reports, *Ruling.objects.filter(pk__in=made[Ruling.kind])]


def _followed(kept: LedgerImport, tasks: Iterable[int], gone: Sequence[Audited]) -> set[int]:
    """The tasks of which something was asked, decided or found that leaves their rows alone."""
    ids = list(tasks)
    own = [row.pk for row in gone if isinstance(row, Ruling)]
    asked = TaskRequest.objects.filter(task_id__in=ids, asked_at__gte=kept.made_at)
    found = Recheck.objects.filter(task_id__in=ids, checked_at__gte=kept.made_at)
    decided = Ruling.objects.filter(task_id__in=ids, decided_at__gte=kept.made_at)
    return {
        pk
        for rows in (asked, found, decided.exclude(pk__in=own))
        for pk in rows.values_list("task_id", flat=True)
    }


def _stale() -> Refused:
    return Refused("ledger.refused.sheet.stale", "ledger.hint.export_again")
