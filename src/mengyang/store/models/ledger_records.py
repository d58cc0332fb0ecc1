"""办理记录 — what happens to tasks, a row each: progress, evidence, evaluation, taking over."""

from typing import ClassVar

from django.db import models

from mengyang.store.models.access import User
from mengyang.store.models.audited import Audited
from mengyang.store.models.ledger import Plan, Task
from mengyang.store.models.registry import Unit


class ProgressReport(Audited):
    """进展 — what a unit says of a task; `percent` unknown is not 0."""

    kind: ClassVar[str] = "ledger.progress_report"

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="reports")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reports")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="reports")
    reported_at = models.DateTimeField()
    text = models.TextField()
    percent = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        db_table = "ledger_progress_report"
        ordering = ("task", "reported_at", "id")


class Evidence(Audited):
    """佐证材料 — a file that shows the work; the bytes lie under `MENGYANG_VAR/files/<sha256>`."""

    kind: ClassVar[str] = "ledger.evidence"

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="evidence")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="evidence")
    file_name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    note = models.CharField(max_length=300, blank=True)
    attached_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="evidence")
    attached_at = models.DateTimeField()

    class Meta:
        db_table = "ledger_evidence"
        ordering = ("task", "attached_at", "id")


class TakenOver(Audited):
    """承接 — a task above and the task of a unit's own plan that takes it over.

    `own` is empty where the unit left the task above out; `reason` says why, or why the own day is
    later. The task above keeps its own state: who assigned it closes it.
    """

    kind: ClassVar[str] = "ledger.taken_over"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="taken_over")
    above = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="taken_over")
    own = models.ForeignKey(
        Task, on_delete=models.PROTECT, null=True, blank=True, related_name="takes_over"
    )
    reason = models.TextField(blank=True)

    class Meta:
        db_table = "ledger_taken_over"
        constraints = (
            models.UniqueConstraint(fields=("plan", "above", "own"), name="ledger_taken_over_once"),
        )


class PlanEvaluation(Audited):
    """期满评估 — one for a plan, beside the task that it is; `conclusions` name targets by number.

    Each conclusion has `target_id`, `verdict`, `attained`, `words`.
    """

    kind: ClassVar[str] = "ledger.evaluation"

    plan = models.OneToOneField(Plan, on_delete=models.PROTECT, related_name="evaluation")
    task = models.OneToOneField(Task, on_delete=models.PROTECT, related_name="evaluation")
    conclusions = models.JSONField(default=list)
    verdict = models.CharField(max_length=20, blank=True)
    words = models.TextField(blank=True)
    carried_on = models.TextField(blank=True)
    saved_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="evaluations"
    )
    saved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "ledger_evaluation"


class SameMatter(Audited):
    """同一事项 — two tasks, the lower id first. States: proposed, confirmed, rejected.

    `percent` is the score of the proposal, `why` its reasons (codes with parameters).
    """

    kind: ClassVar[str] = "ledger.same_matter"

    one = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="same_later")
    other = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="same_earlier")
    state = models.CharField(max_length=20, default="proposed", db_index=True)
    percent = models.PositiveSmallIntegerField(default=0)
    why = models.JSONField(default=list)
    reason = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="decided_matters"
    )
    decided_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "ledger_same_matter"
        constraints = (
            models.UniqueConstraint(fields=("one", "other"), name="ledger_same_matter_once"),
        )
        indexes = (models.Index(fields=("state", "-percent", "id")),)


class TaskOrigin(Audited):
    """任务来源 — from which task another one was made. `origin_kind`: part."""

    kind: ClassVar[str] = "ledger.task_origin"

    task = models.OneToOneField(Task, on_delete=models.PROTECT, related_name="came_from")
    origin = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="brought_forth")
    origin_kind = models.CharField(max_length=20)

    class Meta:
        db_table = "ledger_task_origin"
        ordering = ("origin", "id")
