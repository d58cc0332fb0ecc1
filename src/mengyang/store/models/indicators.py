"""指标 — targets that documents set."""

from typing import ClassVar

from django.db import models

from mengyang.store.models.audited import Audited


class Target(Audited):
    """目标值 — `comparator value unit` to be reached or kept `by` a year or day, from a clause."""

    kind: ClassVar[str] = "indicators.target"

    # A plain number: foreign keys between subjects go only to area, unit, user and task.
    plan_id = models.BigIntegerField(db_index=True)
    position = models.PositiveIntegerField()
    clause_path = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    indicator = models.TextField()
    comparator = models.CharField(max_length=8)
    value = models.DecimalField(max_digits=18, decimal_places=4)
    value_to = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    unit = models.TextField(blank=True)
    by = models.TextField(blank=True)
    verb = models.CharField(max_length=10)
    scope = models.TextField(blank=True)

    class Meta:
        db_table = "indicators_target"
        ordering = ("plan_id", "position")
