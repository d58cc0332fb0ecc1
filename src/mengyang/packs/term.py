"""术语 — the words of every code in Chinese and English, one TOML file a family."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from types import MappingProxyType

from mengyang.packs.table import PACKS, Table, entries, read_table
from mengyang.packs.wording import Wording, read_wording

type Terms = Mapping[str, Mapping[str, Term]]


@dataclass(frozen=True, slots=True)
class Term:
    """What the code of a family is called; `note` defines it where the word alone does not."""

    family: str
    code: str
    zh: str
    en: str
    note: Wording | None = None


@cache
def terms() -> Terms:
    """Every family of `terms/`, by its file name, then by code in the order of the file."""
    return read_terms(PACKS)


def read_terms(root: Traversable) -> Terms:
    """The families under `root`/terms; raises `ValueError` naming file and key."""
    families = {}
    for file in entries("terms", root):
        family = file.name.removesuffix(".toml")
        table = read_table(file, f"terms/{file.name}")
        words = {code: _read_term(family, code, table.table(code)) for code in table.values}
        families[family] = MappingProxyType(words)
    return MappingProxyType(families)


def _read_term(family: str, code: str, table: Table) -> Term:
    table.only("zh", "en", "note")
    note = read_wording(table.table("note")) if "note" in table.values else None
    return Term(family, code, table.text("zh"), table.text("en"), note)
