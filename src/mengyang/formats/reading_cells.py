"""阅读结果单元格 — what the cells of a table of readings say of one entry."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from mengyang.formats.table import Align, Cell

type Json = Mapping[str, Any]
type Say = Callable[[str, Mapping[str, object]], str]

NOTHING: Mapping[str, object] = {}
_UNNUMBERED = frozenset(("preamble", "closing"))


@dataclass(frozen=True, slots=True)
class Row:
    """One entry and the way to word its codes."""

    entry: Json
    say: Say


type Value = Callable[[Row], Cell]


@dataclass(frozen=True, slots=True)
class Field:
    """One column: the last part of its title's code, where its value comes from, its shape."""

    code: str
    value: Value
    width: int = 14
    align: Align = "left"


def plain(key: str) -> Value:
    """What the entry holds under `key`, several values joined."""

    def value(row: Row) -> Cell:
        held = row.entry.get(key)
        if isinstance(held, list | tuple):
            return "、".join(str(each) for each in held)
        return held if isinstance(held, int | float | str) or held is None else str(held)

    return value


def worded(key: str, family: str) -> Value:
    """The word of the code under `key`."""

    def value(row: Row) -> Cell:
        held = row.entry.get(key)
        return row.say(f"reading.{family}.{held}", NOTHING) if held else ""

    return value


def clause(row: Row) -> Cell:
    """The path of its clause."""
    path = str(row.entry.get("path") or "")
    # Words before the first and behind the last clause have a place, but no number.
    return row.say(f"reading.clause.{path}", NOTHING) if path in _UNNUMBERED else path


def what(row: Row) -> Cell:
    """What the entry is called by."""
    return str(row.entry.get("title") or row.entry.get("problem") or row.entry.get("quote") or "")


def problem(row: Row) -> Cell:
    """The words of the problem where they are not those the item is called by."""
    words = str(row.entry.get("problem") or "")
    return "" if words == what(row) else words


def who(row: Row) -> Cell:
    """The units, each with its role where it has one of its own."""
    names = "、".join(_unit(unit, row.say) for unit in row.entry.get("responsible_units", ()))
    return names + (
        row.say("reading.role.others", NOTHING) if row.entry.get("units_are_open") else ""
    )


def leaders(row: Row) -> Cell:
    """The responsible leaders."""
    return "、".join(str(each.get("name", "")) for each in row.entry.get("responsible_leaders", ()))


def _unit(unit: Json, say: Say) -> str:
    name = str(unit.get("name", ""))
    if not unit.get("stated", True):
        return name + say("reading.role.subject", NOTHING)
    role = unit.get("role")
    return name if role in (None, "responsible") else name + say(f"reading.role.{role}", NOTHING)


def deadline(row: Row) -> Cell:
    """The days with the words they were read from, else the kind."""
    deadline: Json = row.entry.get("deadline") or NOTHING
    kind = str(deadline.get("kind") or "none")
    days = "、".join(str(day).replace("T", " ") for day in _several(deadline.get("on")))
    raw = "、".join(str(words) for words in _several(deadline.get("raw")))
    if not days:
        return raw or ("" if kind == "none" else row.say(_deadline_code(kind), NOTHING))
    return f"{days}({raw})" if raw and raw != days else days


def _deadline_code(kind: str) -> str:
    return "reading.deadline." + kind.replace(" ", "_").replace("+", "_and_").replace("-", "_")


def remedies(row: Row) -> Cell:
    """The remedies, one a line, else the explanation."""
    texts = [str(remedy.get("text", "")) for remedy in row.entry.get("remedies", ())]
    return "\n".join(texts) or str(row.entry.get("explanation") or "")


def quantity(row: Row) -> Cell:
    """Comparator, value and unit."""
    values = _several(row.entry.get("value"))
    if len(values) == 1 and isinstance(values[0], int | float):
        return values[0]
    return "—".join(str(value) for value in values)


def _several(held: object) -> list[Any]:
    """One, several or none, as the reading's JSON has it, as a list."""
    if held is None:
        return []
    return list(held) if isinstance(held, list | tuple) else [held]


def amounts(row: Row) -> Cell:
    """The amounts of a money rule."""
    amounts = row.entry.get("amounts", ())
    return "\n".join(f"{each.get('value_raw', '')}{each.get('unit', '')}" for each in amounts)


def shares(row: Row) -> Cell:
    """Who bears which share."""
    shares = row.entry.get("cost_shares", ())
    return "、".join(f"{each.get('payer', '')} {each.get('percent', '')}%" for each in shares)


def open_values(row: Row) -> Cell:
    """What the text leaves open."""
    return "\n".join(row.say(str(code), NOTHING) for code in row.entry.get("open_values", ()))


def finding(row: Row) -> Cell:
    """What a check says."""
    finding: Json = row.entry.get("finding") or NOTHING
    return row.say(str(finding.get("code", "")), finding.get("params") or NOTHING)


def level(row: Row) -> Cell:
    """How grave it is."""
    finding: Json = row.entry.get("finding") or NOTHING
    return row.say(f"reading.level.{finding.get('level', 'info')}", NOTHING)
