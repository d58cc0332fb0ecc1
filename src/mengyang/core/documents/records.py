"""文件阅读 — the records a reading consists of.

Every entry has `path` (the clause, `三/(一)/2`), `span` and `quote`: text[slice(*span)] == quote.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Literal, NamedTuple

from mengyang.core.documents.found_label import Labels
from mengyang.core.documents.frame import Header
from mengyang.core.documents.record import record
from mengyang.core.facts import DeadlineKind
from mengyang.core.findings import Finding

type Span = tuple[int, int]


class Line(NamedTuple):
    """One line of the normalised text; `text` is stripped, `start`/`end` index what is left."""

    number: int
    start: int
    end: int
    text: str


class Clause(NamedTuple):
    """条款 — a node of the outline.

    `span` covers the clause with its children, `own_span` its words up to the first child,
    `text_span` its own words behind marker and heading (all of them where there is no heading).
    `kind`: numbered (一、(一) 1. (1)), principle (§1, a lead sentence without a number),
    ordinal (一是). `heading` is empty where a clause is only a sentence.
    """

    path: str
    level: int
    marker: str
    heading: str
    heading_span: Span
    span: Span
    own_span: Span
    parent: str | None
    kind: Literal["numbered", "principle", "ordinal"]
    text_span: Span = (0, 0)


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its lines, header and outline: what every reading works on.

    `body_span` is the text between the frame at its head (labels, title, addressees) and the one
    at its end (signature, attachments, page chrome). `clause_starts` are the starts of the outline,
    `clause_parents` the index of each clause's parent in it, -1 at the top; `labels` those of the
    body (整改措施：).
    """

    text: str
    lines: tuple[Line, ...]
    header: Header
    outline: tuple[Clause, ...]
    genre: str
    body_span: Span = (0, 0)
    clause_starts: tuple[int, ...] = ()
    clause_parents: tuple[int, ...] = ()
    labels: Labels = field(default_factory=dict)


@record(kw_only=True)
class Entry:
    """What all readings share."""

    path: str
    span: Span
    quote: str


@record()
class Deadline:
    """整改时限 — `on` holds one day, several, or none; `raw` the printed words, one a day."""

    kind: DeadlineKind = DeadlineKind.NONE
    on: tuple[date | datetime, ...] = ()
    raw: tuple[str, ...] = ()
    span: Span | None = None


NO_DEADLINE = Deadline()


@record()
class ResponsibleUnit:
    """责任单位 — `stated` is False for a unit that is only the subject of a sentence."""

    name: str
    role: Literal["responsible", "lead", "joint"]
    span: Span
    stated: bool = True


@record()
class ResponsibleLeader:
    """责任领导 — a person as printed, with the post where it is: 张三（副县长）."""

    name: str
    span: Span


@record(kw_only=True)
class Remedy(Entry):
    """整改措施 — one point, with the days it prints itself; an unnumbered answer is one remedy.

    In a table a remedy with a row of its own has the day and the units of that row.
    """

    text: str
    deadline: Deadline = NO_DEADLINE
    responsible_units: tuple[ResponsibleUnit, ...] = ()


@record(kw_only=True)
class Obligation(Entry):
    """事项 — a problem to be put right, a task, a recommendation or an opinion.

    `problem` and `goal` are the words of 问题表现 and 整改目标 where the text has them.
    """

    kind: Literal["problem", "task", "recommendation", "opinion"]
    title: str
    problem: str | None = None
    goal: str | None = None
    response: Literal["remedies", "explanation", "denial"] | None = None
    explanation: str | None = None
    remedies: tuple[Remedy, ...] = ()
    responsible_units: tuple[ResponsibleUnit, ...] = ()
    units_are_open: bool = False
    responsible_leaders: tuple[ResponsibleLeader, ...] = ()
    deadline: Deadline = NO_DEADLINE
    claimed_status: Literal["done", "ongoing", "explained", "denied", "open"] = "open"


type Comparator = Literal["=", ">=", "<=", ">", "<", "≈", "range", "range≈"]


@record(kw_only=True)
class Quantity(Entry):
    """A number with its indicator. `value` is one number, or two for a range.

    Chinese numerals are converted; `value_raw` keeps the printed form; `unit` is as printed.
    """

    indicator: str
    comparator: Comparator
    value: tuple[Decimal, ...]
    unit: str
    value_raw: str
    by: str | None = None
    hedge: str | None = None


@record(kw_only=True)
class Target(Quantity):
    """目标值 — to be reached or kept; `by` is a year or ISO day; `is_input`: a planned input."""

    verb: Literal["reach", "keep"]
    scope: str | None = None
    is_input: bool = False
    part_of: str | None = None


@record(kw_only=True)
class Figure(Quantity):
    """数据 — a stated fact or the number of a rule; `scope` the area or body it speaks of."""

    type: Literal["fact", "rule"]
    scope: str | None = None
    part_of: str | None = None


@record(kw_only=True)
class Duty(Entry):
    """部门职责 — what a department must do; `joint` are those it does it with."""

    department: str
    duty: str
    joint: tuple[str, ...] = ()


@record(kw_only=True)
class Project(Entry):
    """建设项目 — a named kindergarten to be built, rebuilt, or put to use."""

    name: str
    action: str
    seats: int | None = None
    due_on: date | None = None
    due_raw: str | None = None


@record(kw_only=True)
class RuleAmount(Quantity):
    """A number of a rule: what is paid (`old`: before a change), its bound, or when it is paid."""

    role: Literal["amount", "old", "cap", "floor", "share", "step", "band"] = "amount"


@record()
class CostShare:
    """分担 — one payer with the part of the cost that it bears, in per cent."""

    payer: str
    percent: Decimal
    span: Span


@record(kw_only=True)
class MoneyRule(Entry):
    """经费规则 — amounts as printed; `open_values` are codes of what the text leaves open.

    `in_force_from` is the ISO day or the year from which it holds, where the text says so.
    """

    name: str
    beneficiary: str | None
    amounts: tuple[RuleAmount, ...] = ()
    cost_shares: tuple[CostShare, ...] = ()
    in_force_from: str | None = None
    open_values: tuple[str, ...] = ()


@record(kw_only=True)
class Citation(Entry):
    """引用文件 — a document named in the text."""

    title: str
    document_number: str | None = None
    issuer: str | None = None


@record(kw_only=True)
class Reporting(Entry):
    """报送要求 — who reports what to whom by when, who signs, where it is published."""

    who: tuple[str, ...]
    what: tuple[str, ...]
    to: str | None
    deadline: Deadline
    signatory: str | None = None
    publicity: str | None = None


@record(kw_only=True)
class Mechanism(Entry):
    """工作机制 — a named system, mechanism or recurring check (三年一轮, 一票否决)."""

    name: str
    kind: Literal["system", "veto", "cycle", "body", "publication", "zero"]


@record(kw_only=True)
class Check(Entry):
    """核对结果 — a recomputed figure, an order of dates, a contradiction, told as a finding."""

    finding: Finding


@record(kw_only=True)
class Unread(Entry):
    """未识别条款 — a clause that gave nothing: listed, never hidden."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read of a document; `more` holds, by its name, what has no field of its own."""

    document: Document
    obligations: tuple[Obligation, ...] = ()
    targets: tuple[Target, ...] = ()
    figures: tuple[Figure, ...] = ()
    duties: tuple[Duty, ...] = ()
    projects: tuple[Project, ...] = ()
    money_rules: tuple[MoneyRule, ...] = ()
    citations: tuple[Citation, ...] = ()
    reporting: tuple[Reporting, ...] = ()
    mechanisms: tuple[Mechanism, ...] = ()
    checks: tuple[Check, ...] = ()
    unread: tuple[Unread, ...] = ()
    more: Mapping[str, tuple[Entry, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def lists(self) -> Iterator[tuple[str, tuple[Entry, ...]]]:
        """Every list of entries by its name, in the order in which they are told."""
        for own in fields(self):
            entries = getattr(self, own.name)
            if isinstance(entries, tuple):
                yield own.name, entries
        yield from self.more.items()
