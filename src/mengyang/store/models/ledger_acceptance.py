"""外部验收、问题金额 — who accepts from outside, what was decided there, what money."""

from typing import ClassVar

from django.db import models

from mengyang.store.models.access import User
from mengyang.store.models.audited import Audited
from mengyang.store.models.ledger import Task
from mengyang.store.models.registry import Unit


class OutsideBody(Audited):
    """外部验收机关 — whoever accepts a task from outside. States: set, replaced, waived.

    `reason` and `basis` are those of giving it up.
    """

    kind: ClassVar[str] = "ledger.outside_body"

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="outside_bodies")
    body = models.CharField(max_length=100)
    state = models.CharField(max_length=20, default="set")
    reason = models.TextField(blank=True)
    basis = models.TextField(blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="outside_bodies")
    decided_at = models.DateTimeField()

    class Meta:
        db_table = "ledger_outside_body"
        ordering = ("task", "decided_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("task",), condition=models.Q(state="set"), name="ledger_outside_body_once"
            ),
        )


class Verdict(Audited):
    """外部验收结论 — the outcome with its document; the scan lies under `MENGYANG_VAR/files`."""

    kind: ClassVar[str] = "ledger.verdict"

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="verdicts")
    outside_body = models.ForeignKey(OutsideBody, on_delete=models.PROTECT, related_name="verdicts")
    outcome = models.CharField(max_length=20)
    document_number = models.CharField(max_length=100)
    dated_on = models.DateField()
    words = models.TextField()
    scan_name = models.CharField(max_length=255, blank=True)
    scan_sha256 = models.CharField(max_length=64, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="verdicts")
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "ledger_verdict"
        ordering = ("task", "recorded_at", "id")


class MatterAmount(Audited):
    """问题金额、整改金额 — one row; an empty `amount` is in question, but not known.

    `unit` is the one that says what it put right; empty: entered by the office.
    """

    kind: ClassVar[str] = "ledger.amount"

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="amounts")
    amount_kind = models.CharField(max_length=20)
    amount = models.DecimalField(max_digits=15, decimal_places=2, null=True, blank=True)
    words = models.TextField()
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="matter_amounts"
    )
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="matter_amounts")
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "ledger_amount"
        ordering = ("task", "recorded_at", "id")
