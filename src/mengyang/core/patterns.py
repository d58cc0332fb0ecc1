"""正则表达式 — the words of a pattern in, a pattern out that is compiled when it is first used.

The rules hold some five hundred patterns, one document needs half of them, and compiling one costs
a thousand times as much as looking for it in a sentence.
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, cast

# Inside a class: every block of letters that holds decimal digits, most of them whole. To ask each
# letter whether it is a digit (`\d`) takes twice as long; what is found so is asked behind it.
MAYBE_DIGIT = r"0-9\u0600-\u1fff\ua000-\uabff\uff10-\uff19\U00010000-\U0010ffff"
_METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn")
_waiting: "set[_Waiting]" = set()


def lazy_pattern(words: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, to call and to ask for its words (`pattern`)."""
    return cast("re.Pattern[str]", _Waiting(words, flags))


def by_first_letter(words: Iterable[str]) -> str:
    """Alternatives that each begin with a letter, in a pattern that tries each letter once.

    Where they all stand in a row, a place where none of them begins costs a try of every one.
    Those that begin alike keep their order. Raises ValueError where one begins otherwise.
    """
    behind: dict[str, list[str]] = {}
    for word in words:
        if not word[:1].isalpha() or word[1:2] in tuple("?*+{"):
            raise ValueError(f"does not begin with a letter: {word}")
        behind.setdefault(word[0], []).append(word[1:])
    return "|".join(f"{letter}(?:{'|'.join(rests)})" for letter, rests in behind.items())


def places_of(signs: str, text: str, span: tuple[int, int]) -> list[int]:
    """Where each of a few `signs` stands, in text order.

    A sign is found ten times faster than one of a class: worth its while in a whole text where
    those signs are rare.
    """
    start, end = span
    places = []
    for sign in signs:
        place = text.find(sign, start, end)
        while place >= 0:
            places.append(place)
            place = text.find(sign, place + 1, end)
    return sorted(places)


def matches_from(
    signs: str, pattern: re.Pattern[str], text: str, span: tuple[int, int]
) -> Iterator[re.Match[str]]:
    """What `pattern.finditer` gives, where every match begins with one of a few rare `signs`."""
    start, end = span
    for place in places_of(signs, text, span):
        if place >= start and (found := pattern.match(text, place, end)):
            start = found.end()
            yield found


def compile_patterns() -> None:
    """Compile all that still wait: what is forked from this process finds them compiled."""
    for each in tuple(_waiting):
        each.compile()


class _Waiting:
    """Each method compiles the pattern and gives way to that of the compiled one."""

    __slots__ = (*_METHODS, "flags", "pattern")

    def __init__(self, words: str, flags: int) -> None:
        self.pattern = words
        self.flags = flags
        for name in _METHODS:
            setattr(self, name, partial(self._first, name))
        _waiting.add(self)

    def compile(self) -> None:
        """Put the methods of the compiled pattern in the place of those that wait."""
        compiled = re.compile(self.pattern, self.flags)
        for name in _METHODS:
            setattr(self, name, getattr(compiled, name))
        _waiting.discard(self)

    def _first(self, name: str, *arguments: Any, **named: Any) -> Any:
        self.compile()
        return getattr(self, name)(*arguments, **named)
