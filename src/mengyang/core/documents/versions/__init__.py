"""更正稿 — two texts of one document: what was added, removed, moved, changed."""

from mengyang.core.documents.versions.comparison import Difference, DifferenceKind, compared
from mengyang.core.documents.versions.entries import (
    EntryPair,
    ReadEntry,
    carried_entries,
    paired_entries,
)
from mengyang.core.documents.versions.merging import merged
from mengyang.core.documents.versions.parts import Part, TextVersion, parts
from mengyang.core.documents.versions.wording import Piece, PieceKind, marked

__all__ = [
    "Difference",
    "DifferenceKind",
    "EntryPair",
    "Part",
    "Piece",
    "PieceKind",
    "ReadEntry",
    "TextVersion",
    "carried_entries",
    "compared",
    "marked",
    "merged",
    "paired_entries",
    "parts",
]
