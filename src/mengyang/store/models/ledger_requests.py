"""请示、批复、回头看、归档 — what may happen to a task more than once, a row each."""

from typing import ClassVar

from django.db import models

from mengyang.store.models.access import User
from mengyang.store.models.audited import Audited
from mengyang.store.models.ledger import Task
from mengyang.store.models.registry import Unit


class TaskRequest(Audited):
    """请示 — what a unit asks of whoever assigned the task; a kind is open once at a time.

    `progress` is what was done so far (已做工作), `signatory` the leader who signed it;
    `asked_for` whom a deputy stood in for.
    """

    kind: ClassVar[str] = "ledger.request"

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="requests")
    request_kind = models.CharField(max_length=20)
    state = models.CharField(max_length=20, default="open")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="task_requests")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="task_requests")
    asked_for = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="task_requests_for"
    )
    asked_at = models.DateTimeField()
    reason = models.TextField()
    progress = models.TextField(blank=True)
    signatory = models.CharField(max_length=100, blank=True)
    proposed_on = models.DateField(null=True, blank=True)
    proposed_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="proposed_requests"
    )

    class Meta:
        db_table = "ledger_request"
        ordering = ("task", "asked_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("task", "request_kind"),
                condition=models.Q(state="open"),
                name="ledger_request_open_once",
            ),
        )


class Ruling(Audited):
    """批复 — what the office decided of a task: on a request, or of its own motion.

    `step` is the kind of the event; days and units are those before and after it.
    """

    kind: ClassVar[str] = "ledger.ruling"

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="rulings")
    step = models.CharField(max_length=20)
    request = models.ForeignKey(
        TaskRequest, on_delete=models.PROTECT, null=True, blank=True, related_name="rulings"
    )
    words = models.TextField(blank=True)
    basis = models.TextField(blank=True)
    day_before = models.DateField(null=True, blank=True)
    day_after = models.DateField(null=True, blank=True)
    unit_before = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="rulings_from"
    )
    unit_after = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="rulings_to"
    )
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="rulings")
    decided_at = models.DateTimeField()

    class Meta:
        db_table = "ledger_ruling"
        ordering = ("task", "decided_at", "id")
        indexes = (models.Index(fields=("task", "step")),)


class Recheck(Audited):
    """回头看 — what was found of a closed task, by two persons; `next_on` the next review."""

    kind: ClassVar[str] = "ledger.recheck"

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="rechecks")
    holds = models.BooleanField()
    words = models.TextField()
    witness = models.CharField(max_length=100)
    next_on = models.DateField(null=True, blank=True)
    checked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="rechecks")
    checked_at = models.DateTimeField()

    class Meta:
        db_table = "ledger_recheck"
        ordering = ("task", "checked_at", "id")


class ArchivedTask(Audited):
    """归档 — where the file of a closed task lies; `retention`: how long it is kept."""

    kind: ClassVar[str] = "ledger.archived_task"

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="archived")
    file_number = models.CharField(max_length=100)
    retention = models.CharField(max_length=20)
    archived_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="archived_tasks")
    archived_at = models.DateTimeField()

    class Meta:
        db_table = "ledger_archived_task"
        ordering = ("task", "archived_at", "id")
