"""Scope 权限范围: a list holds exactly the records that may() lets in, on both databases."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings

from mengyang.core.access import Actor, Grant, Reach, Scope, may, scope
from mengyang.store import models
from mengyang.store.reads.access import actor_of
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.audit import events
from mengyang.store.reads.paging import page
from mengyang.store.reads.scope import PLACES, subjects, within
from tests.cast import Cast
from tests.worlds import D1, D2, World, policies, policy_of, worlds, write_world

KINDS = tuple(sorted(PLACES))


def _kept(user_id: int, world: World) -> Actor:
    return actor_of(user_id, world.day)


@pytest.mark.postgresql
@pytest.mark.django_db
# The worlds are small as they are, and a smaller one takes minutes to find.
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=60,
    phases=[Phase.explicit, Phase.generate],
)
@given(world=worlds, rules=policies)
def test_a_list_holds_what_may_be_seen_and_nothing_else(
    db: None, world: World, rules: list[tuple[Reach, frozenset[str] | None]] | None
) -> None:
    with transaction.atomic():
        known = write_world(world)
        actor = _kept(world.ids["user"][0], world)
        for kind, shown in known.items():
            reach = scope(actor, "see", kind, policy_of(kind, rules))
            expected = {pk for pk, subject in shown.items() if may(reach, subject)}
            rows = PLACES[kind].model._base_manager.filter(within(reach, world.day))
            assert set(rows.values_list("pk", flat=True)) == expected
            # Counts, pages and records asked for one by one obey the same scope.
            assert rows.count() == len(expected)
            assert page(rows, ("id",), None, 50).total == len(expected)
            assert subjects(kind, shown, world.day) == shown
        transaction.set_rollback(True)


@pytest.mark.postgresql
@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(world=worlds)
def test_rows_of_a_record_are_seen_with_the_record(db: None, world: World) -> None:
    with transaction.atomic():
        known = write_world(world)
        actor = _kept(world.ids["user"][0], world)
        reach = scope(actor, "see", "task")
        expected = {pk for pk, subject in known["task"].items() if may(reach, subject)}
        rows = models.TaskUnit.objects.filter(within(reach, world.day, "task__"))
        joint = models.TaskUnit.objects.filter(task_id__in=expected)
        assert set(rows.values_list("pk", flat=True)) == set(joint.values_list("pk", flat=True))
        transaction.set_rollback(True)


@pytest.mark.postgresql
@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_scope_shows_nothing_and_a_bare_grant_everything(cast: Cast, kind: str) -> None:
    rows = PLACES[kind].model._base_manager
    assert not rows.filter(within(Scope(kind), cast.day)).exists()
    assert rows.filter(within(Scope(kind, (Grant(),)), cast.day)).count() == rows.count()


@pytest.mark.postgresql
def test_a_post_gives_nothing_before_its_day_after_it_or_in_a_closed_account(cast: Cast) -> None:
    user = models.User.objects.get(pk=cast.users["leader"])
    models.Post.objects.filter(user=user).update(from_day=D1, until_day=D2)
    assert not actor_of(user.pk, D1 - timedelta(days=1)).posts
    assert actor_of(user.pk, D1).posts
    assert actor_of(user.pk, D2 - timedelta(days=1)).posts
    assert not actor_of(user.pk, D2).posts
    models.User.objects.filter(pk=user.pk).update(is_active=False)
    assert not actor_of(user.pk, D1).posts


@pytest.mark.postgresql
def test_events_are_seen_by_auditors_alone(cast: Cast) -> None:
    for person, is_auditor in {
        "auditor": True,
        "audit_administrator": True,
        "leader": False,
    }.items():
        reach = scope(cast.actor(person), "see", "event")
        assert (events(reach, cast.day, Asked()).total > 0) is is_auditor
