"""Duties to publish 公开事项: the first edition, renewals while a plan runs, reports as ordered."""

from datetime import date, timedelta

import pytest

from mengyang.core.ledger.publication import (
    DutyGround,
    DutyState,
    EditionKind,
    PublicReport,
    PublishedPlan,
    duties_of,
    months_later,
    ordered_kinds,
)

ADOPTED = date(2026, 3, 2)
DUE = ADOPTED + timedelta(days=28)
INSIDE, PUBLIC = EditionKind.INSIDE, EditionKind.PUBLIC


def duties(**said: object) -> list[tuple[str, str, date | None, date | None]]:
    plan = PublishedPlan(ADOPTED, **{"is_running": True, **said})  # type: ignore[arg-type]
    found = duties_of(plan, lambda day: day + timedelta(days=28), 3)
    return [(each.ground.value, each.kind.value, each.due_on, each.done_on) for each in found]


def test_a_plan_is_first_published_by_its_day_and_then_renewed_while_it_runs() -> None:
    assert duties() == [("first", "public", DUE, None)]
    published = (
        (PUBLIC, date(2026, 3, 20)),
        (INSIDE, date(2026, 3, 9)),
        (PUBLIC, date(2026, 5, 31)),
    )
    first = ("first", "public", DUE, date(2026, 3, 20))
    assert duties(published=published) == [first, ("renewal", "public", date(2026, 8, 31), None)]
    assert duties(published=published, is_running=False) == [first]
    # An inside edition alone is no publication to everybody.
    assert duties(published=((INSIDE, ADOPTED),)) == [("first", "public", DUE, None)]


def test_a_report_is_published_once_it_is_made() -> None:
    due, made = date(2026, 6, 30), date(2026, 6, 20)
    report = PublicReport("4", "报送", "向党内和社会公开", due, None)
    published = ((PUBLIC, date(2026, 6, 1)), (PUBLIC, date(2026, 7, 5)), (INSIDE, made))
    before = duties(published=published, reports=(report,))[2:]
    assert before == [("report", "inside", due, None), ("report", "public", due, None)]
    done = PublicReport("4", "报送", "向党内和社会公开", due, made)
    after = duties(published=published, reports=(done,))[2:]
    assert after == [("report", "inside", due, made), ("report", "public", due, date(2026, 7, 5))]


@pytest.mark.parametrize(
    "words,kinds",
    [
        ("双公开", (INSIDE, PUBLIC)),
        ("向党内和社会公开", (INSIDE, PUBLIC)),
        ("在党内公开", (INSIDE,)),
        ("向社会公开", (PUBLIC,)),
        ("公开", (PUBLIC,)),
    ],
)
def test_the_words_of_the_document_say_for_whom(words: str, kinds: tuple[EditionKind, ...]) -> None:
    assert ordered_kinds(words) == kinds


def test_late_is_what_is_past_its_day_and_not_published() -> None:
    [due] = duties_of(PublishedPlan(ADOPTED, True), lambda _day: DUE, 3)
    assert due.ground is DutyGround.FIRST
    assert due.state(DUE) is DutyState.OPEN
    assert due.state(DUE + timedelta(days=1)) is DutyState.LATE and not due.was_late
    published = ((PUBLIC, DUE + timedelta(days=1)),)
    [done] = duties_of(PublishedPlan(ADOPTED, False, published), lambda _day: DUE, 3)
    assert done.state(DUE + timedelta(days=9)) is DutyState.DONE and done.was_late
    report = PublicReport("4", "报送", "公开", None, None)
    plan = PublishedPlan(ADOPTED, True, (), (report,))
    assert duties_of(plan, lambda _day: DUE, 3)[1].state(DUE) is DutyState.UNTIMED


def test_months_end_where_they_are_shorter() -> None:
    assert months_later(date(2025, 11, 30), 3) == date(2026, 2, 28)
    assert months_later(date(2026, 12, 31), 1) == date(2027, 1, 31)
