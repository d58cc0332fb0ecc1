"""督查件 — the register of supervised matters of a unit and year, and each matter with its task."""

from typing import ClassVar

from django.db import models

from mengyang.store.models.access import User
from mengyang.store.models.audited import Audited
from mengyang.store.models.ledger import Plan, Task
from mengyang.store.models.registry import Unit


class MatterRegister(Audited):
    """督办台账 — the matters a unit registers in a year; `plan` holds the tasks they become."""

    kind: ClassVar[str] = "ledger.matter_register"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="matter_registers")
    year = models.PositiveSmallIntegerField()
    plan = models.OneToOneField(Plan, on_delete=models.PROTECT, related_name="matter_register")

    class Meta:
        db_table = "ledger_matter_register"
        constraints = (
            models.UniqueConstraint(fields=("unit", "year"), name="ledger_matter_register_once"),
        )


class SupervisedMatter(Audited):
    """督查件 — one line of the register; `number` runs on without gaps, none is given twice.

    `words` are the instruction's own (原文), `giver` the post or body that gave it, `giver_name`
    the person. `paper_id` is the incoming paper it came on, `instruction_id` the instruction on
    that paper. `task` is what it became, or the task of a plan that was put on the register.
    """

    kind: ClassVar[str] = "ledger.supervised_matter"
    personal: ClassVar[tuple[str, ...]] = ("giver_name",)

    register = models.ForeignKey(MatterRegister, on_delete=models.PROTECT, related_name="matters")
    number = models.PositiveIntegerField()
    task = models.OneToOneField(Task, on_delete=models.PROTECT, related_name="supervised_matter")
    source = models.CharField(max_length=20, db_index=True)
    words = models.TextField()
    giver = models.CharField(max_length=160)
    giver_name = models.CharField(max_length=80, blank=True)
    given_on = models.DateField()
    reference = models.CharField(max_length=120, blank=True)
    urgency = models.CharField(max_length=12, default="ordinary")
    answer = models.CharField(max_length=20, default="progress")
    answer_note = models.CharField(max_length=300, blank=True)
    # Plain numbers: foreign keys between subjects go only to area, unit, user and task.
    paper_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    instruction_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    scan_name = models.CharField(max_length=255, blank=True)
    scan_type = models.CharField(max_length=100, blank=True)
    scan_size = models.PositiveBigIntegerField(null=True, blank=True)
    scan_sha256 = models.CharField(max_length=64, blank=True)
    # Why the line was last set right; every earlier reason stands in its event.
    correction_reason = models.TextField(blank=True)
    registered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="registered_matters"
    )
    registered_at = models.DateTimeField()

    class Meta:
        db_table = "ledger_supervised_matter"
        constraints = (
            models.UniqueConstraint(
                fields=("register", "number"), name="ledger_supervised_matter_number_once"
            ),
        )
