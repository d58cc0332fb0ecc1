"""台账读取 — lists are what may be seen, counts are their lists, and their cost does not grow."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import chain

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mengyang import packs
from mengyang.core.access import Scope, may, scope
from mengyang.core.facts import DeadlineKind
from mengyang.core.findings import Refused
from mengyang.core.ledger import Alike, Colour, TaskState, lamp
from mengyang.store.models import Evidence, ProgressReport, Task
from mengyang.store.reads import audit, ledger
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.ledger import Lit, Reach
from mengyang.store.reads.scope import subjects
from tests.cast import AT, DAY, PEOPLE, Cast
from tests.ledger_plan import TEXT, Written, write_plan

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

SCHEME = packs.lamps()["default"]
LIT = Lit(SCHEME, DAY)
EVERYBODY = [*PEOPLE, "parent"]


@pytest.fixture
def plan(cast: Cast) -> Written:
    return write_plan(cast)


def seen(cast: Cast, person: str, kind: str = "task") -> Scope:
    return scope(cast.actor(person), "see", kind)


def reach(cast: Cast, person: str) -> Reach:
    return Reach(seen(cast, person, "plan"), seen(cast, person))


def numbers(cast: Cast, person: str, asked: Asked) -> list[str]:
    return [row.number for row in ledger.tasks(seen(cast, person), LIT, asked).rows]


def ask(words: str = "", sort: str = "", size: int = 50, **filters: object) -> Asked:
    named = {name: str(value) for name, value in filters.items()}
    return Asked(words=words, filters=named, sort=sort, size=size)


def queries(read: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as caught:
        read()
    return len(caught)


def grow(plan: Written, cast: Cast, copies: int) -> None:
    """More children, reports and evidence of the same plan."""
    for number in ("1.1", "2"):
        row = Task.objects.get(pk=plan.tasks[number])
        for copy in range(copies):
            row.pk, row.number, row.position = None, f"{number}.{copy}", 100 + copy
            row.save(force_insert=True)
            row.units.create(unit_id=cast.units["jiahe-housing"], role="joint")
            shared = {"task": row, "unit_id": cast.units["jiahe-housing"]}
            author = cast.users["department_officer"]
            ProgressReport.objects.create(**shared, author_id=author, reported_at=AT, text="…")
            Evidence.objects.create(
                **shared,
                file_name="a.pdf",
                media_type="application/pdf",
                size=1,
                sha256=str(copy) * 64,
                attached_by_id=author,
                attached_at=AT,
            )


@pytest.mark.parametrize("person", EVERYBODY)
def test_a_list_holds_what_may_be_seen(cast: Cast, plan: Written, person: str) -> None:
    within = seen(cast, person)
    every = subjects("task", plan.tasks.values(), DAY)
    expected = {pk for pk, subject in every.items() if may(within, subject)}
    found = ledger.tasks(within, LIT, Asked())
    assert {row.id for row in found.rows} == expected
    assert found.total == len(expected)
    counts = ledger.task_counts(within, LIT, Asked())
    assert counts.total == len([row for row in found.rows if not row.is_group])
    walled = chain.from_iterable(unit.tasks for unit in ledger.wall(within, LIT, plan.plan_id))
    assert {task.id for task in walled} == {row.id for row in found.rows if not row.is_group}
    for row in ledger.plans(reach(cast, person), LIT, Asked()).rows:
        assert row.counts == counts
    for pk in plan.tasks.values():
        if pk in expected:
            assert ledger.task(within, LIT, pk).row.id == pk
        else:
            with pytest.raises(Refused, match=r"ledger\.refused\.not_found"):
                ledger.task(within, LIT, pk)


def test_a_list_stands_in_the_order_of_the_plan(cast: Cast, plan: Written) -> None:
    everything = ["1", "1.1", "1.2", "2", "3", "4", "5"]
    assert numbers(cast, "auditor", ask()) == everything
    assert numbers(cast, "auditor", ask(sort="-position")) == everything[::-1]
    assert numbers(cast, "auditor", ask(sort="due_on"))[:2] == ["2", "4"]
    assert numbers(cast, "auditor", ask(sort="nonsense")) == everything


def test_a_list_turns_its_pages(cast: Cast, plan: Written) -> None:
    within, pages, after = seen(cast, "auditor"), [], None
    while True:
        page = ledger.tasks(within, LIT, Asked(after=after, size=3))
        pages.append([row.number for row in page.rows])
        assert page.total == 7
        if (after := page.next) is None:
            break
    assert pages == [["1", "1.1", "1.2"], ["2", "3", "4"], ["5"]]


def test_filters_narrow_the_list(cast: Cast, plan: Written) -> None:
    Task.objects.filter(pk=plan.tasks["2"]).update(state="in_progress")
    cases: list[tuple[Asked, list[str]]] = [
        (ask(plan=plan.plan_id), ["1", "1.1", "1.2", "2", "3", "4", "5"]),
        (ask(plan=plan.plan_id + 1), []),
        (ask(unit=cast.units["jiahe-education"]), ["2"]),
        (ask(state="in_progress"), ["2"]),
        (ask(state="registered"), ["1.1", "1.2", "3", "4", "5"]),
        (ask(parent=plan.tasks["1"]), ["1.1", "1.2"]),
        (ask(area=cast.areas["yihe"]), ["1.2"]),
        (ask(kind="reporting"), ["4"]),
        (ask(clause="一"), ["1", "1.1", "1.2"]),
        (ask(plan=plan.plan_id, clause="一/一是"), []),
        (ask(due_from="2026-03-31", due_until="2026-03-31"), ["2"]),
        (ask(due_from="2026-04-01"), ["4"]),
        (ask(due_until="2026-03-30"), []),
        (ask(lamp="grey"), ["1.1", "1.2", "3", "5"]),
        (ask(lamp="violet"), []),
        (ask(plan="seven"), []),
        (ask(unit="9" * 30), []),
        (ask("大班额"), ["2"]),
        (ask("甲禾县住"), ["2"]),
        (ask("编制偏少"), []),
        (ask("在编教师偏少"), ["1", "1.1", "1.2"]),
        (ask("1.2"), ["1.2"]),
    ]
    for asked, expected in cases:
        assert numbers(cast, "auditor", asked) == expected, asked


def test_a_day_that_is_none_is_refused(cast: Cast, plan: Written) -> None:
    with pytest.raises(Refused) as refused:
        numbers(cast, "auditor", ask(due_from="31 March"))
    assert refused.value.reason == "store.refused.no_day"


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_lamps_and_counts_are_those_of_the_rules(
    cast: Cast, plan: Written, data: st.DataObject
) -> None:
    leaves = [plan.tasks[number] for number in ("1.1", "1.2", "2", "3", "4", "5")]
    drawn = {}
    for pk in leaves:
        state = data.draw(st.sampled_from(TaskState))
        kind = data.draw(st.sampled_from(DeadlineKind))
        due_on = data.draw(st.none() | st.dates(DAY - timedelta(20), DAY + timedelta(20)))
        Task.objects.filter(pk=pk).update(state=state, deadline_kind=kind, due_on=due_on)
        drawn[pk] = lamp(Alike(state, kind, due_on), SCHEME, DAY)
    within = seen(cast, "auditor")
    rows = {row.id: row for row in ledger.tasks(within, LIT, Asked()).rows}
    assert {pk: rows[pk].lamp for pk in leaves} == drawn
    counts = ledger.task_counts(within, LIT, Asked())
    for colour in Colour:
        listed = ledger.tasks(within, LIT, ask(lamp=colour))
        assert {row.id for row in listed.rows} == {
            pk for pk, burning in drawn.items() if burning.sign == colour
        }
        assert counts.by_lamp[colour] == listed.total
    for state in TaskState:
        assert counts.by_state[state] == ledger.tasks(within, LIT, ask(state=state)).total
    by_unit = ledger.counts_by_unit(within, LIT, plan.plan_id)
    assert sum(each.total for each in by_unit.values()) == counts.total


def test_a_group_shows_the_worst_lamp_of_its_children(cast: Cast, plan: Written) -> None:
    Task.objects.filter(pk=plan.tasks["1.1"]).update(due_on=DAY - timedelta(1))
    Task.objects.filter(pk=plan.tasks["1.2"]).update(state="closed")
    first = ledger.tasks(seen(cast, "auditor"), LIT, Asked()).rows[0]
    assert (first.number, first.is_group) == ("1", True)
    assert (first.lamp.colour, first.lamp.reason) == (Colour.RED, "ledger.lamp.of_children")


def test_my_list_holds_what_is_open_with_my_units(cast: Cast, plan: Written) -> None:
    unit = cast.units["jiahe-education"]
    within = seen(cast, "county_officer")
    assert ledger.my_tasks(within, LIT, [unit], Asked()).rows == ()
    assert ledger.my_counts(within, LIT, [unit]).open == 0
    Task.objects.filter(pk=plan.tasks["2"]).update(state="assigned")
    mine = ledger.my_tasks(within, LIT, [unit], Asked())
    assert [row.number for row in mine.rows] == ["2"]
    assert mine.rows[0].lead_unit is not None
    assert mine.rows[0].lead_unit.zh == "甲禾县住房和城乡建设局"
    assert [unit.zh for unit in mine.rows[0].joint_units] == ["甲禾县教育局"]
    assert ledger.my_counts(within, LIT, [unit]).open == 1
    Task.objects.filter(pk=plan.tasks["2"]).update(state="closed")
    assert ledger.my_tasks(within, LIT, [unit], Asked()).rows == ()
    assert ledger.my_counts(within, LIT, [unit]).by_state[TaskState.CLOSED] == 1
    assert ledger.my_tasks(within, LIT, [], Asked()).rows == ()


def test_a_task_is_told_in_full(cast: Cast, plan: Written) -> None:
    within = seen(cast, "auditor")
    group = ledger.task(within, LIT, plan.tasks["1"])
    assert (group.quote, group.document_id) == (TEXT[0:7], plan.document_id)
    assert [child.number for child in group.children] == ["1.1", "1.2"]
    child = ledger.task(seen(cast, "leader"), LIT, plan.tasks["1.1"])
    assert child.parent is None  # the parent lies in the prefecture
    assert [remedy.text for remedy in child.remedies] == ["核定编制。", "公开招聘。"]
    assert [(role.unit.zh, role.role) for role in child.units] == [("甲禾县人民政府", "lead")]
    parent = ledger.task(within, LIT, plan.tasks["1.1"]).parent
    assert parent is not None
    assert parent.number == "1"
    duty = ledger.task(within, LIT, plan.tasks["4"]).duty
    assert duty is not None
    assert (duty.who, duty.report_to) == (("各县",), "领导小组办公室")
    assert ledger.task(within, LIT, plan.tasks["5"]).explanation == "已建成幼儿园两所。"


def test_the_history_of_a_task_holds_its_bulk_events(cast: Cast, plan: Written) -> None:
    told = audit.history(seen(cast, "auditor"), DAY, plan.tasks["1.1"], Asked())
    assert [event.action for event in told.rows] == ["task.expand"]


def test_a_plan_shows_its_targets_to_those_who_see_it(cast: Cast, plan: Written) -> None:
    row = ledger.plan(reach(cast, "auditor"), LIT, plan.plan_id)
    assert (row.title, row.owner_unit and row.owner_unit.zh) == (
        "云麓地区学前教育整改方案",
        "云麓地区教育局",
    )
    assert (row.is_fictional, row.adopted_by, row.adopted_on) == (True, "明远", AT.date())
    (target,) = ledger.targets(seen(cast, "auditor", "plan"), DAY, plan.plan_id)
    assert (target.indicator, target.comparator, str(target.value)) == (
        "公办园在园幼儿占比",
        ">=",
        "50.0000",
    )
    assert ledger.targets(seen(cast, "parent", "plan"), DAY, plan.plan_id) == ()
    assert ledger.plan_of_document(seen(cast, "auditor", "plan"), DAY, plan.document_id) == (
        plan.plan_id
    )
    with pytest.raises(Refused) as refused:
        ledger.plan(reach(cast, "parent"), LIT, plan.plan_id)
    assert refused.value.reason == "ledger.refused.no_such_plan"


def test_the_cost_of_a_read_does_not_grow(cast: Cast, plan: Written) -> None:
    within, both = seen(cast, "auditor"), reach(cast, "auditor")
    unit = cast.units["jiahe-housing"]
    reads: dict[str, Callable[[], object]] = {
        "tasks": lambda: ledger.tasks(within, LIT, Asked()),
        "my tasks": lambda: ledger.my_tasks(within, LIT, [unit], Asked()),
        "task": lambda: ledger.task(within, LIT, plan.tasks["1"]),
        "plans": lambda: ledger.plans(both, LIT, Asked()),
        "wall": lambda: ledger.wall(within, LIT, plan.plan_id),
        "counts": lambda: ledger.task_counts(within, LIT, Asked()),
        "by unit": lambda: ledger.counts_by_unit(within, LIT, plan.plan_id),
        "sheet": lambda: list(ledger.ledger_lines(within, LIT, plan.plan_id)),
    }
    grow(plan, cast, 2)
    before = {name: queries(read) for name, read in reads.items()}
    grow(plan, cast, 9)
    assert {name: queries(read) for name, read in reads.items()} == before
    # One for the counts, one for what two plans name twice.
    assert (before["counts"], before["by unit"]) == (2, 1)
    assert before["tasks"] <= 10


def test_names_are_those_of_the_day(cast: Cast, plan: Written) -> None:
    early = Lit(SCHEME, date(1999, 1, 1))
    assert ledger.tasks(seen(cast, "auditor"), early, Asked()).rows == ()
    (row,) = ledger.tasks(seen(cast, "auditor"), LIT, ask(unit=cast.units["jiahe-finance"])).rows
    assert row.area is not None
    assert (row.area.zh, row.area.en) == ("甲禾县", "Jiahe County")
