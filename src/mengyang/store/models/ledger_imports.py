"""台账回填 — what an import of the edited ledger changed, kept so that it can be undone whole."""

from typing import ClassVar

from django.db import models

from mengyang.store.models.access import User
from mengyang.store.models.audited import Audited
from mengyang.store.models.ledger import Plan


class LedgerImport(Audited):
    """台账导入 — one import; states: done, undone.

    `changes` names the `sheet` whose staged rows hold the columns before and the ids of what was
    written, and their `sha256`. An early import holds them itself: `tasks` — id, number, version
    after it, columns before — and under `made` the ids of the rows that it wrote, by kind.
    """

    kind: ClassVar[str] = "ledger.import"
    bulky: ClassVar[tuple[str, ...]] = ("changes",)

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="imports")
    state = models.CharField(max_length=20, default="done")
    rows = models.PositiveIntegerField()
    changes = models.JSONField(default=dict)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="ledger_imports")
    made_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "ledger_import"
        indexes = (models.Index(fields=("plan", "-made_at")),)
