"""文书组稿 — a template and the facts it tells in, the official paper as it will be printed out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from mengyang import packs
from mengyang.core.ledger import TaskState
from mengyang.formats.official_paper import (
    Annex,
    Block,
    Heading,
    Imprint,
    OfficialPaper,
    RedHead,
    Text,
    balanced,
)
from mengyang.formats.official_tables import Form, FormRow
from mengyang.formats.table import Column, Table
from mengyang.packs import PaperBlock, PaperTemplate

type Entry = Mapping[str, str]
type Facts = Mapping[str, str | Sequence[Entry]]

UNKNOWN = "不详"


def composed(template: PaperTemplate, facts: Facts, check: str) -> OfficialPaper:
    """The paper with its facts; raises `ValueError` where the template names an unknown one."""
    head = RedHead(template.mark, _filled(template.number, facts)) if template.mark else None
    copied_to = _filled(template.copied_to, facts)
    imprint = Imprint(_one(facts, "office"), _one(facts, "day"), copied_to) if copied_to else None
    return OfficialPaper(
        title=balanced(_filled(template.title, facts)),
        blocks=tuple(_blocks(template.blocks, facts)),
        head=head,
        addressee=_filled(template.addressee, facts),
        closing=tuple(_filled(words, facts) for words in template.closing),
        annexes=tuple(
            Annex(
                balanced(_filled(annex.title, facts)),
                tuple(_blocks(annex.blocks, facts)),
                annex.is_landscape,
            )
            for annex in template.annexes
        ),
        imprint=imprint,
        check=check,
    )


def day_words(day: date | None) -> str:
    """A day as a paper writes it; none is empty."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def state_word(state: TaskState) -> str:
    """The official word of a state."""
    return packs.terms()["task_states"][state.value].zh


def quoted(title: str) -> str:
    """A title in quotation marks; those within it become single ones."""
    inner = title.rstrip("。").replace("“", "‘").replace("”", "’")
    return f"“{inner}”"


def ended(words: str) -> str:
    """Words with a full stop behind them; none stay none."""
    words = words.strip()
    return words if not words or words[-1] in "。；！？" else f"{words}。"


def _blocks(blocks: Iterable[PaperBlock], facts: Facts) -> Iterator[Block]:
    for block in blocks:
        is_there = not block.when or bool(_fact(facts, block.when))
        if is_there and not (block.unless and _fact(facts, block.unless)):
            yield from _block(block, facts)


def _block(block: PaperBlock, facts: Facts) -> Iterator[Block]:
    if block.kind == "form":
        rows = (
            FormRow(tuple(_filled(cell, facts) for cell in row.cells), row.height)
            for row in block.rows
        )
        yield Form(tuple(rows))
    elif block.kind == "table":
        yield from _table(block, _entries(facts, block.each))
    else:
        told = (
            [{**facts, **entry} for entry in _entries(facts, block.each)] if block.each else [facts]
        )
        for each in told:
            words = _filled(block.words, each)
            yield Heading(block.level, words) if block.kind == "heading" else Text(words)


def _table(block: PaperBlock, entries: Sequence[Entry]) -> Iterator[Block]:
    if entries:
        columns = tuple(
            Column(each.title, each.width, align="right" if each.is_right else "left")
            for each in block.columns
        )
        rows = [[entry[each.field] for each in block.columns] for entry in entries]
        yield Table(block.each, "", columns, rows)


def _filled(words: str, facts: Facts) -> str:
    return words.format_map(_Known(facts))


def _fact(facts: Facts, name: str) -> str | Sequence[Entry]:
    if name not in facts:
        raise ValueError(f"no fact is called {name!r}")
    return facts[name]


def _one(facts: Facts, name: str) -> str:
    found = _fact(facts, name)
    if not isinstance(found, str):
        raise ValueError(f"{name!r} is a list")
    return found


def _entries(facts: Facts, name: str) -> Sequence[Entry]:
    found = _fact(facts, name)
    if isinstance(found, str):
        raise ValueError(f"{name!r} is no list")
    return found


class _Known(dict[str, object]):
    """Facts that say which one is missing."""

    def __missing__(self, name: str) -> object:
        raise ValueError(f"no fact is called {name!r}")
