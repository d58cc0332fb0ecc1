"""台账导入读取 — sheets on their way in with what was said of their rows; the imports of a plan."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mengyang.core.access import Scope
from mengyang.core.findings import Refused
from mengyang.core.ledger.sheet_rows import TaskNow
from mengyang.store.models import (
    LedgerImport,
    LedgerSheet,
    ProgressReport,
    Ruling,
    SheetRow,
    StagedReport,
    StagedRuling,
    StagedTask,
    Task,
    TaskRequest,
)
from mengyang.store.reads.ledger.facts import task_facts
from mengyang.store.reads.scope import within

# So many of the last sheets and imports of a plan are shown.
_LAST = 10


@dataclass(frozen=True, slots=True)
class ImportRow:
    """台账导入 of a plan."""

    id: int
    made_by: str
    made_at: datetime
    rows: int
    is_undone: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class SheetRead:
    """回填批次 as its uploader sees it; `told` rows change something or cannot be taken."""

    id: int
    plan_id: int
    state: str
    undoes: bool
    import_id: int | None
    file_name: str
    sha256: str
    sheet: str
    rows: int
    told: int
    faulty: int
    job_id: int | None
    uploaded_by: int
    uploaded_at: datetime
    judged_on: date | None
    confirmed_at: datetime | None

    @property
    def unchanged(self) -> int:
        """How many rows say what is on record."""
        return self.rows - self.told


@dataclass(frozen=True, slots=True)
class VerdictRead:
    """回填行 as it was judged: its row, what is wrong in which cell, or what it changes."""

    number: int
    label: str
    faults: Sequence[Mapping[str, object]]
    changes: Sequence[Mapping[str, object]]
    line: Sequence[object]


def tasks_on_record(
    scope: Scope, day: date, plan_id: int, ids: Iterable[int]
) -> dict[int, TaskNow]:
    """Those of the tasks that belong to the plan and lie within reach, by id."""
    own = Task.objects.filter(plan_id=plan_id, pk__in=list(ids))
    titles = dict(own.values_list("pk", "title"))
    waiting = TaskRequest.objects.filter(task_id__in=list(titles), state="open")
    asking = set(waiting.values_list("task_id", flat=True))
    facts = task_facts(scope, day, titles)
    return {each.id: TaskNow(each, titles[each.id], each.id in asking) for each in facts}


def imports(scope: Scope, day: date, plan_id: int, user_id: int) -> list[ImportRow]:
    """The last imports of a plan that the person may see, the newest first."""
    rows = LedgerImport.objects.filter(within(scope, day, "plan__"), plan_id=plan_id)
    shown = rows.defer("changes").select_related("made_by").order_by("-made_at", "-id")[:_LAST]
    return [
        ImportRow(
            id=row.pk,
            made_by=row.made_by.display_name,
            made_at=row.made_at,
            rows=row.rows,
            is_undone=row.state == "undone",
            is_own=row.made_by_id == user_id,
        )
        for row in shown
    ]


def own_sheets(plan_id: int, user_id: int) -> list[SheetRead]:
    """The person's own sheets of a plan that are not taken yet, the newest first."""
    rows = LedgerSheet.objects.filter(plan_id=plan_id, uploaded_by_id=user_id)
    return [_sheet(row) for row in rows.exclude(state="taken").order_by("-pk")[:_LAST]]


def sheet(sheet_id: int, user_id: int | None) -> SheetRead:
    """A sheet of whoever uploaded it. Raises `Refused` where it is somebody else's."""
    row = LedgerSheet.objects.filter(pk=sheet_id, uploaded_by_id=user_id).first()
    if row is None:
        raise Refused("ledger.refused.no_such_sheet", "registry.hint.upload_again")
    return _sheet(row)


def verdicts(
    sheet_id: int, after: int, size: int, *, faulty: bool | None = None
) -> list[VerdictRead]:
    """So many of the rows of a sheet that say something, behind a row; only faulty or sound ones
    where that is asked."""
    rows = SheetRow.objects.filter(sheet_id=sheet_id, number__gt=after)
    if faulty is not None:
        rows = rows.filter(is_faulty=faulty)
    names = ("number", "label", "faults", "changes", "line")
    return [VerdictRead(*row) for row in rows.order_by("number").values_list(*names)[:size]]


def taken_tasks(import_id: int, after: int, size: int) -> list[tuple[int, int, dict[str, object]]]:
    """So many of the tasks of an import behind a task: id, version after it, columns before."""
    kept = _kept(import_id)
    if "tasks" in kept:
        told = sorted(kept["tasks"], key=lambda each: int(each["task"]))
        known = [(int(one["task"]), int(one["version"]), one["before"]) for one in told]
        return [each for each in known if each[0] > after][:size]
    rows = StagedTask.objects.filter(sheet_id=kept["sheet"], task_id__gt=after)
    names = ("task_id", "version", "before")
    found = rows.order_by("task_id").values_list(*names)[:size]
    return [(task_id, version + 1, before) for task_id, version, before in found]


def left_rows(import_id: int, kind: str, after: int, size: int) -> list[int]:
    """The ids of reports, or of rulings, that an import left, so many behind an id."""
    kept = _kept(import_id)
    if "made" in kept:
        return sorted(pk for pk in kept["made"][kind] if pk > after)[:size]
    model = {ProgressReport.kind: StagedReport, Ruling.kind: StagedRuling}[kind]
    rows = model._base_manager.filter(sheet_id=kept["sheet"], row_id__gt=after)
    return list(rows.order_by("row_id").values_list("row_id", flat=True)[:size])


def left_kinds() -> tuple[str, ...]:
    """The kinds of rows that an import leaves beside its tasks."""
    return (ProgressReport.kind, Ruling.kind)


def _kept(import_id: int) -> dict[str, Any]:
    return dict(LedgerImport.objects.values_list("changes", flat=True).get(pk=import_id))


def _sheet(row: LedgerSheet) -> SheetRead:
    return SheetRead(
        id=row.pk,
        plan_id=row.plan_id,
        state=row.state,
        undoes=row.undoes,
        import_id=row.made_id,
        file_name=row.file_name,
        sha256=row.sha256,
        sheet=row.sheet,
        rows=row.rows,
        told=row.told,
        faulty=row.faulty,
        job_id=row.job_id,
        uploaded_by=row.uploaded_by_id,
        uploaded_at=row.uploaded_at,
        judged_on=row.judged_on,
        confirmed_at=row.confirmed_at,
    )
