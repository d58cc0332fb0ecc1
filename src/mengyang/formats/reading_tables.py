"""阅读结果表 — the JSON of one or more readings in, a table for each kind of entry out.

What a person reads comes from `say`, which words a code with parameters in their language.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from mengyang.formats.table import Align, Cell, Column, Table

type Json = Mapping[str, Any]
type Say = Callable[[str, Mapping[str, object]], str]

# What the plain table of the command shows; the rest it counts. A workbook holds every kind.
SHOWN = ("obligations", "reporting", "targets", "checks", "unread")
_NOTHING: Mapping[str, object] = {}
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


def reading_table(
    kind: str,
    readings: Sequence[tuple[str, Json]],
    say: Say,
    note: str = "",
    without: Sequence[str] = (),
) -> Table:
    """The entries of one kind from all `readings` (file name and JSON), numbered through.

    `note` is the code of the line below the table, with `{count}`; `without` names the fields
    to leave out. With several files a column says which file an entry is from.
    """
    fields = [field for field in FIELDS.get(kind, _PLAIN) if field.code not in without]
    columns = [Column(_title("number", say), 6, align="right")]
    if len(readings) > 1:
        columns.append(Column(_title("file", say), 24))
    columns += [Column(_title(field.code, say), field.width, None, field.align) for field in fields]
    title = say(f"reading.list.{kind}", _NOTHING)
    return Table(
        name=title[:31],
        title=title,
        columns=tuple(columns),
        rows=_rows(kind, fields, readings, say),
        note=(lambda count: say(note, {"count": count})) if note else None,
    )


def kinds(readings: Iterable[Json]) -> list[str]:
    """Every kind of entry that there is a table for, behind them those that `readings` bring."""
    brought = (
        name
        for reading in readings
        for name, held in reading.items()
        if isinstance(held, list) and name != "outline"
    )
    return list(dict.fromkeys(chain(FIELDS, brought)))


def other_kinds(reading: Json, say: Say) -> str:
    """How many entries there are of each kind that is not `SHOWN`; empty where there is none."""
    counted = [
        say("reading.note.other", {"name": say(f"reading.list.{kind}", _NOTHING), "count": count})
        for kind in kinds([reading])
        if kind not in SHOWN and (count := len(reading.get(kind, ())))
    ]
    return say("reading.note.others", {"kinds": "  ".join(counted)}) if counted else ""


def _rows(
    kind: str, fields: Sequence[Field], readings: Sequence[tuple[str, Json]], say: Say
) -> Iterator[list[Cell]]:
    entries = ((file, entry) for file, reading in readings for entry in reading.get(kind, ()))
    for number, (file, entry) in enumerate(entries, 1):
        named: list[Cell] = [file] if len(readings) > 1 else []
        yield [number, *named, *(field.value(Row(entry, say)) for field in fields)]


def _title(code: str, say: Say) -> str:
    return say(f"reading.column.{code}", _NOTHING)


def _plain(key: str) -> Value:
    def value(row: Row) -> Cell:
        held = row.entry.get(key)
        if isinstance(held, list | tuple):
            return "、".join(str(each) for each in held)
        return held if isinstance(held, int | float | str) or held is None else str(held)

    return value


def _worded(key: str, family: str) -> Value:
    def value(row: Row) -> Cell:
        held = row.entry.get(key)
        return row.say(f"reading.{family}.{held}", _NOTHING) if held else ""

    return value


def _clause(row: Row) -> Cell:
    path = str(row.entry.get("path") or "")
    # Words before the first and behind the last clause have a place, but no number.
    return row.say(f"reading.clause.{path}", _NOTHING) if path in _UNNUMBERED else path


def _what(row: Row) -> Cell:
    return str(row.entry.get("title") or row.entry.get("problem") or row.entry.get("quote") or "")


def _problem(row: Row) -> Cell:
    """The words of the problem where they are not those the item is called by."""
    words = str(row.entry.get("problem") or "")
    return "" if words == _what(row) else words


def _who(row: Row) -> Cell:
    names = "、".join(_unit(unit, row.say) for unit in row.entry.get("responsible_units", ()))
    return names + (
        row.say("reading.role.others", _NOTHING) if row.entry.get("units_are_open") else ""
    )


def _leaders(row: Row) -> Cell:
    return "、".join(str(each.get("name", "")) for each in row.entry.get("responsible_leaders", ()))


def _unit(unit: Json, say: Say) -> str:
    name = str(unit.get("name", ""))
    if not unit.get("stated", True):
        return name + say("reading.role.subject", _NOTHING)
    role = unit.get("role")
    return name if role in (None, "responsible") else name + say(f"reading.role.{role}", _NOTHING)


def _deadline(row: Row) -> Cell:
    deadline: Json = row.entry.get("deadline") or _NOTHING
    kind = str(deadline.get("kind") or "none")
    days = "、".join(str(day).replace("T", " ") for day in _several(deadline.get("on")))
    raw = "、".join(str(words) for words in _several(deadline.get("raw")))
    if not days:
        return raw or ("" if kind == "none" else row.say(_deadline_code(kind), _NOTHING))
    return f"{days}({raw})" if raw and raw != days else days


def _deadline_code(kind: str) -> str:
    return "reading.deadline." + kind.replace(" ", "_").replace("+", "_and_").replace("-", "_")


def _remedies(row: Row) -> Cell:
    texts = [str(remedy.get("text", "")) for remedy in row.entry.get("remedies", ())]
    return "\n".join(texts) or str(row.entry.get("explanation") or "")


def _quantity(row: Row) -> Cell:
    values = _several(row.entry.get("value"))
    if len(values) == 1 and isinstance(values[0], int | float):
        return values[0]
    return "—".join(str(value) for value in values)


def _several(held: object) -> list[Any]:
    """One, several or none, as the reading's JSON has it, as a list."""
    if held is None:
        return []
    return list(held) if isinstance(held, list | tuple) else [held]


def _amounts(row: Row) -> Cell:
    amounts = row.entry.get("amounts", ())
    return "\n".join(f"{each.get('value_raw', '')}{each.get('unit', '')}" for each in amounts)


def _shares(row: Row) -> Cell:
    shares = row.entry.get("cost_shares", ())
    return "、".join(f"{each.get('payer', '')} {each.get('percent', '')}%" for each in shares)


def _open_values(row: Row) -> Cell:
    return "\n".join(row.say(str(code), _NOTHING) for code in row.entry.get("open_values", ()))


def _finding(row: Row) -> Cell:
    finding: Json = row.entry.get("finding") or _NOTHING
    return row.say(str(finding.get("code", "")), finding.get("params") or _NOTHING)


def _level(row: Row) -> Cell:
    finding: Json = row.entry.get("finding") or _NOTHING
    return row.say(f"reading.level.{finding.get('level', 'info')}", _NOTHING)


_CLAUSE = Field("clause", _clause, 12)
_QUOTE = Field("quote", _plain("quote"), 60)
_QUANTITY = (
    _CLAUSE,
    Field("indicator", _plain("indicator"), 30),
    Field("comparator", _worded("comparator", "comparator"), 8),
    Field("value", _quantity, 12, "right"),
    Field("unit", _plain("unit"), 8),
    Field("by", _plain("by"), 12),
)

FIELDS: Mapping[str, tuple[Field, ...]] = {
    "obligations": (
        _CLAUSE,
        Field("kind", _worded("kind", "kind"), 8),
        Field("what", _what, 48),
        Field("problem", _problem, 48),
        Field("goal", _plain("goal"), 48),
        Field("who", _who, 30),
        Field("leaders", _leaders, 16),
        Field("by_when", _deadline, 22),
        Field("status", _worded("claimed_status", "status"), 12),
        Field("remedies", _remedies, 60),
    ),
    "targets": (
        *_QUANTITY,
        Field("verb", _worded("verb", "verb"), 8),
        Field("scope", _plain("scope"), 16),
        _QUOTE,
    ),
    "figures": (
        *_QUANTITY,
        Field("kind", _worded("type", "figure"), 8),
        Field("scope", _plain("scope"), 16),
        _QUOTE,
    ),
    "duties": (
        _CLAUSE,
        Field("department", _plain("department"), 24),
        Field("duty", _plain("duty"), 60),
        Field("joint", _plain("joint"), 30),
    ),
    "projects": (
        _CLAUSE,
        Field("name", _plain("name"), 30),
        Field("action", _plain("action"), 12),
        Field("seats", _plain("seats"), 8, "right"),
        Field("by_when", _plain("due_on"), 12),
        _QUOTE,
    ),
    "money_rules": (
        _CLAUSE,
        Field("name", _plain("name"), 30),
        Field("beneficiary", _plain("beneficiary"), 24),
        Field("amounts", _amounts, 24),
        Field("shares", _shares, 20),
        Field("in_force_from", _plain("in_force_from"), 12),
        Field("open_values", _open_values, 40),
        _QUOTE,
    ),
    "citations": (
        _CLAUSE,
        Field("title", _plain("title"), 60),
        Field("document_number", _plain("document_number"), 24),
        Field("issuer", _plain("issuer"), 24),
    ),
    "reporting": (
        _CLAUSE,
        Field("who", _plain("who"), 30),
        Field("what", _plain("what"), 40),
        Field("to", _plain("to"), 24),
        Field("by_when", _deadline, 22),
        Field("signatory", _plain("signatory"), 20),
        Field("publicity", _plain("publicity"), 24),
    ),
    "mechanisms": (
        _CLAUSE,
        Field("name", _plain("name"), 30),
        Field("kind", _worded("kind", "mechanism"), 12),
        _QUOTE,
    ),
    "checks": (
        _CLAUSE,
        Field("level", _level, 8),
        Field("finding", _finding, 60),
        _QUOTE,
    ),
    "unread": (_CLAUSE, _QUOTE),
}
# What is known of every entry.
_PLAIN = (_CLAUSE, _QUOTE)
