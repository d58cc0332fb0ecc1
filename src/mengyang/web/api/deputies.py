"""AB角接口 — the own deputies and those of others, appointed and ended."""

from datetime import date

from ninja import Schema

from mengyang.actions import deputies as actions
from mengyang.actions.deputies import DeputyDraft
from mengyang.store.reads import deputies as reads
from mengyang.store.reads.deputies import DeputyRow
from mengyang.web.clock import now, today
from mengyang.web.interface_routes import Router
from mengyang.web.interface_types import REFUSALS, DoneOut, IdOut, RowId, Version
from mengyang.web.request import Request

PREFIX = "/deputies"
router = Router(tags=["people"])


class DeputyOut(Schema):
    """AB角."""

    id: int
    principal_id: int
    principal_name: str
    deputy_id: int
    deputy_name: str
    from_day: date
    until_day: date
    version: int


class CandidateOut(Schema):
    """Somebody who can be chosen."""

    id: int
    username: str
    display_name: str


class DeputyIn(Schema):
    """确定AB角; without a principal for oneself, `until_day` is exclusive."""

    principal_id: RowId | None = None
    deputy_id: RowId
    from_day: date
    until_day: date


class DeputyEndIn(Schema):
    """The version that was seen."""

    version: Version


@router.get("", response={200: list[DeputyOut], **REFUSALS})
def deputies(request: Request) -> list[DeputyRow]:
    """The own deputies, and for whom one deputises today."""
    own = request.actor.user_id
    return [*reads.deputies_of(own), *reads.deputised_by(own, today())]


@router.get("/candidates", response={200: list[CandidateOut], **REFUSALS})
def candidates(request: Request) -> tuple[reads.Person, ...]:
    """Whom one may choose."""
    return actions.candidates(request.actor, request.actor.user_id, today())


@router.post("", response={200: IdOut, **REFUSALS})
def appoint_deputy(request: Request, chosen: DeputyIn) -> dict[str, int]:
    """Appoint a deputy for oneself, or as the security administrator for anybody."""
    draft = DeputyDraft(
        chosen.principal_id or request.actor.user_id,
        chosen.deputy_id,
        chosen.from_day,
        chosen.until_day,
    )
    return {"id": actions.appoint_deputy(request.actor, draft, at=now())}


@router.post("/{deputy_id}/end", response={200: DoneOut, **REFUSALS})
def end_deputy(request: Request, deputy_id: RowId, seen: DeputyEndIn) -> DoneOut:
    """Let a deputy act no longer."""
    actions.end_deputy(request.actor, deputy_id, seen.version, at=now())
    return DoneOut()
