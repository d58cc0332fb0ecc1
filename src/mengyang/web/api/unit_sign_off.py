"""审签流程接口 — how replies leave a unit from a day on."""

from datetime import date

from ninja import Schema

from mengyang.actions import units
from mengyang.core.ledger import SignOffWay
from mengyang.web.clock import now
from mengyang.web.interface_routes import Router
from mengyang.web.interface_types import REFUSALS, DoneOut, RowId, Version
from mengyang.web.request import Request

PREFIX = "/units"
router = Router(tags=["registry"])


class WayIn(Schema):
    """审签流程 of the unit in the version the caller saw, from a day on."""

    version: Version
    way: SignOffWay
    day: date


@router.post("/{unit_id}/sign-off", response={200: DoneOut, **REFUSALS})
def sign_off(request: Request, unit_id: RowId, sent: WayIn) -> dict[str, bool]:
    """Set how replies leave a unit."""
    seen = units.Seen(unit_id, sent.version)
    units.set_sign_off(request.actor, seen, sent.way, day=sent.day, at=now())
    return {"done": True}
