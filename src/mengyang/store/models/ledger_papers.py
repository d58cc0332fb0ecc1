"""文书 — a paper as it was printed from the record, and the stamped copies that came back."""

from typing import ClassVar

from django.db import models

from mengyang.store.models.access import User
from mengyang.store.models.audited import Audited
from mengyang.store.models.ledger import Plan, Task


class PrintedPaper(Audited):
    """文书 — one frozen version: the facts it tells, their digest and the code printed on it.

    `task` is empty where it is about the whole plan; `subject_version` is the version that task or
    plan had. Printed again from the same facts it is the same paper.
    """

    kind: ClassVar[str] = "ledger.paper"
    bulky: ClassVar[tuple[str, ...]] = ("facts",)

    paper_kind = models.CharField(max_length=40)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="papers")
    task = models.ForeignKey(
        Task, on_delete=models.PROTECT, null=True, blank=True, related_name="papers"
    )
    subject_version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, unique=True)
    check_code = models.CharField(max_length=20, db_index=True)
    facts = models.JSONField()
    printed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="printed_papers")
    printed_at = models.DateTimeField()

    class Meta:
        db_table = "ledger_paper"
        ordering = ("plan", "-printed_at", "-id")


class PaperCopy(Audited):
    """盖章扫描件 — a scan of a paper that was signed and stamped, bound to its version."""

    kind: ClassVar[str] = "ledger.paper_copy"

    paper = models.ForeignKey(PrintedPaper, on_delete=models.PROTECT, related_name="copies")
    file_name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    note = models.CharField(max_length=300, blank=True)
    attached_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="paper_copies")
    attached_at = models.DateTimeField()

    class Meta:
        db_table = "ledger_paper_copy"
        ordering = ("paper", "attached_at", "id")
        constraints = (
            models.UniqueConstraint(fields=("paper", "sha256"), name="ledger_paper_copy_once"),
        )
