"""办理身份 — as whom a person with several units or deputies' duties works in this session.

`""` is all own posts together, `unit:5` those of one unit, `for:7` the posts of whom one
deputises for. It is kept in the session; what no longer holds falls back to the own posts.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext

from mengyang.core.access import Actor
from mengyang.core.findings import Refused
from mengyang.store.reads.access import PostRow, posts_of
from mengyang.store.reads.deputies import acting_actor, deputised_by
from mengyang.store.reads.held_posts import standing_of
from mengyang.web.bilingual import in_language
from mengyang.web.demo import shown_name
from mengyang.web.request import Request

KEY = "standpoint"


@dataclass(frozen=True, slots=True)
class Standpoint:
    """One choice with its words."""

    value: str
    label: str


def actor_in(request: Request, day: date) -> Actor:
    """The person who sends the request, as chosen; posts outside the choice give nothing."""
    chosen, user_id = chosen_in(request), request.user.pk
    sort, _, number = chosen.partition(":")
    if sort == "for":
        acting = acting_actor(user_id, int(number), day)
        if acting is not None:
            return acting
        request.session.pop(KEY, None)
    # The frame of the page asks for the same posts in words.
    own, request.posts = standing_of(user_id, day)
    if sort == "unit":
        posts = tuple(post for post in own.posts if post.unit_id == int(number))
        if posts:
            return replace(own, posts=posts)
        request.session.pop(KEY, None)
    return own


def chosen_in(request: Request) -> str:
    """The choice kept in the session."""
    return str(request.session.get(KEY, ""))


def choose(request: Request, value: str, day: date) -> None:
    """Keep a choice. Raises `Refused` where it is none of the person's."""
    choices = offered(request.user.pk, day, posts_of(request.user.pk, day))
    if value not in {each.value for each in choices} | {""}:
        raise Refused("access.refused.no_standpoint", "access.hint.list")
    request.session[KEY] = value


def offered(user_id: int, day: date, posts: Iterable[PostRow]) -> tuple[Standpoint, ...]:
    """What one with these own posts may choose; nothing where there is no choice."""
    units = {post.unit_id: in_language(post.unit_name_zh, post.unit_name_en) for post in posts}
    own = [Standpoint(f"unit:{pk}", name) for pk, name in units.items()] if len(units) > 1 else []
    others = [
        Standpoint(
            f"for:{row.principal_id}",
            gettext("For %(name)s") % {"name": shown_name(row.principal_name)},
        )
        for row in deputised_by(user_id, day)
    ]
    if not own and not others:
        return ()
    return (Standpoint("", gettext("All my own units")), *own, *others)
