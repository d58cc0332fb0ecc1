"""主管与四眼 — the office that runs a plan judges its tasks, nobody their own claim."""

import pytest

from mengyang.actions.assignments import Assignment, assign_plan, assign_task
from mengyang.actions.outcomes import may_assign, offers
from mengyang.actions.tasks import (
    Progress,
    claim_done,
    close_task,
    report_progress,
    return_task,
    sign_for_task,
    verify_task,
)
from mengyang.core.ledger import EventKind
from mengyang.store.models import Event, Plan, Task
from tests.cast import AT, Cast
from tests.ledger_plan import DUE, Written
from tests.ledger_work import LATER, add_evidence, lead_to_claim, refused_by, stored

pytestmark = pytest.mark.django_db


def test_the_own_claim_is_not_verified_and_the_refusal_says_so(cast: Cast, plan: Written) -> None:
    version = lead_to_claim(cast, plan)
    before = Event.objects.count()
    claimant = cast.actor("department_officer")
    for judge in (verify_task, close_task):
        refused = refused_by(judge, claimant, plan.tasks["2"], version, at=LATER)
        expected = "own_claim" if judge is verify_task else "no_right"
        assert refused.reason == f"ledger.refused.{expected}"
    assert stored(plan, "2").state == "claimed_done"
    assert Event.objects.count() == before


@pytest.mark.postgresql
def test_a_county_officer_of_the_claiming_county_judges_nothing(cast: Cast, plan: Written) -> None:
    version, county = lead_to_claim(cast, plan), cast.actor("county_officer")
    pk, office = plan.tasks["2"], cast.actor("prefecture_officer")
    judged = [
        refused_by(verify_task, county, pk, version, at=LATER),
        refused_by(return_task, county, pk, version, "Not yet.", at=LATER),
    ]
    version = verify_task(office, pk, version, at=LATER)
    judged.append(refused_by(close_task, county, pk, version, at=LATER))
    assert {refused.reason for refused in judged} == {"ledger.refused.no_right"}
    assert (stored(plan, "2").state, stored(plan, "2").version) == ("verified", version)


@pytest.mark.parametrize("person", ["prefecture_officer", "county_officer"])
def test_who_judges_does_not_judge_the_claim_made_by_oneself(
    cast: Cast, plan: Written, person: str
) -> None:
    pk, own = plan.tasks["4"], cast.actor(person)
    key = {"prefecture_officer": "yunlu-education", "county_officer": "jiahe-education"}[person]
    to_own = Assignment(cast.units[key])
    version = assign_task(cast.actor("prefecture_supervisor"), pk, 1, to_own, at=AT)
    version = sign_for_task(own, pk, version, at=AT)
    version = report_progress(own, pk, version, Progress("All counties wrote.", 100), at=AT)
    add_evidence(cast, plan, "4", person, key)
    version = claim_done(own, pk, version, at=LATER)
    for judge, words in ((verify_task, ()), (return_task, ("Not yet.",))):
        refused = refused_by(judge, own, pk, version, *words, at=LATER)
        assert refused.reason == "ledger.refused.own_claim"
    assert offers(own, pk, LATER.date())[EventKind.VERIFY] is not None
    verify_task(cast.actor("prefecture_supervisor"), pk, version, at=LATER)
    assert stored(plan, "4").state == "verified"


def test_the_office_does_not_verify_what_its_own_unit_claimed(cast: Cast, plan: Written) -> None:
    version = lead_to_claim(cast, plan)
    unit = {"claimed_unit_id": cast.units["yunlu-office"]}
    Task.objects.filter(pk=plan.tasks["2"]).update(**unit)
    office = cast.actor("prefecture_supervisor")
    refused = refused_by(verify_task, office, plan.tasks["2"], version, at=LATER)
    assert refused.reason == "ledger.refused.own_unit_claim"


def test_a_leader_signs_for_the_own_unit_and_not_for_another(cast: Cast, plan: Written) -> None:
    assign_plan(cast.actor("prefecture_supervisor"), plan.plan_id, at=AT)
    leader = cast.actor("leader")
    sign_for_task(leader, plan.tasks["1.1"], 2, DUE, at=AT)
    assert stored(plan, "1.1").state == "signed_for"
    refused = refused_by(sign_for_task, leader, plan.tasks["2"], 2, at=AT)
    assert refused.reason == "ledger.refused.no_right"


@pytest.mark.parametrize("person", ["prefecture_supervisor", "secretary", "auditor"])
def test_all_but_the_auditor_work_for_their_own_unit(
    cast: Cast, plan: Written, person: str
) -> None:
    pk, own = plan.tasks["4"], cast.actor(person)
    office = Assignment(cast.units["yunlu-office"])
    version = assign_task(cast.actor("prefecture_officer"), pk, 1, office, at=AT)
    if person == "auditor":
        refused = refused_by(sign_for_task, own, pk, version, at=AT)
        assert refused.reason == "ledger.refused.no_right"
        return
    version = sign_for_task(own, pk, version, at=AT)
    version = report_progress(own, pk, version, Progress("All counties wrote.", 100), at=AT)
    add_evidence(cast, plan, "4", person, "yunlu-office")
    version = claim_done(own, pk, version, at=LATER)
    # Four eyes: nobody of the office that claimed judges the claim.
    supervisor = cast.actor("prefecture_supervisor")
    refused = refused_by(verify_task, supervisor, pk, version, at=LATER)
    expected = "own_claim" if person == "prefecture_supervisor" else "own_unit_claim"
    assert refused.reason == f"ledger.refused.{expected}"


def test_a_county_assigns_nothing_of_the_prefectures_plan(cast: Cast, plan: Written) -> None:
    county = cast.actor("county_officer")
    refused = refused_by(assign_plan, county, plan.plan_id, at=AT)
    assert refused.reason == "ledger.refused.no_right"
    unseen = refused_by(assign_plan, cast.actor("parent"), plan.plan_id, at=AT)
    assert unseen.reason == "ledger.refused.no_such_plan"
    assert not Task.objects.exclude(state="registered").exists()
    assert may_assign(cast.actor("prefecture_officer"), plan.plan_id, cast.day)
    assert not may_assign(county, plan.plan_id, cast.day)
    assert not may_assign(county, 10**9, cast.day)


@pytest.mark.postgresql
def test_a_task_stays_with_the_units_around_its_plan(cast: Cast, plan: Written) -> None:
    Plan.objects.filter(pk=plan.plan_id).update(area_id=cast.areas["jiahe"])
    pk, county = plan.tasks["2"], cast.actor("county_officer")
    outside = Assignment(cast.units["yihe-education"])
    helped = Assignment(cast.units["jiahe-housing"], (cast.units["yihe-education"],))
    for named in (outside, helped):
        refused = refused_by(assign_task, county, pk, 1, named, at=AT)
        assert refused.reason == "ledger.refused.unit_outside"
        assert refused.params["unit"] == "乙禾县教育局"
    assert (stored(plan, "2").state, stored(plan, "2").version) == ("registered", 1)
    below, above = cast.units["hekou-government"], cast.units["yunlu-office"]
    version = assign_task(county, pk, 1, Assignment(below, (above,)), at=AT)
    assert stored(plan, "2").area_id == cast.areas["hekou"]
    assign_task(county, pk, version, Assignment(above), at=AT)
    # A unit from above keeps the task in the plan's area: the plan's office must see it.
    assert stored(plan, "2").area_id == cast.areas["jiahe"]


def test_the_right_is_asked_before_the_units(cast: Cast, plan: Written) -> None:
    named = Assignment(10**9)
    unknown = refused_by(assign_task, cast.actor("prefecture_officer"), 10**9, 1, named, at=AT)
    assert unknown.reason == "ledger.refused.not_found"
    refused = refused_by(
        assign_task, cast.actor("county_officer"), plan.tasks["2"], 1, named, at=AT
    )
    assert refused.reason == "ledger.refused.no_right"


@pytest.mark.parametrize(
    ("person", "reason"),
    [
        ("auditor", "ledger.refused.no_right"),
        ("secretary", "ledger.refused.no_right"),
        ("county_officer", "ledger.refused.no_right"),
        ("other_county_officer", "ledger.refused.not_found"),
        ("system_administrator", "ledger.refused.not_found"),
        ("parent", "ledger.refused.not_found"),
    ],
)
def test_who_may_not_assign(cast: Cast, plan: Written, person: str, reason: str) -> None:
    refused = refused_by(assign_task, cast.actor(person), plan.tasks["2"], 1, at=AT)
    assert refused.reason == reason
    assert stored(plan, "2").version == 1
