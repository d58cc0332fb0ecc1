"""识别结果对照 — what was read out of two versions of a clause, entry by entry."""

import json
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mengyang.core.documents.records import Span
from mengyang.core.likeness import grams, likeness

# What the ledger is made of; of the other readings the page says only what they lost and gained.
ADOPTED = ("obligations", "targets", "reporting")
_PLACES = frozenset({"path", "span", "position"})
_LIKE_ENOUGH = 0.3


@dataclass(frozen=True, slots=True)
class ReadEntry:
    """An entry of a reading; `id` 0 while nothing is stored."""

    id: int
    reading: str
    span: Span
    content: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class EntryPair:
    """An entry before and after; one side is missing where it was lost or is new."""

    old: ReadEntry | None
    new: ReadEntry | None

    @property
    def reading(self) -> str:
        """The reading both belong to."""
        known = self.old or self.new
        return known.reading if known else ""

    @property
    def says_the_same(self) -> bool:
        """Whether both say the same, wherever they stand."""
        if self.old is None or self.new is None:
            return False
        return _placeless(self.old.content) == _placeless(self.new.content)


def paired_entries(old: Sequence[ReadEntry], new: Sequence[ReadEntry]) -> tuple[EntryPair, ...]:
    """Every entry once: with its counterpart of the same reading, or alone."""
    found: list[EntryPair] = []
    for reading in dict.fromkeys(each.reading for each in (*old, *new)):
        before = [each for each in old if each.reading == reading]
        after = [each for each in new if each.reading == reading]
        found += _paired(before, after, lone=len(before) == len(after) == 1)
    return tuple(found)


def carried_entries(old: Sequence[ReadEntry], new: Sequence[ReadEntry]) -> tuple[EntryPair, ...]:
    """The entries of a whole text with what stands for them in the next one, where anything does.

    Those that say the same go first, in their order; the others by likeness.
    """
    waiting: dict[str, deque[ReadEntry]] = {}
    for each in new:
        waiting.setdefault(_said(each), deque()).append(each)
    found, left = [], []
    for each in old:
        same = waiting.get(_said(each))
        if same:
            found.append(EntryPair(each, same.popleft()))
        else:
            left.append(each)
    others = [each for same in waiting.values() for each in same]
    for reading in ADOPTED:
        sides = [[each for each in side if each.reading == reading] for side in (left, others)]
        found += [pair for pair in _paired(*sides, lone=False) if pair.old and pair.new]
    return tuple(found)


def _paired(old: Sequence[ReadEntry], new: Sequence[ReadEntry], *, lone: bool) -> list[EntryPair]:
    marks = [grams(_mark(each)) for each in old], [grams(_mark(each)) for each in new]
    scored = [
        (likeness(one, other), place, at)
        for place, one in enumerate(marks[0])
        for at, other in enumerate(marks[1])
    ]
    chosen: dict[int, int] = {}
    for share, place, at in sorted(
        scored, key=lambda each: (-each[0], abs(each[1] - each[2]), each)
    ):
        if (share >= _LIKE_ENOUGH or lone) and place not in chosen and at not in chosen.values():
            chosen[place] = at
    kept = [EntryPair(one, new[chosen[at]] if at in chosen else None) for at, one in enumerate(old)]
    added = [EntryPair(None, each) for at, each in enumerate(new) if at not in chosen.values()]
    return kept + added


def _said(entry: ReadEntry) -> str:
    said = [entry.reading, _placeless(entry.content)]
    return json.dumps(said, ensure_ascii=False, sort_keys=True, default=str)


def _mark(entry: ReadEntry) -> str:
    """What tells an entry from its neighbours."""
    content = entry.content
    if entry.reading in ("targets", "figures"):
        return f"{content.get('indicator')}{content.get('scope') or ''}{content.get('by') or ''}"
    if entry.reading == "reporting":
        return f"{content.get('what')}{content.get('to') or ''}"
    return str(content.get("title") or content.get("quote") or "")


def _placeless(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _placeless(each) for key, each in value.items() if key not in _PLACES}
    if isinstance(value, list):
        return [_placeless(each) for each in value]
    return value
