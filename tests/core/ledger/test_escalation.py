"""Escalation 催办升级: what is due of a task now, by a scheme, exhaustively and by properties."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mengyang.core.ledger.escalation import (
    PROPOSED,
    Chased,
    Due,
    Ground,
    Ladder,
    Rung,
    Sent,
    Step,
    is_office_time,
    lag_points,
    notices_due,
)
from mengyang.core.ledger.tasks import TaskState
from mengyang.packs import working_calendar

DUE = date(2026, 6, 30)  # a Tuesday
BEGUN = date(2026, 1, 5)
LADDER = Ladder(
    (
        Rung("near", Step.REMIND, Ground.NEAR, 10),
        Rung("very_near", Step.REMIND, Ground.NEAR, 3, in_working_days=True),
        Rung("review", Step.REMIND, Ground.REVIEW, 10),
        Rung("lag", Step.REMIND, Ground.LAG, 30),
        Rung("idle", Step.URGE, Ground.NOT_STARTED, 3),
        Rung("overdue", Step.URGE, Ground.OVERDUE, 0, again_after=5),
        Rung("circular", Step.CIRCULAR, Ground.OVERDUE, 10),
        Rung("talk", Step.TALK, Ground.OVERDUE, 20),
    ),
    9,
    18,
)
TASK = Chased(
    task_id=1, state=TaskState.IN_PROGRESS, unit_id=7, due_on=DUE, begun_on=BEGUN, percent=90
)
CALENDAR = working_calendar()
AT_WORK = {
    TaskState.ASSIGNED,
    TaskState.SIGNED_FOR,
    TaskState.IN_PROGRESS,
    TaskState.RETURNED,
    TaskState.REOPENED,
}


def at(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour))


def due(task: Chased, day: date, *sent: Sent) -> list[tuple[str, str, int]]:
    found = notices_due(task, LADDER, CALENDAR, sent, at(day))
    return [(each.rung.code, each.reason, each.number) for each in found]


def told(each: Due, on: date) -> Sent:
    return Sent(each.rung.code, each.rung.step, each.unit_id, each.due_on, on)


def lived(task: Chased, first: date, days: int) -> list[tuple[date, Due]]:
    """Everything that a daily look makes of a task that nobody touches."""
    made: list[tuple[date, Due]] = []
    for number in range(days):
        day = first + timedelta(days=number)
        sent = [told(each, on) for on, each in made]
        made += [(day, each) for each in notices_due(task, LADDER, CALENDAR, sent, at(day))]
    return made


def test_a_task_that_nobody_touches_climbs_the_ladder() -> None:
    made = [(day.isoformat(), each.rung.code, each.number) for day, each in lived(TASK, BEGUN, 212)]
    assert made == [
        ("2026-06-22", "near", 1),
        ("2026-06-25", "very_near", 1),
        ("2026-07-01", "overdue", 1),
        ("2026-07-08", "overdue", 2),
        ("2026-07-14", "circular", 1),
        ("2026-07-15", "overdue", 3),
        ("2026-07-22", "overdue", 4),
        ("2026-07-28", "talk", 1),
        ("2026-07-29", "overdue", 5),
    ]


@pytest.mark.parametrize("state", TaskState)
@pytest.mark.parametrize("left", [-60, -1, 0, 3, 10, 13])
def test_every_state_on_every_side_of_the_day(state: TaskState, left: int) -> None:
    day = CALENDAR.next_working(DUE - timedelta(days=left))
    found = due(replace(TASK, state=state), day)
    if state is TaskState.STAGE_CLOSED:
        assert [code for code, _, _ in found] == (["review"] if 0 <= left <= 10 else [])
    elif state not in AT_WORK:
        assert found == []
    else:
        assert bool(found) is (left <= 10 or state in {TaskState.ASSIGNED, TaskState.SIGNED_FOR})


def test_nothing_is_due_of_a_group_without_day_or_unit() -> None:
    late = DUE + timedelta(days=60)
    for changed in ({"is_group": True}, {"due_on": None}, {"unit_id": None}):
        assert notices_due(replace(TASK, **changed), LADDER, CALENDAR, (), at(late)) == ()  # type: ignore[arg-type]


def test_an_extension_or_another_unit_begins_anew() -> None:
    day = date(2026, 7, 14)
    sent = [
        Sent("overdue", Step.URGE, 7, DUE, day - timedelta(days=1)),
        Sent("circular", Step.CIRCULAR, 7, DUE, day - timedelta(days=1)),
    ]
    assert due(TASK, day, *sent) == []
    assert due(replace(TASK, due_on=date(2026, 7, 20)), day, *sent) == [("near", "near", 1)]
    assert [code for code, _, _ in due(replace(TASK, unit_id=8), day, *sent)] == [
        "overdue",
        "circular",
    ]


def test_what_falls_on_a_day_off_waits_for_the_next_working_day() -> None:
    # 1 to 7 October 2026 are holidays; the 10th, a Saturday, is worked.
    task = replace(TASK, due_on=date(2026, 9, 30))
    made = lived(task, date(2026, 10, 1), 10)
    assert made[0][0] == date(2026, 10, 8)
    assert made[0][1].rung.code == "overdue"
    assert made[0][1].params["days"] == 8


def test_progress_that_nobody_stated_lags_behind_nothing() -> None:
    day = date(2026, 5, 6)
    assert lag_points(replace(TASK, percent=None), day) is None
    assert due(replace(TASK, percent=None), day) == []
    assert due(replace(TASK, percent=10), day) == [("lag", "lag", 1)]
    assert lag_points(replace(TASK, percent=10), day) == 58


def test_nothing_is_proposed_before_a_request_is_answered() -> None:
    day = date(2026, 7, 28)
    assert [code for code, _, _ in due(TASK, day)] == ["overdue", "talk"]
    asked = replace(TASK, awaits_answer=True)
    assert [code for code, _, _ in due(asked, day)] == ["overdue"]


def test_on_its_own_day_it_says_so() -> None:
    assert due(TASK, DUE) == [("very_near", "near_today", 1)]
    assert due(replace(TASK, state=TaskState.STAGE_CLOSED), DUE) == [("review", "review_today", 1)]


def test_signing_has_a_clock_of_its_own() -> None:
    signing = replace(
        LADDER,
        rungs=(
            *LADDER.rungs,
            Rung("unsigned", Step.REMIND, Ground.UNSIGNED, 0),
            Rung("unsigned_late", Step.URGE, Ground.UNSIGNED, 2, again_after=3),
        ),
    )
    last = date(2026, 6, 24)  # a Wednesday, with the day of the task near as well
    waiting = replace(TASK, state=TaskState.ASSIGNED, sign_by=last, begun_on=date(2026, 6, 1))

    def made(task: Chased, day: date) -> list[tuple[str, str, int]]:
        found = notices_due(task, signing, CALENDAR, [], at(day))
        return [(each.rung.code, each.reason, each.number) for each in found]

    assert made(waiting, last - timedelta(days=1)) == [("near", "near", 1)]
    assert made(waiting, last) == [("near", "near", 1), ("unsigned", "unsigned_today", 1)]
    untimed = replace(waiting, due_on=None)
    [late] = notices_due(untimed, signing, CALENDAR, [], at(date(2026, 6, 26)))
    assert (late.rung.code, late.due_on, late.params["working_days"]) == ("unsigned_late", last, 2)
    sent = [told(late, date(2026, 6, 26))]
    assert notices_due(untimed, signing, CALENDAR, sent, at(date(2026, 6, 29))) == ()
    [again] = notices_due(untimed, signing, CALENDAR, sent, at(date(2026, 7, 1)))
    assert again.number == 2
    assert made(replace(untimed, state=TaskState.SIGNED_FOR), date(2026, 6, 26)) == []


def test_a_faulty_scheme_is_refused() -> None:
    with pytest.raises(ValueError, match="comes again"):
        Rung("x", Step.CIRCULAR, Ground.OVERDUE, 1, again_after=3)
    with pytest.raises(ValueError, match="share a code"):
        Ladder((LADDER.rungs[0], LADDER.rungs[0]), 9, 18)
    with pytest.raises(ValueError, match="office hours"):
        Ladder(LADDER.rungs, 18, 9)


chased = st.builds(
    Chased,
    task_id=st.just(1),
    state=st.sampled_from(TaskState),
    unit_id=st.sampled_from([7, 8, None]),
    due_on=st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    begun_on=st.dates(date(2025, 6, 1), date(2026, 6, 1)),
    percent=st.none() | st.integers(0, 100),
    is_group=st.booleans(),
)
moments = st.builds(
    datetime.combine,
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.times(),
)


@given(chased, moments)
def test_nothing_in_quiet_hours_nothing_twice(task: Chased, moment: datetime) -> None:
    found = notices_due(task, LADDER, CALENDAR, (), moment)
    if found:
        assert is_office_time(LADDER, CALENDAR, moment)
        assert CALENDAR.is_working(moment.date())
    assert len(found) <= 2
    assert len({each.rung.step in PROPOSED for each in found}) == len(found)
    sent = [told(each, moment.date()) for each in found]
    assert notices_due(task, LADDER, CALENDAR, sent, moment) == ()


@given(chased, st.dates(date(2026, 1, 1), date(2026, 9, 1)))
def test_each_number_of_a_rung_is_made_once_and_never_a_weaker_one(
    task: Chased, first: date
) -> None:
    made = [each for _, each in lived(task, first, 60)]
    keys = [(each.rung.code, each.number) for each in made]
    assert len(keys) == len(set(keys))
    for proposed in (False, True):
        steps = [
            list(Step).index(each.rung.step)
            for each in made
            if (each.rung.step in PROPOSED) is proposed
        ]
        assert steps == sorted(steps)
