"""Small random installations 随机样例: areas, units, records and a person, with what each shows.

What every record shows to the access rules is worked out by hand beside what is written.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from hypothesis import strategies as st

from mengyang.core.access import POLICY, Reach, Role, Rule, Subject
from mengyang.store import models
from mengyang.store.reads.scope import PLACES
from tests.cast import AT

D0, D1, D2 = (date(2025, 1, 1) + timedelta(days=100 * n) for n in range(3))
KINDS = tuple(sorted(PLACES))
STATES = ("read", "adopted", "closed")
# Most kinds have states of their own.
STATES_OF = {
    "task": {"read": "registered", "adopted": "in_progress", "closed": "closed"},
    "incoming": {"read": "registered", "adopted": "in_hand", "closed": "done"},
    "division": {"read": "drafting", "adopted": "commenting", "closed": "issued"},
    "job": {"read": "waiting", "adopted": "running", "closed": "done"},
}
EVERY_STATE = sorted({*STATES, *(one for kind in STATES_OF.values() for one in kind.values())})
MOST = 3

type Rules = list[tuple[Reach, frozenset[str] | None]] | None

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
    st.sampled_from(Reach),
    st.none() | st.frozensets(st.sampled_from(EVERY_STATE), min_size=1),
)
policies = st.none() | st.lists(reaches, min_size=1, max_size=2)


def policy_of(
    kind: str, rules: list[tuple[Reach, frozenset[str] | None]] | None
) -> tuple[Rule, ...]:
    if rules is None:
        return POLICY
    everybody = frozenset(Role)
    return tuple(
        Rule(everybody, kind, frozenset({"see"}), reach, states) for reach, states in rules
    )


def write_world(world: World) -> dict[str, dict[int, Subject]]:
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
    models.UnitName.objects.bulk_create(
        models.UnitName(
            unit=unit, name_zh=f"单位{unit.pk}", is_official=True, from_day=date(2000, 1, 1)
        )
        for unit in units
    )
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
            title=f"事项{number}",
            position=number,
            start=0,
            end=0,
            area=self.areas[at_work],
            lead_unit=lead if number % 2 else None,
            state=STATES_OF["task"][state],
            state_since=D0,
        )
        for unit in joint:
            models.TaskUnit.objects.create(task=task, unit=self.units[unit], role="joint")
        named = {self.units[unit].pk for unit in joint} | ({lead.pk} if number % 2 else set())
        self.subjects["task"][task.pk] = Subject(
            self.world.path(at_work), frozenset(named), STATES_OF["task"][state]
        )
        self.subjects["judgement"][task.pk] = Subject(path, frozenset(), STATES_OF["task"][state])
        self._register(number, area, joint, state)
        shown = Subject(path, frozenset(named), STATES_OF["division"][state])
        self._divide(document.pk, at, (lead, named), shown)
        self._write_rest(number, lead, state)

    def _write_rest(self, number: int, lead: models.Unit, state: str) -> None:
        """A job and an event."""
        state = STATES_OF["job"][state]
        job = models.Job.objects.create(
            name="x", key=str(number), state=state, unit=lead, created_at=AT
        )
        self.subjects["job"][job.pk] = Subject("", frozenset({lead.pk}), state)
        event = models.Event.objects.create(sequence=number + 1, at=AT, action="x", hash="x")
        self.subjects["event"][event.pk] = Subject("")

    def _register(self, number: int, area: int, joint: list[int], state: str) -> None:
        path, at, lead = self.world.path(area), self.areas[area], self.units[area]
        state = STATES_OF["incoming"][state]
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
        self._meet(area, joint)

    def _meet(self, area: int, joint: list[int]) -> None:
        """A meeting that the unit of the area recorded, with others present."""
        at, lead = self.areas[area], self.units[area]
        meeting = models.Meeting.objects.create(
            unit=lead, area=at, title="m", held_on=D0, recorded_by=self.user, recorded_at=AT
        )
        for unit in joint:
            models.MeetingUnit.objects.create(meeting=meeting, unit=self.units[unit])
        named = {self.units[unit].pk for unit in joint} | {lead.pk}
        self.subjects["meeting"][meeting.pk] = Subject(self.world.path(area), frozenset(named))

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
