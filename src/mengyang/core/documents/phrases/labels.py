"""标签 — finds labels (整改措施： 责 任 单 位： 【责任单位】：) in a stretch of text."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_COLON = re.compile(r"[:：]")
_RUN = re.compile(r"[\u4e00-\u9fff]+(?:[ \t]+[\u4e00-\u9fff]+)*[ \t]*[】\]]?[ \t]*$")
_PIECE = re.compile(r"[\u4e00-\u9fff]+")
_BOUNDARY = frozenset(" \t\n。；;，,、！!）)】]（(【[〔〕|.．*●•◆■—-")
_WINDOW = 24


@dataclass(frozen=True, slots=True)
class FoundLabel[R]:
    """A label: from its first character to behind its colon, and what it stands for."""

    start: int
    end: int
    role: R


def find_labels[R](
    text: str, start: int, end: int, spellings: Mapping[str, R]
) -> Iterator[FoundLabel[R]]:
    """Every label between `start` and `end`; blanks inside it do not count."""
    for colon in _COLON.finditer(text, start, end):
        found = _label_before(text, start, colon.start(), spellings)
        if found is not None:
            at, role = found
            yield FoundLabel(at, colon.end(), role)


def label_at[R](
    text: str, start: int, end: int, spellings: Mapping[str, R]
) -> FoundLabel[R] | None:
    """The label that a stretch begins with."""
    colon = _COLON.search(text, start, min(end, start + _WINDOW))
    if colon is None:
        return None
    found = _label_before(text, start, colon.start(), spellings)
    if found is None or text[start : found[0]].strip("【[ \t*●•◆■—-"):
        return None
    return FoundLabel(found[0], colon.end(), found[1])


def _label_before[R](
    text: str, start: int, colon: int, spellings: Mapping[str, R]
) -> tuple[int, R] | None:
    first = max(start, colon - _WINDOW)
    run = _RUN.search(text[first:colon])
    if run is None:
        return None
    words = run.group().rstrip("】] \t")
    begin = first + run.start()
    pieces = [match.start() for match in _PIECE.finditer(words)]
    for piece in pieces:
        role = spellings.get("".join(words[piece:].split()))
        at = begin + piece
        if role is not None and (at == start or text[at - 1] in _BOUNDARY):
            return at, role
    return None
