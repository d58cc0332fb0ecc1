"""Superseded plans 替代与废止: open tasks are decided on; nothing changes by itself."""

from datetime import timedelta

import pytest

from mengyang.actions.assignments import assign_task
from mengyang.actions.lineage import unrelate_documents
from mengyang.actions.supersession import (
    Choice,
    Ticked,
    decide_tasks,
    may_decide,
    restore_task,
    withdraw_task,
)
from mengyang.core.access import scope
from mengyang.core.documents.lineage import Relation
from mengyang.core.ledger import Decision
from mengyang.packs import lamps
from mengyang.store.models import Event, Task
from mengyang.store.reads import ledger
from mengyang.store.reads.ledger import Lit, Reach, Supersession
from tests.cast import Cast
from tests.ledger_plan import write_plan
from tests.ledger_work import lead_to_claim, refused_by, stored
from tests.supersession_cast import Pair, pair

__all__ = ["pair"]

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
DROP = Choice(Decision.WITHDRAWN, "新方案不再要求", "《新方案》（云行办发〔2026〕8号）")


def seen(cast: Cast, pair: Pair, person: str = "prefecture_officer", days: int = 0) -> Supersession:
    actor = cast.actor(person)
    reach = Reach(scope(actor, "see", "plan"), scope(actor, "see", "task"))
    lit = Lit(lamps()["default"], cast.day + timedelta(days=days))
    return ledger.supersession(reach, scope(actor, "see", "document"), lit, pair.old.plan_id)


def test_open_tasks_are_listed_and_nothing_changes_by_itself(cast: Cast, pair: Pair) -> None:
    found = seen(cast, pair)
    assert [each.number for each in found.undecided] == ["1.1", "1.2", "2", "3", "4", "5"]
    [occasion] = found.occasions
    assert (occasion.title, occasion.relation) == ("新方案", Relation.REPLACES)
    assert {each.plan_id for each in found.new_tasks} == {occasion.plan_id}
    assert set(Task.objects.values_list("state", flat=True)) == {"registered"}
    # Not before the later document holds, and not for who cannot reach the tasks.
    assert seen(cast, pair, days=-2) == Supersession((), (), (), ())
    assert [each.number for each in seen(cast, pair, "department_officer").undecided] == ["2"]


def test_each_decision_is_one_event_and_links_both_ways(cast: Cast, pair: Pair) -> None:
    officer, plan = cast.actor("prefecture_officer"), pair.old.plan_id
    carry = Choice(Decision.CARRIED_OVER)
    assert decide_tasks(officer, plan, carry, (pair.ticked("2", "2"),), at=cast.at) == 1
    both = (pair.ticked("1.1"), pair.ticked("1.2"))
    assert decide_tasks(officer, plan, DROP, both, at=cast.at) == 2
    keep = Choice(Decision.KEPT, "在建工程须建成")
    decide_tasks(officer, plan, keep, (pair.ticked("5"),), at=cast.at)
    two = stored(pair.old, "2")
    assert (two.state, two.withdrawn_from, two.carried_to_id) == (
        "withdrawn",
        "registered",
        pair.new["2"],
    )
    assert stored(pair.old, "1").state == "withdrawn"
    assert (stored(pair.old, "5").state, stored(pair.old, "5").decision) == ("registered", "kept")
    told = Event.objects.filter(action__startswith="task.").exclude(subject_id=None)
    assert sorted(told.values_list("action", "subject_id")) == [
        ("task.carry_over", pair.old.tasks["2"]),
        ("task.follow", pair.old.tasks["1"]),
        ("task.keep", pair.old.tasks["5"]),
        ("task.withdraw", pair.old.tasks["1.1"]),
        ("task.withdraw", pair.old.tasks["1.2"]),
    ]
    kept = told.get(action="task.keep")
    assert kept.after["decision_reason"] == "在建工程须建成"
    found = seen(cast, pair)
    assert [each.number for each in found.undecided] == ["3", "4"]
    assert [each.decision.value for each in found.decided] == [
        *("withdrawn", "withdrawn", "carried_over", "kept")
    ]
    reach = Reach(scope(officer, "see", "plan"), scope(officer, "see", "task"))
    lit, documents = Lit(lamps()["default"], cast.day), scope(officer, "see", "document")
    new = ledger.decided(reach, documents, lit, pair.new["2"])
    assert [each.id for each in new.carried_from] == [pair.old.tasks["2"]]
    own = ledger.decided(reach, documents, lit, pair.old.tasks["2"]).own
    assert own is not None and own.carried_to is not None
    assert own.carried_to.id == pair.new["2"]
    counts = ledger.plan(reach, lit, plan).counts
    assert (counts.total, counts.withdrawn, counts.open) == (6, 3, 3)
    assert ledger.waiting_plans(reach, cast.day, [cast.units["yunlu-education"]])[0].undecided == 2


def test_a_kept_task_is_asked_about_again_by_the_next_document(cast: Cast, pair: Pair) -> None:
    officer = cast.actor("prefecture_officer")
    keep = Choice(Decision.KEPT, "仍须办结")
    decide_tasks(officer, pair.old.plan_id, keep, (pair.ticked("5"),), at=cast.at)
    assert "5" not in [each.number for each in seen(cast, pair).undecided]
    Task.objects.filter(pk=pair.old.tasks["5"]).update(decided_for_id=999)
    assert "5" in [each.number for each in seen(cast, pair).undecided]


def test_all_of_the_ticked_or_none(cast: Cast, pair: Pair) -> None:
    officer, plan = cast.actor("prefecture_officer"), pair.old.plan_id
    before = Event.objects.count()
    stale = Ticked(pair.old.tasks["4"], 7)
    refused = refused_by(decide_tasks, officer, plan, DROP, (pair.ticked("3"), stale), at=cast.at)
    assert refused.reason == "store.refused.stale"
    for choice, ticked, reason in (
        (DROP, (), "nothing_ticked"),
        (Choice(Decision.NONE), (pair.ticked("3"),), "no_decision"),
        (Choice(Decision.RESTORED, "误"), (pair.ticked("3"),), "no_decision"),
        (Choice(Decision.WITHDRAWN, "不再要求"), (pair.ticked("3"),), "basis_missing"),
        (Choice(Decision.KEPT), (pair.ticked("3"),), "grounds_missing"),
        (Choice(Decision.CARRIED_OVER), (pair.ticked("3"),), "new_task_missing"),
        (DROP, (Ticked(pair.new["3"], 1),), "not_found"),
    ):
        refused = refused_by(decide_tasks, officer, plan, choice, ticked, at=cast.at)
        assert refused.reason == f"ledger.refused.{reason}"
    carry = Choice(Decision.CARRIED_OVER)
    own = Ticked(pair.old.tasks["3"], 1, pair.old.tasks["4"])
    refused = refused_by(decide_tasks, officer, plan, carry, (own,), at=cast.at)
    assert refused.reason == "ledger.refused.not_of_new_plan"
    withdraw_task(officer, pair.new["3"], 1, DROP, at=cast.at)
    gone = (pair.ticked("3", "3"),)
    refused = refused_by(decide_tasks, officer, plan, carry, gone, at=cast.at)
    assert refused.reason == "ledger.refused.new_task_ended"
    assert Event.objects.count() == before + 1
    unrelate_documents(officer, pair.relation_id, 1, at=cast.at)
    refused = refused_by(decide_tasks, officer, plan, DROP, (pair.ticked("3"),), at=cast.at)
    assert refused.reason == "ledger.refused.not_superseded"


@pytest.mark.parametrize(
    "person", ["secretary", "leader", "auditor", "county_officer", "department_officer"]
)
def test_only_who_runs_the_plan_decides(cast: Cast, pair: Pair, person: str) -> None:
    actor = cast.actor(person)
    assert not may_decide(actor, pair.old.plan_id, cast.day)
    refused_by(decide_tasks, actor, pair.old.plan_id, DROP, (pair.ticked("2"),), at=cast.at)
    refused_by(withdraw_task, actor, pair.old.tasks["2"], 1, DROP, at=cast.at)
    assert stored(pair.old, "2").state == "registered"


def test_a_task_is_withdrawn_alone_and_restored_where_it_was(cast: Cast) -> None:
    plan, supervisor = write_plan(cast), cast.actor("prefecture_supervisor")
    version = lead_to_claim(cast, plan)
    pk = plan.tasks["2"]
    version = withdraw_task(supervisor, pk, version, DROP, at=cast.at)
    row = stored(plan, "2")
    assert (row.state, row.withdrawn_from) == ("withdrawn", "claimed_done")
    assert (row.decision_basis, row.decided_by_id) == (DROP.basis, supervisor.user_id)
    refused = refused_by(assign_task, supervisor, pk, version, at=cast.at)
    assert refused.reason == "ledger.refused.state_assign"
    again = refused_by(restore_task, supervisor, pk, version, " ", at=cast.at)
    assert again.reason == "ledger.refused.grounds_missing"
    restore_task(supervisor, pk, version, "误操作", at=cast.at)
    row = stored(plan, "2")
    assert (row.state, row.withdrawn_from, row.decision) == ("claimed_done", "", "restored")
    told = Event.objects.get(action="task.restore")
    assert (told.before["state"], told.after["state"]) == ("withdrawn", "claimed_done")
