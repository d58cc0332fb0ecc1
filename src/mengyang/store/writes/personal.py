"""个人信息 — the erasable values behind the HMACs of an event, and how they are forgotten."""

from collections.abc import Iterable

from mengyang.core.audit import plain
from mengyang.store.models.audit import PersonalSalt, PersonalValue
from mengyang.store.models.audited import Audited
from mengyang.store.writes.chain import PersonalDraft


def values(row: Audited, names: Iterable[str], side: str) -> tuple[PersonalDraft, ...]:
    """The personal values among the named columns, as they stand in the row now."""
    return tuple(
        PersonalDraft(name, side, plain(getattr(row, name)))
        for name in names
        if name in row.personal and getattr(row, name) is not None
    )


def forget(row: Audited) -> None:
    """Delete every kept value of the record and the salt that made its HMACs."""
    PersonalValue.objects.filter(event__subject_kind=row.kind, event__subject_id=row.pk).delete()
    PersonalSalt.objects.filter(subject_kind=row.kind, subject_id=row.pk).delete()
