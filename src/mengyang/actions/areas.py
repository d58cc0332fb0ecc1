"""区划动作 — areas added, and changed from a day on: name, kind, code, place in the tree."""

from dataclasses import dataclass
from datetime import date, datetime

from mengyang.actions.units import new_key, require
from mengyang.core.access import Actor
from mengyang.core.dated import Dated
from mengyang.core.findings import Refused, Unknown
from mengyang.core.registry import lies_in, trim
from mengyang.packs import terms
from mengyang.store.reads import directory as reads
from mengyang.store.writes import directory as writes
from mengyang.store.writes import transaction
from mengyang.store.writes.directory import AreaChange as AreaChange  # part of this face
from mengyang.store.writes.registry import AreaDraft, Name, add_areas

_LEVELS = ("province", "prefecture", "county", "township")


@dataclass(frozen=True, slots=True)
class NewArea:
    """新设区划 — under `parent_id` from a day on; `code` may be empty."""

    parent_id: int | None
    area_kind: str
    code: str
    name: Name
    from_day: date


def create_area(actor: Actor, new: NewArea, *, at: datetime) -> int:
    """Add an area to the tree; its id."""
    require(actor, "area")
    _check(new.area_kind, new.code, new.name)
    parent = reads.area_key(new.parent_id) if new.parent_id else None
    if new.parent_id and not reads.path_of(new.parent_id, new.from_day):
        name = new.name.zh
        raise Refused("registry.refused.parent_not_in_force", "registry.hint.later_day", area=name)
    _free(new, new.from_day)
    names = (Dated(new.name, new.from_day),)
    with transaction(actor, at) as work:
        return add_areas(
            work, [AreaDraft(new_key("area"), new.area_kind, new.code, parent, names)]
        )[0]


def change_area(
    actor: Actor, change: AreaChange, expected_version: int, *, day: date, at: datetime
) -> None:
    """Let an area be so from a day on; all that lies under it moves along.

    Raises `Refused` where it would lie in itself, or where a later change is on record already.
    """
    require(actor, "area")
    _check(change.area_kind, change.code, change.name)
    own = reads.path_of(change.area_id, day)
    if not own:
        raise Refused("registry.refused.area_not_there", "registry.hint.later_day", day=day)
    if (later := reads.later_change(change.area_id, day)) is not None:
        raise Refused("registry.refused.later_change", "registry.hint.later_day", day=later)
    if change.parent_id is not None:
        place = reads.path_of(change.parent_id, day)
        if not place or lies_in(place, own):
            raise Refused(
                "registry.refused.area_circle", "registry.hint.other_area", area=change.name.zh
            )
    if reads.area_facts(change.area_id, day) == _facts(change):
        raise Refused("registry.refused.nothing_changes", "registry.hint.change_something")
    _free(change, day, change.area_id)
    with transaction(actor, at) as work:
        writes.change_area(work, change, expected_version, day)


def _free(area: NewArea | AreaChange, day: date, but: int = 0) -> None:
    """Refuse a name or a code that another area has, and an area over one that is larger."""
    name, code = area.name.zh, trim(area.code) if area.code else ""
    if reads.is_area_named(area.parent_id, name, day, but):
        raise Refused("registry.refused.area_named", "registry.hint.other_name", name=name)
    if code and reads.is_code_taken(str(code), day, but):
        raise Refused("registry.refused.code_taken", "registry.hint.code", code=area.code)
    over = reads.area_facts(area.parent_id, day) if area.parent_id else None
    if over and 0 <= _level(area.area_kind) < _level(over.area_kind):
        raise Refused("registry.refused.area_larger", "registry.hint.other_area", area=name)


def _facts(change: AreaChange) -> reads.AreaFacts:
    name = change.name
    return reads.AreaFacts(change.parent_id, change.area_kind, change.code, name.zh, name.en)


def _level(area_kind: str) -> int:
    """How far down the tree areas of a kind lie; one without a code of its own lies anywhere."""
    return _LEVELS.index(area_kind) if area_kind in _LEVELS else -1


def _check(area_kind: str, code: str, name: Name) -> None:
    if area_kind not in terms()["area_kinds"]:
        raise Refused("registry.refused.no_such_kind", "registry.hint.list")
    if code and isinstance(unknown := trim(code), Unknown):
        raise Refused(unknown.why, "registry.hint.code", code=code)
    if not name.zh.strip():
        raise Refused("registry.refused.no_name", "registry.hint.full_name")
