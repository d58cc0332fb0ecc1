"""发件箱 — where units want to be told, and what is to be sent there, a row each."""

from typing import ClassVar

from django.db import models

from mengyang.store.models.audited import Audited
from mengyang.store.models.ledger_notices import Notice
from mengyang.store.models.registry import Unit


class NoticeAddress(Audited):
    """通知邮箱 — the mail address of a unit; empty: only in the application."""

    kind: ClassVar[str] = "ledger.notice_address"

    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="notice_address")
    mail = models.CharField(max_length=254, blank=True)

    class Meta:
        db_table = "ledger_notice_address"


class NoticeDelivery(models.Model):
    """发送 — waiting → claimed → delivered | failed; written with the notice in one transaction.

    `key` goes out with every attempt, so that a receiver knows a second one; `lapses` counts the
    attempts that were begun and never settled. Like a job it is no record of an office.
    """

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="deliveries")
    channel = models.CharField(max_length=10)
    address = models.CharField(max_length=500)
    key = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=12, default="waiting")
    attempts = models.PositiveSmallIntegerField(default=0)
    lapses = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=60, blank=True)

    class Meta:
        db_table = "ledger_notice_delivery"
        constraints = (
            models.UniqueConstraint(fields=("notice", "channel"), name="ledger_delivery_once"),
        )
        indexes = (models.Index(fields=("state", "next_try_at")),)
