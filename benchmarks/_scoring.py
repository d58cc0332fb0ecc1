"""评分 — a reading beside its gold file: what was right, what was missed, what was too much."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

type Gold = Mapping[str, Any]
type Json = Mapping[str, Any]
type Key = tuple[Any, ...]

_ALIKE = 0.6


@dataclass(slots=True)
class Score:
    """Counts of one reading, with what was missed and what was too much."""

    right: int = 0
    found: int = 0
    wanted: int = 0
    misses: list[str] = field(default_factory=list)

    def __iadd__(self, other: "Score") -> "Score":
        self.right += other.right
        self.found += other.found
        self.wanted += other.wanted
        self.misses += other.misses
        return self

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        total = self.found + self.wanted
        return 2 * self.right / total if total else 1.0


def score(reading: Json, gold: Gold) -> dict[str, Score]:
    """A score for each reading that the gold file speaks of; `reading` is our JSON."""
    return {name: rate(reading, gold) for name, (key, rate) in _READINGS.items() if key in gold}


def from_expected(expected: Json) -> Gold:
    """An expected.json of our samples as a gold file; only what it states is scored."""
    gold: dict[str, Any] = {}
    if "outline" in expected:
        gold["outline"] = [_node(node) for node in expected["outline"]]
    if "obligations" in expected:
        gold["items"] = [_item(entry) for entry in expected["obligations"]]
    if "reporting" in expected:
        gold["reporting"] = [
            entry | {"deadline": next(iter(entry["deadline"]["on"]), None)}
            for entry in expected["reporting"]
        ]
    for name in ("quantities", "projects", "references", "not_quantities", "quantities_optional"):
        if name in expected:
            gold[name] = expected[name]
    return gold


def _node(node: Any) -> dict[str, Any]:
    return {"path": node[0], "heading": node[1]} if isinstance(node, list) else dict(node)


def _item(entry: Json) -> dict[str, Any]:
    units = entry.get("units") or entry.get("responsible_units") or []
    deadline = entry.get("deadline") or {"kind": "none", "on": []}
    return {
        "path": entry["path"],
        "kind": entry.get("kind", "task"),
        "responsible_units": [
            unit[0] if isinstance(unit, list) else unit["name"] for unit in units
        ],
        "deadline": {"kind": deadline["kind"], "date": deadline.get("on") or None},
    }


def _sets(found: Iterable[Key], wanted: Iterable[Key]) -> Score:
    ours, theirs = set(found), set(wanted)
    return Score(
        len(ours & theirs),
        len(ours),
        len(theirs),
        [f"- {key}" for key in sorted(theirs - ours, key=str)]
        + [f"+ {key}" for key in sorted(ours - theirs, key=str)],
    )


def _outline(reading: Json, gold: Gold) -> Score:
    return _sets(
        ((node["path"],) for node in reading["outline"]),
        ((node["path"],) for node in gold["outline"]),
    )


def _is_item(entry: Json) -> bool:
    return entry.get("kind", "task") in ("problem", "task")


def _items_of(reading: Json) -> list[Json]:
    return [entry for entry in reading["obligations"] if _is_item(entry)]


def _wanted_items(gold: Gold) -> list[Json]:
    return [item for item in gold["items"] if _is_item(item)]


def _items(reading: Json, gold: Gold) -> Score:
    return _sets(
        ((item["path"],) for item in _items_of(reading)),
        ((item["path"],) for item in _wanted_items(gold)),
    )


def _units(reading: Json, gold: Gold) -> Score:
    return _sets(
        (
            (item["path"], _plain(unit["name"]))
            for item in _items_of(reading)
            for unit in item["responsible_units"]
        ),
        (
            (item["path"], _plain(unit))
            for item in _wanted_items(gold)
            for unit in item["responsible_units"]
        ),
    )


def _deadlines(reading: Json, gold: Gold) -> Score:
    return _sets(
        (
            (item["path"], item["deadline"]["kind"], _days(item["deadline"]["on"]))
            for item in _items_of(reading)
        ),
        (
            (item["path"], item["deadline"]["kind"], _days(item["deadline"].get("date")))
            for item in _wanted_items(gold)
        ),
    )


def _days(days: Any) -> str:
    several = [days] if isinstance(days, str) else list(days or [])
    return " ".join(str(day)[:10] for day in several)


def _projects(reading: Json, gold: Gold) -> Score:
    return _sets(
        ((_plain(project["name"]),) for project in reading["projects"]),
        ((_plain(project["name"]),) for project in gold["projects"]),
    )


def _citations(reading: Json, gold: Gold) -> Score:
    return _sets(
        (
            (_plain(entry["title"]), _plain(entry["document_number"]))
            for entry in reading["citations"]
        ),
        ((_plain(entry["title"]), _plain(entry.get("doc_number"))) for entry in gold["references"]),
    )


def _duties(reading: Json, gold: Gold) -> Score:
    """By clause and department; a department called by more or fewer words is the same."""
    ours = [(entry["path"], _plain(entry["department"])) for entry in reading["duties"]]
    theirs = [
        (path, _plain(entry["department"]))
        for entry in gold["department_duties"]
        for path in str(entry["path"]).split(";")[:1]
    ]
    return _pair_up(ours, theirs, lambda a, b: a[0] == b[0] and (a[1] in b[1] or b[1] in a[1]))


def _reporting(reading: Json, gold: Gold) -> Score:
    return _sets(
        (
            (entry["path"], _days(entry["deadline"]["on"]), _plain(entry["to"]))
            for entry in reading["reporting"]
        ),
        (
            (_place(entry["path"]), _days(entry["deadline"]), _plain(entry["to"]))
            for entry in gold["reporting"]
        ),
    )


def _place(path: str) -> str:
    return "closing" if path.startswith("closing") else path


def _mechanisms(reading: Json, gold: Gold) -> Score:
    return _named(reading["mechanisms"], gold["mechanisms"])


def _money_rules(reading: Json, gold: Gold) -> Score:
    wanted = [
        rule | {"name": rule.get("name") or rule["base"]["name"]} for rule in gold["subsidy_rules"]
    ]
    return _named(reading["money_rules"], wanted, alike=0.3)


def _named(found: Sequence[Json], wanted: Sequence[Json], alike: float = _ALIKE) -> Score:
    ours = [(entry["path"], _plain(entry["name"])) for entry in found]
    theirs = [(entry["path"], _plain(entry["name"])) for entry in wanted]
    return _pair_up(ours, theirs, lambda a, b: a[0] == b[0] and _likeness(a[1], b[1]) >= alike)


def _likeness(one: str, other: str) -> float:
    """How much of the shorter name's pairs of characters the other holds."""
    pairs = [{name[at : at + 2] for at in range(len(name) - 1)} for name in (one, other)]
    smaller = min(len(each) for each in pairs)
    return len(pairs[0] & pairs[1]) / smaller if smaller else 0.0


def _pair_up(ours: Sequence[Key], theirs: Sequence[Key], same: Callable[[Key, Key], bool]) -> Score:
    left = list(ours)
    missed: list[str] = []
    for wanted in theirs:
        match = next((found for found in left if same(found, wanted)), None)
        if match is None:
            missed.append(f"- {wanted}")
        else:
            left.remove(match)
    right = len(theirs) - len(missed)
    return Score(right, len(ours), len(theirs), missed + [f"+ {key}" for key in left])


def _quantities(kind: str) -> Callable[[Json, Gold], Score]:
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
                result.misses.append(f"+ {_shown(entry)}")
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
                result.misses.append(f"- {_shown(entry)}")
        return result

    return rate


def _types(entry: Json) -> set[str]:
    return {entry["type"], *entry.get("accept_types", ())}


def _kinds(reading: Json, gold: Gold) -> Score:
    """Of the quantities found at all, those told as the right kind: target, fact or rule."""
    ours = [entry | {"type": "target"} for entry in reading["targets"]] + list(reading["figures"])
    result = Score()
    for wanted in gold["quantities"]:
        match = next((entry for entry in ours if _is_same(entry, wanted)), None)
        if match is None:
            continue
        right = match["type"] in _types(wanted)
        result += Score(int(right), 1, 1, [] if right else [f"~ {match['type']}: {_shown(wanted)}"])
    return result


def _is_same(ours: Json, theirs: Json) -> bool:
    return (
        ours["path"] == _place(theirs["path"])
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


def _shown(entry: Json) -> str:
    words = (entry["path"], entry["comparator"], entry["value"], entry["unit"], entry.get("quote"))
    return " ".join(str(word) for word in words)


def _plain(words: Any) -> str:
    return re.sub(r"[\s“”\"〈〉《》]", "", str(words or "")).translate(_WIDE)


_WIDE = str.maketrans("（），：；", "(),:;")
_READINGS: dict[str, tuple[str, Callable[[Json, Gold], Score]]] = {
    "outline": ("outline", _outline),
    "items": ("items", _items),
    "units": ("items", _units),
    "deadlines": ("items", _deadlines),
    "targets": ("quantities", _quantities("target")),
    "figures": ("quantities", _quantities("figure")),
    "kinds": ("quantities", _kinds),
    "projects": ("projects", _projects),
    "citations": ("references", _citations),
    "duties": ("department_duties", _duties),
    "reporting": ("reporting", _reporting),
    "mechanisms": ("mechanisms", _mechanisms),
    "money rules": ("subsidy_rules", _money_rules),
}
