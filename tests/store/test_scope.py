"""Scope 权限范围: a list holds exactly the records that may() lets in, on both databases."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from mengyang.core.access import (
    POLICY,
    Actor,
    Grant,
    Reach,
    Role,
    Rule,
    Scope,
    Subject,
    may,
    scope,
)
from mengyang.store import models
from mengyang.store.reads.access import actor_of
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.audit import events
from mengyang.store.reads.paging import page
from mengyang.store.reads.scope import PLACES, subjects, within
from tests.cast import AT, Cast

D0, D1, D2 = (date(2025, 1, 1) + timedelta(days=100 * n) for n in range(3))
KINDS = tuple(sorted(PLACES))
STATES = ("read", "adopted", "closed")
MOST = 3

places = st.integers(0, MOST - 1)
paths = st.lists(places, max_size=2, unique=True)


@dataclass
class World:
    """A small random installation: what each area, unit and record is, and who asks."""

    before: list[list[int]]
    after: list[list[int] | None]
    unit_areas: list[int]
    records: list[tuple[int, list[int], str]]
    posts: list[tuple[Role, int, int]]
    day: date
    ids: dict[str, list[int]] = field(default_factory=dict)

    def path(self, area: int) -> str:
        """The place of an area on the day, by hand."""
        above = self.after[area] if self.day >= D1 else self.before[area]
        return "" if above is None else self._joined(above, area)

    def _joined(self, above: Iterable[int], area: int) -> str:
        numbers = [*(each for each in above if each != area), area]
        return "".join(f"{self.ids['area'][each]}." for each in numbers)


worlds = st.builds(
    World,
    before=st.lists(paths, min_size=MOST, max_size=MOST),
    after=st.lists(st.none() | paths, min_size=MOST, max_size=MOST),
    unit_areas=st.lists(places, min_size=MOST, max_size=MOST),
    records=st.lists(
        st.tuples(places, st.lists(places, max_size=2, unique=True), st.sampled_from(STATES)),
        min_size=2,
        max_size=4,
    ),
    posts=st.lists(st.tuples(st.sampled_from(Role), places, places), min_size=1, max_size=2),
    day=st.sampled_from([D0, D1 - timedelta(days=1), D1, D2]),
)
# Rules for everybody, laid on each kind in turn, so that most worlds have something to let in.
reaches = st.tuples(
    st.sampled_from(Reach), st.none() | st.frozensets(st.sampled_from(STATES), min_size=1)
)
policies = st.none() | st.lists(reaches, min_size=1, max_size=2)


def _policy(kind: str, rules: list[tuple[Reach, frozenset[str] | None]] | None) -> tuple[Rule, ...]:
    if rules is None:
        return POLICY
    everybody = frozenset(Role)
    return tuple(
        Rule(everybody, kind, frozenset({"see"}), reach, states) for reach, states in rules
    )


def _write(world: World) -> dict[str, dict[int, Subject]]:
    """Write the world; what every record shows to the rules, worked out by hand."""
    areas = [models.Area.objects.create(key=f"a{n}") for n in range(MOST)]
    world.ids["area"] = [area.pk for area in areas]
    for n, area in enumerate(areas):
        _version(area, world._joined(world.before[n], n), date(2000, 1, 1), D1)
        later = world.after[n]
        if later is not None:
            _version(area, world._joined(later, n), D1, None)
    units = [
        models.Unit.objects.create(key=f"u{n}", area=areas[area], unit_kind="office")
        for n, area in enumerate(world.unit_areas)
    ]
    user = models.User.objects.create(username="asker", display_name="问", password="x")
    for role, unit, area in world.posts:
        models.Post.objects.create(
            user=user, role=role, unit=units[unit], area=areas[area], from_day=date(2000, 1, 1)
        )
    world.ids |= {"unit": [unit.pk for unit in units], "user": [user.pk]}
    told = _Told(world, areas, units, user)
    for number, (area, joint, state) in enumerate(world.records):
        told.write(number, area, joint, state)
    return told.subjects


class _Told:
    """Writes records and keeps what each shows."""

    def __init__(
        self,
        world: World,
        areas: list[models.Area],
        units: list[models.Unit],
        user: models.User,
    ) -> None:
        self.world, self.areas, self.units, self.user = world, areas, units, user
        self.subjects: dict[str, dict[int, Subject]] = {kind: {} for kind in KINDS}
        for n, area in enumerate(areas):
            self.subjects["area"][area.pk] = Subject(world.path(n))
        for unit, at in zip(units, world.unit_areas, strict=True):
            self.subjects["unit"][unit.pk] = Subject(world.path(at), frozenset({unit.pk}))
        self.subjects["user"][user.pk] = Subject("")

    def write(self, number: int, area: int, joint: list[int], state: str) -> None:
        path, at, lead = self.world.path(area), self.areas[area], self.units[area]
        # A task lies where its unit is, which need not be where its plan runs.
        at_work = joint[0] if joint else area
        document = models.Document.objects.create(
            area=at, title="t", text="", size=0, uploaded_by=self.user, uploaded_at=AT, state=state
        )
        self.subjects["document"][document.pk] = Subject(path, frozenset(), state)
        plan = models.Plan.objects.create(
            document_id=document.pk,
            area=at,
            owner_unit=lead,
            title="p",
            state=state,
            adopted_on=D0,
            adopted_by=self.user,
        )
        self.subjects["plan"][plan.pk] = Subject(path, frozenset({lead.pk}), state)
        task = models.Task.objects.create(
            plan=plan,
            number=str(number),
            position=number,
            start=0,
            end=0,
            area=self.areas[at_work],
            lead_unit=lead if number % 2 else None,
            state=state,
            state_since=D0,
        )
        for unit in joint:
            models.TaskUnit.objects.create(task=task, unit=self.units[unit], role="joint")
        named = {self.units[unit].pk for unit in joint} | ({lead.pk} if number % 2 else set())
        self.subjects["task"][task.pk] = Subject(self.world.path(at_work), frozenset(named), state)
        self.subjects["judgement"][task.pk] = Subject(path, frozenset(), state)
        self._register(number, area, joint, state)
        self._divide(document.pk, at, (lead, named), Subject(path, frozenset(named), state))
        self._write_rest(number, lead, state)

    def _write_rest(self, number: int, lead: models.Unit, state: str) -> None:
        """A job and an event."""
        job = models.Job.objects.create(
            name="x", key=str(number), state=state, unit=lead, created_at=AT
        )
        self.subjects["job"][job.pk] = Subject("", frozenset({lead.pk}), state)
        event = models.Event.objects.create(sequence=number + 1, at=AT, action="x", hash="x")
        self.subjects["event"][event.pk] = Subject("")

    def _register(self, number: int, area: int, joint: list[int], state: str) -> None:
        path, at, lead = self.world.path(area), self.areas[area], self.units[area]
        paper = models.IncomingPaper.objects.create(
            unit=lead,
            area=at,
            year=2025,
            number=number,
            received_on=D0,
            state=state,
            state_since=D0,
            registered_by=self.user,
            registered_at=AT,
        )
        for unit in joint:
            models.IncomingUnit.objects.create(paper=paper, unit=self.units[unit])
        handled = {self.units[unit].pk for unit in joint} | {lead.pk}
        self.subjects["incoming"][paper.pk] = Subject(path, frozenset(handled), state)
        self.subjects["registration"][paper.pk] = Subject(path, frozenset({lead.pk}), state)

    def _divide(
        self,
        document_id: int,
        at: models.Area,
        asked: tuple[models.Unit, set[int]],
        shown: Subject,
    ) -> None:
        """A division whose only round asked the units named."""
        lead, named = asked
        division = models.Division.objects.create(
            document_id=document_id,
            area=at,
            owner_unit=lead,
            title="d",
            state=shown.state,
            drafted_on=D0,
            drafted_by=self.user,
        )
        sent = models.Round.objects.create(division=division, number=1, sent_on=D0, reply_due_on=D1)
        for unit_id in named:
            models.AskedUnit.objects.create(round=sent, unit_id=unit_id)
        self.subjects["division"][division.pk] = shown


def _version(area: models.Area, path: str, from_day: date, until_day: date | None) -> None:
    models.AreaVersion.objects.create(
        area=area,
        path=path,
        area_kind="county",
        name_zh="某",
        from_day=from_day,
        until_day=until_day,
    )


def _kept(user_id: int, world: World) -> Actor:
    return actor_of(user_id, world.day)


@pytest.mark.postgresql
@pytest.mark.django_db
# The worlds are small as they are, and a smaller one takes minutes to find.
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=100,
    phases=[Phase.explicit, Phase.generate],
)
@given(world=worlds, rules=policies)
def test_a_list_holds_what_may_be_seen_and_nothing_else(
    db: None, world: World, rules: list[tuple[Reach, frozenset[str] | None]] | None
) -> None:
    with transaction.atomic():
        known = _write(world)
        actor = _kept(world.ids["user"][0], world)
        for kind, shown in known.items():
            reach = scope(actor, "see", kind, _policy(kind, rules))
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
        known = _write(world)
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
