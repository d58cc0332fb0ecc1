"""演示收文 — the incoming papers of the fictional story, each with its steps into its state."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources.abc import Traversable

from mengyang.packs.story import Demo, demo
from mengyang.packs.table import PACKS, Table, read_table
from mengyang.packs.term import terms

STEPS = ("propose", "instruct", "record", "hand_over", "finish", "withdraw", "link")
_PLACE = "demo/incoming.toml"


@dataclass(frozen=True, slots=True)
class DemoPaperStep:
    """One step of a paper on one day; the first of `units` handles it, the others help."""

    day: date
    actor: str
    action: str
    text: str = ""
    leader: str = ""
    post: str = ""
    units: tuple[str, ...] = ()
    due_on: date | None = None
    document: str = ""
    scan_name: str = ""
    scan: bytes = b""


@dataclass(frozen=True, slots=True)
class DemoPaper:
    """A paper as `actor` registers it on `day` in the register of `office`."""

    key: str
    day: date
    actor: str
    office: str
    issuing_body: str
    number: str
    title: str
    urgency: str
    secrecy: str
    copies: int | None
    pages: int | None
    due_on: date | None
    steps: tuple[DemoPaperStep, ...]


@cache
def demo_papers() -> tuple[DemoPaper, ...]:
    """The papers of `demo/incoming.toml`."""
    return read_papers(PACKS, demo())


def read_papers(root: Traversable, story: Demo) -> tuple[DemoPaper, ...]:
    """The papers under `root`/demo; raises `ValueError` naming file and key."""
    folder = root.joinpath("demo")
    table = read_table(folder.joinpath("incoming.toml"), _PLACE)
    table.only("paper")
    reader = _PaperReader(
        folder,
        {account.username for account in story.accounts},
        {document.key for document in story.documents},
        story.day,
    )
    return tuple(reader.read(row) for row in table.tables("paper"))


@dataclass(frozen=True, slots=True)
class _PaperReader:
    folder: Traversable
    accounts: Container[str]
    documents: Container[str]
    last_day: date

    def read(self, table: Table) -> DemoPaper:
        """One paper with its steps."""
        table.only(
            *("key", "day", "actor", "office", "issuing_body", "number", "title", "urgency"),
            *("secrecy", "copies", "pages", "due_on", "step"),
        )
        return DemoPaper(
            key=table.text("key"),
            day=self._day(table),
            actor=table.one_of("actor", self.accounts),
            office=table.text("office"),
            issuing_body=table.text("issuing_body"),
            number=table.text("number"),
            title=table.text("title"),
            urgency=table.one_of("urgency", terms()["urgency_levels"]),
            secrecy=table.text_or_none("secrecy") or "none",
            copies=table.number_or_none("copies"),
            pages=table.number_or_none("pages"),
            due_on=table.day_or_none("due_on"),
            steps=tuple(self._step(row) for row in table.tables("step")),
        )

    def _step(self, table: Table) -> DemoPaperStep:
        table.only(
            *("day", "actor", "action", "text", "leader", "post", "units", "due_on"),
            *("document", "scan"),
        )
        return DemoPaperStep(
            day=self._day(table),
            actor=table.one_of("actor", self.accounts),
            action=table.one_of("action", STEPS),
            text=table.text_or_none("text") or "",
            leader=table.text_or_none("leader") or "",
            post=table.text_or_none("post") or "",
            units=table.texts("units"),
            due_on=table.day_or_none("due_on"),
            document=table.one_of("document", self.documents) if "document" in table.values else "",
            scan_name=table.text_or_none("scan") or "",
            scan=self._scan(table),
        )

    def _day(self, table: Table) -> date:
        day = table.day("day")
        if day > self.last_day:
            raise table.fault("day", f"the story ends on {self.last_day}")
        return day

    def _scan(self, table: Table) -> bytes:
        if "scan" not in table.values:
            return b""
        file = self.folder.joinpath(table.text("scan"))
        if not file.is_file():
            raise table.fault("scan", f"{file.name} does not lie beside incoming.toml")
        return file.read_bytes()
