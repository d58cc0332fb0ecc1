"""台账导入写入 — a staged import becomes the record by a few statements, all of it or nothing.

The same for its undoing. Whoever else writes waits only for these statements.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Model, QuerySet

from mengyang.core.audit import ChangeFacts, canonical, sorted_changes_hash
from mengyang.core.findings import Refused
from mengyang.core.ledger import Task
from mengyang.store.models import (
    LedgerImport,
    LedgerSheet,
    ProgressReport,
    Recheck,
    Ruling,
    StagedChange,
    StagedReport,
    StagedRuling,
    StagedTask,
    TaskRequest,
    Verdict,
)
from mengyang.store.models import Task as TaskTable
from mengyang.store.writes.chain import StagedChanges
from mengyang.store.writes.ledger.requests import RulingDraft
from mengyang.store.writes.ledger.tasks import ReportDraft, follow_children
from mengyang.store.writes.work import Work

# So many tasks are named where an import cannot be undone.
_NAMED = 10
_WRITTEN = (ProgressReport, Ruling)


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


@dataclass(frozen=True, slots=True)
class Application:
    """What is about to be applied: summed up before its transaction begins."""

    sheet: LedgerSheet
    tasks: int
    changes: StagedChanges
    before_sha256: str


def prepare(sheet_id: int) -> Application:
    """Sum up what is staged: the digests of the list of changes and of the columns before."""
    sheet = LedgerSheet.objects.select_related("made").get(pk=sheet_id)
    staged = StagedChange.objects.filter(sheet_id=sheet_id)
    changes = StagedChanges(sheet_id, staged.count(), sorted_changes_hash(_facts(staged)))
    tasks = StagedTask.objects.filter(sheet_id=sheet_id)
    return Application(sheet, tasks.count(), changes, _before_digest(sheet_id))


def apply_import(work: Work, given: Application, columns: Sequence[str]) -> int:
    """Write everything as one event, and what it changed; the import's id.

    Raises `Refused` where one of the tasks is no longer the one that was looked at.
    """
    sheet_id = given.sheet.pk
    if _changed(sheet_id, columns) != given.tasks:
        raise _stale()
    staged = StagedTask.objects.filter(sheet_id=sheet_id)
    decided = staged.filter(is_decided=True).values("task_id")
    if TaskRequest.objects.filter(task_id__in=decided, state="open").exists():
        raise _stale()
    _copied(StagedReport, ProgressReport, sheet_id)
    _copied(StagedRuling, Ruling, sheet_id)
    follow_children(work, staged.values("task_id"))
    kept = LedgerImport(
        plan_id=given.sheet.plan_id,
        rows=given.tasks,
        changes={"sheet": sheet_id, "sha256": given.before_sha256},
        made_by_id=given.sheet.uploaded_by_id,
        made_at=given.sheet.confirmed_at or work.at,
    )
    work.tell_staged("task.import", given.changes)
    made = work.create(kept, action="ledger.import")
    LedgerSheet.objects.filter(pk=sheet_id).update(state="taken", made=made)
    return made.pk


def apply_undoing(work: Work, given: Application, columns: Sequence[str]) -> int:
    """Restore what an import changed and take away what it wrote; how many tasks.

    Raises `Refused` where something happened to one of its tasks since.
    """
    sheet, kept = given.sheet, given.sheet.made
    if kept is None:
        raise ValueError("an undoing takes an import back")
    if _changed(sheet.pk, columns) != given.tasks:
        raise overtaken(_later(sheet.pk))
    refuse_followed(kept, sheet.pk)
    for model in _WRITTEN:
        lines = StagedChange.objects.filter(sheet_id=sheet.pk, subject_kind=model.kind)
        gone = model._base_manager.filter(pk__in=lines.values("subject_id"), version=1)
        if gone._raw_delete(gone.db) != lines.count():
            raise overtaken(())
    follow_children(work, StagedTask.objects.filter(sheet_id=sheet.pk).values("task_id"))
    work.tell_staged("task.undo_import", given.changes)
    changes = {"state": "undone", "undone_at": work.at}
    work.change(kept, changes, action="ledger.undo_import", expected_version=kept.version)
    LedgerSheet.objects.filter(pk=sheet.pk).update(state="taken")
    return given.tasks


def require_unaltered(import_id: int) -> None:
    """Raise `Refused` where what an import keeps to be undone by is not what it was."""
    kept = LedgerImport.objects.get(pk=import_id)
    if "sheet" in kept.changes and _before_digest(kept.changes["sheet"]) != kept.changes["sha256"]:
        raise Refused("ledger.refused.import_altered", "jobs.hint.log")


def refuse_followed(kept: LedgerImport, sheet_id: int) -> None:
    """Raise `Refused` where something was asked, decided or found of a task since."""
    ids = StagedTask.objects.filter(sheet_id=sheet_id).values("task_id")
    own = StagedChange.objects.filter(sheet_id=sheet_id, subject_kind=Ruling.kind)
    asked = TaskRequest.objects.filter(task_id__in=ids, asked_at__gte=kept.made_at)
    found = Recheck.objects.filter(task_id__in=ids, checked_at__gte=kept.made_at)
    decided = Ruling.objects.filter(task_id__in=ids, decided_at__gte=kept.made_at)
    others = decided.exclude(pk__in=own.values("subject_id"))
    judged = Verdict.objects.filter(task_id__in=ids, recorded_at__gte=kept.made_at)
    answers = (asked, found, judged, others)
    late = {pk for rows in answers for pk in rows.values_list("task_id", flat=True)}
    if late:
        numbers = TaskTable.objects.filter(pk__in=late).order_by("pk")
        raise overtaken(list(numbers.values_list("number", flat=True)))


def overtaken(numbers: Sequence[str]) -> Refused:
    """That something happened to tasks since: an import is undone whole or not."""
    return Refused(
        "ledger.refused.import_overtaken",
        "ledger.hint.import_overtaken",
        count=len(numbers),
        numbers="、".join(numbers[:_NAMED]),
    )


def _changed(sheet_id: int, columns: Sequence[str]) -> int:
    """Set the staged columns of tasks that stand in the version staged; how many do."""
    name = connection.ops.quote_name
    task, staged = name(TaskTable._meta.db_table), name(StagedTask._meta.db_table)
    sets = ", ".join(f"{name(column)} = s.{name(column)}" for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {task} SET {sets}, version = s.version + 1 FROM {staged} s "
            f"WHERE s.sheet_id = %s AND s.task_id = {task}.id AND s.version = {task}.version",
            [sheet_id],
        )
        return int(cursor.rowcount)


def _copied(staged: type[Model], model: type[Model], sheet_id: int) -> None:
    """Insert the staged rows under their ids."""
    name = connection.ops.quote_name
    known = {each.attname for each in staged._meta.concrete_fields} - {"id"}
    columns = [each.attname for each in model._meta.concrete_fields]
    plain = [column for column in columns if column in known]
    into = ", ".join(map(name, ("id", "version", *plain)))
    what = ", ".join(("row_id", "1", *map(name, plain)))
    tables = name(model._meta.db_table), name(staged._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {tables[0]} ({into}) SELECT {what} FROM {tables[1]} "
            "WHERE sheet_id = %s ORDER BY row_id",
            [sheet_id],
        )


def _facts(staged: QuerySet[StagedChange]) -> Iterator[ChangeFacts]:
    """The list of changes in its order: kinds are few, and sorted here."""
    kinds = sorted(set(staged.values_list("subject_kind", flat=True).distinct()))
    names = ("subject_kind", "subject_id", "subject_version", "digest")
    for kind in kinds:
        rows = staged.filter(subject_kind=kind).order_by("subject_id")
        for row in rows.values_list(*names).iterator(chunk_size=5_000):
            yield ChangeFacts(*row)


def _before_digest(sheet_id: int) -> str:
    total = hashlib.sha256()
    rows = StagedTask.objects.filter(sheet_id=sheet_id).order_by("task_id")
    for row in rows.values_list("task_id", "version", "before").iterator(chunk_size=5_000):
        total.update(canonical(list(row)).encode("ascii") + b"\n")
    return total.hexdigest()


def _later(sheet_id: int) -> list[str]:
    """The numbers of tasks that no longer stand in the version staged."""
    staged = dict(StagedTask.objects.filter(sheet_id=sheet_id).values_list("task_id", "version"))
    now = TaskTable.objects.filter(pk__in=staged).values_list("pk", "version", "number")
    return [number for pk, version, number in now if version != staged[pk] + 1]


def _stale() -> Refused:
    return Refused("ledger.refused.sheet.stale", "ledger.hint.export_again")
