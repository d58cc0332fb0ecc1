"""End-of-term evaluation 期满评估: demanded once, written, claimed, verified by others, closed."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from docx import Document as Paper

from mengyang.actions.evaluation_exports import export_evaluation
from mengyang.actions.evaluations import (
    demand_due_evaluations,
    demand_evaluation,
    state_plan_end,
    write_evaluation,
)
from mengyang.actions.supersession import Choice, withdraw_task
from mengyang.actions.tasks import claim_done, close_task, sign_for_task, start_task, verify_task
from mengyang.core.ledger import Conclusion, Decision, Evaluation, Verdict
from mengyang.store.models import Event, Plan, PlanEvaluation, Target, Task
from mengyang.store.reads import ledger
from tests.cast import Cast
from tests.ledger_plan import Written, write_plan
from tests.ledger_work import refused_by

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
END = date(2026, 4, 30)


@pytest.fixture
def ending(cast: Cast) -> Written:
    """The small plan, which its office lets end within 60 days."""
    plan = write_plan(cast)
    state_plan_end(cast.actor("prefecture_officer"), plan.plan_id, 1, END, at=cast.at)
    return plan


def test_it_is_demanded_once_whoever_asks(cast: Cast, ending: Written) -> None:
    assert demand_due_evaluations(at=cast.at - timedelta(days=2)) == 0
    assert demand_due_evaluations(at=cast.at) == 1
    task = Task.objects.get(task_kind="evaluation")
    assert (task.number, task.position, task.state) == ("6", 8, "assigned")
    assert (task.lead_unit_id, task.due_on) == (cast.units["yunlu-education"], date(2026, 6, 29))
    told = Event.objects.filter(action="evaluation.demand").order_by("sequence")
    assert [event.subject_kind for event in told] == [
        *("ledger.task", "ledger.task_unit", "ledger.evaluation")
    ]
    assert demand_due_evaluations(at=cast.at) == 0
    officer = cast.actor("prefecture_officer")
    assert demand_evaluation(officer, ending.plan_id, at=cast.at) == task.pk
    assert PlanEvaluation.objects.count() == 1 and told.count() == 3


def test_a_plan_without_an_end_says_so_and_takes_one(cast: Cast) -> None:
    plan, officer = write_plan(cast), cast.actor("prefecture_officer")
    assert ledger.ends([plan.plan_id]) == {plan.plan_id: None}
    refused = refused_by(demand_evaluation, officer, plan.plan_id, at=cast.at)
    assert refused.reason == "ledger.refused.no_end_day"
    assert demand_due_evaluations(at=cast.at) == 0
    version = state_plan_end(officer, plan.plan_id, 1, date(2026, 5, 2), at=cast.at)
    told = Event.objects.get(action="plan.state_end")
    assert (told.before["ends_on"], told.after["ends_on"]) == (None, "2026-05-02")
    refused = refused_by(demand_evaluation, officer, plan.plan_id, at=cast.at)
    assert refused.reason == "ledger.refused.evaluation_early"
    stale = refused_by(state_plan_end, officer, plan.plan_id, 1, END, at=cast.at)
    assert stale.reason == "store.refused.stale"
    other = cast.actor("department_officer")
    refused = refused_by(state_plan_end, other, plan.plan_id, version, END, at=cast.at)
    assert refused.reason == "ledger.refused.no_right"
    assert Plan.objects.get().ends_on == date(2026, 5, 2)


def test_it_goes_the_way_of_every_task_with_its_conclusions_as_proof(
    cast: Cast, ending: Written
) -> None:
    officer, plan = cast.actor("prefecture_officer"), ending.plan_id
    target = Target.objects.get(plan_id=plan).pk
    said = Evaluation((Conclusion(target, Verdict.UNKNOWN, "", "年报未核定"),))
    refused = refused_by(write_evaluation, officer, plan, 1, said, at=cast.at)
    assert refused.reason == "ledger.refused.no_evaluation"
    pk = demand_evaluation(officer, plan, at=cast.at)
    refused = refused_by(write_evaluation, officer, plan, 1, said, at=cast.at)
    assert refused.reason == "ledger.refused.evaluation_shut"
    version = start_task(officer, pk, sign_for_task(officer, pk, 1, at=cast.at), at=cast.at)
    supervisor = cast.actor("prefecture_supervisor")
    refused = refused_by(write_evaluation, supervisor, plan, 1, said, at=cast.at)
    assert refused.reason == "ledger.refused.not_lead_unit"
    foreign = Evaluation((Conclusion(999, Verdict.MET, "1", "1"),))
    refused = refused_by(write_evaluation, officer, plan, 1, foreign, at=cast.at)
    assert refused.reason == "ledger.refused.other_targets"
    saved = write_evaluation(officer, plan, 1, said, at=cast.at)
    stale = refused_by(write_evaluation, officer, plan, 1, said, at=cast.at)
    assert stale.reason == "store.refused.stale"
    refused = refused_by(claim_done, officer, pk, version, at=cast.at)
    assert (refused.reason, refused.params["lacking"]) == ("ledger.refused.evaluation_open", 1)
    whole = Evaluation(said.conclusions, Verdict.PARTLY_MET, "基本完成", "转入下一轮")
    write_evaluation(officer, plan, saved, whole, at=cast.at)
    version = claim_done(officer, pk, version, at=cast.at)
    refused = refused_by(write_evaluation, officer, plan, 3, said, at=cast.at)
    assert refused.reason == "ledger.refused.evaluation_shut"
    refused = refused_by(verify_task, officer, pk, version, at=cast.at)
    assert refused.reason == "ledger.refused.own_claim"
    close_task(supervisor, pk, verify_task(supervisor, pk, version, at=cast.at), at=cast.at)
    assert Task.objects.get(pk=pk).state == "closed"
    told = Event.objects.filter(action="evaluation.save").order_by("sequence")
    assert [event.after.get("words", "") for event in told] == ["", "基本完成"]


def test_the_paper_tells_figures_and_what_is_not_known(cast: Cast, ending: Written) -> None:
    officer, plan = cast.actor("prefecture_officer"), ending.plan_id
    withdraw_task(
        officer,
        ending.tasks["3"],
        1,
        Choice(Decision.WITHDRAWN, "重复", "批示"),
        at=cast.at,
    )
    demand_evaluation(officer, plan, at=cast.at)
    out = BytesIO()
    name = export_evaluation(officer, plan, out, at=cast.at)
    assert name == f"期满评估报告-{plan}-20260302.docx"
    text = "\n".join(each.text for each in Paper(out).paragraphs)
    assert "实施期于2026年4月30日届满" in text
    assert "1.公办园在园幼儿占比。目标值：不低于50%。完成值：不详。结论：尚未作出。" in text
    assert "共有任务6项（不含本次评估）" in text and "已撤销或转入新方案1项" in text
    assert text.endswith("云麓地区教育局\n2026年3月2日")
    assert Event.objects.filter(action="evaluation.export").count() == 1
    other = cast.actor("department_officer")
    assert refused_by(export_evaluation, other, plan, BytesIO(), at=cast.at)
