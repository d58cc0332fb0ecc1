"""账号动作 — open and close accounts, grant and end posts, passwords, signing in and out.

Whoever opens accounts grants no posts, and nobody decides about the own account.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from mengyang.core import access
from mengyang.core.access import Actor
from mengyang.core.appointments import ADMINISTRATORS, check_post
from mengyang.core.findings import Refused
from mengyang.store import passwords
from mengyang.store.reads import access as reads
from mengyang.store.writes import Work, transaction
from mengyang.store.writes import access as writes
from mengyang.store.writes.access import PostDraft as PostDraft  # part of this face
from mengyang.store.writes.access import UserDraft

LANGUAGES = ("zh-hans", "en")
ONE_TIME_LASTS = timedelta(hours=72)
NAME_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Seen:
    """An account in the version that the person saw."""

    id: int
    version: int


@dataclass(frozen=True, slots=True)
class NewAccount:
    """账号 as somebody opens it; a password that is not `own` is changed at the first sign-in."""

    username: str
    display_name: str
    password: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class FirstPassword:
    """一次性初始密码 — shown once to whoever opened or reset the account, kept nowhere.

    From `until` on it opens nothing any more.
    """

    username: str
    display_name: str
    password: str
    until: datetime


def create_user(
    actor: Actor, account: NewAccount, *, at: datetime, lasting: timedelta = ONE_TIME_LASTS
) -> int:
    """Open an account without any post; its id. Its password serves for the first sign-in."""
    require(actor, "create")
    draft = replace(checked(account), one_time_until=at + lasting)
    with transaction(actor, at) as work:
        return writes.add_user(work, draft)


def correct_name(
    actor: Actor, user_id: int, expected_version: int, display_name: str, *, at: datetime
) -> None:
    """Mend the name of somebody; the account and all that was done with it stay."""
    require(actor, "create", user_id)
    display_name = display_name.strip()
    _named(display_name)
    changes = {"display_name": display_name}
    with transaction(actor, at) as work:
        writes.change_user(work, user_id, expected_version, changes, "user.correct_name")


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
    require(actor, "grant", draft.user_id)
    with transaction(actor, at) as work:
        return place(work, draft, at.date())


def place(work: Work, draft: PostDraft, day: date) -> int:
    """Write a post that the rules allow, and let its holder sign in anew; the id.

    Raises `Refused` where they do not.
    """
    held = reads.roles_held(draft.user_id, day)
    refused = check_post(draft.role, draft.from_day, draft.until_day, held)
    if refused is not None:
        raise refused
    days = (draft.from_day, draft.until_day)
    if reads.holds(draft.user_id, (draft.role, draft.unit_id), days):
        raise Refused("access.refused.post_held", "access.hint.check_posts")
    writes.end_sessions(work, draft.user_id)
    return writes.add_post(work, draft)


def end_post(
    actor: Actor, post_id: int, expected_version: int, *, until_day: date, at: datetime
) -> None:
    """Let a post end with `until_day` (exclusive)."""
    user_id = reads.holder_of(post_id)
    require(actor, "grant", user_id)
    with transaction(actor, at) as work:
        if user_id is not None:
            writes.end_sessions(work, user_id)
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
        "one_time_until": None,
    }
    with transaction(actor, at) as work:
        writes.change_user(work, account.id, account.version, changes, "user.change_password")


def reset_password(
    actor: Actor,
    user_id: int,
    expected_version: int,
    *,
    at: datetime,
    lasting: timedelta = ONE_TIME_LASTS,
) -> FirstPassword:
    """Give somebody a one-time password, to be changed at the next sign-in; shown once.

    An administrator's password is not reset by another: that would make two people one. It is
    done at the machine: `reset_at_the_machine`.
    """
    require(actor, "reset_password", user_id)
    if reads.roles_held(user_id, at.date()) & set(ADMINISTRATORS):
        raise Refused("access.refused.administrators_password", "access.hint.command_line")
    return _reset(actor, Seen(user_id, expected_version), at, at + lasting)


def reset_at_the_machine(
    username: str, *, at: datetime, lasting: timedelta = ONE_TIME_LASTS
) -> FirstPassword:
    """The same for anybody, by whoever may run commands on the server; it stays on record."""
    user_id = reads.user_id_of(username)
    if user_id is None:
        raise Refused("access.refused.no_such_account", "access.hint.check_name", name=username)
    return _reset(None, Seen(user_id, reads.credentials(user_id).version), at, at + lasting)


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
    require(actor, "erase", user_id)
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


def record_failed_sign_in(username: str, *, closes: bool = False, at: datetime) -> None:
    """Note a wrong password for an account, and that it `closes` the account for a while; what was
    typed for no account is kept nowhere."""
    user_id = reads.user_id_of(username)
    if user_id is not None:
        with transaction(None, at) as work:
            writes.note_user(work, "user.sign_in_failed", user_id)
            if closes:
                writes.note_user(work, "user.lock_out", user_id)


def record_failed_provider(reason: str, *, at: datetime) -> None:
    """Note that the office's provider let nobody in; who it was is not known."""
    with transaction(None, at) as work:
        work.note("user.provider_failed", reason=reason)


def require_in_time(user_id: int, until: datetime | None, *, at: datetime) -> None:
    """Refuse whoever comes with a one-time password too late; the attempt stays on record."""
    if until is not None and at >= until:
        with transaction(None, at) as work:
            writes.note_user(work, "user.sign_in_failed", user_id)
        raise Refused("access.refused.password_expired", "access.hint.ask_for_another")


def require(actor: Actor, action: str, user_id: int | None = None) -> None:
    """Refuse who may not do `action` to accounts, and everybody about the own one."""
    if not access.scope(actor, action, "user").grants:
        raise Refused("access.refused.not_yours", "access.hint.ask_administrator")
    if user_id == actor.user_id:
        raise Refused("access.refused.oneself", "access.hint.ask_colleague")


def checked(account: NewAccount) -> UserDraft:
    """The account as it will be written. Raises `Refused` where name or password will not do."""
    username, display_name = account.username.strip(), account.display_name.strip()
    if not is_username(username):
        raise Refused("access.refused.no_username", "access.hint.username")
    _named(display_name)
    password = passwords.hashed(account.password, username, display_name)
    return UserDraft(username, display_name, password, must_change_password=not account.own)


def is_username(text: str) -> bool:
    """Whether somebody can be called so: letters of any script, digits and . _ - @."""
    return 0 < len(text) <= NAME_LENGTH and all(sign.isalnum() or sign in "._-@" for sign in text)


def is_display_name(text: str) -> bool:
    """Whether it can be somebody's name."""
    return 0 < len(text) <= NAME_LENGTH and text.isprintable()


def one_time_password() -> str:
    """A first password made by chance, for an account about to be opened."""
    return passwords.one_time_password()


def _named(display_name: str) -> None:
    if not is_display_name(display_name):
        raise Refused("access.refused.no_display_name", "access.hint.display_name")


def _switch(
    actor: Actor, user_id: int, expected_version: int, is_active: bool, at: datetime
) -> None:
    require(actor, "disable", user_id)
    with transaction(actor, at) as work:
        writes.switch_user(work, user_id, expected_version, is_active)


def _reset(actor: Actor | None, seen: Seen, at: datetime, until: datetime) -> FirstPassword:
    account = reads.credentials(seen.id)
    made = passwords.one_time_password()
    changes = {
        "password": passwords.hashed_one_time(made),
        "must_change_password": True,
        "one_time_until": until,
    }
    with transaction(actor, at) as work:
        writes.change_user(work, seen.id, seen.version, changes, "user.reset_password")
    return FirstPassword(account.username, account.display_name, made, until)


def _note(action: str, user_id: int, at: datetime) -> None:
    with transaction(Actor(user_id), at) as work:
        writes.note_user(work, action, user_id)
