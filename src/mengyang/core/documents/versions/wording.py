"""字句比对 — old and new words of one clause as runs: kept, taken out, put in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from mengyang.core.patterns import lazy_pattern

# Beyond this many comparisons of signs, whole sentences are compared instead.
_MOST = 4_000_000
# Fewer equal signs between two changes are read as part of one change.
_FEWEST_KEPT = 2
_SENTENCE = lazy_pattern(r"[^。；;\n]+[。；;\n]?|[。；;\n]")
_TOKEN = lazy_pattern(r"\d+(?:\.\d+)?|[a-zA-Z]+|.", re.DOTALL)


class PieceKind(StrEnum):
    """保留、删去、加入."""

    KEPT = "kept"
    TAKEN_OUT = "taken_out"
    PUT_IN = "put_in"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words."""

    kind: PieceKind
    words: str


def marked(old: str, new: str) -> tuple[Piece, ...]:
    """The runs of both texts: without what was put in they are `old`, without what was taken out
    `new`. A number is marked as a whole."""
    tokens = _SENTENCE if len(old) * len(new) > _MOST else _TOKEN
    one, other = tokens.findall(old), tokens.findall(new)
    start = _shared(one, other)
    end = _shared(one[start:][::-1], other[start:][::-1])
    between = one[start : len(one) - end], other[start : len(other) - end]
    head, tail = "".join(one[:start]), "".join(one[len(one) - end :])
    runs = [("", "", head), *_runs(*between), ("", "", tail)]
    return tuple(_pieces(_joined([run for run in runs if any(run)])))


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    both = min(len(one), len(other))
    return next((place for place in range(both) if one[place] != other[place]), both)


def _runs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """(taken out, put in, kept) in text order."""
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        left, right = "".join(old[i:j]), "".join(new[k:m])
        yield ("", "", left) if tag == "equal" else (left, right, "")


def _joined(runs: Sequence[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Changes with hardly anything between them as one."""
    found: list[tuple[str, str, str]] = []
    last = len(runs) - 1
    for place, (out, put, kept) in enumerate(runs):
        is_scrap = kept and len(kept) < _FEWEST_KEPT and kept.isalnum() and 0 < place < last
        if is_scrap:
            out, put, kept = kept, kept, ""
        if found and not kept and not found[-1][2]:
            before = found.pop()
            out, put = before[0] + out, before[1] + put
        found.append((out, put, kept))
    return found


def _pieces(runs: Sequence[tuple[str, str, str]]) -> Iterator[Piece]:
    for out, put, kept in runs:
        told = ((PieceKind.TAKEN_OUT, out), (PieceKind.PUT_IN, put), (PieceKind.KEPT, kept))
        yield from (Piece(kind, words) for kind, words in told if words)
