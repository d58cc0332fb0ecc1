"""台账回填 — a ledger exported, every row edited, judged, imported and undone: rows a second.

    benchmarks/ledger_import.py [--tasks N]

The installation and its plan are made in a temporary folder. At first every row reports progress
with a share, then every row is extended with a reason. Bar: 2,000 validated rows a second, reading
the file included; beside the seconds on the wall stand those of the processors, children included.
"""

import argparse
import io
import os
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
type Edit = Callable[[Any, int, dict[str, int]], None]


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
    from mengyang.core.access import Actor, Post, Role
    from mengyang.store.models import AreaVersion

    plan_id, user_id, unit_id, other_id = _fill(wanted)
    path = AreaVersion.objects.get().path
    # One person with a post in the office and one in the unit that does the work.
    office = Actor(user_id, (Post(Role.OFFICER, other_id, path),))
    unit = Actor(user_id, (Post(Role.DEPARTMENT_OFFICER, unit_id, path),))
    print(f"{wanted} tasks\n| step | s | rows/s | cpu s | rows/cpu s |\n|---|---:|---:|---:|---:|")
    _round("progress", unit, plan_id, _report)
    _round("extension", office, plan_id, _extend)


def _round(name: str, actor: Any, plan_id: int, edit: Edit) -> None:
    from mengyang.actions import ledger_import as actions
    from mengyang.actions.exports import export_ledger
    from mengyang.store.models import Event, LedgerImport, Task
    from tests.cast import AT, DAY

    wanted, out = Task.objects.count(), io.BytesIO()
    _timed("export", wanted, lambda: export_ledger(actor, plan_id, out, "zh", at=AT))
    data = _edited(out.getvalue(), edit)
    lines, *reading = _timed(
        f"{name}: read", wanted, lambda: actions.read_ledger(data, "台账.xlsx", plan_id)
    )
    checked, *checking = _timed(
        f"{name}: judge", wanted, lambda: actions.check_ledger(actor, plan_id, lines, day=DAY)
    )
    both = (one + other for one, other in zip(reading, checking, strict=True))
    _print(f"{name}: validated (bar {BAR})", wanted, *both)
    _timed(
        f"{name}: import (judged again, written)",
        wanted,
        lambda: actions.import_ledger(actor, plan_id, lines, checked.stamp, at=AT),
    )
    event = Event.objects.filter(action="task.import").latest("sequence")
    print(f"| (rows of the one event: {event.changes.count()}) |")
    made = LedgerImport.objects.latest("id").pk
    _timed(f"{name}: undo", wanted, lambda: actions.undo_import(actor, made, at=AT))


def _fill(wanted: int) -> tuple[int, int, int, int]:
    """A plan of so many tasks at work; the ids of it, of a person, of the unit, of the office."""
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
    return plan_id, user_id, unit_id, other_id


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


def _edited(data: bytes, edit: Edit) -> bytes:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    heads = {cell.value: cell.column for cell in sheet[2]}
    for row in range(3, sheet.max_row - 1):
        edit(sheet, row, heads)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _report(sheet: Any, row: int, heads: dict[str, int]) -> None:
    sheet.cell(row, heads["最新进展"]).value = f"第{row}项：主体完工，正在装修，教职工已招录到位。"
    sheet.cell(row, heads["完成比例（%）"]).value = row % 101


def _extend(sheet: Any, row: int, heads: dict[str, int]) -> None:
    sheet.cell(row, heads["到期日"]).value = date(2026, 7, 1) + timedelta(days=row % 365)
    sheet.cell(row, heads["变更理由（回填）"]).value = "雨季停工，经分管领导同意延期。"


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
