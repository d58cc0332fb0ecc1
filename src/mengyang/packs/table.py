"""政策数据读取 — one TOML table in, typed values out.

Whatever is wrong is a `PackFault`, a `ValueError` naming the file, the place in it and the key: a
programmer reads its English, whoever wrote an own file the message of its code.
"""

import tomllib
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from importlib.resources.abc import Traversable

from mengyang.core.findings import Finding, Level
from mengyang.core.patterns import lazy_pattern

PACKS = files(__package__)
_OTHER = "pack.fault.other"
_AT = lazy_pattern(r"line ([0-9]+), column ([0-9]+)")


class PackFault(ValueError):
    """What is wrong in a file: `told` in a code, `where` from the file down to the key."""

    def __init__(self, message: str, told: Finding, where: str) -> None:
        super().__init__(message)
        self.told = told
        self.where = where


@dataclass(frozen=True, slots=True)
class Table:
    """A TOML table that knows its `place` ("areas/654300/directory.toml: unit[3]")."""

    values: Mapping[str, object]
    place: str

    def fault(self, key: str, why: str, code: str = _OTHER, **params: object) -> PackFault:
        """The error for `key` in this table; without a code its English stands for it."""
        told = Finding(code, Level.ERROR, {"why": why, **params})
        return PackFault(f"{self.place}: {key}: {why}", told, f"{self.place}: {key}")

    def only(self, *keys: str) -> None:
        """Refuse every key that is not one of `keys`: no misspelt key is lost in silence."""
        for key in self.values:
            if key not in keys:
                raise self.fault(key, "unknown key", "pack.fault.unknown_key")

    def text(self, key: str) -> str:
        """A text that is neither empty nor framed by blanks."""
        value = self.values.get(key)
        if not isinstance(value, str) or not value or value != value.strip():
            raise self.fault(key, f"a text is needed, not {value!r}", "pack.fault.no_text")
        return value

    def text_or_none(self, key: str) -> str | None:
        return self.text(key) if key in self.values else None

    def one_of(self, key: str, known: Container[str]) -> str:
        """A text that is among the `known` ones."""
        value = self.text(key)
        if value not in known:
            raise self.fault(key, f"{value!r} is not known", "pack.fault.not_known", value=value)
        return value

    def all_of(self, key: str, known: Container[str]) -> tuple[str, ...]:
        """A list of texts that are all among the `known` ones, empty where the key is absent."""
        values = self.texts(key)
        for value in values:
            if value not in known:
                raise self.fault(
                    key, f"{value!r} is not known", "pack.fault.not_known", value=value
                )
        return values

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty where the key is absent."""
        inner = Table({str(i): text for i, text in enumerate(self._list(key))}, self._inside(key))
        return tuple(inner.text(index) for index in inner.values)

    def day(self, key: str) -> date:
        value = self.values.get(key)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.fault(key, f"a day is needed, not {value!r}", "pack.fault.no_day")
        return value

    def days(self, key: str) -> tuple[date, ...]:
        """A list of days, empty where the key is absent."""
        inner = Table({str(i): day for i, day in enumerate(self._list(key))}, self._inside(key))
        return tuple(inner.day(index) for index in inner.values)

    def day_or_none(self, key: str) -> date | None:
        return self.day(key) if key in self.values else None

    def flag(self, key: str) -> bool:
        value = self.values.get(key)
        if not isinstance(value, bool):
            raise self.fault(key, f"true or false is needed, not {value!r}", "pack.fault.no_flag")
        return value

    def number(self, key: str) -> int:
        """A whole number, zero or more."""
        value = self.values.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.fault(
                key, f"a whole number is needed, not {value!r}", "pack.fault.no_number"
            )
        return value

    def number_or_none(self, key: str) -> int | None:
        return self.number(key) if key in self.values else None

    def table(self, key: str) -> "Table":
        value = self.values.get(key)
        if not isinstance(value, dict):
            raise self.fault(key, f"a table is needed, not {value!r}", "pack.fault.no_table")
        return Table(value, self._inside(key))

    def tables(self, key: str) -> Iterator["Table"]:
        """The tables of a list, none where the key is absent."""
        for index, value in enumerate(self._list(key), start=1):
            if not isinstance(value, dict):
                raise self.fault(
                    key, f"a list of tables is needed, not {value!r}", "pack.fault.no_tables"
                )
            yield Table(value, f"{self._inside(key)}[{index}]")

    def _list(self, key: str) -> list[object]:
        value = self.values.get(key, [])
        if not isinstance(value, list):
            raise self.fault(key, f"a list is needed, not {value!r}", "pack.fault.no_list")
        return value

    def _inside(self, key: str) -> str:
        return f"{self.place}: {key}"


def read_table(file: Traversable, place: str) -> Table:
    """The top table of a TOML file; raises `ValueError` naming the file where it is no TOML."""
    try:
        return Table(tomllib.loads(file.read_text(encoding="utf-8")), place)
    except UnicodeDecodeError as fault:
        told = Finding("pack.fault.encoding", Level.ERROR)
        raise PackFault(f"{place}: {fault}", told, place) from fault
    except tomllib.TOMLDecodeError as fault:
        raise PackFault(f"{place}: {fault}", _no_toml(str(fault)), place) from fault


def entries(folder: str, root: Traversable = PACKS) -> list[Traversable]:
    """What lies in a folder of the pack, by name; scanning is what makes one new file enough."""
    return sorted(root.joinpath(folder).iterdir(), key=lambda entry: entry.name)


def _no_toml(fault: str) -> Finding:
    """Where a text stops being TOML; its end where no line is named."""
    at = _AT.search(fault)
    if at is None:
        return Finding("pack.fault.toml_end", Level.ERROR)
    return Finding("pack.fault.toml", Level.ERROR, {"line": at[1], "column": at[2]})
