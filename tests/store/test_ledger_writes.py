"""台账写入 — a plan as it stands in the tables after one transaction, and the events it left."""

from dataclasses import replace
from datetime import date

import pytest

from mengyang.core.facts import DeadlineKind
from mengyang.core.findings import Refused
from mengyang.core.ledger import Deadline
from mengyang.store.models import (
    Event,
    EventChange,
    Plan,
    Remedy,
    ReportingDuty,
    Target,
    Task,
    TaskUnit,
)
from mengyang.store.writes import transaction
from mengyang.store.writes.ledger import Charge, PlanDraft, create_plan
from tests.cast import AT, Cast
from tests.ledger_plan import DUE, plan_draft, write_plan

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def test_a_plan_is_written_with_all_its_tasks(cast: Cast) -> None:
    written = write_plan(cast)
    plan = Plan.objects.get(pk=written.plan_id)
    assert (plan.document_id, plan.state, plan.adopted_on) == (
        written.document_id,
        "in_force",
        AT.date(),
    )
    rows = {row.number: row for row in Task.objects.filter(plan=plan)}
    assert [row.number for row in Task.objects.filter(plan=plan).order_by("position")] == [
        *("1", "1.1", "1.2", "2", "3", "4", "5")
    ]
    assert {row.state for row in rows.values()} == {"registered"}
    assert rows["1.2"].parent_id == rows["1"].pk
    assert rows["1.2"].area_id == cast.areas["yihe"]
    assert (rows["1"].lead_unit_id, rows["1.1"].lead_unit_id) == (
        None,
        cast.units["jiahe-government"],
    )
    assert (rows["1.1"].title, rows["1.1"].problem) == (rows["1"].title, rows["1"].problem)
    units = TaskUnit.objects.filter(task=rows["2"]).values_list("unit_id", "role")
    assert dict(units) == {
        cast.units["jiahe-housing"]: "lead",
        cast.units["jiahe-education"]: "joint",
    }
    remedies = Remedy.objects.order_by("task__position", "position")
    assert list(remedies.values_list("task__number", "text")) == [
        ("1", "核定编制。"),
        ("1", "公开招聘。"),
        ("2", "新建园舍。"),
    ]
    duty = ReportingDuty.objects.get()
    assert (duty.task.number, duty.who, duty.signatory) == ("4", ["各县"], "主要领导")
    assert Target.objects.get().plan_id == plan.pk


def test_a_task_is_due_on_the_day_its_deadline_gives(cast: Cast) -> None:
    written = write_plan(cast)
    rows = {row.number: row for row in Task.objects.filter(plan_id=written.plan_id)}
    assert (rows["1.1"].due_on, rows["3"].due_on, rows["5"].due_on) == (None, None, None)
    assert (rows["2"].due_on, rows["2"].deadline_on) == (DUE, DUE)
    # Of two printed days the first had passed on the day of adoption.
    assert rows["4"].deadline_days == ["2026-02-10", "2026-06-30"]
    assert (rows["4"].due_on, rows["4"].deadline_on) == (date(2026, 6, 30), date(2026, 6, 30))
    assert rows["1"].deadline_raw == rows["1.1"].deadline_raw == "立查立改、长期坚持"


@pytest.mark.parametrize(
    ("kind", "days", "due_on"),
    [
        ("several", (date(2026, 9, 30), date(2026, 4, 30)), date(2026, 4, 30)),
        ("done", (date(2025, 12, 31),), None),
        ("ongoing", (), None),
        ("immediate", (), None),
        ("by date", (date(2025, 12, 31),), date(2025, 12, 31)),
    ],
)
def test_each_kind_of_deadline_is_due_in_its_way(
    cast: Cast, kind: str, days: tuple[date, ...], due_on: date | None
) -> None:
    draft = plan_draft(cast, 10**6, AT.date())
    task = replace(draft.tasks[1], deadline=Deadline(DeadlineKind(kind), days, "…"))
    with transaction(cast.actor("secretary"), AT) as work:
        create_plan(work, replace(draft, tasks=(task,)))
    row = Task.objects.get()
    assert (row.due_on, row.deadline_on) == (due_on, max(days, default=None))


def test_it_leaves_one_event_a_kind_of_row(cast: Cast) -> None:
    written = write_plan(cast)
    told = Event.objects.filter(sequence__gt=Event.objects.get(action="document.upload").sequence)
    assert [(event.action, event.subject_kind) for event in told.order_by("sequence")] == [
        ("plan.create", "ledger.plan"),
        ("task.register", "ledger.task"),
        ("task.expand", "ledger.task"),
        ("task.register", ""),
        ("target.create", "indicators.target"),
    ]
    registered = EventChange.objects.filter(subject_kind="ledger.task")
    assert set(registered.values_list("subject_id", flat=True)) == set(written.tasks.values())


def test_a_document_becomes_a_plan_only_once(cast: Cast) -> None:
    written = write_plan(cast)
    before = (Task.objects.count(), Event.objects.count())
    with pytest.raises(Refused) as refused, transaction(cast.actor("secretary"), AT) as work:
        create_plan(work, plan_draft(cast, written.document_id, AT.date()))
    assert refused.value.reason == "store.refused.exists"
    assert (Task.objects.count(), Event.objects.count()) == before


def test_an_empty_plan_and_long_texts_are_written(cast: Cast) -> None:
    draft = plan_draft(cast, 10**6, AT.date())
    long = replace(
        draft.tasks[1],
        title="长" * 301,
        clause_path="一" * 81,
        deadline=Deadline(raw="限" * 201),
        problem="问" * 5000,
    )
    with transaction(cast.actor("secretary"), AT) as work:
        create_plan(work, replace(draft, tasks=(long,), targets=()))
        create_plan(work, replace(draft, document_id=10**6 + 1, tasks=(), targets=()))
    row = Task.objects.get()
    assert (len(row.title), len(row.clause_path), len(row.deadline_raw)) == (301, 81, 201)
    assert len(row.problem) == 5000


def test_a_unit_named_twice_stands_once_and_leads(cast: Cast) -> None:
    draft = plan_draft(cast, 10**6, AT.date())
    unit = cast.units["jiahe-housing"]
    twice = replace(draft.tasks[1], charge=Charge(cast.areas["jiahe"], unit, (unit, unit)))
    with transaction(cast.actor("secretary"), AT) as work:
        create_plan(work, PlanDraft(**{**_fields(draft), "tasks": (twice,)}))
    assert list(TaskUnit.objects.values_list("unit_id", "role")) == [(unit, "lead")]


def test_a_group_with_units_of_its_own_is_a_mistake(cast: Cast) -> None:
    draft = plan_draft(cast, 10**6, AT.date()).tasks[0]
    with pytest.raises(ValueError, match="those of its children"):
        replace(draft, charge=Charge(cast.areas["yunlu"], cast.units["yunlu-office"]))


def _fields(draft: PlanDraft) -> dict[str, object]:
    return {name: getattr(draft, name) for name in PlanDraft.__dataclass_fields__}
