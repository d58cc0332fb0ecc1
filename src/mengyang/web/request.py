"""请求 — a request as the pages see it: with the actor who sends it."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from mengyang.core.access import Actor, Scope, scope
from mengyang.core.findings import Refused
from mengyang.store.reads.access import PostRow


class Request(HttpRequest):
    """A request that has passed `ActorMiddleware`. An actor without posts may do nothing.

    `posts` are the person's own in words; none are there while somebody acts for another.
    """

    actor: Actor
    posts: tuple[PostRow, ...]
    if TYPE_CHECKING:
        user: Any  # the account of the store, or Django's anonymous user


def is_partial(request: HttpRequest) -> bool:
    """Whether htmx asks for a fragment; going back in the browser asks for the whole page."""
    headers = request.headers
    return headers.get("HX-Request") == "true" and "HX-History-Restore-Request" not in headers


def is_api(request: HttpRequest) -> bool:
    """Whether a program asks, which gets JSON."""
    return request.path.startswith("/api/")


def may_somewhere(actor: Actor, action: str, kind: str) -> bool:
    """Whether the actor may do `action` to any record of `kind` at all: what menus ask."""
    return bool(scope(actor, action, kind).grants)


def reach_of(actor: Actor, action: str, kind: str) -> Scope:
    """The scope of the actor. Raises `Refused` where it is empty: a page says so at once."""
    reach = scope(actor, action, kind)
    if not reach.grants:
        raise Refused("access.refused.not_yours", "access.hint.ask_administrator")
    return reach
