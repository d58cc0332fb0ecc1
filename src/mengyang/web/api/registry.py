"""名录接口 — areas and units as they are today."""

from datetime import date

from ninja import Field, Query, Schema

from mengyang.actions import areas as areas_of
from mengyang.actions import units as units_of
from mengyang.actions.areas import AreaChange, NewArea
from mengyang.actions.units import Name, NewUnit, Roster, Seen
from mengyang.store.reads import registry
from mengyang.store.reads.area_choices import areas_named
from mengyang.store.reads.paging import Page
from mengyang.store.reads.registry import AreaRow, UnitRow
from mengyang.web.area_field import place_label
from mengyang.web.clock import now, today
from mengyang.web.interface_routes import Router
from mengyang.web.interface_types import (
    REFUSALS,
    DoneOut,
    IdOut,
    PageOut,
    PageQuery,
    RowId,
    Version,
)
from mengyang.web.request import Request, reach_of

PREFIX = "/registry"
router = Router(tags=["registry"])


class AreaChoiceOut(Schema):
    """A choice of an area: how it is written, and its names in both languages."""

    id: int
    label: str
    names: str


class NameQuery(Schema):
    """A part of a name."""

    words: str = Field(min_length=1, max_length=80)


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


class KeyOut(Schema):
    """The permanent key of what was made."""

    key: str


class NameIn(Schema):
    """A name from a day on."""

    name_zh: str = Field(max_length=120)
    name_en: str = Field("", max_length=160)
    from_day: date


class RegistryUnitIn(NameIn):
    """新设单位."""

    area_id: RowId
    unit_kind: str = Field(max_length=20)


class RenameIn(NameIn):
    """更名."""

    version: Version


class AliasIn(Schema):
    """简称; `ends` lets it mean the unit no longer."""

    version: Version
    alias: str = Field(max_length=120)
    ends: bool = False


class CloseIn(Schema):
    """撤并; without a successor the unit is closed."""

    version: Version
    from_day: date
    successor_id: RowId | None = None


class GroupIn(Schema):
    """新设单位组."""

    area_id: RowId
    name_zh: str = Field(max_length=120)
    name_en: str = Field("", max_length=160)
    aliases: list[str] = Field(default_factory=list)


class GroupNameIn(Schema):
    """单位组更名."""

    version: Version
    name_zh: str = Field(max_length=120)
    name_en: str = Field("", max_length=160)
    aliases: list[str] = Field(default_factory=list)


class RosterIn(Schema):
    """单位组成员 from a day on."""

    version: Version
    unit_ids: list[RowId]
    from_day: date


class AreaIn(NameIn):
    """区划 from a day on."""

    parent_id: RowId | None = None
    area_kind: str = Field(max_length=20)
    code: str = Field("", max_length=12)


class AreaChangeIn(AreaIn):
    """区划变更."""

    version: Version


@router.get("/areas", response={200: PageOut[AreaOut], **REFUSALS})
def areas(request: Request, query: Query[AreaQuery]) -> Page[AreaRow]:
    """The areas in force today, in the order of the tree."""
    return registry.areas(reach_of(request.actor, "see", "area"), today(), query.asked())


@router.get("/areas/named", response={200: list[AreaChoiceOut], **REFUSALS}, url_name="areas_named")
def areas_by_name(request: Request, query: Query[NameQuery]) -> list[dict[str, object]]:
    """The first areas whose name holds the words, for a field in which one is chosen."""
    reach = reach_of(request.actor, "see", "area")
    return [
        {"id": row.id, "label": place_label(row), "names": f"{row.name_zh} {row.name_en}"}
        for row in areas_named(reach, today(), query.words.strip())
    ]


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


@router.post("/units", response={200: KeyOut, **REFUSALS})
def create_unit(request: Request, new: RegistryUnitIn) -> dict[str, str]:
    """Make a unit."""
    name = Name(new.name_zh, new.name_en)
    made = NewUnit(new.area_id, new.unit_kind, name, new.from_day)
    return {"key": units_of.create_unit(request.actor, made, at=now())}


@router.post("/units/{unit_id}/name", response={200: DoneOut, **REFUSALS})
def rename_unit(request: Request, unit_id: RowId, to: RenameIn) -> DoneOut:
    """Give a unit another official name from a day on."""
    name, seen = Name(to.name_zh, to.name_en), Seen(unit_id, to.version)
    units_of.rename_unit(request.actor, seen, name, day=to.from_day, at=now())
    return DoneOut()


@router.post("/units/{unit_id}/aliases", response={200: DoneOut, **REFUSALS})
def change_alias(request: Request, unit_id: RowId, change: AliasIn) -> DoneOut:
    """Add a name by which documents call the unit, or end one."""
    seen = Seen(unit_id, change.version)
    if change.ends:
        units_of.end_unit_alias(request.actor, seen, change.alias, at=now())
    else:
        units_of.add_unit_alias(request.actor, seen, change.alias, at=now())
    return DoneOut()


@router.post("/units/{unit_id}/close", response={200: DoneOut, **REFUSALS})
def close_unit(request: Request, unit_id: RowId, close: CloseIn) -> DoneOut:
    """Close a unit from a day on, or merge it into another."""
    seen, into = Seen(unit_id, close.version), close.successor_id
    units_of.close_unit(request.actor, seen, successor_id=into, day=close.from_day, at=now())
    return DoneOut()


@router.post("/groups", response={200: KeyOut, **REFUSALS})
def create_group(request: Request, new: GroupIn) -> dict[str, str]:
    """Make a group of units."""
    name, aliases = Name(new.name_zh, new.name_en), tuple(new.aliases)
    return {"key": units_of.create_group(request.actor, new.area_id, name, aliases, at=now())}


@router.post("/groups/{group_id}/name", response={200: DoneOut, **REFUSALS})
def rename_group(request: Request, group_id: RowId, to: GroupNameIn) -> DoneOut:
    """Call a group otherwise, and say what else documents call it."""
    name, seen = Name(to.name_zh, to.name_en), Seen(group_id, to.version)
    units_of.rename_group(request.actor, seen, name, tuple(to.aliases), at=now())
    return DoneOut()


@router.post("/groups/{group_id}/members", response={200: DoneOut, **REFUSALS})
def change_roster(request: Request, group_id: RowId, roster: RosterIn) -> DoneOut:
    """Say who belongs to a group from a day on."""
    seen = Seen(group_id, roster.version)
    chosen = Roster(frozenset(roster.unit_ids), roster.from_day)
    units_of.change_roster(request.actor, seen, chosen, at=now())
    return DoneOut()


@router.post("/areas", response={200: IdOut, **REFUSALS})
def create_area(request: Request, new: AreaIn) -> dict[str, int]:
    """Add an area."""
    name = Name(new.name_zh, new.name_en)
    made = NewArea(new.parent_id, new.area_kind, new.code, name, new.from_day)
    return {"id": areas_of.create_area(request.actor, made, at=now())}


@router.post("/areas/{area_id}/change", response={200: DoneOut, **REFUSALS})
def change_area(request: Request, area_id: RowId, to: AreaChangeIn) -> DoneOut:
    """Let an area be otherwise from a day on."""
    name = Name(to.name_zh, to.name_en)
    change = AreaChange(area_id, to.parent_id, to.area_kind, to.code, name)
    areas_of.change_area(request.actor, change, to.version, day=to.from_day, at=now())
    return DoneOut()
