"""亮灯规则 — when a task is grey, green, yellow or red, and how each lamp is drawn and worded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources.abc import Traversable
from types import MappingProxyType

from mengyang.packs.calendar import working_calendar
from mengyang.packs.table import PACKS, Table, entries, read_table
from mengyang.packs.term import terms
from mengyang.packs.wording import Wording, read_wording

SHAPES = ("ring", "circle", "triangle", "square")


@dataclass(frozen=True, slots=True)
class LampSign:
    """One lamp: a colour never stands without its `shape` and its `word`."""

    colour: str
    shape: str
    word: Wording
    meaning: Wording


@dataclass(frozen=True, slots=True)
class LampScheme:
    """Yellow from `yellow_within_days` before the deadline on, red from the day after it on.

    A task is to be signed for within `sign_within_working_days` after it was assigned.

    `source` says which rule the thresholds rest on.
    """

    code: str
    name: Wording
    source: Wording
    yellow_within_days: int
    sign_within_working_days: int
    signs: Mapping[str, LampSign]


@cache
def lamps() -> Mapping[str, LampScheme]:
    """Every scheme of `lamps/` by code; `default` is always there."""
    return read_lamps(PACKS)


def sign_by(assigned_on: date) -> date:
    """签收期限 — the last day to sign for what was assigned on a day."""
    within = lamps()["default"].sign_within_working_days
    return working_calendar().after(assigned_on, within).on


def read_lamps(root: Traversable) -> Mapping[str, LampScheme]:
    """The schemes under `root`/lamps; raises `ValueError` naming file and key."""
    schemes = {}
    for file in entries("lamps", root):
        code = file.name.removesuffix(".toml")
        schemes[code] = _read_scheme(code, read_table(file, f"lamps/{file.name}"))
    return MappingProxyType(schemes)


def _read_scheme(code: str, table: Table) -> LampScheme:
    table.only("name", "source", "yellow_within_days", "sign_within_working_days", "sign")
    signs = tuple(_read_sign(row) for row in table.tables("sign"))
    colours = [sign.colour for sign in signs]
    if sorted(colours) != sorted(terms()["lamp_colours"]):
        raise table.fault("sign", f"each lamp colour is needed once, not {colours}")
    if len({sign.shape for sign in signs}) != len(signs):
        raise table.fault("sign", "two lamps share a shape")
    return LampScheme(
        code=code,
        name=read_wording(table.table("name")),
        source=read_wording(table.table("source")),
        yellow_within_days=table.number("yellow_within_days"),
        sign_within_working_days=table.number("sign_within_working_days"),
        signs=MappingProxyType({sign.colour: sign for sign in signs}),
    )


def _read_sign(table: Table) -> LampSign:
    table.only("colour", "shape", "word", "meaning")
    return LampSign(
        colour=table.text("colour"),
        shape=table.one_of("shape", SHAPES),
        word=read_wording(table.table("word")),
        meaning=read_wording(table.table("meaning")),
    )
