"""动态口令写入 — codes enrolled, used, failed and removed; identities bound."""

from collections.abc import Mapping, Sequence

from mengyang.core.findings import Refused
from mengyang.store.models.access import SecondFactor, User
from mengyang.store.sealed import sealed
from mengyang.store.writes.work import Work


def add_factor(
    work: Work, user_id: int, secret: bytes, counter: int, recovery: Sequence[str]
) -> None:
    """Let an account need codes from now on."""
    if SecondFactor.objects.filter(user_id=user_id).exists():
        raise Refused("access.refused.code_enrolled", "access.hint.remove_code")
    _flag(work, user_id, True, "user.enrol_code")
    row = SecondFactor(
        user_id=user_id,
        sealed_secret=sealed(secret),
        last_counter=counter,
        recovery=list(recovery),
    )
    work.create(row, action="user.enrol_code")


def change_factor(
    work: Work, factor_id: int, version: int, changes: Mapping[str, object], action: str
) -> None:
    """Note that a code was used, or was wrong."""
    row = SecondFactor.objects.get(pk=factor_id)
    work.change(row, changes, action=action, expected_version=version)


def remove_factor(work: Work, user_id: int) -> None:
    """Let an account need codes no longer."""
    row = SecondFactor.objects.filter(user_id=user_id).first()
    if row is None:
        raise Refused("access.refused.no_code_enrolled", "access.hint.list")
    work.delete(row, action="user.reset_code", expected_version=row.version)
    _flag(work, user_id, False, "user.reset_code")


def bind_subject(work: Work, user_id: int, expected_version: int, subject: str) -> None:
    """Say who the account is to the identity provider; empty unbinds it."""
    if subject and User.objects.filter(oidc_subject=subject).exclude(pk=user_id).exists():
        raise Refused("access.refused.subject_taken", "access.hint.check_name")
    row = User.objects.filter(pk=user_id).first()
    if row is None:
        raise Refused("access.refused.not_found", "access.hint.list")
    changes = {"oidc_subject": subject, "session_epoch": row.session_epoch + 1}
    work.change(row, changes, action="user.bind_subject", expected_version=expected_version)


def _flag(work: Work, user_id: int, has_factor: bool, action: str) -> None:
    row = User.objects.get(pk=user_id)
    changes: dict[str, object] = {"has_second_factor": has_factor}
    work.change(row, changes, action=action, expected_version=row.version)
