"""责任领导 — persons who answer for an item: behind their own label, or beside the units."""

from collections.abc import Iterable

from mengyang.core.documents.fields import LabelField
from mengyang.core.documents.genres.labels import Role
from mengyang.core.documents.phrases.persons import persons_beside, persons_of
from mengyang.core.documents.records import Document, ResponsibleLeader, Span

_BESIDE = frozenset({Role.UNITS, Role.LEAD, Role.JOINT})


def leaders_of(document: Document, fields: Iterable[LabelField]) -> tuple[ResponsibleLeader, ...]:
    """The persons behind 责任领导 and beside the units, each once, in text order."""
    text = document.text
    found: dict[str, ResponsibleLeader] = {}
    for field in fields:
        spans: Iterable[Span] = ()
        if field.role is Role.LEADER:
            spans = persons_of(text, field.value)
        elif field.role in _BESIDE:
            spans = (person for person, _ in persons_beside(text, field.value))
        for span in spans:
            name = text[slice(*span)]
            found.setdefault(name, ResponsibleLeader(name, span))
    return tuple(sorted(found.values(), key=lambda leader: leader.span))
