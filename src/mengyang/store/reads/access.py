"""账号读取 — people with the posts they hold on a day."""

from datetime import date

from mengyang.core.access import Actor, Post, Role
from mengyang.store.models import access as tables
from mengyang.store.reads.scope import in_force, paths_on

_ROLES = frozenset(role.value for role in Role)


def actor_of(user_id: int, day: date) -> Actor:
    """The person with the posts in force on `day`, each with its area's place that day.

    A post whose area is not in force, or whose role is no longer known, gives nothing.
    """
    held = list(
        tables.Post.objects.filter(in_force(day), user_id=user_id, user__is_active=True)
        .order_by("id")
        .values_list("role", "unit_id", "area_id")
    )
    paths = paths_on(day, {area_id for _, _, area_id in held})
    return Actor(
        user_id,
        tuple(
            Post(Role(role), unit_id, paths[area_id])
            for role, unit_id, area_id in held
            if area_id in paths and role in _ROLES
        ),
    )
