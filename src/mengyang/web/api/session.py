"""登录接口 — signing in and out by a program, and who one is; cookies and token as on the pages."""

from django.contrib.auth import logout
from django.http import HttpRequest
from django.middleware.csrf import get_token
from ninja import Field, Schema
from ninja.errors import HttpError
from ninja.utils import check_csrf

from mengyang.actions.accounts import record_sign_out
from mengyang.core.findings import Refused
from mengyang.store.reads.access import PostRow, posts_of
from mengyang.web.clock import now, today
from mengyang.web.interface_routes import Router
from mengyang.web.interface_types import REFUSALS, DoneOut, RefusalOut
from mengyang.web.request import Request
from mengyang.web.signing_in import sign_in
from mengyang.web.standpoint import choose, chosen_in, offered

PREFIX = "/session"
router = Router(tags=["session"])


class SignInIn(Schema):
    """登录 — name and password of the account."""

    username: str = Field(max_length=80)
    password: str = Field(max_length=200)


class HeldPostOut(Schema):
    """任职 in force today."""

    role: str
    unit_id: int
    unit_name_zh: str
    unit_name_en: str
    area_id: int
    area_name_zh: str
    area_name_en: str


class SessionOut(Schema):
    """Who has signed in; with a password to be changed nothing else is open."""

    user_id: int
    username: str
    display_name: str
    language: str
    must_change_password: bool
    posts: list[HeldPostOut]


class StandpointOut(Schema):
    """办理身份 that one may choose."""

    value: str
    label: str


class StandpointsOut(Schema):
    """办理身份 chosen, and what there is to choose."""

    chosen: str
    offered: list[StandpointOut]


class StandpointIn(Schema):
    """`""` is all own posts, `unit:5` those of one unit, `for:7` those of whom one acts for."""

    value: str = Field(max_length=40)


def with_token(request: HttpRequest) -> bool:
    """Whether a stranger sends the token that an earlier answer gave; refuses otherwise."""
    if check_csrf(request):
        raise HttpError(403, "the token is missing")
    return True


@router.get("", auth=None, response={200: SessionOut, **REFUSALS})
def session(request: Request) -> dict[str, object]:
    """Who one is. A stranger is told so, and gets the cookie whose value is the token."""
    get_token(request)
    if not request.user.is_authenticated:
        raise Refused("access.refused.signed_out", "access.hint.sign_in")
    return _told(request)


@router.post("", auth=with_token, response={200: SessionOut, 429: RefusalOut, **REFUSALS})
def begin_session(request: Request, sent: SignInIn) -> dict[str, object]:
    """Sign in. Wrong passwords close the account here for as long as on the page."""
    if not sign_in(request, sent.username, sent.password):
        raise Refused("access.refused.wrong_credentials", "access.hint.try_again")
    return _told(request)


@router.delete("", response={200: DoneOut, **REFUSALS})
def end_session(request: Request) -> DoneOut:
    """Sign out."""
    record_sign_out(request.user.pk, at=now())
    logout(request)
    return DoneOut()


@router.get("/standpoint", response={200: StandpointsOut, **REFUSALS})
def standpoints(request: Request) -> dict[str, object]:
    """As whom one works, and as whom one might; empty where there is no choice."""
    return _standing(request)


@router.post("/standpoint", response={200: StandpointsOut, **REFUSALS})
def choose_standpoint(request: Request, chosen: StandpointIn) -> dict[str, object]:
    """Work in this session as chosen: all own units, one of them, or for somebody else."""
    choose(request, chosen.value, today())
    return _standing(request)


def _standing(request: Request) -> dict[str, object]:
    user_id, day = request.user.pk, today()
    choices = offered(user_id, day, posts_of(user_id, day))
    return {"chosen": chosen_in(request), "offered": choices}


def _told(request: Request) -> dict[str, object]:
    user = request.user
    posts: tuple[PostRow, ...] = posts_of(user.pk, today())
    return {
        "user_id": user.pk,
        "username": user.username,
        "display_name": user.display_name,
        "language": user.language,
        "must_change_password": user.must_change_password,
        "posts": posts,
    }
