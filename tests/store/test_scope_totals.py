"""Scope in totals 统计与导出的权限: counts, exports, searches and totals obey it as lists do."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings

from mengyang import packs
from mengyang.core.access import Scope, may, scope
from mengyang.store.reads import documents, ledger, registry
from mengyang.store.reads.access import actor_of
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.ledger import Lit
from mengyang.store.reads.ledger.counts import counts_by_plan
from tests.worlds import Rules, World, policies, policy_of, worlds, write_world

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

SCHEME = packs.lamps()["default"]
FEW = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=15,
    # The worlds are small as they are, and a smaller one takes minutes to find.
    phases=[Phase.explicit, Phase.generate],
)


def _reach(world: World, kind: str, rules: Rules) -> Scope:
    actor = actor_of(world.ids["user"][0], world.day)
    return scope(actor, "see", kind, policy_of(kind, rules))


@FEW
@given(world=worlds, rules=policies)
def test_whatever_tells_of_tasks_tells_of_those_that_may_be_seen(
    db: None, world: World, rules: Rules
) -> None:
    with transaction.atomic():
        known = write_world(world)
        reach, lit = _reach(world, "task", rules), Lit(SCHEME, world.day)
        expected = {pk for pk, subject in known["task"].items() if may(reach, subject)}
        plans = known["plan"]
        assert {row.id for row in ledger.tasks(reach, lit, Asked()).rows} == expected
        assert {row.id for row in ledger.tasks(reach, lit, Asked(words="事项")).rows} == expected
        assert ledger.tasks(reach, lit, Asked(words="无此")).total == 0
        assert ledger.task_counts(reach, lit, Asked()).total == len(expected)
        by_plan = counts_by_plan(reach, lit, plans)
        assert sum(counts.total for counts in by_plan.values()) == len(expected)
        by_unit = [ledger.counts_by_unit(reach, lit, plan) for plan in plans]
        assert sum(one.total for each in by_unit for one in each.values()) == len(expected)
        passed = [ledger.passed(reach, lit, plan) for plan in plans]
        assert sum(one.number for each in passed for one in each) == len(expected)
        walled = [unit for plan in plans for unit in ledger.wall(reach, lit, plan)]
        assert {task.id for unit in walled for task in unit.tasks} == expected
        exported = [line for plan in plans for line in ledger.ledger_lines(reach, lit, plan)]
        assert len(exported) == len(expected)
        transaction.set_rollback(True)


@FEW
@given(world=worlds, rules=policies)
def test_the_lists_around_tasks_hold_what_may_be_seen(db: None, world: World, rules: Rules) -> None:
    with transaction.atomic():
        known = write_world(world)

        def expected(kind: str) -> set[int]:
            reach = _reach(world, kind, rules)
            return {pk for pk, subject in known[kind].items() if may(reach, subject)}

        def placed(kind: str) -> set[int]:
            # Whatever lies in an area that is not there on the day is in no list.
            return {pk for pk, subject in known[kind].items() if subject.area_path}

        papers = _reach(world, "document", rules)
        found = documents.documents(papers, world.day, Asked())
        assert {row.id for row in found.rows} == expected("document")
        assert found.total == len(expected("document"))
        units = registry.units(_reach(world, "unit", rules), world.day, Asked())
        assert {row.id for row in units.rows} == expected("unit") & placed("unit")
        assert units.total == len(units.rows)
        areas = registry.areas(_reach(world, "area", rules), world.day, Asked())
        assert {row.id for row in areas.rows} == expected("area") & placed("area")
        assert areas.total == len(areas.rows)
        transaction.set_rollback(True)
