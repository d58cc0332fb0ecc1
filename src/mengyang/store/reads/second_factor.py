"""动态口令读取 — the codes of an account, as the action that checks them needs them."""

from dataclasses import dataclass
from datetime import datetime

from mengyang.store.models.access import SecondFactor, User
from mengyang.store.sealed import opened


@dataclass(frozen=True, slots=True)
class Factor:
    """动态口令 of an account; `recovery` are hashes."""

    id: int
    user_id: int
    secret: bytes
    last_counter: int
    failures: int
    locked_until: datetime | None
    recovery: tuple[str, ...]
    version: int


def factor_of(user_id: int) -> Factor | None:
    """The codes of an account, if it has some. Raises `Refused` where they cannot be opened."""
    row = SecondFactor.objects.filter(user_id=user_id).first()
    if row is None:
        return None
    return Factor(
        row.pk,
        row.user_id,
        opened(row.sealed_secret),
        row.last_counter,
        row.failures,
        row.locked_until,
        tuple(row.recovery),
        row.version,
    )


def has_factor(user_id: int) -> bool:
    """Whether the account has codes."""
    return SecondFactor.objects.filter(user_id=user_id).exists()


def recovery_left(user_id: int) -> int:
    """How many recovery codes an account has left."""
    rows = SecondFactor.objects.filter(user_id=user_id).values_list("recovery", flat=True)
    return sum(len(codes) for codes in rows)


def user_of_subject(subject: str) -> User | None:
    """The open account bound to an identity of the provider."""
    return User.objects.filter(oidc_subject=subject, is_active=True).first() if subject else None
