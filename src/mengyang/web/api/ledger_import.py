"""台账回填接口 — what an edited ledger would change, the change itself, and its undoing."""

from ninja import File, Form, Schema
from ninja.files import UploadedFile

from mengyang.actions import ledger_import as actions
from mengyang.store.reads import ledger
from mengyang.store.reads.ledger import Reach
from mengyang.web.clock import now, today
from mengyang.web.interface_routes import Router
from mengyang.web.interface_types import REFUSALS, RowId, VerdictOut
from mengyang.web.lit import lit
from mengyang.web.request import Request, reach_of

PREFIX = "/ledger"
router = Router(tags=["ledger"])


class LedgerImportOut(Schema):
    """台账导入结果: a verdict on each row that changes something; `stamp` confirms them."""

    verdicts: list[VerdictOut]
    stamp: str
    unchanged: int
    imported: int = 0


class UndoneOut(Schema):
    """How many tasks are again what they were."""

    restored: int


@router.post("/plans/{plan_id}/import", response={200: LedgerImportOut, **REFUSALS})
def import_ledger(
    request: Request, plan_id: RowId, file: File[UploadedFile], stamp: Form[str] = ""
) -> dict[str, object]:
    """What the rows of the edited ledger would change; with the `stamp` of that answer it is
    changed, all rows or none."""
    reach = Reach(reach_of(request.actor, "see", "plan"), reach_of(request.actor, "see", "task"))
    ledger.plan(reach, lit(today()), plan_id)
    lines = actions.read_ledger(file.read(), file.name or "", plan_id)
    checked = actions.check_ledger(request.actor, plan_id, lines, day=today())
    told = [each for each in checked.verdicts if not each.is_idle]
    unchanged = len(checked.verdicts) - len(told)
    answer = {"verdicts": told, "stamp": checked.stamp, "unchanged": unchanged}
    if not stamp:
        return answer
    count = actions.import_ledger(request.actor, plan_id, lines, stamp, at=now())
    return answer | {"imported": count}


@router.post("/imports/{import_id}/undo", response={200: UndoneOut, **REFUSALS})
def undo_import(request: Request, import_id: RowId) -> dict[str, int]:
    """Bring the tasks of an own import back to what they were before it."""
    return {"restored": actions.undo_import(request.actor, import_id, at=now())}
