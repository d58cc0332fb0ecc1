"""本人账号接口 — the own password, language and one-time codes."""

from typing import Literal

from ninja import Field, Schema

from mengyang.actions import accounts, second_factor
from mengyang.web.clock import now
from mengyang.web.interface_routes import Router
from mengyang.web.interface_types import REFUSALS, DoneOut
from mengyang.web.request import Request

PREFIX = "/people/me"
router = Router(tags=["people"])


class EnrolIn(Schema):
    """启用动态口令."""

    secret: str = Field(max_length=64)
    code: str = Field(max_length=40)


class CodeIn(Schema):
    """动态口令."""

    code: str = Field(max_length=40)


class RecoveryOut(Schema):
    """恢复码; kept nowhere."""

    recovery_codes: list[str]


class PasswordIn(Schema):
    """The own password, old and new."""

    old: str = Field(max_length=200)
    new: str = Field(max_length=200)


class LanguageIn(Schema):
    """The language of the screens."""

    language: Literal["zh-hans", "en"]


@router.post("/password", response={200: DoneOut, **REFUSALS})
def change_password(request: Request, chosen: PasswordIn) -> DoneOut:
    """Change the own password; the session ends with it."""
    accounts.change_password(request.actor, chosen.old, chosen.new, at=now())
    return DoneOut()


@router.post("/language", response={200: DoneOut, **REFUSALS})
def set_language(request: Request, chosen: LanguageIn) -> DoneOut:
    """Choose the language of the screens."""
    accounts.set_language(request.actor, chosen.language, at=now())
    return DoneOut()


@router.post("/second-factor", response={200: RecoveryOut, **REFUSALS})
def enrol_code(request: Request, chosen: EnrolIn) -> dict[str, object]:
    """Let the own account need codes; `secret` is base32 of twenty bytes made by the caller."""
    made = second_factor.enrol_code(request.actor, chosen.secret, chosen.code, at=now())
    return {"recovery_codes": made}


@router.post("/second-factor/remove", response={200: DoneOut, **REFUSALS})
def remove_code(request: Request, given: CodeIn) -> DoneOut:
    """Let the own account need codes no longer."""
    second_factor.remove_code(request.actor, given.code, at=now())
    return DoneOut()


@router.post("/code", response={200: DoneOut, **REFUSALS})
def give_code(request: Request, given: CodeIn) -> DoneOut:
    """Give the code after the password; the session is open from then on."""
    second_factor.give_code(request.actor, given.code, at=now())
    request.session["code_given"] = True
    return DoneOut()
