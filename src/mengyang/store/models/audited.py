"""审计字段 — what every table carries whose rows are followed by the audit chain."""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models


class Audited(models.Model):
    """A row with a version for optimistic locking; `kind` names it in events (`ledger.task`).

    Events tell the values of its fields, except: `personal` fields stand there as an HMAC and
    their values in an erasable table; of `bulky` and `secret` fields only a digest goes in.

    A column that a later migration adds is named in `added_later` with the value (as an event
    tells it) that the migration gives to rows already there: a row's digest leaves it out while
    it has that value, so that digests taken before the migration still hold.
    """

    kind: ClassVar[str]
    personal: ClassVar[tuple[str, ...]] = ()
    bulky: ClassVar[tuple[str, ...]] = ()
    secret: ClassVar[tuple[str, ...]] = ()
    added_later: ClassVar[Mapping[str, object]] = {}

    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
