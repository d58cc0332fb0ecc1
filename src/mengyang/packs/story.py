"""演示数据 — the fictional story: its documents, its cast, and the steps into every state."""

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources.abc import Traversable
from itertools import product

from mengyang.packs.directory import Directory, directories
from mengyang.packs.matter_story import DemoMatter, DemoMeeting, Stock, read_matters
from mengyang.packs.story_said import NOTHING_SAID, SAID_KEYS, Said, read_said
from mengyang.packs.table import PACKS, Table, read_table
from mengyang.packs.term import terms
from mengyang.packs.wording import Wording, read_wording

ACTIONS = (
    "upload",
    "adopt",
    "draft",
    "charge",
    "send_round",
    "reply",
    "close_round",
    "confirm_validity",
    "relate",
    "carry_over",
    "withdraw",
    "evaluate",
    "correct",
    "accept",
    "reject",
    "look_for_pairs",
    "match",
    "tell_apart",
    "assign",
    "sign_for",
    "start",
    "report",
    "attach",
    "claim_done",
    "verify",
    "return",
    "close",
    *("set_way", "draft_reply", "review_reply", "send_back_reply"),
    *("dispute", "ask", "extend", "suspend", "close_stage", "recheck", "archive"),
    *("set_body", "record_verdict", "find_amount", "rectify_amount", "split"),
    "print",
    *("send_opinion", "accept_opinion", "answer_opinion", "publish_answer"),
    *("show_by_law", "draft_edition", "review_edition", "approve_edition", "publish_edition"),
)
CLAUSE = re.compile(r"[一二三四五六七八九十]+(/\([一二三四五六七八九十]+\)(/\d+)?)?")
STEP_KEYS = (
    *("day", "actor", "action", "document", "clauses", "units"),
    *("text", "percent", "target_on", "file", "evidence_kind", "basis", "carried_to"),
    *SAID_KEYS,
)


@dataclass(frozen=True, slots=True)
class DemoDocument:
    """A document written for the demo; `area` is the key of the area it is adopted for."""

    key: str
    file: str
    area: str
    text: str


@dataclass(frozen=True, slots=True)
class DemoPost:
    """One role in one unit, named by its key."""

    role: str
    unit: str


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """A person of the cast, with a post or several; the pack holds no password."""

    username: str
    name: Wording
    posts: tuple[DemoPost, ...]

    def holds(self, unit: str | None) -> bool:
        """Whether the person has a post in the unit of that key."""
        return any(post.unit == unit for post in self.posts)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A small text file that stands for evidence."""

    file: str
    kind: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Step:
    """One thing one person does to one task (`clause`, and `unit` where it is a child) on one day.

    On `assign` of a task without units `unit` is the one it goes to; `target_on` is the own day
    stated on `sign_for` where the text prints none, or the day of a round or an opinion;
    `percent` None is unknown. `basis` is that of a withdrawal, `carried_to` the clause of the new
    plan whose task goes on. On `correct` the `text` is the key of the earlier document.
    In the TOML a step lists `clauses` and `units`; without an `actor` each unit acts for itself.
    """

    day: date
    actor: str
    action: str
    document: str
    clause: str | None = None
    unit: str | None = None
    text: str = ""
    percent: int | None = None
    target_on: date | None = None
    attachment: Attachment | None = None
    basis: str = ""
    carried_to: str = ""
    said: Said = NOTHING_SAID


@dataclass(frozen=True, slots=True)
class Demo:
    """The whole story, told up to `day` in the fictional directory of `code`."""

    code: str
    day: date
    documents: tuple[DemoDocument, ...]
    accounts: tuple[DemoAccount, ...]
    steps: tuple[Step, ...]
    matters: tuple[DemoMatter, ...] = ()
    meetings: tuple[DemoMeeting, ...] = ()


@cache
def demo() -> Demo:
    """The story of `demo/demo.toml`."""
    return read_demo(PACKS, directories())


def read_demo(root: Traversable, known: tuple[Directory, ...]) -> Demo:
    """The story under `root`/demo; raises `ValueError` naming file and key."""
    folder = root.joinpath("demo")
    table = read_table(folder.joinpath("demo.toml"), "demo/demo.toml")
    table.only("directory", "day", "document", "account", "step")
    code = table.text("directory")
    home = next((entry for entry in known if entry.code == code and entry.fictional), None)
    if home is None:
        raise table.fault("directory", f"{code!r} is no fictional directory")
    documents = tuple(_read_document(row, folder, home) for row in table.tables("document"))
    everywhere = {unit.key for directory in known for unit in directory.units}
    accounts = tuple(_read_account(row, everywhere) for row in table.tables("account"))
    reader = _StepReader(
        folder=folder,
        documents={document.key for document in documents},
        accounts={account.username: account for account in accounts},
        units={unit.key for unit in home.units},
        last_day=table.day("day"),
    )
    steps = [step for row in table.tables("step") for step in reader.read(row)]
    stock = Stock(reader.accounts, reader.units, reader.documents, reader.last_day)
    matters, meetings = read_matters(folder, stock)
    return Demo(
        code=code,
        day=table.day("day"),
        documents=documents,
        accounts=accounts,
        steps=tuple(sorted(steps, key=lambda step: step.day)),
        matters=matters,
        meetings=meetings,
    )


@dataclass(frozen=True, slots=True)
class _StepReader:
    folder: Traversable
    documents: Container[str]
    accounts: Mapping[str, DemoAccount]
    units: Container[str]
    last_day: date

    def read(self, table: Table) -> Iterator[Step]:
        """One step for each clause and unit that the row lists."""
        table.only(*STEP_KEYS)
        clauses, units = table.texts("clauses"), table.all_of("units", self.units)
        for path in clauses:
            if not CLAUSE.fullmatch(path):
                raise table.fault("clauses", f"{path!r} is no path of a clause")
        for clause, unit in product(clauses or (None,), units or (None,)):
            yield self._read_one(table, clause, unit)

    def _read_one(self, table: Table, clause: str | None, unit: str | None) -> Step:
        day = table.day("day")
        if day > self.last_day:
            raise table.fault("day", f"the story ends on {self.last_day}")
        percent = table.number_or_none("percent")
        if percent is not None and percent > 100:
            raise table.fault("percent", "no more than 100")
        return Step(
            day=day,
            actor=self._read_actor(table, unit),
            action=table.one_of("action", ACTIONS),
            document=table.one_of("document", self.documents),
            clause=clause,
            unit=unit,
            text=table.text_or_none("text") or "",
            percent=percent,
            target_on=table.day_or_none("target_on"),
            attachment=self._read_attachment(table),
            basis=table.text_or_none("basis") or "",
            carried_to=table.text_or_none("carried_to") or "",
            said=read_said(table),
        )

    def _read_actor(self, table: Table, unit: str | None) -> str:
        if "actor" in table.values:
            return table.one_of("actor", self.accounts)
        for account in self.accounts.values():
            if account.holds(unit):
                return account.username
        raise table.fault("actor", f"nobody acts for {unit!r}")

    def _read_attachment(self, table: Table) -> Attachment | None:
        if "file" not in table.values:
            return None
        kind = table.one_of("evidence_kind", terms()["evidence_kinds"])
        content = _content(table, self.folder, "file")
        return Attachment(table.text("file"), kind, content)


def _read_document(table: Table, folder: Traversable, home: Directory) -> DemoDocument:
    table.only("key", "file", "area")
    return DemoDocument(
        key=table.text("key"),
        file=table.text("file"),
        area=table.one_of("area", {area.key for area in home.areas}),
        text=_content(table, folder, "file").decode("utf-8"),
    )


def _read_account(table: Table, known: Container[str]) -> DemoAccount:
    table.only("username", "name", "role", "units", "also")
    further = [post for row in table.tables("also") for post in _read_further(row, known)]
    return DemoAccount(
        username=table.text("username"),
        name=read_wording(table.table("name")),
        posts=(*_read_posts(table, known), *further),
    )


def _read_further(table: Table, known: Container[str]) -> Iterator[DemoPost]:
    """The posts of one more role of an account."""
    table.only("role", "units")
    return _read_posts(table, known)


def _read_posts(table: Table, known: Container[str]) -> Iterator[DemoPost]:
    """The same role in each of the `units`."""
    role, units = table.one_of("role", terms()["roles"]), table.all_of("units", known)
    if not units:
        raise table.fault("units", "at least one unit is needed")
    return (DemoPost(role, unit) for unit in units)


def _content(table: Table, folder: Traversable, key: str) -> bytes:
    file = folder.joinpath(table.text(key))
    if not file.is_file():
        raise table.fault(key, f"{file.name} does not lie beside demo.toml")
    return file.read_bytes()
