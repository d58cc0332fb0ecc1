"""标点 — where a text's parts and sentences end, found once and looked up for every number."""

import re
from bisect import bisect_left
from itertools import accumulate
from operator import sub

from mengyang.core.documents.records import Span

_PAUSE = "，"
_ENDS = "。；;！!？?\n\t|"
# A comma inside 1,200 parts nothing; most texts have no such comma.
_THOUSANDS = re.compile(r",(?=\d{3})(?<=\d,)")
_PARTING_COMMA = re.compile(r",(?!\d{3}(?<=\d,\d{3}))")
_LONGEST_PART, _LONGEST_SENTENCE = 160, 400


class Stops:
    """The stops of a stretch of text."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._start, self._end = start, end
        lengths = list(map(len, _pieces(text[start:end])))
        parts = [start + at + count for count, at in enumerate(accumulate(lengths))][:-1]
        sentences = [at for at in parts if text[at] in _ENDS]
        is_even = max(lengths) < _LONGEST_PART
        self._parts = parts if is_even else _cut(parts, _LONGEST_PART, start, end)
        self._sentences = _cut(sentences, _LONGEST_SENTENCE, start, end)

    def part(self, start: int, end: int) -> Span:
        """The words between two commas around what stands from `start` to `end`."""
        return self._around(self._parts, start, end)

    def sentence(self, start: int, end: int) -> Span:
        """The words between two full stops or semicolons around it."""
        return self._around(self._sentences, start, end)

    def _around(self, stops: list[int], start: int, end: int) -> Span:
        before, behind = bisect_left(stops, start), bisect_left(stops, end)
        return (
            stops[before - 1] + 1 if before else self._start,
            stops[behind] if behind < len(stops) else self._end,
        )


def _pieces(words: str) -> list[str]:
    """The words between two stops, made all one sign first: far faster than to look for each."""
    if _THOUSANDS.search(words):
        words = _PARTING_COMMA.sub(_PAUSE, words)
    else:
        words = words.replace(",", _PAUSE)
    for sign in _ENDS:
        words = words.replace(sign, _PAUSE)
    return words.split(_PAUSE)


def _cut(stops: list[int], longest: int, start: int, end: int) -> list[int]:
    """The stops, with more put in where a text without punctuation would make endless parts."""
    if max(map(sub, [*stops, end], [start, *stops])) <= longest:
        return stops
    cut: list[int] = []
    last = start
    for stop in [*stops, end]:
        cut.extend(range(last + longest, stop, longest))
        cut.append(stop)
        last = stop
    return cut[:-1]
