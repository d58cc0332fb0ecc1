"""事项对照 — tasks of several plans that name one duty: proposed, decided by people."""

from typing import ClassVar

from django.db import models

from mengyang.store.models.access import User
from mengyang.store.models.audited import Audited
from mengyang.store.models.ledger import Task


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
