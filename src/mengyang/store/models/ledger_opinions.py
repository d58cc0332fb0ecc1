"""公众意见 — what the public says of a published edition, and how often somebody has said so."""

from typing import ClassVar

from django.db import models

from mengyang.store.models.access import User
from mengyang.store.models.audited import Audited
from mengyang.store.models.ledger_editions import Edition
from mengyang.store.models.registry import Unit


class PublicOpinion(Audited):
    """意见 — `task_number` is that in the edition, empty for the whole; `due_on` the day by which
    it is to be sorted, then answered. `public_text` is the text as it stands beside the answer.
    """

    kind: ClassVar[str] = "ledger.public_opinion"
    personal: ClassVar[tuple[str, ...]] = ("text", "name", "contact")

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="opinions")
    task_number = models.CharField(max_length=20, blank=True)
    text = models.TextField()
    name = models.CharField(max_length=50, blank=True)
    contact = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=20, default="received", db_index=True)
    received_at = models.DateTimeField(db_index=True)
    due_on = models.DateField(null=True, blank=True)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="public_opinions"
    )
    triage_words = models.TextField(blank=True)
    repeats = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="repeated_by"
    )
    triaged_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="triaged_opinions"
    )
    triaged_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="answered_opinions"
    )
    answered_for = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    sent_back_because = models.TextField(blank=True)
    public_text = models.TextField(blank=True)
    approved_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="approved_answers"
    )
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "ledger_public_opinion"
        ordering = ("-received_at", "-id")
        indexes = (models.Index(fields=("unit", "state")),)


class OpinionSalt(models.Model):
    """当日盐值 — one a day, forgotten with the day: yesterday's marks lead to nobody."""

    day = models.DateField(unique=True)
    salt = models.CharField(max_length=64)

    class Meta:
        db_table = "ledger_opinion_salt"


class OpinionSending(models.Model):
    """来件计数 — that somebody sent an opinion: a mark made from the address and the salt of the
    day, kept for the day, and leading to no opinion."""

    mark = models.CharField(max_length=64, db_index=True)
    sent_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "ledger_opinion_sending"
