"""事项对照 — tasks of different plans that may name one duty: likely pairs, each with its reasons.

Pairs are proposals; a person confirms or rejects them. Only what shares rare words is compared.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from math import log, sqrt
from typing import NamedTuple

from mengyang.core.findings import Finding, Level
from mengyang.core.likeness import Grams, grams

# What a pair must reach, of 100, to be proposed.
LIKELY = 28
# A pair of signs in more tasks than this finds no candidates; so many of the rarest are asked.
_COMMON = 40
_RAREST = 30
_CANDIDATES = 6
_SHORTEST_RUN = 3
_MOST_RUNS = 4
_SHARES = {"words": 100, "unit": 8, "indicator": 12, "cited": 4}


@dataclass(frozen=True, slots=True)
class Matter:
    """事项 — a task as it is compared; `words` are its title and its text, children apart.

    `unit_ids` are all units that take part, those of children too; `indicators` those of targets in
    its clause; `cites` the plans whose document its own document cites.
    """

    task_id: int
    plan_id: int
    area_id: int
    title: str
    words: str
    unit_ids: frozenset[int] = frozenset()
    indicators: frozenset[str] = frozenset()
    cites: frozenset[int] = frozenset()


class TaskPair(NamedTuple):
    """Two tasks by their ids, the lower first."""

    one: int
    other: int


@dataclass(frozen=True, slots=True)
class LikelyPair:
    """Two tasks, the score of 100 and what speaks for it."""

    tasks: TaskPair
    percent: int
    why: tuple[Finding, ...]


def task_pair(a: int, b: int) -> TaskPair:
    """The pair of two tasks, named in either order."""
    return TaskPair(min(a, b), max(a, b))


def likely_pairs(
    matters: Sequence[Matter],
    known: Iterable[TaskPair] = (),
    places: range | None = None,
) -> tuple[LikelyPair, ...]:
    """The pairs of different plans that share words and an area or a unit, the likeliest first.

    `known` are pairs decided on or proposed already. `places` are those of
    the matters for which partners are looked for, among all of them; without it, every one.
    """
    weighed = _Weighed(matters)
    seen, settled = set[TaskPair](), set(known)
    found: list[LikelyPair] = []
    for place in range(len(matters)) if places is None else places:
        matter = matters[place]
        for at in weighed.candidates(place):
            key = task_pair(matter.task_id, matters[at].task_id)
            if key in seen or key in settled or not _may_pair(matter, matters[at]):
                continue
            seen.add(key)
            pair = _pair(weighed, place, at)
            if pair:
                found.append(pair)
    return tuple(sorted(found, key=lambda pair: (-pair.percent, pair.tasks)))


class _Weighed:
    """The tasks by the words they share, a rare one weighing more."""

    def __init__(self, matters: Sequence[Matter]) -> None:
        self.matters = matters
        self.texts: list[Grams] = [grams(f"{each.title}。{each.words}") for each in matters]
        self.held = Counter(gram for text in self.texts for gram in text)
        self.places: dict[str, list[int]] = {}
        for place, text in enumerate(self.texts):
            for gram in text:
                if 1 < self.held[gram] <= _COMMON:
                    self.places.setdefault(gram, []).append(place)
        number = len(matters)
        self.weights = {gram: log(1 + number / held) ** 2 for gram, held in self.held.items()}
        self.lengths = [sqrt(sum(self.weights[gram] for gram in text)) for text in self.texts]

    def candidates(self, place: int) -> list[int]:
        """The tasks that share most of the rarest words with this one."""
        rare = [gram for gram in self.texts[place] if gram in self.places]
        rare.sort(key=lambda gram: (self.held[gram], gram))
        shared: Counter[int] = Counter()
        for gram in rare[:_RAREST]:
            for at in self.places[gram]:
                if self.matters[at].plan_id != self.matters[place].plan_id:
                    shared[at] += 1
        return sorted(shared, key=lambda at: (-shared[at], at))[:_CANDIDATES]

    def likeness(self, one: int, other: int) -> float:
        """The cosine of both by weighed words."""
        shared = self.texts[one] & self.texts[other]
        both = self.lengths[one] * self.lengths[other]
        return sum(self.weights[gram] for gram in shared) / both if both else 0.0


def _may_pair(one: Matter, other: Matter) -> bool:
    if one.plan_id == other.plan_id:
        return False
    return one.area_id == other.area_id or bool(one.unit_ids & other.unit_ids)


def _pair(weighed: _Weighed, place: int, at: int) -> LikelyPair | None:
    one, other = sorted(
        (weighed.matters[place], weighed.matters[at]), key=lambda each: each.task_id
    )
    likeness = weighed.likeness(place, at)
    parts: Mapping[str, float] = {
        "words": sqrt(likeness),
        "unit": float(bool(one.unit_ids & other.unit_ids)),
        "indicator": float(bool(one.indicators & other.indicators)),
        "cited": float(one.plan_id in other.cites or other.plan_id in one.cites),
    }
    percent = min(100, round(sum(_SHARES[name] * share for name, share in parts.items())))
    if percent < LIKELY:
        return None
    return LikelyPair(TaskPair(one.task_id, other.task_id), percent, _why(one, other, parts))


def _why(one: Matter, other: Matter, parts: Mapping[str, float]) -> tuple[Finding, ...]:
    found = [
        Finding(
            "crosswalk.why.words",
            Level.INFO,
            {"percent": round(parts["words"] * 100), "words": "、".join(_runs(one, other))},
        )
    ]
    if parts["unit"]:
        found.append(Finding("crosswalk.why.unit", Level.INFO, {}))
    if parts["indicator"]:
        named = "、".join(sorted(one.indicators & other.indicators))
        found.append(Finding("crosswalk.why.indicator", Level.INFO, {"indicators": named}))
    if parts["cited"]:
        found.append(Finding("crosswalk.why.cited", Level.INFO, {}))
    return tuple(found)


def _runs(one: Matter, other: Matter) -> list[str]:
    """The longest words that stand in both, for the person who decides.

    Words of three signs are often cut out of longer ones: they are shown where there is no other.
    """
    left, right = (f"{each.title}。{each.words}" for each in (one, other))
    blocks = SequenceMatcher(None, left[:600], right[:600], autojunk=False).get_matching_blocks()
    runs = {
        piece
        for block in blocks
        for piece in _split(left[block.a : block.a + block.size])
        if len(piece) >= _SHORTEST_RUN and not piece.isdecimal()
    }
    telling = {run for run in runs if len(run) > _SHORTEST_RUN} or runs
    return sorted(telling, key=lambda run: (-len(run), run))[:_MOST_RUNS]


def _split(words: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in words).split()
