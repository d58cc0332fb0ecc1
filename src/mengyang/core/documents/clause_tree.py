"""条款树 — takes the lines of a body one by one and keeps the ladder of numbers that is open.

Numbering may run on across sections, skip a rung, or start anew below a label (整改措施:).
"""

import re
from dataclasses import dataclass, field
from typing import Literal

from mengyang.core.documents.genres import spellings_of
from mengyang.core.documents.numbering import Marker, Rank, find_marker, find_ordinals
from mengyang.core.documents.phrases.labels import find_labels, label_at
from mengyang.core.documents.records import Line

_ANNEX = re.compile(r"附\s*件\s*(\d*)\s*[:：]?")
_LEAD_SENTENCE = re.compile(r"(?:[—－-]{1,2}\s*)?([^。：:]{2,26}?)[。：:]")
_PRINCIPLE = re.compile(r"(?:[—－-]{1,2}\s*)?坚持")
_DIGITS = "零一二三四五六七八九十"


@dataclass(eq=False, slots=True)
class Draft:
    """A clause while its end is still open; `words` is its paragraph behind the number."""

    marker: Marker | None
    kind: Literal["numbered", "principle", "ordinal"]
    start: int
    head: int
    words: str
    path: str
    level: int
    parent: "Draft | None"
    end: int = -1
    heading: int = 0
    has_labels: bool = False
    paragraphs: list[Line] = field(default_factory=list)
    children: list["Draft"] = field(default_factory=list)
    ordinal: "Draft | None" = None
    ordinal_number: int = 0

    @property
    def has_more(self) -> bool:
        """Whether anything follows the first paragraph."""
        return bool(self.children or self.paragraphs or self.has_labels)


class ClauseTree:
    """The open ladder and the drafts so far."""

    def __init__(self, text: str, genre: str) -> None:
        self._text = text
        self._spellings = spellings_of(genre)
        self._drafts: list[Draft] = []
        self._stack: list[Draft] = []
        self._paths: set[str] = set()
        self._holder: Draft | None = None
        self._list_expected = False
        self._annex = ""
        self._part = ""
        self._parts = 1

    def take(self, line: Line) -> None:
        """Place one line: a number opens a clause, a label returns to its item."""
        if annex := _ANNEX.fullmatch(line.text):
            self.close_all(line.start)
            self._annex = f"附件{annex.group(1)}"
            return
        marker = find_marker(line.text)
        if marker is not None and self._accepts(marker):
            self._open(marker, line)
        elif label := label_at(self._text, line.start, line.end, self._spellings):
            self._take_label(line, not self._text[label.end : line.end].strip())
        elif self._stack:
            self._stack[-1].paragraphs.append(line)
        if self._stack:
            self._take_ordinals(line)

    def close_all(self, at: int) -> None:
        """Nothing before `at` goes on behind it: a signature, an annex."""
        self._close_to(0, at)
        self._holder = None
        self._list_expected = False

    def finish(self, body_end: int) -> list[Draft]:
        """Every draft with its end and its principles, in text order."""
        closing = self._closing_start()
        self.close_all(body_end if closing is None else closing)
        for draft in [draft for draft in self._drafts if draft.paragraphs]:
            self._add_principles(draft)
        for draft in self._drafts:
            draft.children.sort(key=lambda child: child.start)
        return sorted(self._drafts, key=lambda draft: draft.start)

    def _accepts(self, marker: Marker) -> bool:
        if marker.rank is not Rank.DECIMAL:
            return True
        return self._decimal_parent(marker) is not None

    def _decimal_parent(self, marker: Marker) -> int | None:
        prefix = marker.ladder[:-1]
        for depth in range(len(self._stack) - 1, -1, -1):
            above = self._stack[depth].marker
            if above is None:
                continue
            if above.rank is Rank.DECIMAL and above.ladder == prefix:
                return depth
            if above.rank is Rank.ARABIC and (above.number,) == prefix:
                return depth
        return None

    def _open(self, marker: Marker, line: Line) -> None:
        depth = self._depth_for(marker)
        self._close_to(depth, line.start)
        self._list_expected = False
        parent = self._stack[-1] if self._stack else None
        draft = Draft(
            marker=marker,
            kind="numbered",
            start=line.start,
            head=line.start + marker.length,
            words=line.text[marker.length :],
            path=self._path(parent, marker),
            level=len(self._stack) + 1,
            parent=parent,
        )
        self._add(draft)
        self._stack.append(draft)

    def _depth_for(self, marker: Marker) -> int:
        """How many open clauses stay open above a new one."""
        if marker.rank is Rank.DECIMAL:
            parent = self._decimal_parent(marker)
            return 0 if parent is None else parent + 1
        if self._list_expected and marker.number == 1 and self._holder in self._stack:
            return self._stack.index(self._holder) + 1
        same = [
            depth
            for depth, draft in enumerate(self._stack)
            if draft.marker is not None and draft.marker.rank is marker.rank
        ]
        if same:
            follows = [d for d in same if self._number_at(d) + 1 == marker.number]
            return (follows or same)[-1]
        return self._depth_below(marker)

    def _number_at(self, depth: int) -> int:
        marker = self._stack[depth].marker
        return marker.number if marker else 0

    def _depth_below(self, marker: Marker) -> int:
        """A rung not open yet goes below every higher one; (一) may start below 1. or 问题一."""
        depth = len(self._stack)
        while depth and (above := self._stack[depth - 1].marker) and above.rank > marker.rank:
            inverted = above.rank is Rank.PROBLEM or (
                above.rank is Rank.ARABIC and marker.rank is Rank.BRACKETED
            )
            if inverted and marker.number == 1:
                break
            depth -= 1
        return depth

    def _path(self, parent: Draft | None, marker: Marker) -> str:
        if parent is None:
            if marker.number == 1 and self._part + marker.step in self._paths:
                self._parts += 1
                self._part = f"{self._annex or f'§{self._parts}'}/"
            wanted = self._part + marker.step
        else:
            wanted = f"{parent.path}/{marker.step}"
        return self._unused(wanted)

    def _unused(self, wanted: str) -> str:
        path = wanted
        repeat = 2
        while path in self._paths:
            path = f"{wanted}-{repeat}"
            repeat += 1
        self._paths.add(path)
        return path

    def _add(self, draft: Draft) -> None:
        self._drafts.append(draft)
        if draft.parent is not None:
            draft.parent.children.append(draft)

    def _close_to(self, depth: int, at: int) -> None:
        while len(self._stack) > depth:
            self._stack.pop().end = at

    def _take_label(self, line: Line, is_empty: bool) -> None:
        if self._holder in self._stack:
            self._close_to(self._stack.index(self._holder) + 1, line.start)
        elif self._stack:
            top = self._stack[-1]
            if self._is_list_point(top):
                self._close_to(len(self._stack) - 1, line.start)
            self._holder = self._stack[-1]
        if self._stack:
            self._stack[-1].has_labels = True
            self._list_expected = is_empty

    @staticmethod
    def _is_list_point(draft: Draft) -> bool:
        """Whether a label behind this point speaks of the whole list: no point has one."""
        if draft.parent is None or draft.marker is None:
            return False
        siblings = draft.parent.children
        return (
            draft.marker.rank >= Rank.ARABIC_BRACKETED
            and len(siblings) > 1
            and not any(sibling.has_labels for sibling in siblings)
        )

    def _take_ordinals(self, line: Line) -> None:
        owner = self._stack[-1]
        for number, start, head in find_ordinals(self._text, line.start, line.end):
            if number != 1 and number != owner.ordinal_number + 1:
                continue
            if number != 1 and owner.ordinal is not None:
                owner.ordinal.end = start
            label = next(find_labels(self._text, head, line.end, self._spellings), None)
            end = label.start if label else line.end
            step = self._text[start:head]
            draft = Draft(
                marker=None,
                kind="ordinal",
                start=start,
                head=head,
                words=self._text[head:end],
                path=self._unused(f"{owner.path}/{step}"),
                level=owner.level + 1,
                parent=owner,
                end=end,
            )
            self._add(draft)
            owner.ordinal, owner.ordinal_number = draft, number

    def _closing_start(self) -> int | None:
        """Where unnumbered closing paragraphs begin behind the last clause, if there are any."""
        if not self._stack or self._stack[-1].parent is None:
            return None
        last = self._stack[-1]
        siblings = last.parent.children if last.parent else []
        earlier = [draft for draft in siblings if draft is not last and draft.kind == "numbered"]
        if not last.paragraphs or last.has_labels or not earlier or "。" not in last.words[:-1]:
            return None
        if any(draft.paragraphs or draft.has_labels for draft in earlier):
            return None
        return last.paragraphs[0].start

    def _add_principles(self, draft: Draft) -> None:
        is_named = "原则" in draft.words[:30]
        leads = [
            (line, match)
            for line in draft.paragraphs
            if (match := _LEAD_SENTENCE.match(line.text))
            and (is_named or _PRINCIPLE.match(line.text))
            and line.start < draft.end
        ]
        if len(leads) < 2:
            return
        ends = [line.start for line, _ in leads[1:]] + [self._principles_end(draft, leads[-1][0])]
        for count, ((line, match), end) in enumerate(zip(leads, ends, strict=True), start=1):
            self._add(
                Draft(
                    marker=None,
                    kind="principle",
                    start=line.start,
                    head=line.start + match.start(1),
                    words=match.group(1),
                    path=self._unused(f"{draft.path}/§{count}"),
                    level=draft.level + 1,
                    parent=draft,
                    end=end,
                    heading=len(match.group(1)),
                )
            )

    @staticmethod
    def _principles_end(draft: Draft, last: Line) -> int:
        later = [child.start for child in draft.children if child.start > last.start]
        return min([draft.end, *later])
