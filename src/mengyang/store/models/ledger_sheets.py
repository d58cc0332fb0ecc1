"""回填批次 — an uploaded ledger on its way in: what was said of its rows, and what it will write.

Bookkeeping of the import, not followed by the audit chain: nothing of it is on record until it is
applied, all of it in one event.
"""

from django.db import models

from mengyang.store.models.access import User
from mengyang.store.models.ledger import Plan
from mengyang.store.models.ledger_imports import LedgerImport


class LedgerSheet(models.Model):
    """回填批次 — states: reading → judged → taking → taken. `import_id` is what it made, or what
    it takes back (`undoes`); `job_id` the job that works on it now.

    `told` counts the rows that would change something or cannot be taken.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="sheets")
    made = models.ForeignKey(
        LedgerImport, on_delete=models.PROTECT, null=True, related_name="sheets"
    )
    undoes = models.BooleanField(default=False)
    state = models.CharField(max_length=20, default="reading")
    file_name = models.CharField(max_length=255, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    sheet = models.CharField(max_length=40, blank=True)
    rows = models.PositiveIntegerField(default=0)
    told = models.PositiveIntegerField(default=0)
    faulty = models.PositiveIntegerField(default=0)
    job_id = models.BigIntegerField(null=True)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="ledger_sheets")
    uploaded_at = models.DateTimeField()
    judged_on = models.DateField(null=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "ledger_sheet"


class SheetRow(models.Model):
    """回填行 — a row that says something, and what was said of it: `faults`, or `changes`.

    `line` holds its values, the letters of its columns, and the heads nobody reads.
    """

    sheet = models.ForeignKey(LedgerSheet, on_delete=models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField()
    label = models.TextField(blank=True)
    is_faulty = models.BooleanField(default=False)
    faults = models.JSONField(default=list)
    changes = models.JSONField(default=list)
    line = models.JSONField(default=list)

    class Meta:
        db_table = "ledger_sheet_row"
        constraints = (
            models.UniqueConstraint(fields=("sheet", "number"), name="ledger_sheet_row_once"),
        )


class StagedTask(models.Model):
    """暂存任务 — the columns that a task is to have, if it still stands in `version`.

    `before` holds the changed columns as they were. References are numbers: nothing is held here.
    """

    sheet = models.ForeignKey(LedgerSheet, on_delete=models.PROTECT, related_name="tasks")
    task_id = models.BigIntegerField()
    version = models.PositiveIntegerField()
    is_decided = models.BooleanField(default=False)
    before = models.JSONField(default=dict)
    state = models.CharField(max_length=20)
    state_since = models.DateField()
    due_on = models.DateField(null=True)
    progress_percent = models.PositiveSmallIntegerField(null=True)
    claimed_by_id = models.BigIntegerField(null=True)
    claimed_for_id = models.BigIntegerField(null=True)
    claimed_unit_id = models.BigIntegerField(null=True)
    verified_by_id = models.BigIntegerField(null=True)
    return_reason = models.TextField(blank=True)

    class Meta:
        db_table = "ledger_staged_task"
        constraints = (
            models.UniqueConstraint(fields=("sheet", "task_id"), name="ledger_staged_task_once"),
        )


class StagedReport(models.Model):
    """暂存进展 — a progress report under the id that it will have."""

    sheet = models.ForeignKey(LedgerSheet, on_delete=models.PROTECT, related_name="reports")
    row_id = models.BigIntegerField()
    task_id = models.BigIntegerField()
    unit_id = models.BigIntegerField()
    author_id = models.BigIntegerField()
    reported_at = models.DateTimeField()
    text = models.TextField()
    percent = models.PositiveSmallIntegerField(null=True)

    class Meta:
        db_table = "ledger_staged_report"


class StagedRuling(models.Model):
    """暂存批复 — a ruling under the id that it will have."""

    sheet = models.ForeignKey(LedgerSheet, on_delete=models.PROTECT, related_name="rulings")
    row_id = models.BigIntegerField()
    task_id = models.BigIntegerField()
    step = models.CharField(max_length=20)
    words = models.TextField(blank=True)
    basis = models.TextField(blank=True)
    day_before = models.DateField(null=True)
    day_after = models.DateField(null=True)
    unit_before_id = models.BigIntegerField(null=True)
    unit_after_id = models.BigIntegerField(null=True)
    decided_by_id = models.BigIntegerField()
    decided_at = models.DateTimeField()

    class Meta:
        db_table = "ledger_staged_ruling"


class StagedTiding(models.Model):
    """暂存告知 — what a unit will be told of a row, once all rows are taken."""

    sheet = models.ForeignKey(LedgerSheet, on_delete=models.PROTECT, related_name="tidings")
    task_id = models.BigIntegerField()
    unit_id = models.BigIntegerField()
    tiding = models.CharField(max_length=20)
    reason = models.CharField(max_length=60)
    due_on = models.DateField(null=True)
    text = models.TextField()

    class Meta:
        db_table = "ledger_staged_tiding"


class StagedChange(models.Model):
    """暂存明细 — a line of the list of changes of the event to come; no digest: it is deleted."""

    sheet = models.ForeignKey(LedgerSheet, on_delete=models.PROTECT, related_name="changes")
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    subject_version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        db_table = "ledger_staged_change"
