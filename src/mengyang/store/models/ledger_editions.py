"""双公开 — the editions of a plan, inside and public, and what law orders to be shown with them."""

from typing import ClassVar

from django.db import models

from mengyang.store.models.access import User
from mengyang.store.models.audited import Audited
from mengyang.store.models.ledger import Plan
from mengyang.store.models.registry import Area


class Edition(Audited):
    """版本 — one frozen content of a plan with its SHA-256, from the draft to its publication.

    `number` is given when it is published. `removed` are the places that the rules of `scheme`
    took out, `hidden` the words that the drafter named beside them. `corrects` is the edition it
    replaces, `notice` says what changed and why. Each `…_for` is whom a deputy stood in for.
    """

    kind: ClassVar[str] = "ledger.edition"
    bulky: ClassVar[tuple[str, ...]] = ("content", "removed", "hidden")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="editions")
    edition_kind = models.CharField(max_length=10)
    state = models.CharField(max_length=20, default="drafted", db_index=True)
    number = models.PositiveIntegerField(null=True, blank=True)
    data_day = models.DateField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    scheme = models.CharField(max_length=40)
    removed = models.JSONField(default=list)
    hidden = models.JSONField(default=list)
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    notice = models.TextField(blank=True)
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="drafted_editions")
    drafted_for = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    drafted_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="reviewed_editions"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    review_basis = models.TextField(blank=True)
    review_note = models.TextField(blank=True)
    sent_back_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="sent_back_editions"
    )
    sent_back_at = models.DateTimeField(null=True, blank=True)
    sent_back_because = models.TextField(blank=True)
    approved_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="approved_editions"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="published_editions"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="withdrawn_editions"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        db_table = "ledger_edition"
        ordering = ("plan", "-drafted_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("plan", "edition_kind", "number"), name="ledger_edition_number_once"
            ),
            models.UniqueConstraint(
                fields=("plan", "edition_kind"),
                condition=models.Q(state="published"),
                name="ledger_edition_published_once",
            ),
            models.UniqueConstraint(
                fields=("plan", "edition_kind"),
                condition=models.Q(state__in=("drafted", "reviewed", "approved")),
                name="ledger_edition_open_once",
            ),
        )


class LawfulNotice(Audited):
    """法定公示 — what every public edition of an area shows: an inspector, a complaint line."""

    kind: ClassVar[str] = "ledger.lawful_notice"
    personal: ClassVar[tuple[str, ...]] = ("name", "contact")

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="lawful_notices")
    notice_kind = models.CharField(max_length=30)
    name = models.CharField(max_length=100)
    contact = models.CharField(max_length=200)
    duties = models.TextField(blank=True)
    photograph_sha256 = models.CharField(max_length=64, blank=True)
    photograph_type = models.CharField(max_length=40, blank=True)
    until_day = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="lawful_notices")
    made_at = models.DateTimeField()

    class Meta:
        db_table = "ledger_lawful_notice"
        ordering = ("area", "notice_kind", "id")
