"""AB角读取 — who deputises for whom, and the deputy as the access rules see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from mengyang.core.access import Actor
from mengyang.core.appointments import deputised
from mengyang.core.findings import Refused
from mengyang.store.models.access import Deputy, Post, User
from mengyang.store.reads.access import actor_of
from mengyang.store.reads.scope import in_force


@dataclass(frozen=True, slots=True)
class DeputyRow:
    """AB角 with both names."""

    id: int
    principal_id: int
    principal_name: str
    deputy_id: int
    deputy_name: str
    from_day: date
    until_day: date
    version: int


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be chosen."""

    id: int
    username: str
    display_name: str


def deputies_of(user_id: int) -> tuple[DeputyRow, ...]:
    """Who deputises for somebody, ever, the latest first."""
    return _rows(Deputy.objects.filter(principal_id=user_id))


def deputised_by(user_id: int, day: date) -> tuple[DeputyRow, ...]:
    """For whom somebody deputises on `day`; the other one's account must be open."""
    rows = Deputy.objects.filter(in_force(day), deputy_id=user_id, principal__is_active=True)
    return _rows(rows)


def deputy(deputy_id: int) -> DeputyRow:
    """One of them. Raises `Refused` where there is none."""
    rows = _rows(Deputy.objects.filter(pk=deputy_id))
    if not rows:
        raise Refused("access.refused.not_found", "access.hint.list")
    return rows[0]


def acting_actor(user_id: int, principal_id: int, day: date) -> Actor | None:
    """The deputy with the posts deputised for, of both persons' units; `None` where it is not
    their day.
    """
    if all(row.principal_id != principal_id for row in deputised_by(user_id, day)):
        return None
    principal = actor_of(principal_id, day)
    return Actor(
        user_id,
        deputised(principal.posts),
        acting_for=principal_id,
        home_unit_ids=principal.home_unit_ids | actor_of(user_id, day).home_unit_ids,
    )


def colleagues(user_id: int, day: date) -> tuple[Person, ...]:
    """Everybody else with an open account and a post in one of somebody's units on `day`."""
    units = Post.objects.filter(in_force(day), user_id=user_id).values("unit_id")
    posts = Post.objects.filter(in_force(day), unit_id__in=units)
    return _people(User.objects.filter(pk__in=posts.values("user_id")).exclude(pk=user_id))


def everybody_but(user_id: int) -> tuple[Person, ...]:
    """Everybody else with an open account, for whoever grants posts."""
    return _people(User.objects.exclude(pk=user_id))


def _people(rows: QuerySet[User]) -> tuple[Person, ...]:
    open_ones: Iterable[User] = rows.filter(is_active=True).order_by("username")
    return tuple(Person(row.pk, row.username, row.display_name) for row in open_ones)


def _rows(found: QuerySet[Deputy]) -> tuple[DeputyRow, ...]:
    rows = found.order_by("-from_day", "-id").values_list(
        "id",
        "principal_id",
        "principal__display_name",
        "deputy_id",
        "deputy__display_name",
        "from_day",
        "until_day",
        "version",
    )
    return tuple(DeputyRow(*row) for row in rows)


def overlapping(principal_id: int, deputy_id: int, days: tuple[date, date]) -> bool:
    """Whether the one deputises for the other already on one of the days."""
    meets = Q(from_day__lt=days[1], until_day__gt=days[0])
    return Deputy.objects.filter(meets, principal_id=principal_id, deputy_id=deputy_id).exists()
