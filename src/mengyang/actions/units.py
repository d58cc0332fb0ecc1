"""单位动作 — units made, renamed, called otherwise, closed or merged; groups and their rosters."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from mengyang.core import access
from mengyang.core.access import Actor
from mengyang.core.dated import Dated
from mengyang.core.findings import Refused
from mengyang.core.ledger import SignOffWay
from mengyang.packs import terms
from mengyang.store.reads import directory as reads
from mengyang.store.reads import ledger, registry
from mengyang.store.writes import directory as writes
from mengyang.store.writes import transaction
from mengyang.store.writes.registry import GroupDraft, UnitDraft, add_alias, add_groups, add_units
from mengyang.store.writes.registry import Name as Name  # part of this face
from mengyang.store.writes.sign_off import set_way

# Who drafts does not review.
_PEOPLE_TO_REVIEW = 2


@dataclass(frozen=True, slots=True)
class NewUnit:
    """新设单位 — its name from a day on, its kind and its area."""

    area_id: int
    unit_kind: str
    name: Name
    from_day: date


@dataclass(frozen=True, slots=True)
class Seen:
    """A record in the version that the person saw."""

    id: int
    version: int


@dataclass(frozen=True, slots=True)
class Roster:
    """单位组成员 — who belongs to a group from `from_day` on."""

    unit_ids: frozenset[int]
    from_day: date


def create_unit(actor: Actor, new: NewUnit, *, at: datetime) -> str:
    """Make a unit; its key, by which it is found for ever."""
    require(actor, "unit")
    if new.unit_kind not in terms()["unit_kinds"]:
        raise Refused("registry.refused.no_such_kind", "registry.hint.list")
    _named(new.name)
    _free(new.area_id, new.name.zh, new.from_day)
    area_key, key = reads.area_key(new.area_id), new_key("unit")
    draft = UnitDraft(key, new.unit_kind, area_key, (Dated(new.name, new.from_day),))
    with transaction(actor, at) as work:
        add_units(work, [draft])
    return key


def rename_unit(actor: Actor, seen: Seen, name: Name, *, day: date, at: datetime) -> None:
    """Give a unit another official name from a day on; the old one stays an alias."""
    require(actor, "unit")
    _named(name)
    if _changing(seen.id, day) == name:
        raise Refused("registry.refused.same_name", "registry.hint.other_name", name=name.zh)
    _free(_area_of(actor, seen.id, day), name.zh, day, seen.id)
    with transaction(actor, at) as work:
        unit = writes.touch_unit(work, seen.id, seen.version, "unit.rename")
        writes.rename_unit(work, unit, name, day)


def add_unit_alias(actor: Actor, seen: Seen, alias: str, *, at: datetime) -> None:
    """Let documents call the unit by one more name from today on."""
    require(actor, "unit")
    alias, day = alias.strip(), at.date()
    _named(Name(alias))
    _free(_area_of(actor, seen.id, day), alias, day)
    with transaction(actor, at) as work:
        writes.touch_unit(work, seen.id, seen.version, "unit.add_alias")
        add_alias(work, seen.id, alias, day)


def end_unit_alias(actor: Actor, seen: Seen, alias: str, *, at: datetime) -> None:
    """Let a name mean the unit no longer from today on."""
    require(actor, "unit")
    with transaction(actor, at) as work:
        writes.touch_unit(work, seen.id, seen.version, "unit.end_alias")
        writes.end_alias(work, seen.id, alias, at.date())


def set_sign_off(actor: Actor, seen: Seen, way: SignOffWay, *, day: date, at: datetime) -> None:
    """Let replies leave a unit by `way` from a day on: directly, or after 审核、签发 inside.

    Review needs two people: where a unit has one in the house, it is set to 经办—签发.
    """
    require(actor, "unit")
    _changing(seen.id, day)
    if way is SignOffWay.REVIEW and ledger.people_of(seen.id, day) < _PEOPLE_TO_REVIEW:
        raise Refused("registry.refused.one_person", "registry.hint.one_person")
    with transaction(actor, at) as work:
        unit = writes.touch_unit(work, seen.id, seen.version, "unit.sign_off")
        set_way(work, unit, way, day)


def close_unit(
    actor: Actor, seen: Seen, *, successor_id: int | None, day: date, at: datetime
) -> None:
    """Close a unit from a day on, or merge it into another, which then answers to its names.

    Raises `Refused` while somebody holds a post there or it leads an open task.
    """
    require(actor, "unit")
    _changing(seen.id, day)
    if successor_id == seen.id:
        raise Refused("registry.refused.own_successor", "registry.hint.list")
    if successor_id is not None and not reads.is_unit_open(successor_id, day):
        raise Refused("registry.refused.unit_closed", "registry.hint.list")
    with transaction(actor, at) as work:
        bound = reads.bound_to(seen.id, day)
        if bound.posts or bound.tasks:
            raise Refused(
                "registry.refused.unit_bound",
                "registry.hint.hand_over_first",
                posts=bound.posts,
                tasks=bound.tasks,
            )
        unit = writes.touch_unit(work, seen.id, seen.version, "unit.close")
        writes.close_unit(work, unit, successor_id, day)


def create_group(
    actor: Actor, area_id: int, name: Name, aliases: tuple[str, ...], *, at: datetime
) -> str:
    """Make a collective name of units as seen from an area; its key."""
    require(actor, "unit")
    area_key, aliases = reads.area_key(area_id), _called(area_id, name, aliases)
    key = new_key("group")
    draft = GroupDraft(key, area_key, name, aliases, ())
    with transaction(actor, at) as work:
        add_groups(work, [draft])
    return key


def rename_group(
    actor: Actor, seen: Seen, name: Name, aliases: tuple[str, ...], *, at: datetime
) -> None:
    """Let a group be called otherwise; documents are read by its names of today."""
    require(actor, "unit")
    aliases = _called(reads.area_of_group(seen.id), name, aliases, seen.id)
    with transaction(actor, at) as work:
        writes.rename_group(work, (seen.id, seen.version), name, aliases)


def change_roster(actor: Actor, seen: Seen, roster: Roster, *, at: datetime) -> None:
    """Let exactly these units belong to a group from a day on."""
    require(actor, "unit")
    with transaction(actor, at) as work:
        writes.touch_group(work, seen.id, seen.version)
        writes.change_roster(work, seen.id, roster.unit_ids, roster.from_day)


def require(actor: Actor, kind: str) -> None:
    """Refuse who does not keep the directory."""
    if not access.scope(actor, "manage", kind).grants:
        raise Refused("access.refused.not_yours", "access.hint.ask_administrator")


def new_key(kind: str) -> str:
    """A permanent key for what has none of its own."""
    return f"{kind}-{secrets.token_hex(6)}"


def _named(name: Name) -> None:
    if not name.zh.strip() or any(sign.isspace() for sign in name.zh):
        raise Refused("registry.refused.no_name", "registry.hint.full_name")


def _free(area_id: int, name: str, day: date, but: int = 0) -> None:
    if reads.is_name_taken(area_id, name, day, but):
        raise Refused("registry.refused.name_taken", "registry.hint.other_name", name=name)


def _changing(unit_id: int, day: date) -> Name:
    """The last name of a unit that may change on `day`; `Refused` where it may not."""
    life = reads.unit_life(unit_id)
    if day < life.founded:
        raise Refused(
            "registry.refused.before_founding", "registry.hint.later_day", day=life.founded
        )
    if life.closed is not None:
        raise Refused("registry.refused.unit_closed_on", "registry.hint.list", day=life.closed)
    if day < life.changed:
        raise Refused("registry.refused.unit_changed", "registry.hint.later_day", day=life.changed)
    return Name(life.name_zh, life.name_en)


def _called(area_id: int, name: Name, aliases: tuple[str, ...], but: int = 0) -> tuple[str, ...]:
    """The aliases of a group, each once; `Refused` where another group of the area has a name."""
    kept = tuple(dict.fromkeys(each for each in aliases if each != name.zh))
    for each in (name.zh, *kept):
        _named(Name(each))
        if reads.is_group_named(area_id, each, but):
            raise Refused("registry.refused.group_named", "registry.hint.other_name", name=each)
    return kept


def _area_of(actor: Actor, unit_id: int, day: date) -> int:
    return registry.unit(access.scope(actor, "manage", "unit"), day, unit_id).area_id
