"""文本分段 — a text cut into pieces that are decided on one by one: a duty whole, else a line.

Put together the parts are the text again, blanks and line ends included.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from mengyang.core.documents.lines import split_lines
from mengyang.core.documents.numbering import find_marker
from mengyang.core.documents.records import Span
from mengyang.core.likeness import Grams, grams


@dataclass(frozen=True, slots=True)
class TextVersion:
    """A text: `clauses` are (path, start, end) of its outline, `whole` the spans of its duties."""

    text: str
    clauses: Sequence[tuple[str, int, int]] = ()
    whole: Sequence[Span] = ()


@dataclass(frozen=True)
class Part:
    """A piece of a text from `start` to `end`; `path` is the innermost clause it begins in."""

    path: str
    start: int
    end: int
    raw: str

    @cached_property
    def words(self) -> str:
        """The words without blanks."""
        return "".join(self.raw.split())

    @cached_property
    def key(self) -> str:
        """The words without blanks and without the number at their head: what a clause says."""
        marker = find_marker(self.raw.strip())
        return "".join(self.raw.strip()[marker.length :].split()) if marker else self.words

    @cached_property
    def grams(self) -> Grams:
        """What likeness is told by."""
        return grams(self.key)


def parts(version: TextVersion) -> tuple[Part, ...]:
    """The parts in text order; none where the text holds nothing but blanks."""
    lines = split_lines(version.text)
    inside = _inside([(line.start, line.end) for line in lines], version.whole)
    starts = [line.start for line in lines if line.start not in inside]
    if not starts:
        return ()
    paths = _paths(version.clauses, starts)
    ends = [*starts[1:], len(version.text)]
    # What stands before the first line belongs to it.
    begins = [0, *starts[1:]]
    return tuple(
        Part(path, start, end, version.text[start:end])
        for path, start, end in zip(paths, begins, ends, strict=True)
    )


def _inside(lines: Sequence[Span], whole: Iterable[Span]) -> set[int]:
    """The starts of lines that go on a duty begun in a line above."""
    found: set[int] = set()
    for start, end in _innermost(set(whole)):
        found |= {first for first, _ in lines if start < first < end}
    return found


def _innermost(spans: set[Span]) -> list[Span]:
    """The spans that hold no other one: a chapter with duties below is no single duty."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda each: (each[0], -each[1])):
        while found and found[-1][0] <= span[0] and span[1] <= found[-1][1]:
            found.pop()
        found.append(span)
    return found


def _paths(clauses: Sequence[tuple[str, int, int]], starts: Iterable[int]) -> list[str]:
    """The innermost clause at each place; the places come in text order."""
    waiting = sorted(clauses, key=lambda each: (each[1], -each[2]))
    open_: list[tuple[str, int, int]] = []
    taken, found = 0, []
    for start in starts:
        while taken < len(waiting) and waiting[taken][1] <= start:
            open_.append(waiting[taken])
            taken += 1
        open_ = [each for each in open_ if start < each[2]]
        found.append(open_[-1][0] if open_ else "")
    return found
