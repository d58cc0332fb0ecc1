"""标签 — finds labels (整改措施： 责 任 单 位： 【责任单位】： 单位（责任人）：) in a text."""

from collections.abc import Iterator, Mapping

from mengyang.core.documents.found_label import FoundLabel
from mengyang.core.patterns import lazy_pattern

# Possessive throughout: what is no label fails without a second try.
_WORDS = r"[\u4e00-\u9fff]++(?:[ \t]++[\u4e00-\u9fff]++)*+"
_PARTS = rf"{_WORDS}(?:[ \t]*+[、/／][ \t]*+{_WORDS})*+"
_ASIDE = r"(?:[ \t]*+[(（〔][\u4e00-\u9fff、]{2,12}[)）〕])?+"
_TAIL = r"[ \t]*+[】\]]?[ \t]*+"
_RUN = lazy_pattern(rf"(?<![\u4e00-\u9fff])({_PARTS}{_ASIDE}){_TAIL}$")
_HEAD = lazy_pattern(rf"[【\[ \t*●•◆■—-]*+({_PARTS}{_ASIDE}){_TAIL}[:：]")
_IN_BRACKETS = lazy_pattern(rf"【[ \t]*({_PARTS}{_ASIDE})[ \t]*】(?![ \t]*[:：])")
_PIECE = lazy_pattern(r"[\u4e00-\u9fff]+")
_BOUNDARY = frozenset(" \t\n。；;，,、！!）)】]（(【[〔〕|.．*●•◆■—-")
_OPENING, _CLOSING = "(（〔", ")）〕"
_WINDOW = 32


def find_labels[R](
    text: str, start: int, end: int, spellings: Mapping[str, R]
) -> Iterator[FoundLabel[R]]:
    """Every label between `start` and `end`; blanks inside it do not count."""
    # One sign at a time is found much faster than a class of two.
    words = text[start:end].replace(":", "：")
    colon = words.find("：")
    while colon >= 0:
        found = _label_before(text, start, start + colon, spellings)
        if found is not None:
            at, role = found
            yield FoundLabel(at, start + colon + 1, role)
        colon = words.find("：", colon + 1)
    if "】" in words:
        yield from _bracketed(text, start, end, spellings)


def label_at[R](
    text: str, start: int, end: int, spellings: Mapping[str, R]
) -> FoundLabel[R] | None:
    """The label that a stretch begins with."""
    limit = start + _WINDOW if start + _WINDOW < end else end
    begins = text[start:limit]
    if "：" not in begins and ":" not in begins:
        return None
    head = _HEAD.match(text, start, limit)
    if head is None:
        return None
    role = spellings.get("".join(head[1].split()))
    return FoundLabel(head.start(1), head.end(), role) if role is not None else None


def _bracketed[R](
    text: str, start: int, end: int, spellings: Mapping[str, R]
) -> Iterator[FoundLabel[R]]:
    """【责任单位】甲局: the bracket stands for the colon."""
    for match in _IN_BRACKETS.finditer(text, start, end):
        role = spellings.get("".join(match[1].split()))
        if role is not None:
            yield FoundLabel(match.start(1), match.end(), role)


def _label_before[R](
    text: str, start: int, colon: int, spellings: Mapping[str, R]
) -> tuple[int, R] | None:
    first = colon - _WINDOW if colon - _WINDOW > start else start
    # Most labels are all that stands before the colon of their line: they need no search.
    line = text.rfind("\n", first, colon) + 1
    if line and (role := spellings.get(text[line:colon])) and _PIECE.fullmatch(text, line, colon):
        return line, role
    run = _RUN.search(text[first:colon])
    if run is None:
        return None
    words = run[1]
    begin = first + run.start()
    ends = len(words) if words[-1] not in _CLOSING else max(map(words.rfind, _OPENING))
    for piece in _PIECE.finditer(words, 0, ends):
        role = spellings.get("".join(words[piece.start() :].split()))
        at = begin + piece.start()
        if role is not None and (at == start or text[at - 1] in _BOUNDARY):
            return at, role
    return None
