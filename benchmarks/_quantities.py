"""数量计分 — one number of ours to one of the gold's: place, value, unit and comparator.

A quantity with several accepted types, and an optional one, counts only where it was found.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any

from benchmarks._tally import Gold, Json, Score, likeness, place, plain, shown

_ALIKE = 0.6


def quantities(kind: str) -> Callable[[Json, Gold], Score]:
    """Targets, or facts and rules: one number of ours to one of the gold's.

    A quantity with several accepted types, and an optional one, counts only where it was found.
    """
    kinds = ("target",) if kind == "target" else ("fact", "rule")

    def rate(reading: Json, gold: Gold) -> Score:
        # A ratio (4:6) is no amount: whoever reads none has missed nothing.
        required = [entry for entry in gold["quantities"] if not _is_ratio(entry)]
        others = [entry for entry in gold["quantities"] if _is_ratio(entry)]
        free = [(entry, _types(entry)) for entry in required]
        optional = [
            (entry, {"target", "fact", "rule"})
            for entry in (*others, *gold.get("quantities_optional", []))
        ]
        left = [*free, *optional]
        taken: list[Json] = []
        result = Score()
        for entry in reading["targets"] if kind == "target" else reading["figures"]:
            match = next(
                (each for each in left if each[1] & {*kinds} and _is_same(entry, each[0])), None
            )
            if match is None:
                result.found += 1
                result.misses.append(f"+ {shown(entry)}")
                continue
            left.remove(match)
            taken.append(match[0])
            if match in free:
                result.found += 1
                result.right += 1
                result.wanted += 1
        for entry, types in free:
            if entry not in taken and types <= {*kinds}:
                result.wanted += 1
                result.misses.append(f"- {shown(entry)}")
        return result

    return rate


def _types(entry: Json) -> set[str]:
    return {entry["type"], *entry.get("accept_types", ())}


def kinds(reading: Json, gold: Gold) -> Score:
    """Of the quantities found at all, those told as the right kind: target, fact or rule."""
    ours = [entry | {"type": "target"} for entry in reading["targets"]] + list(reading["figures"])
    result = Score()
    for wanted in gold["quantities"]:
        alike = [entry for entry in ours if _is_same(entry, wanted)]
        if not alike:
            continue
        match = next((each for each in alike if each["type"] in _types(wanted)), alike[0])
        right = match["type"] in _types(wanted)
        result += Score(int(right), 1, 1, [] if right else [f"~ {match['type']}: {shown(wanted)}"])
    return result


def dates(reading: Json, gold: Gold) -> Score:
    """Of the targets found, those with the day or year that the gold states they are meant for."""
    dated = [entry for entry in gold["quantities"] if _is_dated(entry)]
    return _of_found(reading["targets"], dated, lambda one, other: _day(one) in _days(other))


def indicators(reading: Json, gold: Gold) -> Score:
    """Of the quantities found, those called by a name like the gold's."""
    named = [entry for entry in gold["quantities"] if entry.get("indicator")]
    ours = (*reading["targets"], *reading["figures"])
    return _of_found(ours, named, lambda one, other: _name_likeness(one, other) >= _ALIKE)


def _of_found(
    ours: Sequence[Json], wanted: Sequence[Json], is_right: Callable[[Json, Json], bool]
) -> Score:
    """Each of the gold's that was found, beside the likest of ours at the same place."""
    result = Score()
    left = list(ours)
    for theirs in wanted:
        same = [entry for entry in left if _is_same(entry, theirs)]
        if not same:
            continue
        best = max(same, key=lambda entry: (is_right(entry, theirs), _name_likeness(entry, theirs)))
        left.remove(best)
        right = is_right(best, theirs)
        told = f"~ {best.get('by')} {best['indicator']}: {theirs.get('date')} {shown(theirs)}"
        result += Score(int(right), 1, 1, [] if right else [told])
    return result


def _is_dated(entry: Json) -> bool:
    return _types(entry) == {"target"} and bool(entry.get("date"))


def _days(entry: Json) -> set[str | None]:
    """The day that the gold states, and those it accepts as well."""
    accepted = [_day({"by": day}) for day in entry.get("accept_dates", ())]
    return {_day(entry), *accepted}


def _day(entry: Json) -> str | None:
    """A year and its last day are the same."""
    day = str(entry.get("by") or entry.get("date") or "")
    return day.removesuffix("-12-31") or None


def _name_likeness(one: Json, other: Json) -> float:
    names = [plain(entry.get("indicator")) for entry in (one, other)]
    return 1.0 if names[0] == names[1] else likeness(*names)


def _is_same(ours: Json, theirs: Json) -> bool:
    return (
        ours["path"] == place(theirs["path"])
        and _values(ours["value"]) == _values(theirs["value"])
        and _unit(ours["unit"])
        in {_unit(unit) for unit in (theirs["unit"], *theirs.get("accept_units", ()))}
        and _comparator(ours["comparator"]) in {_comparator(one) for one in _comparators(theirs)}
    )


def _comparators(gold: Json) -> tuple[str, ...]:
    return (gold["comparator"], *gold.get("accept_comparators", ()))


def _is_ratio(entry: Json) -> bool:
    return entry.get("value_kind") == "ratio"


def _values(value: Any) -> list[float]:
    """The numbers of a value; a ratio printed as `1:7` has two."""
    parts = value if isinstance(value, list) else [value]
    numbers = (re.findall(r"\d+(?:\.\d+)?", str(each)) for each in parts)
    return [round(float(number), 4) for found in numbers for number in found]


def _unit(unit: str | None) -> str:
    """One spelling; 年 and 年/次 both say how often something is done."""
    plain = (unit or "").replace("％", "%").replace("个百分点", "百分点").replace("年/次", "年")
    return re.sub(r"[·•・⋅\s]", "·", plain)


def _comparator(comparator: str) -> str:
    """Bare 以下 may be read with or without the number itself."""
    return "<=" if comparator == "<" else comparator
