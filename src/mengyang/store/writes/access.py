"""账号写入 — accounts and the posts they hold."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from mengyang.core.findings import Refused
from mengyang.store.models.access import Deputy, Post, User
from mengyang.store.writes.work import Work


@dataclass(frozen=True, slots=True)
class UserDraft:
    """账号 to be written; `password` is already checked and hashed."""

    username: str
    display_name: str
    password: str
    must_change_password: bool = True
    is_demo: bool = False
    one_time_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class PostDraft:
    """任职 to be written; `until_day` is exclusive."""

    user_id: int
    role: str
    unit_id: int
    area_id: int
    from_day: date
    until_day: date | None = None


@dataclass(frozen=True, slots=True)
class DeputyDraft:
    """AB角 to be written; `until_day` is exclusive."""

    principal_id: int
    deputy_id: int
    from_day: date
    until_day: date


def add_user(work: Work, draft: UserDraft) -> int:
    """Write an account; its id. A name that is taken is `Refused`."""
    if User.objects.filter(username__iexact=draft.username).exists():
        raise Refused("access.refused.name_taken", "access.hint.other_account", name=draft.username)
    return work.create(User(**asdict(draft)), action="user.create").pk


def add_users(work: Work, drafts: Iterable[UserDraft]) -> None:
    """Write accounts as one event; the names were checked before."""
    work.create_many([User(**asdict(draft)) for draft in drafts], action="user.import")


def add_posts(work: Work, drafts: Sequence[PostDraft]) -> None:
    """Write posts as one event, and let their holders sign in anew."""
    holders = User.objects.filter(pk__in={draft.user_id for draft in drafts}).order_by("pk")
    pairs = [(row, {"session_epoch": row.session_epoch + 1}) for row in holders]
    work.change_many(pairs, action="user.end_sessions")
    work.create_many([Post(**asdict(draft)) for draft in drafts], action="user.grant")


def change_user(
    work: Work,
    user_id: int,
    expected_version: int,
    changes: Mapping[str, object],
    action: str,
) -> None:
    """Change fields of an account."""
    work.change(_user(user_id), changes, action=action, expected_version=expected_version)


def switch_user(work: Work, user_id: int, expected_version: int, is_active: bool) -> None:
    """Close an account or open it again; either way no session outlives it."""
    changes = {"is_active": is_active, "session_epoch": _user(user_id).session_epoch + 1}
    action = "user.enable" if is_active else "user.disable"
    change_user(work, user_id, expected_version, changes, action)


def end_sessions(work: Work, user_id: int) -> None:
    """End every session of an account: whoever sits there signs in again."""
    row = _user(user_id)
    changes = {"session_epoch": row.session_epoch + 1}
    work.change(row, changes, action="user.end_sessions", expected_version=row.version)


def erase_user(work: Work, user_id: int, expected_version: int, replacement: str) -> None:
    """Forget the person's name wherever it is kept; the account and its events stay."""
    changes = {"display_name": replacement}
    row = _user(user_id)
    work.erase_personal(row, changes, action="user.erase", expected_version=expected_version)


def add_post(work: Work, draft: PostDraft) -> int:
    """Write a post; its id."""
    return work.create(Post(**asdict(draft)), action="user.grant").pk


def end_post(work: Work, post_id: int, expected_version: int, until_day: date) -> None:
    """Let a post end; it stays on record."""
    row = Post.objects.filter(pk=post_id).first()
    if row is None:
        raise Refused("access.refused.not_found", "access.hint.list")
    changes = {"until_day": until_day}
    work.change(row, changes, action="user.revoke", expected_version=expected_version)


def add_deputy(work: Work, draft: DeputyDraft) -> int:
    """Write a deputy; the id."""
    return work.create(Deputy(**asdict(draft)), action="user.appoint_deputy").pk


def end_deputy(work: Work, deputy_id: int, expected_version: int, until_day: date) -> None:
    """Let a deputy's time end; it stays on record."""
    row = Deputy.objects.filter(pk=deputy_id).first()
    if row is None:
        raise Refused("access.refused.not_found", "access.hint.list")
    changes = {"until_day": max(until_day, row.from_day)}
    work.change(row, changes, action="user.end_deputy", expected_version=expected_version)


def note_user(work: Work, action: str, user_id: int) -> None:
    """An event about an account that changes nothing, such as a sign-in."""
    work.note(action, _user(user_id))


def _user(user_id: int) -> User:
    row = User.objects.filter(pk=user_id).first()
    if row is None:
        raise Refused("access.refused.not_found", "access.hint.list")
    return row
