"""条款读取 — one clause with every later record that serves it, and who cites which document."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from mengyang.core.access import Scope
from mengyang.core.findings import Refused
from mengyang.store.models import (
    Clause,
    Document,
    IncomingPaper,
    Item,
    Plan,
    ReadingEntry,
    Target,
    Task,
)
from mengyang.store.reads.documents import DocumentRow, EntryRow, document, entries
from mengyang.store.reads.scope import within

KINDS = ("document", "division", "plan", "task", "incoming")


@dataclass(frozen=True, slots=True)
class Scopes:
    """What somebody may see of each kind of record that a clause leads to."""

    document: Scope
    division: Scope
    plan: Scope
    task: Scope
    incoming: Scope


@dataclass(frozen=True, slots=True)
class DividedRow:
    """分工事项 drawn from a clause; `state` is that of its division."""

    id: int
    division_id: int
    position: int
    title: str
    state: str


@dataclass(frozen=True, slots=True)
class ServingTask:
    """任务 that serves a clause."""

    id: int
    number: str
    title: str
    state: str
    task_kind: str


@dataclass(frozen=True, slots=True)
class ServingTarget:
    """目标值 that a clause sets, as printed."""

    plan_id: int
    indicator: str
    quote: str


@dataclass(frozen=True, slots=True)
class ConcernedPaper:
    """收文 in which the document came in; `year` and `number` are those of its register."""

    id: int
    year: int
    number: int
    issuing_body: str
    received_on: date
    state: str


@dataclass(frozen=True, slots=True)
class ClauseDetail:
    """条款 with its words; `path` is that of the clause that is shown."""

    document: DocumentRow
    path: str
    heading: str
    text: str
    entries: tuple[EntryRow, ...]
    rows: tuple[DividedRow, ...]
    tasks: tuple[ServingTask, ...]
    targets: tuple[ServingTarget, ...]
    papers: tuple[ConcernedPaper, ...]


def clause(scopes: Scopes, day: date, document_id: int, path: str) -> ClauseDetail:
    """One clause by its path. Raises `Refused` where it is not, or not within reach."""
    whole = document(scopes.document, day, document_id)
    row = _nearest(document_id, path)
    path = row.path
    own = tuple(
        each
        for each in entries(scopes.document, day, document_id)
        if _lies_in(each.path, path) and not each.is_rejected
    )
    below = Q(clause_path=path) | Q(clause_path__startswith=f"{path}/")
    return ClauseDetail(
        document=whole.row,
        path=path,
        heading=row.heading,
        text=whole.text[row.start : row.end],
        entries=own,
        rows=_divided(scopes.division, day, document_id, below),
        tasks=_tasks(scopes.task, day, document_id, below),
        targets=_targets(scopes.plan, day, document_id, below),
        papers=_papers(scopes.incoming, day, document_id),
    )


def _nearest(document_id: int, path: str) -> Clause:
    """The clause of the path, else the one it lies in: a point within a line has no row."""
    parts = path.split("/")
    above = ["/".join(parts[:end]) for end in range(len(parts), 0, -1)]
    rows = {row.path: row for row in Clause.objects.filter(document_id=document_id, path__in=above)}
    found = next((rows[each] for each in above if each in rows), None)
    if found is None:
        raise Refused("library.refused.no_such_clause", "library.hint.open_document", path=path)
    return found


def _lies_in(path: str, above: str) -> bool:
    return path == above or path.startswith(f"{above}/")


def _divided(scope: Scope, day: date, document_id: int, below: Q) -> tuple[DividedRow, ...]:
    rows = Item.objects.filter(
        within(scope, day, "division__"), below, division__document_id=document_id
    )
    names = ("id", "division_id", "position", "title", "division__state")
    ordered = rows.order_by("division_id", "position").values_list(*names)
    return tuple(DividedRow(*row) for row in ordered)


def _tasks(scope: Scope, day: date, document_id: int, below: Q) -> tuple[ServingTask, ...]:
    # The children of a group serve the clause through their parent, where that is within reach.
    plans = Plan.objects.filter(document_id=document_id).values("pk")
    rows = Task.objects.filter(within(scope, day), below, _of(document_id, plans))
    rows = rows.order_by("position")
    names = ("id", "number", "title", "state", "task_kind")
    return tuple(ServingTask(*row) for row in rows.values_list(*names))


def _targets(scope: Scope, day: date, document_id: int, below: Q) -> tuple[ServingTarget, ...]:
    seen = Plan.objects.filter(within(scope, day))
    plans = seen.filter(document_id=document_id).values("pk")
    rows = Target.objects.filter(below, _of(document_id, plans), plan_id__in=seen.values("pk"))
    named = rows.order_by("position").values_list("plan_id", "indicator", "quote")
    return tuple(ServingTarget(*row) for row in named)


def _of(document_id: int, plans: QuerySet[Plan, Any]) -> Q:
    """What a document says: of its own plan what no corrected text took over, else what did."""
    return Q(document_id=document_id) | Q(document_id=None, plan_id__in=plans)


def _papers(scope: Scope, day: date, document_id: int) -> tuple[ConcernedPaper, ...]:
    rows = IncomingPaper.objects.filter(within(scope, day), document_id=document_id)
    names = ("id", "year", "number", "issuing_body", "received_on", "state")
    return tuple(ConcernedPaper(*row) for row in rows.order_by("pk").values_list(*names))


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """引用文件 — as cited; `document_id` where it lies in the library and within reach."""

    title: str
    document_number: str
    path: str
    document_id: int | None


@dataclass(frozen=True, slots=True)
class CitingDocument:
    """A document that cites this one, and in which clause."""

    id: int
    title: str
    path: str


def cited_documents(scope: Scope, day: date, document_id: int) -> tuple[CitedDocument, ...]:
    """What a document cites, each by its number where it has one, else by its title."""
    known = Document.objects.filter(within(scope, day)).exclude(pk=document_id)
    found = []
    for entry in entries(scope, day, document_id, "citations"):
        title = str(entry.content.get("title") or "")
        number = str(entry.content.get("document_number") or "")
        same = known.filter(document_number=number) if number else known.filter(title=title)
        if number and not same.exists():
            same = known.filter(title=title)
        id_ = same.exclude(state="withdrawn").values_list("pk", flat=True).first()
        found.append(CitedDocument(title, number, entry.path, id_))
    return tuple(found)


def citing_documents(scope: Scope, day: date, document_id: int) -> tuple[CitingDocument, ...]:
    """Who cites a document, within reach; a clause that cites it twice stands once."""
    own = document(scope, day, document_id).row
    named = Q(content__title=own.title)
    if own.document_number:
        named |= Q(content__document_number=own.document_number)
    rows = ReadingEntry.objects.filter(
        within(scope, day, "document__"), named, reading="citations", is_rejected=False
    ).exclude(document_id=document_id)
    ordered = rows.order_by("-document_id", "start").select_related("document")
    found = (CitingDocument(row.document_id, row.document.title, row.path) for row in ordered)
    return tuple(dict.fromkeys(found))
