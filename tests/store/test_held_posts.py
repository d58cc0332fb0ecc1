"""任职一览 — one query says what two readings say of everybody, whatever ended or was renamed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from mengyang.store.models import Post, Unit, UnitName, User
from mengyang.store.reads.access import actor_of, posts_of
from mengyang.store.reads.held_posts import standing_of
from tests.cast import DAY, Cast

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def test_it_says_what_actor_and_posts_say(cast: Cast) -> None:
    officer, closed = (cast.users[one] for one in ("prefecture_officer", "finance_officer"))
    first = Post.objects.filter(user_id=officer).first()
    assert first is not None
    # A second post, a post that has ended, a unit renamed since, and one without a name.
    nameless = Unit.objects.create(key="nameless", unit_kind="department", area_id=first.area_id)
    for unit, until in ((nameless.pk, None), (first.unit_id, DAY)):
        Post.objects.create(
            user_id=officer,
            role="secretary",
            unit_id=unit,
            area_id=first.area_id,
            from_day=DAY - timedelta(days=9),
            until_day=until,
        )
    UnitName.objects.create(
        unit_id=first.unit_id, name_zh="新名", from_day=DAY - timedelta(days=1), is_official=True
    )
    User.objects.filter(pk=closed).update(is_active=False)
    for user_id in (*cast.users.values(), 0):
        for day in (DAY, DAY - timedelta(days=1), DAY - timedelta(days=40_000)):
            actor, posts = standing_of(user_id, day)
            assert actor == actor_of(user_id, day)
            assert posts == posts_of(user_id, day)
    actor, posts = standing_of(officer, DAY)
    assert len(actor.posts) == 2 and [each.unit_name_zh for each in posts] == ["新名", ""]
    assert standing_of(closed, DAY)[0] == replace(actor_of(closed, DAY), posts=())
