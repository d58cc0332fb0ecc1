"""账号读取 — people with the posts they hold on a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Lower

from mengyang.core.access import Actor, Post, Role, Scope
from mengyang.core.appointments import ADMINISTRATORS
from mengyang.core.findings import Refused
from mengyang.store.models import access as tables
from mengyang.store.models.registry import AreaVersion, Unit, UnitName
from mengyang.store.reads.asked import Asked, both_ways
from mengyang.store.reads.paging import Page, page
from mengyang.store.reads.scope import in_force, paths_on, within

USER_SORTS = both_ways("username", "display_name", "is_active")
_ROLES = frozenset(role.value for role in Role)


@dataclass(frozen=True, slots=True)
class PostRow:
    """任职 with the names of unit and area on the day asked."""

    id: int
    user_id: int
    role: str
    unit_id: int
    unit_name_zh: str
    unit_name_en: str
    area_id: int
    area_name_zh: str
    area_name_en: str
    from_day: date
    until_day: date | None
    version: int


@dataclass(frozen=True, slots=True)
class UserRow:
    """账号; `roles` and `posts` are those in force on the day asked."""

    id: int
    username: str
    display_name: str
    is_active: bool
    is_demo: bool
    must_change_password: bool
    language: str
    has_second_factor: bool
    oidc_subject: str
    roles: tuple[str, ...]
    posts: tuple[PostRow, ...]
    version: int


@dataclass(frozen=True, slots=True)
class Credentials:
    """What changing a password needs of an account."""

    id: int
    username: str
    display_name: str
    password: str
    version: int


def actor_of(user_id: int, day: date) -> Actor:
    """The person with the posts in force on `day`, each with its area's place that day.

    A post whose area is not in force, or whose role is no longer known, gives nothing; the person
    is of its unit all the same.
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
        home_unit_ids=frozenset(unit_id for _, unit_id, _ in held),
    )


def posts_of(user_id: int, day: date) -> tuple[PostRow, ...]:
    """One's own posts in force on `day`; nobody needs leave for that."""
    return post_rows(tables.Post.objects.filter(in_force(day), user_id=user_id), day)


def users(scope: Scope, day: date, asked: Asked) -> Page[UserRow]:
    """The accounts within reach. Filters: `role`, `is_active` (yes | no)."""
    rows = tables.User.objects.filter(within(scope, day))
    if asked.words:
        rows = rows.filter(
            Q(username__icontains=asked.words) | Q(display_name__icontains=asked.words)
        )
    if role := asked.filter("role"):
        held = tables.Post.objects.filter(in_force(day), role=role)
        rows = rows.filter(pk__in=held.values("user_id"))
    if is_active := asked.filter("is_active"):
        rows = rows.filter(is_active=is_active == "yes")
    found = page(rows, asked.order(USER_SORTS), asked.after, asked.size)
    return found.of(_user_rows(found.rows, day))


def user(scope: Scope, day: date, user_id: int) -> UserRow:
    """One account. Raises `Refused` where it is not within reach."""
    rows = list(tables.User.objects.filter(within(scope, day), pk=user_id))
    if not rows:
        raise Refused("access.refused.not_found", "access.hint.list")
    return _user_rows(rows, day)[0]


def posts(scope: Scope, day: date, user_id: int) -> tuple[PostRow, ...]:
    """Every post of an account within reach, past and coming ones too, the latest first."""
    rows = tables.Post.objects.filter(within(scope, day, "user__"), user_id=user_id)
    return tuple(reversed(post_rows(rows, day)))


def demo_accounts(day: date) -> tuple[UserRow, ...]:
    """The accounts of the demo, for the sign-in page of a demo: their passwords are printed."""
    rows = tables.User.objects.filter(is_demo=True, is_active=True).order_by("id")
    return tuple(_user_rows(list(rows), day))


def has_demo_accounts() -> bool:
    """Whether this is a demo: accounts whose password is printed are there."""
    return tables.User.objects.filter(is_demo=True).exists()


def credentials(user_id: int) -> Credentials:
    """The account whose password changes. Raises `Refused` where there is none."""
    row = tables.User.objects.filter(pk=user_id).first()
    if row is None:
        raise Refused("access.refused.not_found", "access.hint.list")
    return Credentials(row.pk, row.username, row.display_name, row.password, row.version)


def user_id_of(username: str) -> int | None:
    """The account of that name, if there is one."""
    return tables.User.objects.filter(username=username).values_list("pk", flat=True).first()


def user_ids(usernames: Iterable[str]) -> dict[str, int]:
    """The accounts of those names."""
    rows = tables.User.objects.filter(username__in=set(usernames))
    return dict(rows.values_list("username", "pk"))


def usernames_among(usernames: Iterable[str]) -> frozenset[str]:
    """Which of the names are taken, in whatever case; in small letters."""
    lowered = {name.lower() for name in usernames}
    rows = tables.User.objects.annotate(lowered=Lower("username")).filter(lowered__in=lowered)
    return frozenset(rows.values_list("lowered", flat=True))


def is_open(user_id: int) -> bool:
    """Whether there is such an account and it is open."""
    return tables.User.objects.filter(pk=user_id, is_active=True).exists()


def holder_of(post_id: int) -> int | None:
    """Whose post it is, if there is one."""
    return tables.Post.objects.filter(pk=post_id).values_list("user_id", flat=True).first()


def holders(roles: Iterable[str], day: date) -> dict[int, frozenset[str]]:
    """Who holds one of the roles on `day` or will hold it later, with which of them."""
    held: dict[int, set[str]] = {}
    rows = tables.Post.objects.filter(Q(until_day=None) | Q(until_day__gt=day), role__in=roles)
    for user_id, role in rows.filter(user__is_active=True).values_list("user_id", "role"):
        held.setdefault(user_id, set()).add(role)
    return {user_id: frozenset(each) for user_id, each in held.items()}


def mixed_administrators(day: date) -> tuple[str, ...]:
    """The open accounts that hold an administrator's post beside another, on `day` or later."""
    kept = tables.Post.objects.filter(Q(until_day=None) | Q(until_day__gt=day))
    administering = kept.filter(role__in=ADMINISTRATORS).values("user_id")
    working = kept.exclude(role__in=ADMINISTRATORS).values("user_id")
    rows = tables.User.objects.filter(is_active=True, pk__in=administering)
    found = rows.filter(pk__in=working).order_by("username")
    return tuple(found.values_list("username", flat=True))


def roles_held(user_id: int, day: date) -> frozenset[str]:
    """The roles of an account, open or closed, on `day` and later."""
    rows = tables.Post.objects.filter(Q(until_day=None) | Q(until_day__gt=day), user_id=user_id)
    return frozenset(rows.values_list("role", flat=True))


def holds(user_id: int, place: tuple[str, int], days: tuple[date, date | None]) -> bool:
    """Whether somebody holds the role in the unit (`place`) on one of the days already."""
    role, unit_id = place
    from_day, until_day = days
    rows = tables.Post.objects.filter(user_id=user_id, role=role, unit_id=unit_id)
    rows = rows.exclude(until_day__lte=F("from_day"))
    rows = rows.filter(Q(until_day=None) | Q(until_day__gt=from_day))
    return (rows.filter(from_day__lt=until_day) if until_day else rows).exists()


def seat_of(unit_key: str) -> tuple[int, int] | None:
    """The ids of the unit with that key and of its area, if there is one."""
    return Unit.objects.filter(key=unit_key).values_list("pk", "area_id").first()


def common_seat(roles: Iterable[str], day: date) -> tuple[int, int] | None:
    """The ids of unit and area of whoever holds one of the roles longest, if anybody does."""
    held = tables.Post.objects.filter(Q(until_day=None) | Q(until_day__gt=day), role__in=roles)
    return held.order_by("pk").values_list("unit_id", "area_id").first()


def post_rows(found: QuerySet[tables.Post], day: date) -> tuple[PostRow, ...]:
    """Posts with the names of unit and area on `day`."""
    rows = list(found.order_by("from_day", "id"))
    units = _unit_names({row.unit_id for row in rows}, day)
    areas = _area_names({row.area_id for row in rows}, day)
    return tuple(
        PostRow(
            row.pk,
            row.user_id,
            row.role,
            row.unit_id,
            *units.get(row.unit_id, ("", "")),
            row.area_id,
            *areas.get(row.area_id, ("", "")),
            row.from_day,
            row.until_day,
            row.version,
        )
        for row in rows
    )


def _user_rows(rows: Sequence[tables.User], day: date) -> list[UserRow]:
    held: dict[int, list[PostRow]] = {row.pk: [] for row in rows}
    for post in post_rows(tables.Post.objects.filter(in_force(day), user_id__in=held), day):
        held[post.user_id].append(post)
    return [
        UserRow(
            id=row.pk,
            username=row.username,
            display_name=row.display_name,
            is_active=row.is_active,
            is_demo=row.is_demo,
            must_change_password=row.must_change_password,
            language=row.language,
            has_second_factor=row.has_second_factor,
            oidc_subject=row.oidc_subject,
            roles=tuple(dict.fromkeys(post.role for post in held[row.pk])),
            posts=tuple(held[row.pk]),
            version=row.version,
        )
        for row in rows
    ]


def _unit_names(ids: Iterable[int], day: date) -> dict[int, tuple[str, str]]:
    rows = UnitName.objects.filter(in_force(day), unit_id__in=list(ids), is_official=True)
    return {row.unit_id: (row.name_zh, row.name_en) for row in rows.order_by("from_day")}


def _area_names(ids: Iterable[int], day: date) -> dict[int, tuple[str, str]]:
    rows = AreaVersion.objects.filter(in_force(day), area_id__in=list(ids))
    return {row.area_id: (row.name_zh, row.name_en) for row in rows}
