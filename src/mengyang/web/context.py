"""页面框架 — what every page shows round its content: who, where, menu, language, demo banner."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import cast

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from mengyang.core.access import Actor
from mengyang.store.reads.access import PostRow, posts_of
from mengyang.web.bilingual import in_language
from mengyang.web.clock import today
from mengyang.web.family import menu
from mengyang.web.menu import Menu, menu_of
from mengyang.web.middleware import first_step
from mengyang.web.request import Request
from mengyang.web.standpoint import KEY, offered
from mengyang.web.terms import term


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post of the reader in words."""

    role: str
    unit: str
    area: str


def frame(request: HttpRequest) -> dict[str, object]:
    """The context of the page frame; works before anybody has signed in, and on error pages."""
    actor = getattr(request, "actor", None)
    if actor is None or not actor.user_id:
        return _everywhere() | {
            "posts": [],
            "standpoints": (),
            "standpoint": "",
            "place": "",
            "menu": Menu(),
        }
    own = getattr(request, "posts", None)
    own = posts_of(actor.user_id, today()) if own is None else own
    held = _held(actor, posts_of(actor.acting_for, today()) if actor.acting_for else own)
    offered_here = offered(actor.user_id, today(), own)
    return _everywhere() | {
        "posts": held,
        "standpoints": offered_here,
        "standpoint": _standpoint(request) if offered_here else "",
        "place": " · ".join(dict.fromkeys(post.area for post in held)),
        "menu": _menu(request, actor),
    }


def _everywhere() -> dict[str, object]:
    return {
        "demo": settings.DEMO,
        # Not `version`: the pages call the version of their record so.
        "program_version": _version(),
        "installation": settings.ENVIRONMENT.name,
        "language": get_language() or settings.LANGUAGE_CODE,
        "languages": settings.LANGUAGES,
    }


def _menu(request: HttpRequest, actor: Actor) -> Menu:
    # Before the code is given or the password changed every entry would lead back to that page.
    if first_step(cast(Request, request)) is not None:
        return Menu()
    return menu_of(request, actor, menu())


def _held(actor: Actor, posts: Iterable[PostRow]) -> list[HeldPost]:
    """The posts that count here and now: those of the standpoint chosen."""
    answering = {(post.role, post.unit_id) for post in actor.posts}
    return [
        HeldPost(
            role=term("roles", post.role),
            unit=in_language(post.unit_name_zh, post.unit_name_en),
            area=in_language(post.area_name_zh, post.area_name_en),
        )
        for post in posts
        if (post.role, post.unit_id) in answering
    ]


def _standpoint(request: HttpRequest) -> str:
    """What is chosen, where there is a choice."""
    session = getattr(request, "session", None)
    return str(session.get(KEY, "")) if session is not None else ""


@cache
def _version() -> str:
    return version("mengyang")
