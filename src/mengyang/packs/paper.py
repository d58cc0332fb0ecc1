"""文书模板 — the papers of supervision, one TOML file a paper: what it is called, says and needs.

`{name}` in a text is a fact of the task or plan that the paper is about; `each` repeats a block for
every entry of a list. A paper is Chinese only; its name has both languages.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Literal

from mengyang.packs.table import PACKS, Table, entries, read_table
from mengyang.packs.wording import Wording, read_wording

type Subject = Literal["task", "plan"]

PERIODS = ("month", "quarter")
_KINDS = ("heading", "text", "form", "table")


@dataclass(frozen=True, slots=True)
class PaperColumn:
    """A column of a table: which field of an entry it shows; width in Latin characters."""

    title: str
    field: str
    width: int
    is_right: bool


@dataclass(frozen=True, slots=True)
class PaperFormRow:
    """A row of a form: label and text, or two pairs; `height` in mm, where one signs."""

    cells: tuple[str, ...]
    height: int


@dataclass(frozen=True, slots=True)
class PaperBlock:
    """A heading, a text, a form or a table; it stands only where the fact `when` is not empty,
    and the fact `unless` is.
    """

    kind: str
    words: str = ""
    level: int = 1
    each: str = ""
    when: str = ""
    unless: str = ""
    rows: tuple[PaperFormRow, ...] = ()
    columns: tuple[PaperColumn, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperAnnex:
    """附件 of a paper."""

    title: str
    is_landscape: bool
    blocks: tuple[PaperBlock, ...]


@dataclass(frozen=True, slots=True)
class PaperTemplate:
    """A paper. It can be printed where every fact of `needs` is known.

    `is_office` papers are printed by the office that assigns, the others also by the units. One of
    a `period` (month | quarter) tells of all of it up to its last day, beside the one before it.
    """

    code: str
    name: Wording
    subject: str
    is_office: bool
    needs: tuple[str, ...]
    period: str
    title: str
    addressee: str
    mark: str
    number: str
    closing: tuple[str, ...]
    copied_to: str
    blocks: tuple[PaperBlock, ...]
    annexes: tuple[PaperAnnex, ...]


@cache
def papers() -> Mapping[str, PaperTemplate]:
    """Every paper of `papers/` by code."""
    return read_papers(PACKS)


def read_papers(root: Traversable) -> Mapping[str, PaperTemplate]:
    """The papers under `root`/papers; raises `ValueError` naming file and key."""
    found = {}
    for file in entries("papers", root):
        code = file.name.removesuffix(".toml")
        found[code] = _read_paper(code, read_table(file, f"papers/{file.name}"))
    return MappingProxyType(found)


def _read_paper(code: str, table: Table) -> PaperTemplate:
    table.only(
        *("name", "subject", "printed_by", "needs", "title", "addressee", "mark", "number"),
        *("closing", "copied_to", "block", "annex", "period"),
    )
    return PaperTemplate(
        code=code,
        name=read_wording(table.table("name")),
        subject=table.one_of("subject", ("task", "plan")),
        is_office=table.one_of("printed_by", ("office", "unit")) == "office",
        needs=table.texts("needs"),
        period=table.one_of("period", PERIODS) if "period" in table.values else "",
        title=table.text("title"),
        addressee=table.text_or_none("addressee") or "",
        mark=table.text_or_none("mark") or "",
        number=table.text_or_none("number") or "",
        closing=table.texts("closing"),
        copied_to=table.text_or_none("copied_to") or "",
        blocks=tuple(_read_blocks(table)),
        annexes=tuple(_read_annex(row) for row in table.tables("annex")),
    )


def _read_annex(table: Table) -> PaperAnnex:
    table.only("title", "landscape", "block")
    return PaperAnnex(table.text("title"), table.flag("landscape"), tuple(_read_blocks(table)))


def _read_blocks(table: Table) -> Iterator[PaperBlock]:
    for row in table.tables("block"):
        row.only(*_KINDS, "level", "each", "when", "unless", "columns")
        kinds = [kind for kind in _KINDS if kind in row.values]
        if len(kinds) != 1:
            raise row.fault("block", f"one of {_KINDS} is needed, not {kinds}")
        kind = kinds[0]
        yield PaperBlock(
            kind=kind,
            words="" if kind in ("form", "table") else row.text(kind),
            level=row.number_or_none("level") or 1,
            each=row.text("table") if kind == "table" else row.text_or_none("each") or "",
            when=row.text_or_none("when") or "",
            unless=row.text_or_none("unless") or "",
            rows=tuple(_read_row(each) for each in row.tables("form")) if kind == "form" else (),
            columns=tuple(_read_column(each) for each in row.tables("columns")),
        )


def _read_row(table: Table) -> PaperFormRow:
    table.only("cells", "height")
    # A cell may be left empty for what is written by hand.
    cells = table.values.get("cells")
    if not isinstance(cells, list) or len(cells) not in (2, 4):
        raise table.fault("cells", "one pair or two of label and text are needed")
    return PaperFormRow(tuple(str(cell) for cell in cells), table.number_or_none("height") or 0)


def _read_column(table: Table) -> PaperColumn:
    table.only("title", "field", "width", "right")
    return PaperColumn(
        title=table.text("title"),
        field=table.text("field"),
        width=table.number("width"),
        is_right="right" in table.values and table.flag("right"),
    )
