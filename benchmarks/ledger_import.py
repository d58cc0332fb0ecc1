"""台账回填 — a ledger exported, every row edited, judged, imported and undone: rows a second.

    benchmarks/ledger_import.py [--tasks N]

The installation and its plan are made in a temporary folder. At first every row reports progress
with a share, then every row is extended with a reason. Bar: 2,000 validated rows a second, reading
the file included; beside the seconds on the wall stand those of the processors, children included.
"""

import argparse
import io
import os
import resource
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
BAR = 2_000
SELF, CHILDREN = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
type Edit = Callable[[Any, int, list[str]], None]


def main() -> int:
    """Build an installation in a temporary folder and measure it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--tasks", type=int, default=10_000)
    wanted = parser.parse_args().tasks
    with tempfile.TemporaryDirectory(prefix="mengyang-import-") as folder:
        os.environ |= {
            "MENGYANG_VAR": folder,
            "DJANGO_SETTINGS_MODULE": "mengyang.web.site.settings",
        }
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        _measure(wanted)
    return 0


def _measure(wanted: int) -> None:
    plan_id, unit_id, other_id = _fill(wanted)
    office, unit = (
        _person("office", "officer", other_id),
        _person("unit", "department_officer", unit_id),
    )
    print(f"{wanted} tasks\n| step | s | rows/s | cpu s | rows/cpu s |\n|---|---:|---:|---:|---:|")
    _round("progress", unit, plan_id, _report)
    _round("extension", office, plan_id, _extend)
    told = (resource.getrusage(each).ru_maxrss // 1024 for each in (SELF, CHILDREN))
    print("Peak memory: {} MB here, {} MB in the reading process.".format(*told))


def _round(name: str, actor: Any, plan_id: int, edit: Edit) -> None:
    from mengyang.actions import ledger_import as actions
    from mengyang.store.models import Event, LedgerImport, Task
    from tests.cast import AT

    wanted = Task.objects.count()
    data, *_ = _timed("export", wanted, lambda: _exported(actor, plan_id, edit))
    print(f"| (the file: {len(data) / 1e6:.1f} MB) |")
    begun, *_ = _timed(f"{name}: stored", wanted, lambda: _put_down(actor, plan_id, data))
    reading = _steps(f"{name}: read", f"{name}: judge", begun.job_id, wanted)
    _print(f"{name}: validated (bar {BAR})", wanted, *map(sum, zip(*reading, strict=True)))
    begun = actions.confirm_ledger(actor, begun.sheet_id, at=AT)
    _steps(f"{name}: the one transaction", f"{name}: judged again, staged", begun.job_id, wanted)
    event = Event.objects.filter(action="task.import").latest("sequence")
    print(f"| (rows of the one event: {event.changes.count()}) |")
    begun = actions.undo_import(actor, LedgerImport.objects.latest("id").pk, at=AT)
    _steps(f"{name}: undone in one transaction", f"{name}: undoing staged", begun.job_id, wanted)


def _put_down(actor: Any, plan_id: int, data: bytes) -> Any:
    from mengyang.actions.evidence import Shelf
    from mengyang.actions.ledger_import import upload_ledger
    from tests.cast import AT

    shelf = Shelf(Path(os.environ["MENGYANG_VAR"]) / "files", 10**9)
    return upload_ledger(actor, plan_id, (data, "台账.xlsx"), shelf, at=AT)


def _steps(once: str, often: str, job_id: int, rows: int) -> list[tuple[float, float]]:
    """Run the job: the step that reads or writes everything, and all the others together."""
    from mengyang.actions.jobs import claim_job
    from mengyang.web.jobs import kinds
    from tests.cast import AT

    claim = claim_job(job_id, at=AT)
    spent = {True: (0.0, 0.0), False: (0.0, 0.0)}
    tidying = (0.0, 0.0)
    while claim is not None and not claim.is_finished:
        before, begun, used = claim.position, perf_counter(), _used()
        claim = kinds.found()[claim.name](claim, AT)
        took = (perf_counter() - begun, _used() - used)
        if before.get("after") == -1:
            tidying = (tidying[0] + took[0], tidying[1] + took[1])
            continue
        is_once = ("offset" in claim.position and not before) or claim.position.get("after") == -1
        spent[is_once] = (spent[is_once][0] + took[0], spent[is_once][1] + took[1])
    _print(often, rows, *spent[False])
    _print(once, rows, *spent[True])
    if any(tidying):
        _print("tidied", rows, *tidying)
    return list(spent.values())


def _exported(actor: Any, plan_id: int, edit: Edit) -> bytes:
    """The ledger as it goes out, marks and all, with cells typed into while it is written."""
    from mengyang.actions import exports
    from tests.cast import AT

    def marked(words: Any, marks: Any, lines: Any) -> Any:
        keys = list(exports._WIDTHS)
        for row, line in enumerate(lines):
            cells = words.cells(line)
            marks.keep(line.row.id, line.row.version, cells)
            edit(cells, row, keys)
            yield cells

    kept, exports._marked = exports._marked, marked
    out = io.BytesIO()
    try:
        exports.export_ledger(actor, plan_id, out, "zh", at=AT)
    finally:
        exports._marked = kept
    return out.getvalue()


def _person(name: str, role: str, unit_id: int) -> Any:
    """Somebody with one post in the unit."""
    from mengyang.core.access import Role
    from mengyang.store.models import Area
    from mengyang.store.reads.access import actor_of
    from mengyang.store.writes import transaction
    from mengyang.store.writes.access import PostDraft, UserDraft, add_post, add_user
    from tests.cast import AT, DAY, FOUNDED

    with transaction(None, AT) as work:
        user_id = add_user(work, UserDraft(name, name, "x", must_change_password=False))
        add_post(work, PostDraft(user_id, Role(role), unit_id, Area.objects.get().pk, FOUNDED))
    return actor_of(user_id, DAY)


def _fill(wanted: int) -> tuple[int, int, int]:
    """A plan of so many tasks at work; the ids of it, of the unit that does them, of the office."""
    from mengyang.core.dated import Dated
    from mengyang.store.models import Area, Document, Task, Unit, User
    from mengyang.store.writes import transaction
    from mengyang.store.writes.ledger import Charge, PlanDraft, create_plan
    from mengyang.store.writes.registry import AreaDraft, Name, UnitDraft, add_areas, add_units
    from tests.cast import AT, DAY, FOUNDED

    with transaction(None, AT) as work:
        names = (Dated(Name("清穗县"), FOUNDED),)
        add_areas(work, [AreaDraft("a", "county", "", None, names)])
        add_units(work, [UnitDraft(key, "department", "a", names) for key in ("u", "o")])
    area_id = Area.objects.get().pk
    unit_id, other_id = (Unit.objects.get(key=key).pk for key in ("u", "o"))
    user_id = User.objects.create(username="u", display_name="某", password="x").pk
    document = Document.objects.create(
        area_id=area_id, title="文件", text="一", size=0, uploaded_by_id=user_id, uploaded_at=AT
    )
    draft = PlanDraft(
        document_id=document.pk,
        area_id=area_id,
        owner_unit_id=other_id,
        title="方案",
        adopted_on=DAY,
        adopted_by=user_id,
        tasks=tuple(_task(number, Charge(area_id, unit_id)) for number in range(wanted)),
    )
    with transaction(None, AT) as work:
        plan_id = create_plan(work, draft)
    Task.objects.update(state="in_progress")
    return plan_id, unit_id, other_id


def _task(number: int, charge: Any) -> Any:
    from mengyang.core.facts import DeadlineKind
    from mengyang.core.ledger import Deadline
    from mengyang.store.writes.ledger import TaskDraft

    return TaskDraft(
        clause_path="一",
        start=0,
        end=1,
        task_kind="task",
        title=f"建设第{number}所幼儿园，补足普惠学位，配齐教职工并按期开园",
        charge=charge,
        deadline=Deadline(DeadlineKind.BY_DATE, (date(2026, 6, 30),), "2026年6月底前"),
    )


def _report(cells: Any, row: int, keys: list[str]) -> None:
    cells[keys.index("progress")] = f"第{row}项：主体完工，正在装修，教职工已招录到位。"
    cells[keys.index("percent")] = row % 101


def _extend(cells: Any, row: int, keys: list[str]) -> None:
    cells[keys.index("due_on")] = date(2026, 7, 1) + timedelta(days=row % 365)
    cells[keys.index("reason")] = "雨季停工，经分管领导同意延期。"


def _timed[Answer](name: str, rows: int, do: Callable[[], Answer]) -> tuple[Answer, float, float]:
    """The answer, the seconds on the wall and those of the processors."""
    begun, used = perf_counter(), _used()
    answer = do()
    seconds, busy = perf_counter() - begun, _used() - used
    _print(name, rows, seconds, busy)
    return answer, seconds, busy


def _used() -> float:
    told = os.times()
    return told.user + told.system + told.children_user + told.children_system


def _print(name: str, rows: int, seconds: float, busy: float) -> None:
    print(f"| {name} | {seconds:.2f} | {rows / seconds:.0f} | {busy:.2f} | {rows / busy:.0f} |")


if __name__ == "__main__":
    sys.exit(main())
