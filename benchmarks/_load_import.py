"""满载的导入 — a ledger of many tasks, every row edited, uploaded and taken while others work."""

import json
import threading
import time
from dataclasses import dataclass, field
from typing import Any

IMPORTER = "importer"
_UNIT = "c0u19"


@dataclass(frozen=True, slots=True)
class EditedSheet:
    """The plan, and its ledger as it comes back."""

    plan_id: int
    data: bytes


@dataclass(slots=True)
class RunningImport:
    """The import under way: whether it has ended, and the seconds of its stages."""

    ended: threading.Event = field(default_factory=threading.Event)
    stages: list[tuple[str, float]] = field(default_factory=list)
    state: str = ""

    def told(self) -> str:
        """Its stages in words."""
        stages = ", ".join(f"{name} {seconds:.0f} s" for name, seconds in self.stages)
        return f"the import: {stages}; at the end the sheet is {self.state}"


def write_ledger(rows: int) -> EditedSheet:
    """A plan of so many tasks of one unit, and its ledger with progress in every row."""
    from benchmarks._load_world import add_plan
    from benchmarks.ledger_import import _exported, _report
    from mengyang.store.models import Area, Task, Unit
    from mengyang.store.reads.access import actor_of, user_id_of
    from mengyang.web.clock import today

    areas = dict(Area.objects.values_list("key", "pk"))
    units = dict(Unit.objects.values_list("key", "pk"))
    charge = (areas[_UNIT[:2]], units[_UNIT])
    plan_id = add_plan((areas["top"], units["o"]), 9_999, rows, [charge])
    Task.objects.filter(plan_id=plan_id).update(state="in_progress")
    actor = actor_of(user_id_of(IMPORTER) or 0, today())
    return EditedSheet(plan_id, _exported(actor, plan_id, _report))


def begin_import(port: int, sheet: EditedSheet) -> RunningImport:
    """Upload the ledger; it is judged, confirmed and taken beside whatever else goes on."""
    running = RunningImport()
    threading.Thread(target=_import, args=(port, sheet, running), daemon=True).start()
    return running


def has_ended(running: RunningImport) -> bool:
    """Whether the import is over."""
    return running.ended.is_set()


def _import(port: int, sheet: EditedSheet, running: RunningImport) -> None:
    from benchmarks._load_clients import Session

    try:
        person = Session(port, IMPORTER)
        begun = time.perf_counter()
        path = f"/api/ledger/plans/{sheet.plan_id}/import"
        told = json.loads(person.send_file(path, sheet.data)[1])
        running.stages.append(("sent", time.perf_counter() - begun))
        address = f"/api/ledger/sheets/{told['sheet_id']}"
        _wait(person, told["job_id"], "read and judged", running)
        told = json.loads(person.ask("POST", f"{address}/confirm", {})[1])
        _wait(person, told["job_id"], "staged and taken", running)
        running.state = json.loads(person.ask("GET", address)[1])["state"]
    finally:
        running.ended.set()


def _wait(person: Any, job_id: int, name: str, running: RunningImport) -> None:
    begun = time.perf_counter()
    while json.loads(person.ask("GET", f"/api/jobs/{job_id}")[1])["state"] in (
        "waiting",
        "running",
    ):
        time.sleep(1)
    running.stages.append((name, time.perf_counter() - begun))
