"""经办、审核、签发 — what a unit says of a task, from the draft inside the unit to its issue."""

from typing import ClassVar

from django.db import models

from mengyang.store.models.access import User
from mengyang.store.models.audited import Audited
from mengyang.store.models.ledger import Task
from mengyang.store.models.registry import Unit


class TaskReply(Audited):
    """送出稿 — a claim, a request or a dispute before and after it leaves the unit.

    `way` is the one the unit went by when it was drafted; `drafted_for`, `issued_for` whom a
    deputy stood in for. Where `is_recorded`, `issued_by` wrote down that `leader` signed on paper.
    """

    kind: ClassVar[str] = "ledger.reply"

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="replies")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="task_replies")
    reply_kind = models.CharField(max_length=20)
    way = models.CharField(max_length=20)
    state = models.CharField(max_length=20, default="draft")
    words = models.TextField(blank=True)
    request_kind = models.CharField(max_length=20, blank=True)
    progress = models.TextField(blank=True)
    proposed_on = models.DateField(null=True, blank=True)
    proposed_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="proposed_replies"
    )
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="drafted_replies")
    drafted_for = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    drafted_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="reviewed_replies"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    sent_back_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="sent_back_replies"
    )
    sent_back_at = models.DateTimeField(null=True, blank=True)
    sent_back_because = models.TextField(blank=True)
    issued_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="issued_replies"
    )
    issued_for = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    issued_at = models.DateTimeField(null=True, blank=True)
    leader = models.CharField(max_length=100, blank=True)
    leader_signed_on = models.DateField(null=True, blank=True)
    is_recorded = models.BooleanField(default=False)
    sheet_name = models.CharField(max_length=255, blank=True)
    sheet_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        db_table = "ledger_reply"
        ordering = ("task", "drafted_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("task", "reply_kind"),
                condition=models.Q(state__in=("draft", "reviewed")),
                name="ledger_reply_open_once",
            ),
        )
        indexes = (models.Index(fields=("unit", "state")),)
