"""区划代码接口 — the list of official codes, what a choice would do, and the job that does it."""

from dataclasses import replace
from datetime import date

from django.conf import settings
from ninja import Field, File, Query, Schema
from ninja.files import UploadedFile

from mengyang.actions.area_import import (
    AreaChoice,
    Proposal,
    area_import_draft,
    keep_code_list,
    propose_choice,
)
from mengyang.core.findings import Refused
from mengyang.core.registry.official_codes import chosen
from mengyang.formats.limits import Limits
from mengyang.formats.official_codes import read_codes
from mengyang.store.code_list import held_codes
from mengyang.web.clock import now
from mengyang.web.interface_routes import Router
from mengyang.web.interface_types import REFUSALS, IdOut, RowId
from mengyang.web.jobs.delivery import start
from mengyang.web.request import Request, reach_of

PREFIX = "/official-areas"
router = Router(tags=["registry"])


class CodesOut(Schema):
    """How many codes the list has."""

    codes: int


class ChoiceIn(Schema):
    """选定区划; `place` is the official code of a province, prefecture or county."""

    place: str = Field(max_length=12)
    day: date
    under_id: RowId | None = None
    renames: bool = False


class ImportIn(ChoiceIn):
    """What was shown, by its stamp."""

    stamp: str = Field(max_length=64)


class ProposedOut(Schema):
    """拟设区划; a known one differs from the list at most by its name."""

    code: str
    name: str
    kind: str
    parent_code: str
    is_known: bool
    known_name: str


class ProposalOut(Schema):
    """What a choice would do; `stamp` confirms it."""

    areas: list[ProposedOut]
    stamp: str


@router.post("/list", response={200: CodesOut, **REFUSALS})
def keep_list(request: Request, file: File[UploadedFile]) -> dict[str, int]:
    """Keep a list of codes to choose from."""
    reach_of(request.actor, "manage", "area")
    limits = Limits(max_bytes=settings.ENVIRONMENT.evidence_limit_bytes)
    found = read_codes(file.read(), file.name or "", limits)
    if isinstance(found, Refused):
        raise found
    return {"codes": keep_code_list(request.actor, found, settings.ENVIRONMENT.var, at=now())}


@router.get("/proposal", response={200: ProposalOut, **REFUSALS})
def proposal(request: Request, choice: Query[ChoiceIn]) -> Proposal:
    """What the choice would do on its day."""
    reach_of(request.actor, "manage", "area")
    return propose_choice(request.actor, _choice(choice))


@router.post("/import", response={200: IdOut, **REFUSALS})
def import_official(request: Request, choice: ImportIn) -> dict[str, int]:
    """Put on record what was shown; the id of the job."""
    reach_of(request.actor, "manage", "area")
    at = now()
    draft = area_import_draft(request.actor, _choice(choice), choice.stamp, at=at)
    own = replace(draft, unit_id=request.actor.posts[0].unit_id)
    return {"id": start(request.actor, own, at=at)}


def _choice(told: ChoiceIn) -> AreaChoice:
    held = held_codes(settings.ENVIRONMENT.var)
    codes = tuple(chosen(held.codes, [told.place])) if held is not None else ()
    if not codes:
        raise Refused("registry.refused.no_such_code", "areas.hint.fetch", code=told.place)
    return AreaChoice(told.place, codes, told.day, told.under_id, told.renames)
