"""动态口令动作 — enrolling one-time codes, checking one, removing them; binding an identity."""

import hashlib
import secrets
from datetime import datetime, timedelta

from mengyang.actions.accounts import require
from mengyang.core.access import Actor
from mengyang.core.findings import Refused
from mengyang.core.second_factor import (
    LOCK_MINUTES,
    MOST_FAILURES,
    SECRET_BYTES,
    as_bytes,
    fitting_counter,
)
from mengyang.store import passwords
from mengyang.store.reads import access as people
from mengyang.store.reads.second_factor import Factor, factor_of
from mengyang.store.writes import second_factor as writes
from mengyang.store.writes import transaction

RECOVERY_CODES = 10
# Signs between the dashes of a recovery code.
_GROUP = 4


def new_secret() -> bytes:
    """A secret made by chance; nothing is stored before a code of it was given."""
    return secrets.token_bytes(SECRET_BYTES)


def enrol_code(actor: Actor, secret_text: str, code: str, *, at: datetime) -> tuple[str, ...]:
    """Let the own account need codes, once one was given right; the recovery codes, shown once."""
    try:
        secret = as_bytes(secret_text)
    except ValueError as fault:
        raise Refused("access.refused.wrong_code", "access.hint.next_code") from fault
    counter = fitting_counter(secret, code, at, 0)
    if counter is None or len(secret) != SECRET_BYTES:
        raise Refused("access.refused.wrong_code", "access.hint.next_code")
    made = tuple(passwords.one_time_password() for _ in range(RECOVERY_CODES))
    with transaction(actor, at) as work:
        writes.add_factor(work, actor.user_id, secret, counter, [_hash(one) for one in made])
    return made


def give_code(actor: Actor, code: str, *, at: datetime) -> int | None:
    """Check a code, or a recovery code, of the own account; each counts once. How many recovery
    codes are left where one was given.

    Raises `Refused` where it is wrong; after five wrong ones nothing counts for a while.
    """
    factor = _factor(actor.user_id)
    if factor.locked_until is not None and at < factor.locked_until:
        raise Refused("access.refused.codes_locked", "access.hint.wait", minutes=LOCK_MINUTES)
    counter = fitting_counter(factor.secret, code, at, factor.last_counter)
    used = _hash(_as_made(code))
    left = None
    changes: dict[str, object] = {"failures": 0, "locked_until": None}
    if counter is not None:
        changes["last_counter"] = counter
    elif used in factor.recovery:
        changes["recovery"] = [each for each in factor.recovery if each != used]
        left = len(factor.recovery) - 1
    else:
        _fail(actor, factor, at)
        raise Refused("access.refused.wrong_code", "access.hint.next_code")
    with transaction(actor, at) as work:
        writes.change_factor(work, factor.id, factor.version, changes, "user.use_code")
    return left


def remove_code(actor: Actor, code: str, *, at: datetime) -> None:
    """Let the own account need codes no longer; takes one more code."""
    give_code(actor, code, at=at)
    with transaction(actor, at) as work:
        writes.remove_factor(work, actor.user_id)


def reset_code(actor: Actor, user_id: int, *, at: datetime) -> None:
    """Remove the codes of somebody who lost the device and the recovery codes."""
    require(actor, "reset_password", user_id)
    with transaction(actor, at) as work:
        writes.remove_factor(work, user_id)


def reset_code_at_the_machine(username: str, *, at: datetime) -> None:
    """The same for anybody, by whoever may run commands on the server; it stays on record."""
    user_id = people.user_id_of(username)
    if user_id is None:
        raise Refused("access.refused.no_such_account", "access.hint.check_name", name=username)
    with transaction(None, at) as work:
        writes.remove_factor(work, user_id)


def bind_subject(
    actor: Actor, user_id: int, expected_version: int, subject: str, *, at: datetime
) -> None:
    """Say who an account is to the office's identity provider; nobody is matched by name."""
    require(actor, "create", user_id)
    with transaction(actor, at) as work:
        writes.bind_subject(work, user_id, expected_version, subject.strip())


def _factor(user_id: int) -> Factor:
    factor = factor_of(user_id)
    if factor is None:
        raise Refused("access.refused.no_code_enrolled", "access.hint.list")
    return factor


def _fail(actor: Actor, factor: Factor, at: datetime) -> None:
    failures = factor.failures + 1
    changes: dict[str, object] = {"failures": failures % MOST_FAILURES}
    if failures >= MOST_FAILURES:
        changes["locked_until"] = at + timedelta(minutes=LOCK_MINUTES)
    with transaction(actor, at) as work:
        writes.change_factor(work, factor.id, factor.version, changes, "user.code_failed")


def _hash(code: str) -> str:
    """Sixty bits of chance need no slow hash."""
    return hashlib.sha256(code.encode("utf-8", "replace")).hexdigest()


def _as_made(code: str) -> str:
    """A recovery code as it was shown, though copied in capitals or without its dashes."""
    signs = "".join(sign for sign in code.lower() if sign.isalnum())
    return "-".join(signs[start : start + _GROUP] for start in range(0, len(signs), _GROUP))
