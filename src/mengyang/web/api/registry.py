"""名录接口 — areas and units as they are today."""

from datetime import date

from ninja import Query, Router, Schema

from mengyang.store.reads import registry
from mengyang.store.reads.paging import Page
from mengyang.store.reads.registry import AreaRow, UnitRow
from mengyang.web.clock import today
from mengyang.web.interface_types import REFUSALS, PageOut, PageQuery, RowId
from mengyang.web.request import Request, reach_of

PREFIX = "/registry"
router = Router(tags=["registry"])


class AreaOut(Schema):
    """行政区划."""

    id: int
    key: str
    path: str
    level: int
    area_kind: str
    code: str
    name_zh: str
    name_en: str
    parent_id: int | None
    is_fictional: bool
    from_day: date
    until_day: date | None


class UnitOut(Schema):
    """单位."""

    id: int
    key: str
    unit_kind: str
    name_zh: str
    name_en: str
    aliases: list[str]
    area_id: int
    area_zh: str
    area_en: str
    version: int


class AreaQuery(PageQuery):
    """Areas of one kind."""

    area_kind: str = ""


class UnitQuery(PageQuery):
    """Units of one kind, of one area."""

    unit_kind: str = ""
    area: RowId | None = None


@router.get("/areas", response={200: PageOut[AreaOut], **REFUSALS})
def areas(request: Request, query: Query[AreaQuery]) -> Page[AreaRow]:
    """The areas in force today, in the order of the tree."""
    return registry.areas(reach_of(request.actor, "see", "area"), today(), query.asked())


@router.get("/areas/{area_id}", response={200: AreaOut, **REFUSALS})
def area(request: Request, area_id: RowId) -> AreaRow:
    """One area."""
    return registry.area(reach_of(request.actor, "see", "area"), today(), area_id)


@router.get("/units", response={200: PageOut[UnitOut], **REFUSALS})
def units(request: Request, query: Query[UnitQuery]) -> Page[UnitRow]:
    """The units; words look in every name they ever had."""
    return registry.units(reach_of(request.actor, "see", "unit"), today(), query.asked())


@router.get("/units/{unit_id}", response={200: UnitOut, **REFUSALS})
def unit(request: Request, unit_id: RowId) -> UnitRow:
    """One unit."""
    return registry.unit(reach_of(request.actor, "see", "unit"), today(), unit_id)
