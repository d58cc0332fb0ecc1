"""阅读结果表 — the JSON of one or more readings in, a table for each kind of entry out.

What a person reads comes from `say`, which words a code with parameters in their language.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from mengyang.formats import reading_cells as cells
from mengyang.formats.reading_cells import NOTHING, Field, Json, Row, Say
from mengyang.formats.table import Cell, Column, Table

# What the plain table of the command shows; the rest it counts. A workbook holds every kind.
SHOWN = ("obligations", "reporting", "targets", "checks", "unread")


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
    title = say(f"reading.list.{kind}", NOTHING)
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
        say("reading.note.other", {"name": say(f"reading.list.{kind}", NOTHING), "count": count})
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
    return say(f"reading.column.{code}", NOTHING)


_CLAUSE = Field("clause", cells.clause, 12)
_QUOTE = Field("quote", cells.plain("quote"), 60)
_QUANTITY = (
    _CLAUSE,
    Field("indicator", cells.plain("indicator"), 30),
    Field("comparator", cells.worded("comparator", "comparator"), 8),
    Field("value", cells.quantity, 12, "right"),
    Field("unit", cells.plain("unit"), 8),
    Field("by", cells.plain("by"), 12),
)

FIELDS: Mapping[str, tuple[Field, ...]] = {
    "obligations": (
        _CLAUSE,
        Field("kind", cells.worded("kind", "kind"), 8),
        Field("what", cells.what, 48),
        Field("problem", cells.problem, 48),
        Field("goal", cells.plain("goal"), 48),
        Field("who", cells.who, 30),
        Field("leaders", cells.leaders, 16),
        Field("by_when", cells.deadline, 22),
        Field("status", cells.worded("claimed_status", "status"), 12),
        Field("remedies", cells.remedies, 60),
    ),
    "targets": (
        *_QUANTITY,
        Field("verb", cells.worded("verb", "verb"), 8),
        Field("scope", cells.plain("scope"), 16),
        _QUOTE,
    ),
    "figures": (
        *_QUANTITY,
        Field("kind", cells.worded("type", "figure"), 8),
        Field("scope", cells.plain("scope"), 16),
        _QUOTE,
    ),
    "duties": (
        _CLAUSE,
        Field("department", cells.plain("department"), 24),
        Field("duty", cells.plain("duty"), 60),
        Field("joint", cells.plain("joint"), 30),
    ),
    "projects": (
        _CLAUSE,
        Field("name", cells.plain("name"), 30),
        Field("action", cells.plain("action"), 12),
        Field("seats", cells.plain("seats"), 8, "right"),
        Field("by_when", cells.plain("due_on"), 12),
        _QUOTE,
    ),
    "money_rules": (
        _CLAUSE,
        Field("name", cells.plain("name"), 30),
        Field("beneficiary", cells.plain("beneficiary"), 24),
        Field("amounts", cells.amounts, 24),
        Field("shares", cells.shares, 20),
        Field("in_force_from", cells.plain("in_force_from"), 12),
        Field("open_values", cells.open_values, 40),
        _QUOTE,
    ),
    "citations": (
        _CLAUSE,
        Field("title", cells.plain("title"), 60),
        Field("document_number", cells.plain("document_number"), 24),
        Field("issuer", cells.plain("issuer"), 24),
    ),
    "reporting": (
        _CLAUSE,
        Field("who", cells.plain("who"), 30),
        Field("what", cells.plain("what"), 40),
        Field("to", cells.plain("to"), 24),
        Field("by_when", cells.deadline, 22),
        Field("signatory", cells.plain("signatory"), 20),
        Field("publicity", cells.plain("publicity"), 24),
    ),
    "mechanisms": (
        _CLAUSE,
        Field("name", cells.plain("name"), 30),
        Field("kind", cells.worded("kind", "mechanism"), 12),
        _QUOTE,
    ),
    "checks": (
        _CLAUSE,
        Field("level", cells.level, 8),
        Field("finding", cells.finding, 60),
        _QUOTE,
    ),
    "unread": (_CLAUSE, _QUOTE),
}
# What is known of every entry.
_PLAIN = (_CLAUSE, _QUOTE)
