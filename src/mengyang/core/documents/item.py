"""事项 — a clause, a block of labelled lines or a table row that is an item, with its fields."""

from typing import Literal, NamedTuple

from mengyang.core.documents.fields import LabelField
from mengyang.core.documents.records import Clause, Span

type ItemKind = Literal["problem", "task", "recommendation", "opinion"]


class Item(NamedTuple):
    """What the readings of one item go by; a block or row stands in as a clause of its own."""

    clause: Clause
    kind: ItemKind
    fields: tuple[LabelField, ...] = ()


def stand_in(path: str, title: str, title_span: Span, span: Span) -> Clause:
    """The clause that a block of lines or a table row is read as."""
    return Clause(
        path=path,
        level=path.count("/") + 1,
        marker="",
        heading=title,
        heading_span=title_span,
        span=span,
        own_span=span,
        parent=path.rpartition("/")[0] or None,
        kind="numbered",
        text_span=span,
    )
