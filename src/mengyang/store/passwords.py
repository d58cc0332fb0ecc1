"""密码 — a password checked by the rules in force and hashed; done before a transaction begins."""

import secrets

from django.contrib.auth.hashers import PBKDF2PasswordHasher, check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from mengyang.core.findings import Refused
from mengyang.store.models.access import User

# Read aloud and copied by hand: no sign that looks like another.
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP = 3, 4
# Sixty bits of chance need no slow hash; an import makes hundreds of them.
_ROUNDS = 10_000


def one_time_password() -> str:
    """A password made by chance, to be handed over once and changed at the first sign-in."""
    groups = ("".join(secrets.choice(_SIGNS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def hashed_one_time(made: str) -> str:
    """The hash to store of what `one_time_password` made."""
    hasher = PBKDF2PasswordHasher()
    return hasher.encode(made, hasher.salt(), _ROUNDS)


def hashed(raw: str, username: str, display_name: str) -> str:
    """The hash to store. Raises `Refused` with the first rule that the password breaks."""
    try:
        validate_password(raw, User(username=username, display_name=display_name))
    except ValidationError as weak:
        first = weak.error_list[0]
        raise Refused(
            f"access.refused.{first.code}", "access.hint.password", **(first.params or {})
        ) from weak
    return make_password(raw)


def is_right(raw: str, stored: str) -> bool:
    """Whether the password is the one whose hash is stored."""
    return check_password(raw, stored)
