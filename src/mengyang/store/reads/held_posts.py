"""任职一览 — a person's posts on a day, in words and as the access rules see them.

Every page asks for both: they come in one query.
"""

from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from typing import Any

from django.db.models import F, FilteredRelation, Q

from mengyang.core.access import Actor, Post, Role
from mengyang.store.models.access import Post as PostTable
from mengyang.store.reads.access import PostRow
from mengyang.store.reads.scope import in_force

_ROLES = frozenset(role.value for role in Role)
_POST = tuple(field.name for field in fields(PostRow))
_NAMES = ("unit_name_zh", "unit_name_en", "area_name_zh", "area_name_en")


def standing_of(user_id: int, day: date) -> tuple[Actor, tuple[PostRow, ...]]:
    """What `actor_of` and `posts_of` say of a person on `day`."""
    official = in_force(day, "unit__names__") & Q(unit__names__is_official=True)
    placed = in_force(day, "area__versions__")
    rows = PostTable.objects.filter(in_force(day), user_id=user_id).annotate(
        named=FilteredRelation("unit__names", condition=official),
        placed=FilteredRelation("area__versions", condition=placed),
        unit_name_zh=F("named__name_zh"),
        unit_name_en=F("named__name_en"),
        area_name_zh=F("placed__name_zh"),
        area_name_en=F("placed__name_en"),
        path=F("placed__path"),
        is_open=F("user__is_active"),
    )
    ordered = rows.order_by("from_day", "id", "named__from_day")
    # Where a unit has two official names the later one counts.
    found = {row["id"]: row for row in ordered.values(*_POST, "path", "is_open")}
    return _actor(user_id, found.values()), tuple(_row(each) for each in found.values())


def _actor(user_id: int, rows: Iterable[dict[str, Any]]) -> Actor:
    held = sorted((row for row in rows if row["is_open"]), key=lambda row: int(row["id"]))
    posts = (
        Post(Role(row["role"]), row["unit_id"], row["path"])
        for row in held
        if row["path"] and row["role"] in _ROLES
    )
    return Actor(user_id, tuple(posts), home_unit_ids=frozenset(row["unit_id"] for row in held))


def _row(row: dict[str, Any]) -> PostRow:
    """A unit or an area that has no name on the day has an empty one."""
    told = {name: row[name] for name in _POST}
    return PostRow(**told | {name: row[name] or "" for name in _NAMES})
