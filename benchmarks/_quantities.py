"""数量计分 — one number of ours to one of the gold's: place, value, unit and comparator.

A quantity with several accepted types, and an optional one, counts only where it was found.
"""

import re
from collections.abc import Callable
from typing import Any

from benchmarks._tally import Gold, Json, Score, place, shown


def quantities(kind: str) -> Callable[[Json, Gold], Score]:
    """Targets, or facts and rules: one number of ours to one of the gold's.

    A quantity with several accepted types, and an optional one, counts only where it was found.
    """
    kinds = ("target",) if kind == "target" else ("fact", "rule")

    def rate(reading: Json, gold: Gold) -> Score:
        free = [(entry, _types(entry)) for entry in gold["quantities"]]
        optional = [
            (entry, {"target", "fact", "rule"}) for entry in gold.get("quantities_optional", [])
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


def _is_same(ours: Json, theirs: Json) -> bool:
    return (
        ours["path"] == place(theirs["path"])
        and _values(ours["value"]) == _values(theirs["value"])
        and _unit(ours["unit"]) == _unit(theirs["unit"])
        and _comparator(ours["comparator"]) == _comparator(theirs["comparator"])
    )


def _values(value: Any) -> list[float]:
    return [round(float(each), 4) for each in (value if isinstance(value, list) else [value])]


def _unit(unit: str | None) -> str:
    """One spelling; 年 and 年/次 both say how often something is done."""
    plain = (unit or "").replace("％", "%").replace("个百分点", "百分点").replace("年/次", "年")
    return re.sub(r"[·•・⋅\s]", "·", plain)


def _comparator(comparator: str) -> str:
    """Bare 以下 may be read with or without the number itself."""
    return "<=" if comparator == "<" else comparator
