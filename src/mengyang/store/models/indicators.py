"""指标 — targets that documents set."""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models

from mengyang.store.models.audited import Audited


class Target(Audited):
    """目标值 — `comparator value unit` to be reached or kept `by` a year or day, from a clause.

    `document_id` and `earlier_document_id` as of a task: the corrected text it comes from.
    """

    kind: ClassVar[str] = "indicators.target"
    added_later: ClassVar[Mapping[str, object]] = {
        "document_id": None,
        "earlier_document_id": None,
    }

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
    document_id = models.BigIntegerField(null=True, blank=True)
    earlier_document_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        db_table = "indicators_target"
        ordering = ("plan_id", "position")
