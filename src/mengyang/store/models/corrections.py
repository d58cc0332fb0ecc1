"""更正稿 — the corrected text of a document, and what was decided on each difference."""

from typing import ClassVar

from django.db import models

from mengyang.store.models.access import User
from mengyang.store.models.audited import Audited
from mengyang.store.models.documents import Document

# 部分采用: all but the units, which are a matter of the group task.
ACCEPTED = ("accepted", "accepted_in_part")


class Correction(Audited):
    """更正稿 — `later` is a corrected text of `earlier`. States: open, settled, taken_back."""

    kind: ClassVar[str] = "documents.correction"

    earlier = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="corrected_by")
    later = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="corrects")
    state = models.CharField(max_length=20, default="open")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="corrections")
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "documents_correction"
        constraints = (
            models.UniqueConstraint(
                fields=("later",),
                condition=~models.Q(state="taken_back"),
                name="documents_correction_once",
            ),
        )


class Difference(Audited):
    """差异 — one difference of the two texts and its decision.

    States: open, accepted, accepted_in_part (the units of a group task stay), rejected.

    The old span indexes the earlier text, the new one the later; a side that is not there is empty.
    `is_moved` where the part stands in another order among its neighbours.
    """

    kind: ClassVar[str] = "documents.difference"

    correction = models.ForeignKey(Correction, on_delete=models.PROTECT, related_name="differences")
    position = models.PositiveIntegerField()
    difference_kind = models.CharField(max_length=20)
    is_moved = models.BooleanField(default=False)
    old_path = models.TextField(blank=True)
    old_start = models.PositiveIntegerField(null=True, blank=True)
    old_end = models.PositiveIntegerField(null=True, blank=True)
    new_path = models.TextField(blank=True)
    new_start = models.PositiveIntegerField(null=True, blank=True)
    new_end = models.PositiveIntegerField(null=True, blank=True)
    state = models.CharField(max_length=20, default="open")
    reason = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="decided_differences"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "documents_difference"
        constraints = (
            models.UniqueConstraint(
                fields=("correction", "position"), name="documents_difference_once"
            ),
        )
