"""账号写入 — accounts and the posts they hold."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from mengyang.core.findings import Refused
from mengyang.store.models.access import Post, User
from mengyang.store.writes.work import Work


@dataclass(frozen=True, slots=True)
class UserDraft:
    """账号 to be written; `password` is already checked and hashed."""

    username: str
    display_name: str
    password: str
    must_change_password: bool = True
    is_demo: bool = False


@dataclass(frozen=True, slots=True)
class PostDraft:
    """任职 to be written; `until_day` is exclusive."""

    user_id: int
    role: str
    unit_id: int
    area_id: int
    from_day: date
    until_day: date | None = None


def add_user(work: Work, draft: UserDraft) -> int:
    """Write an account; its id. A name that is taken is `Refused`."""
    if User.objects.filter(username=draft.username).exists():
        raise Refused("access.refused.name_taken", "access.hint.other_name", name=draft.username)
    return work.create(User(**asdict(draft)), action="user.create").pk


def change_user(
    work: Work,
    user_id: int,
    expected_version: int,
    changes: Mapping[str, object],
    action: str,
) -> None:
    """Change fields of an account."""
    work.change(_user(user_id), changes, action=action, expected_version=expected_version)


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


def note_user(work: Work, action: str, user_id: int) -> None:
    """An event about an account that changes nothing, such as a sign-in."""
    work.note(action, _user(user_id))


def _user(user_id: int) -> User:
    row = User.objects.filter(pk=user_id).first()
    if row is None:
        raise Refused("access.refused.not_found", "access.hint.list")
    return row
