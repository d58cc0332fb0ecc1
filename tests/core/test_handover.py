"""Handover 工作交接: which posts pass on the day, and which stay."""

from datetime import date

from mengyang.core.handover import HeldPost, Move, moves

DAY, EARLIER, LATER = date(2026, 6, 1), date(2026, 1, 1), date(2026, 9, 1)


def held(number: int, role: str, *days: date | None) -> HeldPost:
    from_day, until_day = days
    assert from_day is not None
    return HeldPost(number, role, 7, from_day, until_day)


def test_posts_in_force_and_coming_ones_pass() -> None:
    posts = [held(1, "officer", EARLIER, None), held(2, "leader", LATER, None)]
    assert moves(posts, [], DAY) == (Move(1, DAY, DAY), Move(2, LATER, LATER))


def test_what_has_ended_is_not_touched() -> None:
    assert moves([held(1, "officer", EARLIER, DAY)], [], DAY) == ()


def test_the_successor_takes_no_post_twice() -> None:
    mine, theirs = held(1, "officer", EARLIER, None), held(2, "officer", EARLIER, LATER)
    assert moves([mine], [theirs], DAY) == (Move(1, DAY, None),)
    assert moves([mine], [held(2, "officer", EARLIER, DAY)], DAY) == (Move(1, DAY, DAY),)


def test_an_administrator_is_appointed_in_person() -> None:
    posts = [held(1, "audit_administrator", EARLIER, None)]
    assert moves(posts, [], DAY) == (Move(1, None, None, stays=True),)
