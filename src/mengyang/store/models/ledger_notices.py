"""提醒、催办、通报、约谈 — what a unit is told of a task that is due, a row each."""

from typing import ClassVar

from django.db import models

from mengyang.store.models.access import User
from mengyang.store.models.audited import Audited
from mengyang.store.models.ledger import Task
from mengyang.store.models.registry import Unit


class Notice(Audited):
    """督办通知 — made by rule; a circular or a call to account is decided and signed by a person.

    States: sent (提醒、催办), proposed, decided, declined. `rung` names the line of the `scheme`
    by which it was made, `number` the how many-th of it for this day and unit; `words` are those
    of the decision; `made_on` is the office's own day. What a unit is told of an answer (`Tiding`)
    has no scheme, and the day in force where the task has one.
    """

    kind: ClassVar[str] = "ledger.notice"

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="notices")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="notices")
    step = models.CharField(max_length=20)
    state = models.CharField(max_length=20)
    scheme = models.CharField(max_length=60)
    rung = models.CharField(max_length=60)
    number = models.PositiveSmallIntegerField(default=1)
    due_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=60)
    text = models.TextField()
    made_on = models.DateField()
    made_at = models.DateTimeField()
    words = models.TextField(blank=True)
    signatory = models.CharField(max_length=100, blank=True)
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="decided_notices"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    read_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="read_notices"
    )
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "ledger_notice"
        ordering = ("task", "made_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("task", "unit", "due_on", "rung", "number"), name="ledger_notice_once"
            ),
        )
        indexes = (models.Index(fields=("state", "-made_at")), models.Index(fields=("-made_at",)))
