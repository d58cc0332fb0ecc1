"""会议 — coordination meetings with the units present, and the decisions that became matters."""

from typing import ClassVar

from django.db import models

from mengyang.store.models.access import User
from mengyang.store.models.audited import Audited
from mengyang.store.models.ledger_supervised import SupervisedMatter
from mengyang.store.models.registry import Area, Unit


class Meeting(Audited):
    """会议 — as `unit` recorded it; `chair` is the post of who took the chair, with the name.

    The minutes lie in the file store under `minutes_sha256`; empty until they are there.
    """

    kind: ClassVar[str] = "ledger.meeting"
    personal: ClassVar[tuple[str, ...]] = ("chair_name",)

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="recorded_meetings")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="meetings")
    meeting_kind = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    held_on = models.DateField(db_index=True)
    place = models.CharField(max_length=120, blank=True)
    chair = models.CharField(max_length=80)
    chair_name = models.CharField(max_length=80, blank=True)
    reference = models.CharField(max_length=120, blank=True)
    minutes_name = models.CharField(max_length=255, blank=True)
    minutes_type = models.CharField(max_length=100, blank=True)
    minutes_size = models.PositiveBigIntegerField(null=True, blank=True)
    minutes_sha256 = models.CharField(max_length=64, blank=True)
    recorded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="recorded_meetings"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "ledger_meeting"


class MeetingUnit(Audited):
    """参会单位 — a unit that was present."""

    kind: ClassVar[str] = "ledger.meeting_unit"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="units")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="meetings")

    class Meta:
        db_table = "ledger_meeting_unit"
        constraints = (
            models.UniqueConstraint(fields=("meeting", "unit"), name="ledger_meeting_unit_once"),
        )


class MeetingDecision(Audited):
    """议定事项 — a decision of a meeting: the matter it became, in the order of the minutes."""

    kind: ClassVar[str] = "ledger.meeting_decision"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    position = models.PositiveIntegerField()
    matter = models.OneToOneField(
        SupervisedMatter, on_delete=models.PROTECT, related_name="decision"
    )

    class Meta:
        db_table = "ledger_meeting_decision"
        constraints = (
            models.UniqueConstraint(
                fields=("meeting", "position"), name="ledger_meeting_decision_once"
            ),
        )
