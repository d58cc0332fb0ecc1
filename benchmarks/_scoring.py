"""评分 — a reading beside its gold file: what was right, what was missed, what was too much."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from benchmarks._quantities import dates, indicators, kinds, quantities
from benchmarks._tally import Gold, Json, Score, likeness, pair_up, place, plain, sets

_ALIKE = 0.6


def score(reading: Json, gold: Gold) -> dict[str, Score]:
    """A score for each reading that the gold file speaks of; `reading` is our JSON."""
    gold = _without_annex(gold)
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
            entry | {"deadline": entry["deadline"]["on"]} for entry in expected["reporting"]
        ]
    for name in ("quantities", "projects", "references", "not_quantities", "quantities_optional"):
        if name in expected:
            gold[name] = expected[name]
    return gold


def _without_annex(gold: Gold) -> Gold:
    """The gold file in our notation: without clauses of its own, a text's rows stand under none."""
    if gold.get("outline", True):
        return gold
    return {
        key: [_under_none(entry) for entry in entries] if isinstance(entries, list) else entries
        for key, entries in gold.items()
    }


def _under_none(entry: Any) -> Any:
    if not isinstance(entry, Mapping) or "path" not in entry:
        return entry
    return {**entry, "path": str(entry["path"]).removeprefix("附件/")}


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


def _outline(reading: Json, gold: Gold) -> Score:
    return sets(
        ((node["path"],) for node in reading["outline"]),
        ((node["path"],) for node in gold["outline"]),
    )


def _is_item(entry: Json) -> bool:
    return entry.get("kind", "task") in ("problem", "task")


def _items_of(reading: Json, gold: Gold) -> list[Json]:
    """Ours, without those that the gold neither asks for nor calls wrong."""
    free = {item["path"] for item in gold["items"] if item.get("optional")}
    return [
        entry for entry in reading["obligations"] if _is_item(entry) and entry["path"] not in free
    ]


def _wanted_items(gold: Gold) -> list[Json]:
    return [item for item in gold["items"] if _is_item(item) and not item.get("optional")]


def _items(reading: Json, gold: Gold) -> Score:
    return sets(
        ((item["path"],) for item in _items_of(reading, gold)),
        ((item["path"],) for item in _wanted_items(gold)),
    )


def _units(reading: Json, gold: Gold) -> Score:
    """By clause and name; a gold item open to a narrower list takes just that one as well."""
    ours: dict[str, set[str]] = {}
    for item in _items_of(reading, gold):
        names = {plain(unit["name"]) for unit in item["responsible_units"]}
        ours.setdefault(item["path"], set()).update(names)
    theirs = {
        item["path"]: _wanted_units(item, ours.get(item["path"], set()))
        for item in _wanted_items(gold)
    }
    return sets(_by_path(ours), _by_path(theirs))


def _wanted_units(item: Json, ours: set[str]) -> set[str]:
    accepted = {plain(unit) for unit in item.get("accept_units", ())}
    wanted = {plain(unit) for unit in item["responsible_units"]}
    return accepted if accepted and ours == accepted else wanted


def _by_path(units: Mapping[str, set[str]]) -> list[tuple[str, str]]:
    return [(path, name) for path, names in units.items() for name in names]


def _leads(reading: Json, gold: Gold) -> Score:
    """Who leads, in the items of which the gold tells leading from joint units."""
    told = {item["path"]: item["lead_units"] for item in gold["items"] if "lead_units" in item}
    return sets(
        (
            (item["path"], plain(unit["name"]))
            for item in _items_of(reading, gold)
            for unit in item["responsible_units"]
            if unit["role"] == "lead" and item["path"] in told
        ),
        ((path, plain(unit)) for path, units in told.items() for unit in units),
    )


def _deadlines(reading: Json, gold: Gold) -> Score:
    """By clause, kind and days; a gold deadline open to several kinds or days takes any of them."""
    accepted = {item["path"]: _accepted(item) for item in _wanted_items(gold)}
    return sets(
        (_deadline(item, accepted.get(item["path"], [])) for item in _items_of(reading, gold)),
        ((path, *choices[0]) for path, choices in accepted.items()),
    )


def _deadline(item: Json, choices: Sequence[tuple[str, str]]) -> tuple[str, str, str]:
    """Ours; where it is one of several accepted, the first of them."""
    ours = item["deadline"]["kind"], _days(item["deadline"]["on"])
    return item["path"], *(choices[0] if ours in choices else ours)


def _accepted(item: Json) -> list[tuple[str, str]]:
    deadline = item["deadline"]
    of_item = (*item.get("accept_kinds", ()), *_told_by_flags(item))
    days = _days(deadline.get("date"))
    others = [days, "", *days.split(), *(_days(day) for day in deadline.get("accept_dates", ()))]
    kinds = (*deadline.get("accept_kinds", ()), *of_item)
    return [(deadline["kind"], days), *((kind, day) for kind in kinds for day in others)]


def _told_by_flags(item: Json) -> Iterator[str]:
    """The finer kinds of our JSON where the schema has one for several: a gold tells by flags."""
    kind = item["deadline"]["kind"]
    flags = [item.get(name, item["deadline"].get(name)) for name in ("immediate", "ongoing")]
    if kind == "immediate+ongoing" and any(flags) and not all(flags):
        yield "immediate" if flags[0] else "ongoing"
    elif kind == "by date" and flags[1]:
        yield "by date+ongoing"
    if kind == "relative" and (item.get("recurring") or item["deadline"].get("recurring")):
        yield "recurring"
    if accepted := item.get("accept_deadline"):
        yield accepted


def _days(days: Any) -> str:
    several = [days] if isinstance(days, str) else list(days or [])
    return " ".join(str(day)[:10] for day in several if day)


def _projects(reading: Json, gold: Gold) -> Score:
    return sets(
        ((plain(project["name"]),) for project in reading["projects"]),
        ((plain(project["name"]),) for project in gold["projects"]),
    )


def _citations(reading: Json, gold: Gold) -> Score:
    return sets(
        (
            (plain(entry["title"]), plain(entry["document_number"]))
            for entry in reading["citations"]
        ),
        ((plain(entry["title"]), plain(entry.get("doc_number"))) for entry in gold["references"]),
    )


def _duties(reading: Json, gold: Gold) -> Score:
    """By clause and department; a department called by more or fewer words is the same."""
    ours = [(entry["path"], plain(entry["department"])) for entry in reading["duties"]]
    theirs = [
        (place(path), plain(entry["department"]))
        for entry in gold["department_duties"]
        for path in str(entry["path"]).split(";")[:1]
    ]
    return pair_up(ours, theirs, lambda a, b: a[0] == b[0] and (a[1] in b[1] or b[1] in a[1]))


def _reporting(reading: Json, gold: Gold) -> Score:
    return sets(
        (
            (entry["path"], _days(entry["deadline"]["on"]), plain(entry.get("to")))
            for entry in reading["reporting"]
        ),
        (
            (place(entry["path"]), _days(entry["deadline"]), plain(entry.get("to")))
            for entry in gold["reporting"]
        ),
    )


def _mechanisms(reading: Json, gold: Gold) -> Score:
    return _named(reading["mechanisms"], gold["mechanisms"])


def _money_rules(reading: Json, gold: Gold) -> Score:
    wanted = [rule | {"name": _name_of(rule)} for rule in gold["subsidy_rules"]]
    return _named(reading["money_rules"], wanted, alike=0.3)


def _name_of(rule: Json) -> str:
    """What gold calls a rule; one without a name is told by whom it is for."""
    named = (rule, rule.get("base", {}))
    return next((each["name"] for each in named if each.get("name")), rule.get("beneficiary", ""))


def _named(found: Sequence[Json], wanted: Sequence[Json], alike: float = _ALIKE) -> Score:
    ours = [(entry["path"], plain(entry["name"])) for entry in found]
    theirs = [(entry["path"], plain(entry["name"])) for entry in wanted]
    return pair_up(ours, theirs, lambda a, b: a[0] == b[0] and likeness(a[1], b[1]) >= alike)


_READINGS: dict[str, tuple[str, Callable[[Json, Gold], Score]]] = {
    "outline": ("outline", _outline),
    "items": ("items", _items),
    "units": ("items", _units),
    "leads": ("items", _leads),
    "deadlines": ("items", _deadlines),
    "targets": ("quantities", quantities("target")),
    "figures": ("quantities", quantities("figure")),
    "kinds": ("quantities", kinds),
    "target dates": ("quantities", dates),
    "indicators": ("quantities", indicators),
    "projects": ("projects", _projects),
    "citations": ("references", _citations),
    "duties": ("department_duties", _duties),
    "reporting": ("reporting", _reporting),
    "mechanisms": ("mechanisms", _mechanisms),
    "money rules": ("subsidy_rules", _money_rules),
}
