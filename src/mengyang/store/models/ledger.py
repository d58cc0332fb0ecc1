"""台账 — plans as adopted: tasks with their units and remedies, and the reporting duties."""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models

from mengyang.store.models.access import User
from mengyang.store.models.audited import Audited
from mengyang.store.models.registry import Area, Unit


class Plan(Audited):
    """方案 — an adopted document as a list of tasks, run by one unit.

    Without a document it is the 督办台账 of a unit and year (`ledger_matter_register`).
    `above` is the plan whose tasks its own unit takes over with it: 上级方案. `ends_on` is the last
    day as the unit that runs it stated it.
    """

    kind: ClassVar[str] = "ledger.plan"
    added_later: ClassVar[Mapping[str, object]] = {"above_id": None, "ends_on": None}

    # A plain number: foreign keys between subjects go only to area, unit, user and task.
    document_id = models.BigIntegerField(unique=True, null=True, blank=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="plans")
    owner_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="plans")
    title = models.TextField()
    state = models.CharField(max_length=20, default="in_force")
    adopted_on = models.DateField()
    adopted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="plans")
    above = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="own_plans"
    )
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "ledger_plan"
        constraints = (
            models.UniqueConstraint(fields=("above", "owner_unit"), name="ledger_plan_own_once"),
        )


class Task(Audited):
    """任务 — one duty of a plan; a child where a group of units was expanded.

    `number` is the number in the plan (`3` or `3.2` for a child); `start`/`end` index the
    document's text; `deadline_days` are all printed days (ISO), `deadline_on` the last of them,
    `due_on` the day the lamps look at; `state_since` the day of the last change of state;
    `claimed_unit` the unit in whose name the work was claimed done, `claimed_for` for whom a deputy
    claimed it; `responsible_leaders` are the leaders the document names (责任领导), as printed;
    `names_without_unit` are
    printed names that whoever adopted the document said to be no unit of ours. `decision` is what
    was decided when its document was superseded: `decided_for_id` that later document (a plain
    number), `carried_to` the task of the new plan, `withdrawn_from` the state before. `document_id`
    is the corrected text that the clause comes from since it was taken over, `earlier_document_id`
    the one it came from before; empty: the document of the plan.
    """

    kind: ClassVar[str] = "ledger.task"
    added_later: ClassVar[Mapping[str, object]] = {
        "names_without_unit": [],
        "withdrawn_from": "",
        "decision": "",
        "decision_reason": "",
        "decision_basis": "",
        "decided_for_id": None,
        "carried_to_id": None,
        "decided_by_id": None,
        "decided_on": None,
        "document_id": None,
        "earlier_document_id": None,
        "claimed_for_id": None,
        "responsible_leaders": [],
    }

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="tasks")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    number = models.CharField(max_length=20)
    position = models.PositiveIntegerField()
    clause_path = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    task_kind = models.CharField(max_length=20)
    title = models.TextField()
    problem = models.TextField(blank=True)
    response = models.CharField(max_length=20, blank=True)
    explanation = models.TextField(blank=True)
    deadline_kind = models.CharField(max_length=20, default="none")
    deadline_raw = models.TextField(blank=True)
    deadline_days = models.JSONField(default=list)
    deadline_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True, db_index=True)
    names_without_unit = models.JSONField(default=list)
    responsible_leaders = models.JSONField(default=list)
    document_id = models.BigIntegerField(null=True, blank=True)
    earlier_document_id = models.BigIntegerField(null=True, blank=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="tasks")
    lead_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="led_tasks"
    )
    state = models.CharField(max_length=20, default="registered", db_index=True)
    state_since = models.DateField()
    claimed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="claimed_tasks"
    )
    claimed_for = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="tasks_claimed_for"
    )
    claimed_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="claimed_tasks"
    )
    verified_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="verified_tasks"
    )
    return_reason = models.TextField(blank=True)
    withdrawn_from = models.CharField(max_length=20, blank=True, default="")
    decision = models.CharField(max_length=20, blank=True, default="")
    decision_reason = models.TextField(blank=True, default="")
    decision_basis = models.TextField(blank=True, default="")
    decided_for_id = models.BigIntegerField(null=True, blank=True)
    carried_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="carried_from"
    )
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="decided_tasks"
    )
    decided_on = models.DateField(null=True, blank=True)
    progress_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    disclosure = models.CharField(max_length=20, default="internal")

    class Meta:
        db_table = "ledger_task"
        indexes = (
            models.Index(fields=("plan", "position")),
            # The list of all tasks: the latest plan first, and in it the order of the document.
            models.Index(fields=("-plan", "position"), name="ledger_task_latest"),
            models.Index(fields=("progress_percent",), name="ledger_task_progress"),
        )


class TaskUnit(Audited):
    """责任单位 — a unit of a task: lead (牵头、责任) or joint (配合)."""

    kind: ClassVar[str] = "ledger.task_unit"

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="units")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="tasks")
    role = models.CharField(max_length=10)

    class Meta:
        db_table = "ledger_task_unit"
        constraints = (
            models.UniqueConstraint(fields=("task", "unit"), name="ledger_task_unit_once"),
        )


class Remedy(Audited):
    """整改措施 — one point of the answer to a problem."""

    kind: ClassVar[str] = "ledger.remedy"

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="remedies")
    position = models.PositiveIntegerField()
    clause_path = models.TextField()
    text = models.TextField()

    class Meta:
        db_table = "ledger_remedy"
        ordering = ("task", "position")


class ReportingDuty(Audited):
    """报送要求 — who reports what to whom by when; `task` is the task it became."""

    kind: ClassVar[str] = "ledger.reporting_duty"

    task = models.OneToOneField(Task, on_delete=models.PROTECT, related_name="reporting_duty")
    who = models.JSONField(default=list)
    what = models.JSONField(default=list)
    report_to = models.TextField(blank=True)
    signatory = models.TextField(blank=True)
    publicity = models.TextField(blank=True)

    class Meta:
        db_table = "ledger_reporting_duty"
