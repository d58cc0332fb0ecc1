"""更正比对 — what a corrected text does to the old one, clause by clause, in the new order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from mengyang.core.documents.versions.alignment import aligned, in_order
from mengyang.core.documents.versions.parts import Part


class DifferenceKind(StrEnum):
    """新增、删除、移动或改号、改动;`REREAD`: the same words, but another reading of them."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CHANGED = "changed"
    REREAD = "reread"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference; `is_moved` where the part stands in another order among its neighbours."""

    kind: DifferenceKind
    old: Part | None
    new: Part | None
    is_moved: bool = False


type IsReread = Callable[[Part, Part], bool]


def compared(
    old: Sequence[Part], new: Sequence[Part], is_reread: IsReread = lambda _old, _new: False
) -> tuple[Difference, ...]:
    """The differences; what was removed stands behind the part it followed.

    `is_reread` tells of two parts of the same words whether other things were read out of them.
    """
    pairs = aligned(old, new)
    kept = in_order(pairs)
    back = {place: each for each, place in pairs.items()}
    gone = _gone_after(len(old), pairs, kept)
    found = [Difference(DifferenceKind.REMOVED, old[each], None) for each in gone.get(-1, [])]
    for place, part in enumerate(new):
        before = back.get(place)
        if before is None:
            found.append(Difference(DifferenceKind.ADDED, None, part))
            continue
        is_moved = before not in kept
        kind = _kind(old[before], part, is_moved)
        if kind is None and is_reread(old[before], part):
            kind = DifferenceKind.REREAD
        if kind:
            found.append(Difference(kind, old[before], part, is_moved))
        found += [
            Difference(DifferenceKind.REMOVED, old[each], None) for each in gone.get(before, [])
        ]
    return tuple(found)


def _kind(old: Part, new: Part, is_moved: bool) -> DifferenceKind | None:
    if old.key != new.key:
        return DifferenceKind.CHANGED
    if is_moved or old.words != new.words or old.path != new.path:
        return DifferenceKind.MOVED
    return None


def _gone_after(number: int, pairs: dict[int, int], kept: set[int]) -> dict[int, list[int]]:
    """The old parts without a new one, by the old part in place that they followed; -1: none."""
    found: dict[int, list[int]] = {}
    last = -1
    for place in range(number):
        if place in kept:
            last = place
        elif place not in pairs:
            found.setdefault(last, []).append(place)
    return found
