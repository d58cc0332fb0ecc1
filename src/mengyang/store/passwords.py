"""口令 — a password checked by the rules in force and hashed; done before a transaction begins."""

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from mengyang.core.findings import Refused
from mengyang.store.models.access import User


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
