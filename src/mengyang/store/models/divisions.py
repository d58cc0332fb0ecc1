"""任务分工 — divisions of work: tasks in draft, rounds of comment, opinions, countersignatures."""

from typing import ClassVar

from django.db import models

from mengyang.store.models.access import User
from mengyang.store.models.audited import Audited
from mengyang.store.models.registry import Area, Unit


class Division(Audited):
    """任务分工 — who shall answer for what in a document, until it is issued and takes effect.

    `rounds` counts the rounds of comment; `reason` is the last reason stated for a step; `plan_id`
    the plan it became. Plain numbers lead to document and plan: they are other subjects.
    """

    kind: ClassVar[str] = "divisions.division"

    document_id = models.BigIntegerField(db_index=True)
    plan_id = models.BigIntegerField(null=True, blank=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="divisions")
    owner_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="divisions")
    title = models.TextField()
    state = models.CharField(max_length=20, default="drafting", db_index=True)
    rounds = models.PositiveSmallIntegerField(default=0)
    reason = models.TextField(blank=True)
    issued_number = models.CharField(max_length=80, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    drafted_on = models.DateField()
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="divisions")

    class Meta:
        db_table = "divisions_division"
        constraints = (
            models.UniqueConstraint(
                fields=("document_id",),
                condition=~models.Q(state="withdrawn"),
                name="divisions_division_once",
            ),
        )


class Item(Audited):
    """分工事项 — one task in draft; `content` is the entry of the reading it comes from.

    Several `lead_ids`: each leads its own task. `reasons` say what the text suggested (codes with
    parameters); `is_seen` once a person has saved the row; `changed_after` the round after which it
    was last changed.
    """

    kind: ClassVar[str] = "divisions.item"

    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveIntegerField()
    task_kind = models.CharField(max_length=20)
    title = models.TextField()
    clause_path = models.TextField(blank=True)
    content = models.JSONField()
    lead_ids = models.JSONField(default=list)
    joint_ids = models.JSONField(default=list)
    deadline_kind = models.CharField(max_length=20, default="none")
    deadline_days = models.JSONField(default=list)
    deadline_raw = models.TextField(blank=True)
    remarks = models.CharField(max_length=300, blank=True)
    reasons = models.JSONField(default=list)
    is_seen = models.BooleanField(default=False)
    changed_after = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "divisions_item"
        ordering = ("division", "position")


class Round(Audited):
    """征求意见 — one round: when sent, until when, and whether silence counts as agreement."""

    kind: ClassVar[str] = "divisions.round"

    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="sent")
    number = models.PositiveSmallIntegerField()
    sent_on = models.DateField()
    reply_due_on = models.DateField()
    term_words = models.CharField(max_length=200, blank=True)
    silence_is_consent = models.BooleanField(default=False)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "divisions_round"
        constraints = (
            models.UniqueConstraint(fields=("division", "number"), name="divisions_round_once"),
        )


class AskedUnit(Audited):
    """征求意见单位 — a unit asked in a round about `item_ids`, and its reply.

    `recorded_by` is the clerk who entered a reply given on paper; its scan lies in the file store.
    """

    kind: ClassVar[str] = "divisions.asked_unit"

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="asked")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="asked")
    item_ids = models.JSONField(default=list)
    reply = models.CharField(max_length=20, default="waiting")
    words = models.TextField(blank=True)
    replied_on = models.DateField(null=True, blank=True)
    replied_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="division_replies"
    )
    is_recorded = models.BooleanField(default=False)
    scan_name = models.CharField(max_length=255, blank=True)
    scan_sha256 = models.CharField(max_length=64, blank=True)
    reminded_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "divisions_asked_unit"
        constraints = (
            models.UniqueConstraint(fields=("round", "unit"), name="divisions_asked_unit_once"),
        )


class Opinion(Audited):
    """意见 — what a unit says of one task, with another unit or day instead, and the verdict."""

    kind: ClassVar[str] = "divisions.opinion"

    asked = models.ForeignKey(AskedUnit, on_delete=models.PROTECT, related_name="opinions")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="opinions")
    opinion_kind = models.CharField(max_length=20, default="objection")
    words = models.TextField()
    other_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="division_counters"
    )
    other_day = models.DateField(null=True, blank=True)
    verdict = models.CharField(max_length=20, blank=True)
    verdict_reason = models.TextField(blank=True)
    settled_on = models.DateField(null=True, blank=True)
    settled_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="division_verdicts"
    )

    class Meta:
        db_table = "divisions_opinion"
        ordering = ("asked", "id")


class Signature(Audited):
    """会签 — that a unit has countersigned: when, and who signed for it."""

    kind: ClassVar[str] = "divisions.signature"
    personal: ClassVar[tuple[str, ...]] = ("signed_by",)

    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="signatures")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="division_signatures")
    signed_on = models.DateField()
    signed_by = models.CharField(max_length=80)

    class Meta:
        db_table = "divisions_signature"
        constraints = (
            models.UniqueConstraint(fields=("division", "unit"), name="divisions_signature_once"),
        )
