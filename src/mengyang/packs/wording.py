"""名称与用语 — the Chinese and the English of one name, and the names a thing had by date."""

from dataclasses import dataclass

from mengyang.core.dated import Dated
from mengyang.packs.table import Table


@dataclass(frozen=True, slots=True)
class Wording:
    """One name in Chinese and in English."""

    zh: str
    en: str


def read_wording(table: Table) -> Wording:
    """A table `{ zh, en }`."""
    table.only("zh", "en")
    return Wording(table.text("zh"), table.text("en"))


def read_name(table: Table) -> Wording:
    """A table `{ zh, en? }`: what an area or an office is called; few have an English name."""
    table.only("zh", "en")
    return _name(table)


def read_dated_names(table: Table) -> tuple[Dated[Wording], ...]:
    """The list `name` of `{ zh, en?, from_day, until_day? }`, oldest first.

    A name lasts until the next one begins; only the last one may state its own `until_day`.
    """
    rows = list(table.tables("name"))
    if not rows:
        raise table.fault("name", "at least one name is needed", "pack.fault.no_name")
    ends = [*(row.day("from_day") for row in rows[1:]), rows[-1].day_or_none("until_day")]
    for row in rows[:-1]:
        row.only("zh", "en", "from_day")
    rows[-1].only("zh", "en", "from_day", "until_day")
    names = []
    for row, until_day in zip(rows, ends, strict=True):
        try:
            names.append(Dated(_name(row), row.day("from_day"), until_day))
        except ValueError as fault:
            raise row.fault("from_day", str(fault), "pack.fault.days") from fault
    return tuple(names)


def _name(table: Table) -> Wording:
    return Wording(table.text("zh"), table.text_or_none("en") or "")
