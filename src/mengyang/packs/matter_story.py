"""演示督办事项 — the supervised matters of the fictional story, each with what became of it."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from importlib.resources.abc import Traversable

from mengyang.packs.table import Table, read_table
from mengyang.packs.term import terms

STEPS = ("assign", "sign_for", "start", "report")
_FILE = "matters.toml"
_PLACE = f"demo/{_FILE}"


@dataclass(frozen=True, slots=True)
class DemoMatterStep:
    """One step of the matter's task on one day; `percent` None is unknown."""

    day: date
    actor: str
    action: str
    text: str = ""
    percent: int | None = None


@dataclass(frozen=True, slots=True)
class DemoMatter:
    """A matter as `actor` registers it on `day` in the register of `office`.

    `paper` is the incoming paper whose instruction by `giver` it is; `document` and `clause` are
    those of the task that is put on the register.
    """

    day: date
    actor: str
    office: str
    source: str
    title: str
    words: str
    giver: str
    giver_name: str
    given_on: date
    reference: str
    urgency: str
    answer: str
    answer_note: str
    leads: tuple[str, ...]
    joint: tuple[str, ...]
    due_on: date | None
    paper: str
    document: str
    clause: str
    steps: tuple[DemoMatterStep, ...]


@dataclass(frozen=True, slots=True)
class DemoDecision:
    """What the meeting decided, and when it was assigned."""

    title: str
    words: str
    leads: tuple[str, ...]
    joint: tuple[str, ...]
    due_on: date | None
    assigned_on: date | None


@dataclass(frozen=True, slots=True)
class DemoMeeting:
    """A meeting as `actor` records it on `day`; `content` are its minutes, of the name `file`."""

    day: date
    actor: str
    office: str
    kind: str
    title: str
    held_on: date
    place: str
    chair: str
    reference: str
    units: tuple[str, ...]
    file: str
    content: bytes
    decisions: tuple[DemoDecision, ...]


@dataclass(frozen=True, slots=True)
class Stock:
    """What a matter of the story may name: its people, units and documents, until its last day."""

    accounts: Container[str]
    units: Container[str]
    documents: Container[str]
    last_day: date


def read_matters(
    folder: Traversable, stock: Stock
) -> tuple[tuple[DemoMatter, ...], tuple[DemoMeeting, ...]]:
    """The matters and meetings of the story; raises `ValueError` naming file and key."""
    table = read_table(folder.joinpath(_FILE), _PLACE)
    table.only("matter", "meeting")
    return (
        tuple(_matter(row, stock) for row in table.tables("matter")),
        tuple(_meeting(row, stock, folder) for row in table.tables("meeting")),
    )


def _matter(table: Table, stock: Stock) -> DemoMatter:
    table.only(
        *("day", "actor", "office", "source", "title", "words", "giver", "giver_name"),
        *("given_on", "reference", "urgency", "answer", "answer_note", "leads", "joint"),
        *("due_on", "paper", "document", "clause", "step"),
    )
    named = "document" in table.values
    return DemoMatter(
        day=_day(table, stock),
        actor=table.one_of("actor", stock.accounts),
        office=table.one_of("office", stock.units),
        source=table.one_of("source", terms()["matter_sources"]),
        title=table.text_or_none("title") or "",
        words=table.text("words"),
        giver=table.text("giver"),
        giver_name=table.text_or_none("giver_name") or "",
        given_on=table.day("given_on"),
        reference=table.text_or_none("reference") or "",
        urgency=table.one_of("urgency", terms()["urgency_levels"]),
        answer=table.one_of("answer", terms()["matter_answers"]),
        answer_note=table.text_or_none("answer_note") or "",
        leads=table.all_of("leads", stock.units),
        joint=table.all_of("joint", stock.units),
        due_on=table.day_or_none("due_on"),
        paper=table.text_or_none("paper") or "",
        document=table.one_of("document", stock.documents) if named else "",
        clause=table.text_or_none("clause") or "",
        steps=tuple(_step(row, stock) for row in table.tables("step")),
    )


def _meeting(table: Table, stock: Stock, folder: Traversable) -> DemoMeeting:
    table.only(
        *("day", "actor", "office", "kind", "title", "held_on", "place", "chair", "reference"),
        *("units", "minutes", "decision"),
    )
    file = folder.joinpath(table.text("minutes"))
    if not file.is_file():
        raise table.fault("minutes", f"{file.name} does not lie beside {_FILE}")
    return DemoMeeting(
        day=_day(table, stock),
        actor=table.one_of("actor", stock.accounts),
        office=table.one_of("office", stock.units),
        kind=table.one_of("kind", terms()["meeting_kinds"]),
        title=table.text("title"),
        held_on=table.day("held_on"),
        place=table.text("place"),
        chair=table.text("chair"),
        reference=table.text("reference"),
        units=table.all_of("units", stock.units),
        file=file.name,
        content=file.read_bytes(),
        decisions=tuple(_decision(row, stock) for row in table.tables("decision")),
    )


def _decision(table: Table, stock: Stock) -> DemoDecision:
    table.only("title", "words", "leads", "joint", "due_on", "assigned_on")
    return DemoDecision(
        title=table.text("title"),
        words=table.text("words"),
        leads=table.all_of("leads", stock.units),
        joint=table.all_of("joint", stock.units),
        due_on=table.day_or_none("due_on"),
        assigned_on=table.day_or_none("assigned_on"),
    )


def _step(table: Table, stock: Stock) -> DemoMatterStep:
    table.only("day", "actor", "action", "text", "percent")
    return DemoMatterStep(
        day=_day(table, stock),
        actor=table.one_of("actor", stock.accounts),
        action=table.one_of("action", STEPS),
        text=table.text_or_none("text") or "",
        percent=table.number_or_none("percent"),
    )


def _day(table: Table, stock: Stock) -> date:
    day = table.day("day")
    if day > stock.last_day:
        raise table.fault("day", f"the story ends on {stock.last_day}")
    return day
