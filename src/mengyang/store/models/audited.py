"""审计字段 — what every table carries whose rows are followed by the audit chain."""

from typing import ClassVar

from django.db import models


class Audited(models.Model):
    """A row with a version for optimistic locking.

    `kind` names the row in events (`ledger.task`); `personal` lists fields whose values are kept
    out of the chain (only a keyed digest goes in); `unaudited` lists fields the digest leaves out.
    """

    kind: ClassVar[str]
    personal: ClassVar[tuple[str, ...]] = ()
    unaudited: ClassVar[tuple[str, ...]] = ()

    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
