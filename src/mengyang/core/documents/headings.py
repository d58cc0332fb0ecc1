"""条款标题 — where the heading of a clause ends, and which clauses are only a sentence.

A run-in heading ends at the first 。, or at a colon that stands before it.
"""

from collections.abc import Sequence
from statistics import median

from mengyang.core.patterns import lazy_pattern

_STOP = lazy_pattern(r"[。！？!?]")
# 16:00 is an hour, no heading's end.
_COLON = lazy_pattern(r"[:：](?!(?<=\d.)\d\d)")
_PAUSE = lazy_pattern(r"[，,。；;：:]")
_GAP = lazy_pattern(r"\t| {2,}")
_WHO = lazy_pattern(r"单位|部门|负责|牵头|落实|配合")
_OPENING, _CLOSING_BRACKETS = "(（〔", ")）〕"
_CLOSING_ONES = frozenset(_CLOSING_BRACKETS)
_PROBLEM_SENTENCE = lazy_pattern(r"关于[^。]*问题。")
_CLOSING = "。；;：:，,、"
_LONGEST_COLON_HEADING = 45
_LONGEST_ORDINAL_HEADING = 30
_CUT_ORDINAL_HEADING = 20
_SENTENCE_LENGTH = 22
_LONG_SENTENCE = 50
_LONGEST_HEADING = 28
_STOPS = ("。", "；", ";")


def heading_length(words: str) -> int:
    """How many characters of `words`, a clause without its number, are its heading."""
    stop = _STOP.search(words)
    end = stop.start() if stop else len(words)
    colon = _COLON.search(words, 0, min(end, _LONGEST_COLON_HEADING))
    if colon and words[colon.end() :].strip() and not _is_quoted(words, colon.start()):
        end = colon.start()
    elif stop and _PROBLEM_SENTENCE.fullmatch(words):
        return len(words)
    gap = None if stop else _GAP.search(words, 0, end)
    if gap and gap.start() > 1:
        end = gap.start()
    end = _assignment_start(words[:end]) or end
    return len(words[:end].rstrip(_CLOSING + " \t"))


def ordinal_heading_length(words: str) -> int:
    """The heading of a 一是 point: up to the first comma or stop, not longer than a line."""
    match = _PAUSE.search(words, 0, _LONGEST_ORDINAL_HEADING + 1)
    return match.start() if match else min(len(words), _CUT_ORDINAL_HEADING)


def are_sentences(clauses: Sequence[tuple[str, int, bool]]) -> bool:
    """Whether sibling clauses have no headings.

    Each is (its paragraph, the length of what may be its heading, whether more follows it).

    Most are one long sentence with nothing behind it but the unit in brackets.
    """
    alone = assigned = 0
    for words, length, more in clauses:
        behind = words[length:].strip(_CLOSING + " \t")
        start = _assignment_start(behind)
        if not more and not behind[:start].strip(_CLOSING):
            alone += 1
            assigned += start is not None
    if assigned > 1 and 2 * assigned >= len(clauses):
        return True
    childless = not any(more for _, _, more in clauses)
    if 2 * alone < len(clauses) and not childless:
        return False
    typical = median(length for _, length, _ in clauses)
    return typical > (_SENTENCE_LENGTH if 2 * alone >= len(clauses) else _LONG_SENTENCE)


def is_sentence(words: str, length: int) -> bool:
    """Whether a clause opens with a sentence too long and too full to be a heading.

    `length` is that of what may be its heading. A short one is told from a heading by what follows:
    only the bracket that says who answers.
    """
    head = words[:length]
    if "问题" in head or "关于" in head or words[length : length + 1] not in _STOPS:
        return False
    if length > _LONG_SENTENCE - 8 and "，" in head.replace(",", "，"):
        return True
    behind = words[length:].strip(_CLOSING + " \t")
    return length > _LONGEST_HEADING and _assignment_start(behind) == 0


def _assignment_start(words: str) -> int | None:
    """Where the bracket begins that ends `words` and says who answers (`…（甲局负责）`)."""
    if words[-1:] not in _CLOSING_ONES:
        return None
    depth = 0
    for position in range(len(words) - 1, -1, -1):
        if words[position] in _CLOSING_BRACKETS:
            depth += 1
        elif words[position] in _OPENING:
            depth -= 1
        if depth == 0:
            return position if _WHO.search(words, position) else None
    return None


def _is_quoted(words: str, position: int) -> bool:
    return words.count("“", 0, position) > words.count("”", 0, position) or words.count(
        "《", 0, position
    ) > words.count("》", 0, position)
