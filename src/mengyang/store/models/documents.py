"""文件 — policy documents, their clauses, readings and corrected texts."""

from typing import ClassVar

from django.db import models

from mengyang.store.models.access import User
from mengyang.store.models.audited import Audited
from mengyang.store.models.registry import Area

# A difference taken over; 部分采用: all but the units, which are a matter of the group task.
ACCEPTED_STATES = ("accepted", "accepted_in_part")


class Document(Audited):
    """文件 — one uploaded document; `text` is the normalised text that every span indexes.

    States: read (拟稿核对) → adopted (已采纳) | withdrawn (已撤回).
    """

    kind: ClassVar[str] = "documents.document"
    bulky: ClassVar[tuple[str, ...]] = ("text",)

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="documents")
    title = models.TextField()
    document_number = models.TextField(blank=True)
    issuing_body = models.TextField(blank=True)
    genre = models.CharField(max_length=40, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    generated_on = models.DateField(null=True, blank=True)
    metadata = models.JSONField(default=dict)
    text = models.TextField()
    file_name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    state = models.CharField(max_length=20, default="read", db_index=True)
    disclosure = models.CharField(max_length=20, default="internal")
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="documents")
    uploaded_at = models.DateTimeField()

    class Meta:
        db_table = "documents_document"


class Clause(models.Model):
    """条款 — a node of the outline; written once with its document and never changed."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="clauses")
    position = models.PositiveIntegerField()
    path = models.TextField()
    level = models.PositiveSmallIntegerField()
    marker = models.TextField(blank=True)
    heading = models.TextField(blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        db_table = "documents_clause"
        ordering = ("document", "position")


class ReadingEntry(Audited):
    """识别结果 — one entry of a reading, as proposed by the reader or corrected by a person.

    `reading` is the list it belongs to (obligations, targets, …), `content` the entry in the shape
    of the reading JSON. `origin`: reader | person. `status`: proposed | corrected. A rejected entry
    stays listed and is not adopted.
    """

    kind: ClassVar[str] = "documents.reading_entry"

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="entries")
    reading = models.CharField(max_length=30)
    position = models.PositiveIntegerField()
    path = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    content = models.JSONField()
    origin = models.CharField(max_length=10, default="reader")
    status = models.CharField(max_length=10, default="proposed")
    is_rejected = models.BooleanField(default=False)

    class Meta:
        db_table = "documents_reading_entry"
        ordering = ("document", "reading", "position", "id")
        indexes = (models.Index(fields=("document", "reading", "position")),)


class DocumentValidity(Audited):
    """有效期 — from when until when (exclusive) a document holds, as a person confirmed it."""

    kind: ClassVar[str] = "documents.validity"

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="validity")
    from_day = models.DateField()
    until_day = models.DateField(null=True, blank=True)
    words = models.CharField(max_length=400, blank=True)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="validities")
    confirmed_at = models.DateTimeField()

    class Meta:
        db_table = "documents_validity"


class DocumentRelation(Audited):
    """文件关系 — what the later document does to the earlier one from a day on.

    `relation`: replaces (替代) | repeals (废止) | repeals_in_part (部分废止) | amends (修改).
    """

    kind: ClassVar[str] = "documents.relation"

    later = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="acts_on")
    earlier = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="acted_on")
    relation = models.CharField(max_length=20)
    from_day = models.DateField()
    words = models.CharField(max_length=400, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="relations")
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "documents_relation"
        constraints = (
            models.UniqueConstraint(
                fields=("later", "earlier", "relation"), name="documents_relation_once"
            ),
        )


class SearchedText(models.Model):
    """检索文本 — what a document is found by, folded; its pairs of characters lie beside it.

    The pairs are what only one of the two databases has a type for: a full-text table on SQLite,
    a column `pairs` on PostgreSQL. `revision` tells by which folding the row was made.
    """

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="searched")
    folded = models.TextField()
    revision = models.PositiveSmallIntegerField()

    class Meta:
        db_table = "documents_searched_text"


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
