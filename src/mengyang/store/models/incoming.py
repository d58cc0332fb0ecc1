"""收文 — incoming papers of an office's register, with opinions, instructions and joint units."""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models

from mengyang.store.models.access import User
from mengyang.store.models.audited import Audited
from mengyang.store.models.registry import Area, Unit


class IncomingPaper(Audited):
    """收文登记 — one line of the register of `unit`; `number` runs on without gaps in a `year`.

    `number_key` is the document number without what people write differently; `secrecy` is none
    or internal, for nothing graded is registered here; `due_on` is the day the lamps look at;
    `document_id` the document of the library read from it.
    """

    kind: ClassVar[str] = "incoming.paper"
    added_later: ClassVar[Mapping[str, object]] = {"correction_reason": "", "section": ""}

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="registered_papers")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="incoming_papers")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    issuing_body = models.CharField(max_length=160)
    document_number = models.CharField(max_length=80, blank=True)
    number_key = models.CharField(max_length=80, blank=True, db_index=True)
    title = models.CharField(max_length=300)
    received_on = models.DateField()
    secrecy = models.CharField(max_length=12, default="none")
    urgency = models.CharField(max_length=12, default="ordinary")
    copies = models.PositiveIntegerField(null=True, blank=True)
    pages = models.PositiveIntegerField(null=True, blank=True)
    deadline_kind = models.CharField(max_length=20, default="none")
    deadline_raw = models.TextField(blank=True)
    deadline_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True, db_index=True)
    state = models.CharField(max_length=20, default="registered", db_index=True)
    state_since = models.DateField()
    lead_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="incoming_papers"
    )
    # 承办科室: within the unit that handles it; sections are no units.
    section = models.CharField(max_length=60, blank=True, default="")
    result = models.TextField(blank=True)
    finished_on = models.DateField(null=True, blank=True)
    withdraw_reason = models.TextField(blank=True)
    # Why the line was last set right; every earlier reason stands in its event.
    correction_reason = models.TextField(blank=True, default="")
    # A plain number: foreign keys between subjects go only to area, unit, user and task.
    document_id = models.BigIntegerField(null=True, blank=True, unique=True)
    registered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="registered_papers"
    )
    registered_at = models.DateTimeField()

    class Meta:
        db_table = "incoming_paper"
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "year", "number"), name="incoming_paper_number_once"
            ),
        )


class IncomingUnit(Audited):
    """协办单位 — a unit that helps with a paper."""

    kind: ClassVar[str] = "incoming.unit"

    paper = models.ForeignKey(IncomingPaper, on_delete=models.PROTECT, related_name="joint_units")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="joint_papers")

    class Meta:
        db_table = "incoming_unit"
        constraints = (
            models.UniqueConstraint(fields=("paper", "unit"), name="incoming_unit_once"),
        )


class IncomingOpinion(Audited):
    """拟办意见 — how the office proposes to handle a paper; the latest stands."""

    kind: ClassVar[str] = "incoming.opinion"

    paper = models.ForeignKey(IncomingPaper, on_delete=models.PROTECT, related_name="opinions")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="incoming_opinions")
    text = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        db_table = "incoming_opinion"
        ordering = ("paper", "written_at", "id")


class IncomingInstruction(Audited):
    """领导批示 — a leader's words; `is_transcribed` (代录): entered from the scanned sheet."""

    kind: ClassVar[str] = "incoming.instruction"
    personal: ClassVar[tuple[str, ...]] = ("leader_name",)

    paper = models.ForeignKey(IncomingPaper, on_delete=models.PROTECT, related_name="instructions")
    leader_name = models.CharField(max_length=80)
    leader_post = models.CharField(max_length=80)
    text = models.TextField()
    given_on = models.DateField()
    is_transcribed = models.BooleanField(default=False)
    recorded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="incoming_instructions"
    )
    recorded_at = models.DateTimeField()
    scan_name = models.CharField(max_length=255, blank=True)
    scan_type = models.CharField(max_length=100, blank=True)
    scan_size = models.PositiveBigIntegerField(null=True, blank=True)
    scan_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        db_table = "incoming_instruction"
        ordering = ("paper", "given_on", "id")
