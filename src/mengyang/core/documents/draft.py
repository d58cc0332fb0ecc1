"""条款草稿 — a clause of the outline while its end is still open."""

from dataclasses import dataclass, field
from typing import Literal

from mengyang.core.documents.numbering import Marker
from mengyang.core.documents.records import Line


@dataclass(eq=False, slots=True)
class Draft:
    """A clause while its end is still open.

    `words` is its paragraph behind the number, `heading` the length of what may be its heading.
    """

    marker: Marker | None
    kind: Literal["numbered", "principle", "ordinal"]
    start: int
    head: int
    words: str
    path: str
    level: int
    parent: "Draft | None"
    end: int = -1
    heading: int = 0
    has_labels: bool = False
    labelled_to: int = 0
    paragraphs: list[Line] = field(default_factory=list)
    children: list["Draft"] = field(default_factory=list)
    ordinal: "Draft | None" = None
    ordinal_number: int = 0

    @property
    def has_more(self) -> bool:
        """Whether anything follows the first paragraph."""
        return bool(self.children or self.paragraphs or self.has_labels)

    def is_like(self, other: "Draft") -> bool:
        """Whether both are numbered in the same way, and on the same level."""
        return (
            self.marker is not None
            and other.marker is not None
            and self.marker.rank is other.marker.rank
            and self.level == other.level
        )
