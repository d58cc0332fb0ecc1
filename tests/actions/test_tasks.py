"""任务办理 — what people do with tasks: stored state, event written, and who is refused."""

from datetime import date, datetime

import pytest

from mengyang.actions.assignments import assign_plan, assign_task
from mengyang.actions.outcomes import offers
from mengyang.actions.tasks import (
    Progress,
    claim_done,
    close_task,
    report_progress,
    return_task,
    sign_for_task,
    start_task,
    verify_task,
)
from mengyang.core.access import Actor
from mengyang.core.ledger import EventKind
from mengyang.store.models import (
    Event,
    ProgressReport,
    Task,
)
from tests.cast import AT, Cast
from tests.ledger_plan import DUE, Written, write_liaison
from tests.ledger_work import LATER, add_evidence, lead_to_claim, refused_by, stored

pytestmark = pytest.mark.django_db


def last_event(plan: Written, number: str) -> Event:
    """The event that wrote the task's present version."""
    row = stored(plan, number)
    found = Event.objects.filter(subject_kind="ledger.task", subject_id=row.pk)
    event = found.order_by("-sequence").first()
    assert event is not None
    assert event.subject_version == row.version
    return event


@pytest.mark.postgresql
def test_a_task_goes_from_assignment_to_closure(cast: Cast, plan: Written) -> None:
    pk, office = plan.tasks["2"], cast.actor("prefecture_supervisor")
    version = lead_to_claim(cast, plan)
    claimed = stored(plan, "2")
    assert claimed.state == "claimed_done"
    assert claimed.state_since == LATER.date()
    assert claimed.claimed_by_id == cast.users["department_officer"]
    assert claimed.claimed_unit_id == cast.units["jiahe-housing"]
    assert (claimed.progress_percent, claimed.due_on) == (60, DUE)
    version = verify_task(office, pk, version, at=LATER)
    assert stored(plan, "2").verified_by_id == cast.users["prefecture_supervisor"]
    version = close_task(office, pk, version, at=LATER)
    closed, event = stored(plan, "2"), last_event(plan, "2")
    assert (closed.state, closed.version) == ("closed", version)
    assert (event.action, event.actor_id) == ("task.close", cast.users["prefecture_supervisor"])
    assert (event.before["state"], event.after["state"]) == ("verified", "closed")
    told = Event.objects.filter(subject_kind="ledger.task", subject_id=pk).order_by("sequence")
    assert [event.action for event in told] == [
        *("task.assign", "task.sign_for", "task.start", "task.report"),
        *("task.claim_done", "task.verify", "task.close"),
    ]


@pytest.mark.postgresql
def test_the_first_report_of_a_joint_unit_begins_the_work(cast: Cast, plan: Written) -> None:
    pk = plan.tasks["2"]
    version = assign_task(cast.actor("prefecture_officer"), pk, 1, at=AT)
    version = sign_for_task(cast.actor("department_officer"), pk, version, at=AT)
    joint = cast.actor("county_officer")
    report_progress(joint, pk, version, Progress(" Places are counted. "), at=LATER)
    row = stored(plan, "2")
    assert (row.state, row.progress_percent) == ("in_progress", None)
    report = ProgressReport.objects.get(task=row)
    assert (report.text, report.percent) == ("Places are counted.", None)
    assert (report.unit_id, report.author_id, report.reported_at) == (
        cast.units["jiahe-education"],
        cast.users["county_officer"],
        LATER,
    )
    written = Event.objects.get(subject_kind="ledger.progress_report", subject_id=report.pk)
    assert written.action == last_event(plan, "2").action == "task.report"


@pytest.mark.postgresql
def test_a_claim_is_returned_with_a_reason_and_claimed_again(cast: Cast, plan: Written) -> None:
    pk, office = plan.tasks["2"], cast.actor("prefecture_supervisor")
    housing = cast.actor("department_officer")
    version = lead_to_claim(cast, plan)
    silent = refused_by(return_task, office, pk, version, "  ", at=LATER)
    assert silent.reason == "ledger.refused.reason_missing"
    version = return_task(office, pk, version, " The list is not signed. ", at=LATER)
    row, event = stored(plan, "2"), last_event(plan, "2")
    assert (row.state, row.return_reason) == ("returned", "The list is not signed.")
    assert (row.claimed_by_id, row.claimed_unit_id) == (None, None)
    assert (event.action, event.after["return_reason"]) == (
        "task.return",
        "The list is not signed.",
    )
    version = start_task(housing, pk, version, at=LATER)
    claim_done(housing, pk, version, at=LATER)
    assert stored(plan, "2").state == "claimed_done"


def test_a_claim_without_proof_is_refused_and_leaves_no_event(cast: Cast, plan: Written) -> None:
    pk, housing = plan.tasks["2"], cast.actor("department_officer")
    version = assign_task(cast.actor("prefecture_officer"), pk, 1, at=AT)
    version = sign_for_task(housing, pk, version, at=AT)
    version = report_progress(housing, pk, version, Progress("Begun."), at=AT)
    before = Event.objects.count()
    refused = refused_by(claim_done, housing, pk, version, at=AT)
    assert (refused.reason, refused.hint) == (
        "ledger.refused.no_evidence",
        "ledger.hint.attach_evidence",
    )
    assert (stored(plan, "2").state, Event.objects.count()) == ("in_progress", before)
    # On a page that is no longer true, that is what is said, not what is missing by now.
    stale = refused_by(claim_done, housing, pk, version - 1, at=AT)
    assert stale.reason == "store.refused.stale"


def test_a_refused_report_is_not_kept(cast: Cast, plan: Written) -> None:
    pk, housing = plan.tasks["2"], cast.actor("department_officer")
    version = assign_task(cast.actor("prefecture_officer"), pk, 1, at=AT)
    version = sign_for_task(housing, pk, version, at=AT)
    stale = refused_by(report_progress, housing, pk, version - 1, Progress("Late."), at=AT)
    assert stale.reason == "store.refused.stale"
    wrong = refused_by(report_progress, housing, pk, version, Progress("All.", 101), at=AT)
    assert wrong.reason == "ledger.refused.percent"
    assert not ProgressReport.objects.exists()


def close_child(cast: Cast, plan: Written, number: str, liaison: Actor) -> None:
    pk, office = plan.tasks[number], cast.actor("prefecture_supervisor")
    version = sign_for_task(liaison, pk, stored(plan, number).version, DUE, at=AT)
    version = report_progress(liaison, pk, version, Progress("Posts are filled.", 100), at=AT)
    add_evidence(cast, plan, number, "leader", "jiahe-government")
    version = claim_done(liaison, pk, version, at=AT)
    version = verify_task(office, pk, version, at=LATER)
    close_task(office, pk, version, at=LATER)


@pytest.mark.postgresql
def test_a_group_closes_with_its_last_child(cast: Cast, plan: Written) -> None:
    first = write_liaison(cast, "jiahe-government", "jiahe")
    second = write_liaison(cast, "yihe-government", "yihe")
    assign_plan(cast.actor("prefecture_supervisor"), plan.plan_id, at=AT)
    unsaid = refused_by(sign_for_task, first, plan.tasks["1.1"], 2, at=AT)
    assert unsaid.reason == "ledger.refused.target_day_missing"
    close_child(cast, plan, "1.1", first)
    assert (stored(plan, "1.1").state, stored(plan, "1").state) == ("closed", "in_progress")
    assert stored(plan, "1.1").due_on == DUE
    close_child(cast, plan, "1.2", second)
    assert (stored(plan, "1").state, stored(plan, "1").state_since) == ("closed", LATER.date())
    assert last_event(plan, "1").action == "task.follow"


@pytest.mark.postgresql
def test_a_stale_page_changes_nothing(cast: Cast, plan: Written) -> None:
    pk, office = plan.tasks["2"], cast.actor("prefecture_supervisor")
    assign_task(office, pk, 1, at=AT)
    refused = refused_by(sign_for_task, cast.actor("department_officer"), pk, 1, at=AT)
    assert refused.reason == "store.refused.stale"
    assert stored(plan, "2").state == "assigned"


def test_an_explanation_is_claimed_with_a_report_and_no_file(cast: Cast, plan: Written) -> None:
    pk, town = plan.tasks["5"], cast.actor("township_clerk")
    version = assign_task(cast.actor("prefecture_officer"), pk, 1, at=AT)
    version = sign_for_task(town, pk, version, date(2026, 4, 30), at=AT)
    assert stored(plan, "5").due_on == date(2026, 4, 30)
    version = report_progress(town, pk, version, Progress("Both are open."), at=AT)
    claim_done(town, pk, version, at=AT)
    assert stored(plan, "5").state == "claimed_done"


# What the office may decide as long as a task is open.
ENDING = {"withdraw", "merge", "set_body", "find_amount"}
SPLIT = {*ENDING, "split"}
OFFICE_AT_WORK = {"extend", "suspend", "transfer", *SPLIT}
STEPS: list[tuple[str, str, set[str], dict[str, str]]] = [
    # person, state, what is offered, what is shown with a reason
    ("prefecture_supervisor", "registered", {"assign", *SPLIT}, {}),
    ("department_officer", "registered", set(), {}),
    ("department_officer", "assigned", {"sign_for", "dispute"}, {}),
    ("county_officer", "assigned", set(), {}),
    (
        "prefecture_officer",
        "assigned",
        {"assign", "transfer", *SPLIT},
        {},
    ),
    ("county_officer", "claimed_done", set(), {}),
    ("county_officer", "verified", set(), {}),
    ("department_officer", "signed_for", {"start", "report", "attach", "ask"}, {}),
    (
        "department_officer",
        "in_progress",
        {"report", "attach", "ask"},
        {"claim_done": "ledger.refused.no_report"},
    ),
    ("county_officer", "in_progress", {"report", "attach"}, {}),
    (
        "department_officer",
        "claimed_done",
        {"take_back"},
        {"verify": "ledger.refused.own_claim", "return": "ledger.refused.own_claim"},
    ),
    (
        "prefecture_supervisor",
        "claimed_done",
        {"verify", "return", *ENDING},
        {},
    ),
    (
        "prefecture_supervisor",
        "verified",
        {"return", "close", *ENDING},
        {},
    ),
    ("auditor", "claimed_done", set(), {}),
    ("prefecture_supervisor", "closed", {"recheck", "reopen", "archive", "find_amount"}, {}),
    ("prefecture_supervisor", "in_progress", OFFICE_AT_WORK, {}),
    ("other_county_officer", "claimed_done", set(), {}),
]


@pytest.mark.parametrize(("person", "state", "offered", "shown"), STEPS)
def test_a_page_offers_what_the_person_can_do(
    cast: Cast, plan: Written, person: str, state: str, offered: set[str], shown: dict[str, str]
) -> None:
    changes: dict[str, object] = {"state": state}
    if state in {"claimed_done", "verified", "closed"}:
        changes["claimed_by_id"] = cast.users["department_officer"]
        changes["claimed_unit_id"] = cast.units["jiahe-housing"]
    Task.objects.filter(pk=plan.tasks["2"]).update(**changes)
    answers = offers(cast.actor(person), plan.tasks["2"], cast.day)
    assert {kind for kind, refused in answers.items() if refused is None} == {
        EventKind(kind) for kind in offered
    }
    refusals = {kind.value: refused.reason for kind, refused in answers.items() if refused}
    assert refusals == shown


def test_the_day_of_a_change_is_the_day_of_the_installation(cast: Cast, plan: Written) -> None:
    moment = datetime.fromisoformat("2026-03-03T00:30:00+08:00")
    assign_task(cast.actor("prefecture_officer"), plan.tasks["2"], 1, at=moment)
    assert stored(plan, "2").state_since == date(2026, 3, 3)
