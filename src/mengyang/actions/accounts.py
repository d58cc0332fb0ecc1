"""账号动作 — open and close accounts, grant and end posts, passwords, signing in and out.

Whoever opens accounts grants no posts, and nobody decides about the own account.
"""

from dataclasses import dataclass
from datetime import date, datetime

from mengyang.core import access
from mengyang.core.access import Actor, Role
from mengyang.core.findings import Refused
from mengyang.store import passwords
from mengyang.store.reads import access as reads
from mengyang.store.writes import access as writes
from mengyang.store.writes import transaction
from mengyang.store.writes.access import PostDraft as PostDraft  # part of this face
from mengyang.store.writes.access import UserDraft

ADMINISTRATORS = (
    Role.SYSTEM_ADMINISTRATOR,
    Role.SECURITY_ADMINISTRATOR,
    Role.AUDIT_ADMINISTRATOR,
)
LANGUAGES = ("zh-hans", "en")


@dataclass(frozen=True, slots=True)
class NewAccount:
    """账号 as somebody opens it; the password is changed by its owner at the first sign-in."""

    username: str
    display_name: str
    password: str


def create_user(actor: Actor, account: NewAccount, *, at: datetime) -> int:
    """Open an account without any post; its id."""
    _require(actor, "create")
    draft = checked(account)
    with transaction(actor, at) as work:
        return writes.add_user(work, draft)


def disable_user(actor: Actor, user_id: int, expected_version: int, *, at: datetime) -> None:
    """Close an account: nobody can sign in with it any more, its posts give nothing."""
    _switch(actor, user_id, expected_version, False, at)


def enable_user(actor: Actor, user_id: int, expected_version: int, *, at: datetime) -> None:
    """Open a closed account again, with the posts still in force."""
    _switch(actor, user_id, expected_version, True, at)


def grant_post(actor: Actor, draft: PostDraft, *, at: datetime) -> int:
    """Give somebody a role in a unit and area; the id of the post.

    Raises `Refused` where one person would hold two of the three administrators' roles.
    """
    _require(actor, "grant", draft.user_id)
    if draft.until_day is not None and draft.until_day <= draft.from_day:
        raise Refused("access.refused.ends_before_it_begins", "access.hint.check_days")
    with transaction(actor, at) as work:
        require_three_people(draft.user_id, draft.role, at.date())
        return writes.add_post(work, draft)


def end_post(
    actor: Actor, post_id: int, expected_version: int, *, until_day: date, at: datetime
) -> None:
    """Let a post end with `until_day` (exclusive)."""
    _require(actor, "grant", reads.holder_of(post_id))
    with transaction(actor, at) as work:
        writes.end_post(work, post_id, expected_version, until_day)


def change_password(actor: Actor, old: str, new: str, *, at: datetime) -> None:
    """Change the own password."""
    account = reads.credentials(actor.user_id)
    if not passwords.is_right(old, account.password):
        raise Refused("access.refused.wrong_password", "access.hint.try_again")
    if old == new:
        raise Refused("access.refused.same_password", "access.hint.password")
    changes = {
        "password": passwords.hashed(new, account.username, account.display_name),
        "must_change_password": False,
    }
    with transaction(actor, at) as work:
        writes.change_user(work, account.id, account.version, changes, "user.change_password")


def reset_password(
    actor: Actor, user_id: int, expected_version: int, *, new: str, at: datetime
) -> None:
    """Give somebody a new password, to be changed at the next sign-in.

    An administrator's password is not reset by another: that would make two people one.
    """
    _require(actor, "reset_password", user_id)
    if user_id in reads.holders(ADMINISTRATORS, at.date()):
        raise Refused("access.refused.administrators_password", "access.hint.command_line")
    account = reads.credentials(user_id)
    changes = {
        "password": passwords.hashed(new, account.username, account.display_name),
        "must_change_password": True,
    }
    with transaction(actor, at) as work:
        writes.change_user(work, user_id, expected_version, changes, "user.reset_password")


def set_language(actor: Actor, language: str, *, at: datetime) -> None:
    """Keep the language in which somebody reads the screens."""
    if language not in LANGUAGES:
        raise Refused("access.refused.no_such_language", "access.hint.languages", tag=language)
    account = reads.credentials(actor.user_id)
    with transaction(actor, at) as work:
        changes = {"language": language}
        writes.change_user(work, account.id, account.version, changes, "user.set_language")


def erase_user(actor: Actor, user_id: int, expected_version: int, *, at: datetime) -> None:
    """Forget the name of somebody whose account is closed; what they did stays on record."""
    _require(actor, "erase", user_id)
    if reads.user(access.scope(actor, "erase", "user"), at.date(), user_id).is_active:
        raise Refused("access.refused.still_active", "access.hint.disable_first")
    with transaction(actor, at) as work:
        writes.erase_user(work, user_id, expected_version, "—")


def record_sign_in(user_id: int, *, at: datetime) -> None:
    """Note that somebody signed in."""
    _note("user.sign_in", user_id, at)


def record_sign_out(user_id: int, *, at: datetime) -> None:
    """Note that somebody signed out."""
    _note("user.sign_out", user_id, at)


def record_failed_sign_in(username: str, *, at: datetime) -> None:
    """Note a wrong password for an account; what was typed for no account is kept nowhere."""
    user_id = reads.user_id_of(username)
    if user_id is not None:
        with transaction(None, at) as work:
            writes.note_user(work, "user.sign_in_failed", user_id)


def checked(account: NewAccount) -> UserDraft:
    """The account as it will be written. Raises `Refused` where name or password will not do."""
    username, display_name = account.username.strip(), account.display_name.strip()
    if not username or any(sign.isspace() for sign in username):
        raise Refused("access.refused.no_username", "access.hint.username")
    if not display_name:
        raise Refused("access.refused.no_display_name", "access.hint.display_name")
    password = passwords.hashed(account.password, username, display_name)
    return UserDraft(username, display_name, password)


def require_three_people(user_id: int, role: str, day: date) -> None:
    """Refuse an administrator's role to somebody who holds another of the three."""
    if role not in Role:
        raise Refused("access.refused.no_such_role", "access.hint.list", role=role)
    held = reads.holders(ADMINISTRATORS, day).get(user_id, frozenset())
    if role in ADMINISTRATORS and held - {role}:
        raise Refused("access.refused.one_administrator", "access.hint.three_people")


def _switch(
    actor: Actor, user_id: int, expected_version: int, is_active: bool, at: datetime
) -> None:
    _require(actor, "disable", user_id)
    action = "user.enable" if is_active else "user.disable"
    with transaction(actor, at) as work:
        writes.change_user(work, user_id, expected_version, {"is_active": is_active}, action)


def _require(actor: Actor, action: str, user_id: int | None = None) -> None:
    if not access.scope(actor, action, "user").grants:
        raise Refused("access.refused.not_yours", "access.hint.ask_administrator")
    if user_id == actor.user_id:
        raise Refused("access.refused.oneself", "access.hint.ask_colleague")


def _note(action: str, user_id: int, at: datetime) -> None:
    with transaction(Actor(user_id), at) as work:
        writes.note_user(work, action, user_id)
