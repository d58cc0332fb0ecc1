"""条款对齐 — which old part became which new one: same words, same place, likeness."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence

from mengyang.core.documents.versions.parts import Part
from mengyang.core.likeness import GramIndex, likeness

# Below this share two clauses are no longer the same one; in the same place less is enough.
LIKE_ENOUGH = 0.5
IN_PLACE = 0.25
_CANDIDATES = 4


def aligned(old: Sequence[Part], new: Sequence[Part]) -> dict[int, int]:
    """The index of a new part by that of its old one; each stands at most once."""
    found = _by_words(old, new)
    taken = set(found.values())
    left = [place for place in range(len(old)) if place not in found]
    free = [place for place in range(len(new)) if place not in taken]
    return found | _by_likeness(old, new, left, free)


def in_order(pairs: Mapping[int, int]) -> set[int]:
    """The old parts of the longest run of pairs that stand in the same order in both texts."""
    tails: list[int] = []
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for old in sorted(pairs):
        place = bisect_left(tails, pairs[old])
        before[old] = ends[place - 1] if place else None
        tails[place : place + 1] = [pairs[old]]
        ends[place : place + 1] = [old]
    kept: set[int] = set()
    at: int | None = ends[-1] if ends else None
    while at is not None:
        kept.add(at)
        at = before[at]
    return kept


def _by_words(old: Sequence[Part], new: Sequence[Part]) -> dict[int, int]:
    """Parts of the same words: first in the same clause, then in text order."""
    same: dict[str, list[int]] = defaultdict(list)
    for place, part in enumerate(new):
        same[part.key].append(place)
    found: dict[int, int] = {}
    for keep_path in (True, False):
        for place, part in enumerate(old):
            if place in found:
                continue
            free = same.get(part.key, [])
            fits = next((each for each in free if not keep_path or new[each].path == part.path), -1)
            if fits >= 0:
                found[place] = fits
                free.remove(fits)
    return found


def _by_likeness(
    old: Sequence[Part], new: Sequence[Part], left: Sequence[int], free: Sequence[int]
) -> dict[int, int]:
    index = GramIndex([new[place].grams for place in free])
    by_path: dict[str, list[int]] = defaultdict(list)
    for place in free:
        by_path[new[place].path].append(place)
    scored: list[tuple[float, int, int]] = []
    for place in left:
        near = {free[each] for each, _ in index.likely(old[place].grams, _CANDIDATES)}
        near |= set(by_path.get(old[place].path, [])[:_CANDIDATES]) if old[place].path else set()
        for each in near:
            share = likeness(old[place].grams, new[each].grams)
            is_here = bool(old[place].path) and old[place].path == new[each].path
            if share >= (IN_PLACE if is_here else LIKE_ENOUGH):
                scored.append((share + (0.1 if is_here else 0), place, each))
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, place, each in sorted(scored, key=lambda one: (-one[0], abs(one[1] - one[2]), one[1:])):
        if place not in found and each not in taken:
            found[place] = each
            taken.add(each)
    return found
