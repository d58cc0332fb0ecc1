"""工作交接 — which posts of somebody who leaves pass to the successor on the day, and which not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mengyang.core.appointments import ADMINISTRATORS


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post by its id, over its days (`until_day` exclusive, `None` without an end)."""

    id: int
    role: str
    unit_id: int
    from_day: date
    until_day: date | None


@dataclass(frozen=True, slots=True)
class Move:
    """What becomes of one post: `takes_from` is the successor's first day, `None` for no new post.

    `stays` where the post does not pass on at all: an administrator is appointed in person.
    """

    post_id: int
    ends_on: date | None
    takes_from: date | None
    stays: bool = False


def moves(held: Iterable[HeldPost], successors: Iterable[HeldPost], day: date) -> tuple[Move, ...]:
    """The posts in force on `day` or later, each with what becomes of it."""
    taken = {(post.role, post.unit_id) for post in successors if _lasts(post, day)}
    return tuple(_move(post, taken, day) for post in held if _lasts(post, day))


def _move(post: HeldPost, taken: set[tuple[str, int]], day: date) -> Move:
    if post.role in ADMINISTRATORS:
        return Move(post.id, None, None, stays=True)
    begins = max(day, post.from_day)
    has_it = (post.role, post.unit_id) in taken
    return Move(post.id, begins, None if has_it else begins)


def _lasts(post: HeldPost, day: date) -> bool:
    return post.until_day is None or post.until_day > day
