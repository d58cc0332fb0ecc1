"""计分 — counts of what was right, found and wanted; sets and named things set side by side."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

type Gold = Mapping[str, Any]
type Json = Mapping[str, Any]
type Key = tuple[Any, ...]

_WIDE = str.maketrans("（），：；", "(),:;")


@dataclass(slots=True)
class Score:
    """Counts of one reading, with what was missed and what was too much."""

    right: int = 0
    found: int = 0
    wanted: int = 0
    misses: list[str] = field(default_factory=list)

    def __iadd__(self, other: "Score") -> "Score":
        self.right += other.right
        self.found += other.found
        self.wanted += other.wanted
        self.misses += other.misses
        return self

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        total = self.found + self.wanted
        return 2 * self.right / total if total else 1.0


def sets(found: Iterable[Key], wanted: Iterable[Key]) -> Score:
    ours, theirs = set(found), set(wanted)
    return Score(
        len(ours & theirs),
        len(ours),
        len(theirs),
        [f"- {key}" for key in sorted(theirs - ours, key=str)]
        + [f"+ {key}" for key in sorted(ours - theirs, key=str)],
    )


def likeness(one: str, other: str) -> float:
    """How much of the shorter name's pairs of characters the other holds."""
    pairs = [{name[at : at + 2] for at in range(len(name) - 1)} for name in (one, other)]
    smaller = min(len(each) for each in pairs)
    return len(pairs[0] & pairs[1]) / smaller if smaller else 0.0


def pair_up(ours: Sequence[Key], theirs: Sequence[Key], same: Callable[[Key, Key], bool]) -> Score:
    left = list(ours)
    missed: list[str] = []
    for wanted in theirs:
        match = next((found for found in left if same(found, wanted)), None)
        if match is None:
            missed.append(f"- {wanted}")
        else:
            left.remove(match)
    right = len(theirs) - len(missed)
    return Score(right, len(ours), len(theirs), missed + [f"+ {key}" for key in left])


def plain(words: Any) -> str:
    return re.sub(r"[\s“”\"〈〉《》]", "", str(words or "")).translate(_WIDE)


def place(path: str) -> str:
    return "closing" if path.startswith("closing") else path


def shown(entry: Json) -> str:
    words = (entry["path"], entry["comparator"], entry["value"], entry["unit"], entry.get("quote"))
    return " ".join(str(word) for word in words)
