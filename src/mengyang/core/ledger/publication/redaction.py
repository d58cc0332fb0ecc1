"""删减 — a public edition from the inside one: which rule removed what, and from which place.

What enters is a content as JSON holds it. A value goes out only where a rule lists its field;
what goes out is masked. What law orders to be shown outranks every other rule (国务院令第711号).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from mengyang.core.patterns import lazy_pattern

# Stands in a text where something was removed.
MARK = "〔已隐去〕"
# A field that no rule lists does not go out.
UNLISTED = "unlisted"
_PARTED = lazy_pattern(r"[\s\-－—–.·、]")


class Act(StrEnum):
    """公示、公开、略去、隐去: shown as it is, open after masking, left out, masked in a text."""

    SHOW = "show"
    OPEN = "open"
    OMIT = "omit"
    MASK = "mask"


@dataclass(frozen=True, slots=True)
class RedactionRule:
    """One rule. `fields` are places such as `tasks.causes`, without the numbers of lists.

    A rule that masks has `patterns` — the group `hide`, else all of a match is removed — or
    `finds` what is known of this plan: `names` of people, or `words` that the drafter wrote.
    """

    code: str
    act: Act
    fields: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    finds: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the rules: names of people, words to remove, values to be shown."""

    names: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    shown: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Removed:
    """One place: the rule, the place (`tasks[2].title`), what stood there; `start` in its text.

    Where a whole value was left out `start` is None.
    """

    rule: str
    place: str
    text: str
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Redaction:
    """What goes out, and all that was removed, in the order of the content."""

    content: Mapping[str, object]
    removed: tuple[Removed, ...]


def redact(
    content: Mapping[str, object], rules: Sequence[RedactionRule], known: Known
) -> Redaction:
    """The content as it may go out. A container from which all was removed is left out."""
    walk = _Walk(tuple(rules), known)
    kept = walk.table(content, "", "")
    return Redaction(kept, tuple(walk.removed))


def masked(
    text: str, rules: Iterable[RedactionRule], known: Known, place: str = ""
) -> tuple[str, tuple[Removed, ...]]:
    """A text after the rules that mask, and what they removed from it."""
    spans = sorted(_spans(text, rules, known))
    kept: list[str] = []
    removed: list[Removed] = []
    end = 0
    for start, until, rule in spans:
        if until <= end:
            continue
        begin = max(start, end)
        # Two that touch become one mark: nothing of what stood there shows through.
        if not (removed and begin == end):
            kept += [text[end:begin], MARK]
        removed.append(Removed(rule, place, text[begin:until], begin))
        end = until
    return "".join([*kept, text[end:]]), tuple(removed)


@dataclass(slots=True)
class _Walk:
    rules: tuple[RedactionRule, ...]
    known: Known
    removed: list[Removed] = field(default_factory=list)

    def table(self, values: Mapping[str, object], path: str, place: str) -> dict[str, object]:
        kept: dict[str, object] = {}
        for key, value in values.items():
            inner = f"{path}.{key}" if path else key
            found = self.value(value, inner, f"{place}.{key}" if place else key)
            if found is not _GONE:
                kept[key] = found
        return kept

    def value(self, value: object, path: str, place: str) -> object:
        rule = _ruling(path, self.rules)
        if rule is not None and rule.act is Act.SHOW:
            return value
        if rule is not None and rule.act is Act.OMIT:
            return self._left_out(rule.code, value, place)
        match value:
            case Mapping():
                inner: object = self.table(value, path, place)
            case list() | tuple():
                inner = [
                    kept
                    for at, each in enumerate(value)
                    if (kept := self.value(each, path, f"{place}[{at}]")) is not _GONE
                ]
            case _ if rule is None:
                return self._left_out(UNLISTED, value, place)
            case str():
                inner, removed = masked(value, self.rules, self.known, place)
                self.removed += removed
            case _:
                return value
        return _GONE if value and not inner else inner

    def _left_out(self, rule: str, value: object, place: str) -> object:
        text = "；".join(_texts(value))
        if text:
            self.removed.append(Removed(rule, place, text))
        return _GONE


_GONE = object()


def _ruling(path: str, rules: Iterable[RedactionRule]) -> RedactionRule | None:
    """The rule of the longest listed place that leads to `path`; of two alike the one that
    shows, then the one that leaves out."""
    found = [
        (len(listed), rule.act is Act.SHOW, rule.act is Act.OMIT, rule)
        for rule in rules
        for listed in rule.fields
        if path == listed or path.startswith(f"{listed}.")
    ]
    return max(found, key=lambda each: each[:3])[3] if found else None


def _spans(
    text: str, rules: Iterable[RedactionRule], known: Known
) -> Iterator[tuple[int, int, str]]:
    shown = {_bare(each) for each in known.shown} - {""}
    for rule in rules:
        if rule.act is not Act.MASK:
            continue
        for start, until in _found(text, rule, known):
            if start < until and _bare(text[start:until]) not in shown:
                yield start, until, rule.code


def _found(text: str, rule: RedactionRule, known: Known) -> Iterator[tuple[int, int]]:
    for pattern in rule.patterns:
        for match in _compiled(pattern).finditer(text):
            yield match.span("hide" if "hide" in match.re.groupindex else 0)
    literal = {"names": known.names, "words": known.words}.get(rule.finds, frozenset())
    for word in literal:
        if word.strip():
            yield from (each.span() for each in re.finditer(re.escape(word.strip()), text))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return lazy_pattern(pattern)


def _bare(text: str) -> str:
    return _PARTED.sub("", text)


def _texts(value: object) -> Iterator[str]:
    match value:
        case Mapping():
            for name, each in value.items():
                # A word is told once, in Chinese, without its code.
                if name not in ("en", "code"):
                    yield from _texts(each)
        case list() | tuple():
            for each in value:
                yield from _texts(each)
        case None | "":
            return
        case _:
            yield str(value)
