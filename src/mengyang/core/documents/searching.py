"""全文检索 — how a text is folded and cut into pairs of characters, and where words stand in it.

Width, case, blanks and kinds of brackets make no difference; a line break does. A text holds a
phrase exactly where its folded form holds the folded phrase: the pairs only narrow the search.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from types import MappingProxyType

# To be raised with every change of the folding: an index made otherwise is then told as behind.
REVISION = 1

type Span = tuple[int, int]

_BRACKETS: Mapping[str, str] = MappingProxyType(
    dict.fromkeys("〔【﹝［", "[") | dict.fromkeys("〕】﹞］", "]")
)
_INVISIBLE = frozenset("\u200b\u200c\u200d\ufeff\u2060")
# Six hexadecimal digits a character: tokens that no tokenizer cuts and no query quotes.
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `places[i]` is where its character `i` came from."""

    text: str
    places: Sequence[int]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words around hits: pieces in text order, each with whether it was asked for."""

    pieces: tuple[tuple[str, bool], ...]


def fold(text: str) -> str:
    """The text without what makes no difference."""
    return "".join(_folded(sign) for sign in text)


def fold_with_places(text: str) -> Folded:
    """The folded text with the place of each of its characters in `text`."""
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        for each in _folded(sign):
            signs.append(each)
            places.append(place)
    return Folded("".join(signs), places)


def searched_text(title: str, document_number: str, text: str) -> str:
    """What a document is found by, folded: title, number and text, a line each."""
    return "\n".join(fold(part) for part in (title, document_number, text))


def pairs(folded: str) -> frozenset[str]:
    """The tokens of a folded text: each character with the one after it, the last with an end."""
    return frozenset(_code(a) + _code(b) for a, b in pairwise(f"{folded}\n"))


def phrases(words: str) -> tuple[str, ...]:
    """The phrases that are asked for, folded; blanks part them, and all of them must be there."""
    kept = (fold(word) for word in words.split())
    return tuple(dict.fromkeys(phrase for phrase in kept if phrase))


def needed_pairs(phrase: str) -> tuple[str, ...]:
    """The tokens without which no text holds the phrase; of one character it is half a token."""
    if len(phrase) == 1:
        return (_code(phrase),)
    return tuple(dict.fromkeys(_code(a) + _code(b) for a, b in pairwise(phrase)))


def is_half(token: str) -> bool:
    """Whether a token is the beginning of those that are looked for."""
    return len(token) == _DIGITS


def is_settled_by_pairs(phrase: str) -> bool:
    """Whether its pairs alone tell that a text holds the phrase."""
    return len(phrase) <= 2


def found_spans(text: str, wanted: Iterable[str]) -> list[Span]:
    """Where the folded phrases stand in `text`, in text order."""
    folded = fold_with_places(text)
    spans: list[Span] = []
    for phrase in wanted:
        at = folded.text.find(phrase)
        while at >= 0:
            spans.append((folded.places[at], folded.places[at + len(phrase) - 1] + 1))
            at = folded.text.find(phrase, at + len(phrase))
    return sorted(spans)


def by_clause(spans: Iterable[Span], starts: Sequence[int]) -> dict[int, list[Span]]:
    """The spans by the clause they begin in: its index in `starts`, -1 before the first."""
    found: dict[int, list[Span]] = {}
    for span in spans:
        found.setdefault(bisect_right(starts, span[0]) - 1, []).append(span)
    return found


def excerpt(text: str, spans: Sequence[Span], around: int = 36) -> Excerpt:
    """The words around the first of `spans`, with every one marked that begins there.

    It ends with the line: what stands in another one says something else. Where it is cut within
    the line it says so.
    """
    first, last = spans[0]
    line_start = text.rfind("\n", 0, first) + 1
    start = max(first - around, line_start)
    line_end = text.find("\n", last)
    line_end = line_end if line_end >= 0 else len(text)
    end = min(last + around, line_end)
    pieces: list[tuple[str, bool]] = [("…", False)] if start > line_start else []
    at = start
    for begin, stop in spans:
        if at <= begin < end:
            pieces += [(text[at:begin], False), (text[begin : min(stop, end)], True)]
            at = min(stop, end)
    pieces.append((f"{text[at:end]}…" if end < line_end else text[at:end], False))
    return Excerpt(tuple(piece for piece in pieces if piece[0]))


@cache
def _folded(sign: str) -> str:
    if sign == "\n":
        return sign
    plain = unicodedata.normalize("NFKC", _BRACKETS.get(sign, sign)).casefold()
    return "".join(each for each in plain if not each.isspace() and each not in _INVISIBLE)


def _code(sign: str) -> str:
    return f"{ord(sign):0{_DIGITS}x}"
