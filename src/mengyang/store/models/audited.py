"""审计字段 — what every table carries whose rows are followed by the audit chain."""

from typing import ClassVar

from django.db import models


class Audited(models.Model):
    """A row with a version for optimistic locking; `kind` names it in events (`ledger.task`).

    Events tell the values of its fields, except: `personal` fields stand there as an HMAC and
    their values in an erasable table; of `bulky` and `secret` fields only a digest goes in.
    """

    kind: ClassVar[str]
    personal: ClassVar[tuple[str, ...]] = ()
    bulky: ClassVar[tuple[str, ...]] = ()
    secret: ClassVar[tuple[str, ...]] = ()

    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
