"""承接任务 — a unit's own plan, read back, beside the tasks it takes over from the plan above.

Paired by the marker that the draft put into the words of each task, else by likeness of the
titles, which is shown with its share; nothing is concluded from what is missing: it is asked.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from mengyang.core.findings import Finding, Level
from mengyang.core.patterns import lazy_pattern

_MARK = r"上级任务\s*[0-9]{1,4}(?:\.[0-9]{1,4})?"
MARKER = lazy_pattern(r"上级任务\s*([0-9]{1,4}(?:\.[0-9]{1,4})?)")
_MARKED = lazy_pattern(rf"[（(]\s*{_MARK}\s*[）)]|{_MARK}")
# Below this share two titles are no longer taken for the same task.
LIKE_ENOUGH = 0.6


class By(StrEnum):
    """By what a pair was found: 标记、相似;none where only one side is there."""

    MARKER = "marker"
    LIKENESS = "likeness"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Above:
    """A task of the plan above: its number, its title, the ISO day it is due, or none; `units`
    who leads it, by name."""

    number: str
    title: str
    due_on: str = ""
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Own:
    """A task read out of the own plan; `words` is its text with the marker, if it survived.

    `place` is its number in text order; `is_open_ended` where its deadline names no last day;
    `units` who is named as responsible.
    """

    path: str
    title: str
    words: str
    due_on: str = ""
    place: int = 0
    is_open_ended: bool = False
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """A task of both plans or of one; `percent` is the likeness of the titles."""

    above: Above | None
    own: Own | None
    by: By
    percent: int
    differences: tuple[Finding, ...]


def paired(above: Sequence[Above], own: Sequence[Own]) -> tuple[Pair, ...]:
    """Every task above in its order with its counterpart or none, then what the unit added."""
    marked = _by_marker(above, own)
    likely = _by_likeness(
        [each for each in above if each.number not in marked],
        [each for each in own if each not in marked.values()],
    )
    pairs = [_pair(each, marked.get(each.number), likely.get(each.number)) for each in above]
    taken = {*marked.values(), *likely.values()}
    known = frozenset(each.number for each in above)
    return (*pairs, *(_added(each, known) for each in own if each not in taken))


def unmarked(title: str) -> str:
    """The title as the paper would print it without the marker of the draft."""
    return _MARKED.sub("", title).strip()


def is_later(above: Above, own: Own) -> bool:
    """Whether the unit gives itself more time than the plan above leaves."""
    return bool(above.due_on) and (own.due_on > above.due_on or own.is_open_ended)


def _by_marker(above: Sequence[Above], own: Sequence[Own]) -> dict[str, Own]:
    known = {each.number for each in above}
    found: dict[str, Own] = {}
    for each in own:
        for number in MARKER.findall(each.words):
            if number in known:
                found.setdefault(number, each)
    return found


def _by_likeness(above: Sequence[Above], own: Sequence[Own]) -> dict[str, Own]:
    shares = [
        (_likeness(task.title, each.title), place, task.number, each)
        for task in above
        for place, each in enumerate(own)
    ]
    found: dict[str, Own] = {}
    for share, _, number, each in sorted(shares, key=lambda found: (-found[0], found[1])):
        if share >= LIKE_ENOUGH and number not in found and each not in found.values():
            found[number] = each
    return found


def _pair(above: Above, marked: Own | None, likely: Own | None) -> Pair:
    own = marked or likely
    if own is None:
        missing = Finding("inherited.missing", Level.WARNING, {"number": above.number})
        return Pair(above, None, By.NOTHING, 0, (missing,))
    by = By.MARKER if marked else By.LIKENESS
    percent = round(_likeness(above.title, own.title) * 100)
    return Pair(above, own, by, percent, _changes(above, own))


def _changes(above: Above, own: Own) -> tuple[Finding, ...]:
    found = []
    if _bare(above.title) != _bare(own.title):
        found.append(Finding("inherited.title", Level.INFO, {"title": unmarked(own.title)}))
    if above.units and set(above.units) != set(own.units):
        units = {"above": "、".join(above.units), "own": "、".join(own.units) or "—"}
        found.append(Finding("inherited.units", Level.INFO, units))
    if is_later(above, own):
        days = {"above": above.due_on, "own": own.due_on or "—"}
        found.append(Finding("inherited.later", Level.ERROR, days))
    elif own.due_on != above.due_on:
        days = {"above": above.due_on or "—", "own": own.due_on or "—"}
        found.append(Finding("inherited.day", Level.INFO, days))
    return tuple(found)


def _added(own: Own, known: frozenset[str]) -> Pair:
    """A task without a counterpart; a marker that is used up or unknown is told."""
    marks = MARKER.findall(own.words)
    twice = [number for number in marks if number in known]
    if twice:
        found = Finding("inherited.twice", Level.WARNING, {"number": twice[0]})
    elif marks:
        found = Finding("inherited.foreign", Level.WARNING, {"number": marks[0]})
    else:
        found = Finding("inherited.added", Level.INFO, {"path": own.path})
    return Pair(None, own, By.NOTHING, 0, (found,))


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, _bare(one), _bare(other), autojunk=False).ratio()


def _bare(title: str) -> str:
    """The title without its marker and without signs."""
    return re.sub(r"[\W_]", "", MARKER.sub("", title))
