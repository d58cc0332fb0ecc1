"""条款标题 — where the heading of a clause ends, and which clauses are only a sentence.

A run-in heading ends at the first 。, or at a colon that stands before it.
"""

import re
from collections.abc import Sequence
from statistics import median

_STOP = re.compile(r"[。！？!?]")
_COLON = re.compile(r"[:：]")
_GAP = re.compile(r"\t| {2,}")
_WHO = re.compile(
    r"\s*[(（][^()（）]*(?:单位|部门|负责|牵头|落实|配合)[^()（）]*(?:[(（][^()（）]*[)）][^()（）]*)*[)）]$"
)
_PROBLEM_SENTENCE = re.compile(r"关于[^。]*问题。")
_CLOSING = "。；;：:，,、"
_LONGEST_COLON_HEADING = 45
_LONGEST_ORDINAL_HEADING = 30
_CUT_ORDINAL_HEADING = 20
_SENTENCE_LENGTH = 22
_LONG_SENTENCE = 50


def heading_length(words: str) -> int:
    """How many characters of `words`, a clause without its number, are its heading."""
    stop = _STOP.search(words)
    end = stop.start() if stop else len(words)
    colon = _COLON.search(words, 0, min(end, _LONGEST_COLON_HEADING))
    if colon and words[colon.end() :].strip() and not _is_quoted(words, colon.start()):
        end = colon.start()
    elif stop and _PROBLEM_SENTENCE.fullmatch(words):
        return len(words)
    gap = _GAP.search(words, 0, end)
    if gap and gap.start() > 1 and not stop:
        end = gap.start()
    who = _WHO.search(words, 0, end)
    if who and who.start() > 0:
        end = who.start()
    return len(words[:end].rstrip(_CLOSING + " \t"))


def ordinal_heading_length(words: str) -> int:
    """The heading of a 一是 point: up to the first comma or stop, not longer than a line."""
    match = re.search(r"[，,。；;：:]", words[: _LONGEST_ORDINAL_HEADING + 1])
    return match.start() if match else min(len(words), _CUT_ORDINAL_HEADING)


def are_sentences(clauses: Sequence[tuple[str, bool]]) -> bool:
    """Whether sibling clauses have no headings: each is (its paragraph, whether more follows it).

    Most are one long sentence with nothing behind it but the unit in brackets.
    """
    firsts = [_first_sentence(words) for words, _ in clauses]
    alone = sum(
        not more and not _behind(words, first)
        for (words, more), first in zip(clauses, firsts, strict=True)
    )
    assigned = sum(
        not more and _WHO.search(words) is not None and not _behind(words, first)
        for (words, more), first in zip(clauses, firsts, strict=True)
    )
    typical = median(len(first) for first in firsts)
    childless = not any(more for _, more in clauses)
    return (
        (2 * alone >= len(clauses) and typical > _SENTENCE_LENGTH)
        or (assigned > 1 and 2 * assigned >= len(clauses))
        or (childless and typical > _LONG_SENTENCE)
    )


def _is_quoted(words: str, position: int) -> bool:
    return words.count("“", 0, position) > words.count("”", 0, position) or words.count(
        "《", 0, position
    ) > words.count("》", 0, position)


def _first_sentence(words: str) -> str:
    return words[: heading_length(words)]


def _behind(words: str, first: str) -> str:
    """What follows the first sentence, units in brackets and list marks left out."""
    return _WHO.sub("", words[len(first) :].strip(_CLOSING)).strip(_CLOSING)
