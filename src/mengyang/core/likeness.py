"""文字相似度 — how alike two texts are by their pairs of signs, and an index of likely ones.

The index finds what shares rare pairs: nothing is compared with everything.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

type Grams = frozenset[str]

# A pair of signs that stands in more texts than this says little about any of them.
COMMON = 48


def grams(words: str) -> Grams:
    """Every two letters or figures that stand side by side, signs and blanks left out."""
    bare = "".join(sign for sign in words if sign.isalnum())
    if len(bare) == 1:
        return frozenset((bare,))
    return frozenset(bare[place : place + 2] for place in range(len(bare) - 1))


def likeness(one: Grams, other: Grams) -> float:
    """Between 0 and 1: twice what is shared over what both hold (Dice). Two empty ones are 0."""
    both = len(one) + len(other)
    return 2 * len(one & other) / both if both else 0.0


class GramIndex:
    """The texts by what they hold, to be asked for those that share most rare pairs."""

    def __init__(self, texts: Sequence[Grams], common: int = COMMON) -> None:
        self._texts = texts
        self._places: dict[str, list[int]] = {}
        self._common = common
        for place, text in enumerate(texts):
            for gram in text:
                self._places.setdefault(gram, []).append(place)

    def likely(self, text: Grams, most: int) -> list[tuple[int, float]]:
        """At most `most` places with their likeness, the likest first, then by place."""
        shared = Counter(place for places in self._rare(text) for place in places)
        best = sorted(shared, key=lambda place: (-shared[place], place))[: 2 * most]
        found = [(place, likeness(text, self._texts[place])) for place in best]
        return sorted(found, key=lambda each: (-each[1], each[0]))[:most]

    def _rare(self, text: Grams) -> Iterable[list[int]]:
        for gram in text:
            places = self._places.get(gram, [])
            if len(places) <= self._common:
                yield places
