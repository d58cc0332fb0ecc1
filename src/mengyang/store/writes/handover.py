"""工作交接写入 — posts end and begin, deputies end, and the list is kept: one transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from mengyang.core.findings import Refused
from mengyang.core.handover import Move
from mengyang.store.models.access import Deputy, Handover, Post
from mengyang.store.writes.work import Work


@dataclass(frozen=True, slots=True)
class HandoverDraft:
    """工作交接 to be written."""

    leaver_id: int
    successor_id: int
    from_day: date
    items: Mapping[str, object]


def move_posts(work: Work, successor_id: int, moved: Iterable[Move]) -> None:
    """End the posts that pass on, and give the successor the same."""
    posts = {post.pk: post for post in Post.objects.filter(pk__in=[move.post_id for move in moved])}
    passing = [move for move in moved if move.ends_on is not None]
    new = [
        Post(
            user_id=successor_id,
            role=posts[move.post_id].role,
            unit_id=posts[move.post_id].unit_id,
            area_id=posts[move.post_id].area_id,
            from_day=move.takes_from,
            until_day=posts[move.post_id].until_day,
        )
        for move in passing
        if move.takes_from is not None
    ]
    work.change_many(
        [(posts[move.post_id], {"until_day": move.ends_on}) for move in passing],
        action="user.revoke",
    )
    work.create_many(new, action="user.grant")


def end_deputies(work: Work, user_id: int, day: date) -> None:
    """Let everybody who deputises for somebody, and the person for others, act no longer."""
    own = Q(principal_id=user_id) | Q(deputy_id=user_id)
    rows = Deputy.objects.filter(own, until_day__gt=day).order_by("pk")
    pairs = [(row, {"until_day": max(day, row.from_day)}) for row in rows]
    work.change_many(pairs, action="user.end_deputy")


def add_handover(work: Work, draft: HandoverDraft) -> int:
    """Keep what was handed over; the id."""
    if work.actor is None:
        raise Refused("access.refused.not_yours", "access.hint.ask_administrator")
    row = Handover(
        leaver_id=draft.leaver_id,
        successor_id=draft.successor_id,
        from_day=draft.from_day,
        made_at=work.at,
        made_by_id=work.actor.user_id,
        items=dict(draft.items),
    )
    return work.create(row, action="user.hand_over").pk
