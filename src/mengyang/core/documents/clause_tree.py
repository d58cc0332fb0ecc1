"""条款树 — takes the lines of a body one by one and keeps the ladder of numbers that is open.

Numbering may run on across sections, skip a rung, or start anew below a label (整改措施:).
"""

from bisect import bisect_left
from operator import attrgetter

from mengyang.core.documents.clause_paths import ClausePaths
from mengyang.core.documents.draft import Draft
from mengyang.core.documents.found_label import Labels
from mengyang.core.documents.genres import spellings_of
from mengyang.core.documents.genres.labels import Role
from mengyang.core.documents.headings import heading_length
from mengyang.core.documents.numbering import (
    Marker,
    Rank,
    begins_deep,
    begins_ordinals,
    find_bullet,
    find_deep_marker,
    find_marker,
    find_ordinals,
    find_roman_marker,
)
from mengyang.core.documents.phrases.labels import label_at
from mengyang.core.documents.points import find_principles, follows_ordinal, open_ordinal
from mengyang.core.documents.records import Line
from mengyang.core.patterns import lazy_pattern

_TO_ALL = lazy_pattern(r"请?各(?:有关|相关|责任|牵头|成员)*(?:单位|部门|地|县|市|区|乡|镇|园)")
_ANNEX = lazy_pattern(r"附\s*件\s*(\d*)\s*[:：]?")
# What 1.1 may stand below: 1. and, as manuals of work print it, 一、 and 第一章.
_COUNTED_ON = (Rank.ARABIC, Rank.CHINESE, Rank.CHAPTER)
_HALF_WIDTH = str.maketrans("（）", "()")


class ClauseTree:
    """The open ladder and the drafts so far."""

    def __init__(self, text: str, genre: str, labels: Labels) -> None:
        self._text = text
        self._spellings = spellings_of(genre)
        self._labels = labels
        self._label_starts = [*labels, len(text)]
        self._drafts: list[Draft] = []
        self._stack: list[Draft] = []
        self._paths = ClausePaths()
        self._holder: Draft | None = None
        self._list_expected = False

    def take(self, line: Line) -> None:
        """Place one line: a number opens a clause, a label returns to its item."""
        if line.text[0] == "附" and _ANNEX.fullmatch(line.text):
            self.close_all(line.start)
            self.note_annex(line.text)
            return
        marker = find_marker(line.text) or self._deep_marker(line.text)
        if marker is not None and self._accepts(marker):
            self._open(marker, line)
        elif label := (
            self._labels.get(line.start + (line.text[0] == "【"))
            or label_at(self._text, line.start, line.end, self._spellings)
        ):
            self._take_label(line, not self._text[label.end : line.end].strip())
        elif self._stack:
            self._stack[-1].paragraphs.append(line)
        if self._stack:
            self._take_ordinals(line)

    def note_annex(self, words: str) -> None:
        """Remember which annex begins (`附件1`), behind the signature or on a line of its own."""
        annex = _ANNEX.match(words)
        if annex is not None and not self._stack:
            self._paths.annex = f"附件{annex.group(1)}"

    def close_all(self, at: int) -> None:
        """Nothing before `at` goes on behind it: a signature, an annex."""
        self._close_to(0, at)
        self._holder = None
        self._list_expected = False

    def finish(self, body_end: int) -> list[Draft]:
        """Every draft with its end and its principles, in text order."""
        closing = self._closing_start()
        if closing is not None:
            last = self._stack[-1]
            last.paragraphs = []
        self.close_all(body_end if closing is None else closing)
        for draft in [draft for draft in self._drafts if draft.paragraphs]:
            for principle in find_principles(draft):
                principle.path = self._paths.unused(principle.path)
                self._add(principle)
        self._paths.put_main_part_first(self._drafts)
        for draft in self._drafts:
            if len(draft.children) > 1:
                draft.children.sort(key=attrgetter("start"))
        return sorted(self._drafts, key=attrgetter("start"))

    def _accepts(self, marker: Marker) -> bool:
        if marker.rank is not Rank.DECIMAL:
            return True
        return self._decimal_parent(marker) is not None

    def _deep_marker(self, words: str) -> Marker | None:
        """A letter, 第一， or i. where it begins a list below an open clause, or goes on with one.

        A bullet is a level only below one of those: elsewhere it stands before any line.
        """
        if not self._stack:
            return None
        if begins_deep(words):
            for marker in (find_deep_marker(words), find_roman_marker(words)):
                if marker is not None and self._goes_on(marker):
                    return marker
        open_ones = [draft.marker for draft in self._stack if draft.marker]
        if not open_ones or open_ones[-1].rank < Rank.SMALL_LETTER:
            return None
        return find_bullet(
            words, sum(each.number for each in open_ones if each.rank is Rank.BULLET)
        )

    def _goes_on(self, marker: Marker) -> bool:
        """Whether it is the first of its list, or the next one of a list that is open."""
        open_ones = (draft.marker for draft in self._stack if draft.marker)
        before = [each.number for each in open_ones if each.rank is marker.rank]
        return marker.number == 1 or marker.number - 1 in before

    def _decimal_parent(self, marker: Marker) -> int | None:
        prefix = marker.ladder[:-1]
        for depth in range(len(self._stack) - 1, -1, -1):
            above = self._stack[depth].marker
            if above is None:
                continue
            if above.rank is Rank.DECIMAL and above.ladder == prefix:
                return depth
            if above.rank in _COUNTED_ON and (above.number,) == prefix:
                return depth
        return None

    def _open(self, marker: Marker, line: Line) -> None:
        depth = self._depth_for(marker)
        self._close_to(depth, line.start)
        head = self._head(line, marker)
        self._list_expected = False
        parent = self._stack[-1] if self._stack else None
        if parent is None:
            path = self._paths.top(marker.step, marker.number, line.start)
        else:
            path = self._paths.unused(f"{parent.path}/{marker.step}")
        words = self._text[head : line.end]
        draft = Draft(
            marker=marker,
            kind="numbered",
            start=line.start,
            head=head,
            words=words,
            path=path,
            level=len(self._stack) + 1,
            parent=parent,
            heading=heading_length(words),
        )
        self._add(draft)
        self._stack.append(draft)

    def _head(self, line: Line, marker: Marker) -> int:
        """Where the heading begins: behind the number, and behind 问题： where that follows."""
        head = line.start + marker.length
        label = label_at(self._text, head, line.end, self._spellings)
        if label is None or label.role not in (Role.PROBLEM, Role.TASK):
            return head
        words = self._text[label.end : line.end]
        return line.end - len(words.lstrip()) if words.strip() else head

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
        if marker.rank >= Rank.SMALL_LETTER and self._is_deep(depth - 1):
            # Below letters no rung is higher: a list begun inside another belongs to its point.
            return depth
        while depth and (above := self._stack[depth - 1].marker) and above.rank > marker.rank:
            inverted = above.rank is Rank.PROBLEM or (
                above.rank is Rank.ARABIC and marker.rank is Rank.BRACKETED
            )
            if inverted and marker.number == 1:
                break
            depth -= 1
        return depth

    def _is_deep(self, depth: int) -> bool:
        marker = self._stack[depth].marker if depth >= 0 else None
        return marker is not None and marker.rank >= Rank.SMALL_LETTER

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
            self._stack[-1].labelled_to = len(self._stack[-1].paragraphs)
            self._list_expected = is_empty

    @staticmethod
    def _is_list_point(draft: Draft) -> bool:
        """Whether a label behind this point speaks of the whole list: no point has one."""
        if draft.parent is None or draft.marker is None:
            return False
        siblings = draft.parent.children
        return (
            draft.marker.rank >= Rank.ARABIC
            and len(siblings) > 1
            and not any(sibling.has_labels for sibling in siblings)
        )

    def _take_ordinals(self, line: Line) -> None:
        """一是 points of this line; one ends where a label begins or the line does."""
        owner = self._stack[-1]
        if owner.ordinal is None and not begins_ordinals(self._text, line.start, line.end):
            return
        for number, start, head in find_ordinals(self._text, line.start, line.end):
            if not follows_ordinal(owner, number, start):
                continue
            end = min(self._label_starts[bisect_left(self._label_starts, head)], line.end)
            step = self._text[start:head].translate(_HALF_WIDTH).rstrip(".．、")
            path = self._paths.unused(f"{owner.path}/{step}")
            self._add(open_ordinal(owner, number, self._text, (start, head, end), path))

    def _closing_behind_labels(self, last: Draft) -> int | None:
        """A paragraph behind the labels of the last clause, where no other like it has one."""
        earlier = [draft for draft in self._drafts if draft is not last and draft.is_like(last)]
        behind = last.paragraphs[last.labelled_to :]
        if not behind or not earlier or self._list_expected:
            return None
        if any(draft.paragraphs[draft.labelled_to :] for draft in earlier):
            return None
        return behind[0].start

    def _closing_behind_text(self, last: Draft) -> int | None:
        """A last paragraph to everybody, where every clause like this one has a single one."""
        like = [draft for draft in self._drafts if draft is not last and draft.is_like(last)]
        single = [draft for draft in like if draft.paragraphs and not draft.children]
        if len(last.paragraphs) != 2 or not single or last.children:
            return None
        if any(len(draft.paragraphs) > 1 for draft in single):
            return None
        return last.paragraphs[1].start if _TO_ALL.match(last.paragraphs[1].text) else None

    def _closing_start(self) -> int | None:
        """Where unnumbered closing paragraphs begin behind the last clause, if there are any."""
        if not self._stack:
            return None
        last = self._stack[-1]
        if last.has_labels:
            return self._closing_behind_labels(last)
        if not last.paragraphs or "。" not in last.words[:-1]:
            return self._closing_behind_text(last)
        like = [draft for draft in self._drafts if draft is not last and draft.is_like(last)]
        earlier = [draft for draft in like if not draft.children]
        if not earlier or any(draft.has_more for draft in earlier):
            return None
        return last.paragraphs[0].start
