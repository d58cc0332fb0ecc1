"""督查件读取 — the supervised matters whose tasks lie within reach, one in full, its sheet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from mengyang.core.access import Scope
from mengyang.core.findings import Refused
from mengyang.core.ledger.supervised import matter_number
from mengyang.store.models import MatterRegister, SupervisedMatter, Task, TaskUnit
from mengyang.store.reads.asked import Asked, both_ways, is_id
from mengyang.store.reads.ledger.rows import Lit, TaskRow, task_rows
from mengyang.store.reads.names import Named, person_names, unit_names
from mengyang.store.reads.paging import Page, page
from mengyang.store.reads.scope import within

SUPERVISED_SORTS = ("-given_on", *both_ways("given_on", "number", "due_on", "giver", "lead_unit"))
_ORDERS = {
    "-given_on": ("-given_on", "-pk"),
    "given_on": ("given_on", "pk"),
    "number": ("register__year", "register_id", "number"),
    "-number": ("-register__year", "-register_id", "-number"),
    "due_on": ("task__due_on", "pk"),
    "-due_on": ("-task__due_on", "-pk"),
    "giver": ("giver", "pk"),
    "-giver": ("-giver", "-pk"),
    "lead_unit": ("task__lead_unit_id", "pk"),
    "-lead_unit": ("-task__lead_unit_id", "-pk"),
}
_NOTHING = Q(pk__in=())


@dataclass(frozen=True, slots=True)
class SupervisedRow:
    """督查件 with its task; `number` is as papers print it."""

    id: int
    number: str
    unit: Named
    year: int
    source: str
    words: str
    giver: str
    giver_name: str
    given_on: date
    reference: str
    urgency: str
    answer: str
    answer_note: str
    paper_id: int | None
    instruction_id: int | None
    scan_name: str
    scan_size: int | None
    scan_sha256: str
    correction_reason: str
    registered_by: str
    registered_at: datetime
    task: TaskRow
    version: int


@dataclass(frozen=True, slots=True)
class SupervisedSheet:
    """The scan of the paper that a matter came on."""

    name: str
    media_type: str
    size: int
    sha256: str


def supervised_matters(scope: Scope, lit: Lit, asked: Asked) -> Page[SupervisedRow]:
    """The matters whose task, or a part of it, lies within reach, the latest first.

    Words look in words, giver, reference and title. Filters: `source`, `state`, `year`, `urgency`,
    `unit` (that leads or helps), `office` (the unit that registered it), ids both.
    """
    rows = _within(scope, lit.day).filter(_asked_for(asked))
    (order,) = asked.order(SUPERVISED_SORTS)
    found = page(rows, _ORDERS[order], asked.after, asked.size)
    return found.of(_rows(found.rows, lit))


def supervised_matter(scope: Scope, lit: Lit, matter_id: int) -> SupervisedRow:
    """One matter. Raises `Refused` where its task is not within reach."""
    found = _rows(list(_within(scope, lit.day).filter(pk=matter_id)), lit)
    if not found:
        raise Refused("matters.refused.not_found", "matters.hint.list")
    return found[0]


def matters_by_id(scope: Scope, lit: Lit, ids: Iterable[int]) -> dict[int, SupervisedRow]:
    """The matters of these that lie within reach."""
    rows = _within(scope, lit.day).filter(pk__in=list(ids))
    return {row.id: row for row in _rows(list(rows), lit)}


def supervised_of_task(scope: Scope, lit: Lit, task_id: int) -> SupervisedRow | None:
    """The matter that a task within reach stands for, or its parent does."""
    either = Q(task_id=task_id) | Q(task__children=task_id)
    found = _rows(list(_within(scope, lit.day).filter(either)), lit)
    return found[0] if found else None


def supervised_of_paper(scope: Scope, lit: Lit, paper_id: int) -> tuple[SupervisedRow, ...]:
    """The matters within reach that came on an incoming paper."""
    rows = _within(scope, lit.day).filter(paper_id=paper_id).order_by("pk")
    return tuple(_rows(list(rows), lit))


def parts_of(scope: Scope, lit: Lit, task_id: int) -> tuple[TaskRow, ...]:
    """The parts within reach of a task that several units answer for, each for its own."""
    rows = Task.objects.filter(within(scope, lit.day), parent_id=task_id).select_related("plan")
    return tuple(task_rows(list(rows.order_by("position")), lit))


def supervised_sheet(scope: Scope, day: date, matter_id: int) -> SupervisedSheet:
    """The scan of a matter. Raises `Refused` where it is not within reach, or has none."""
    row = _within(scope, day).filter(pk=matter_id).exclude(scan_sha256="").first()
    if row is None:
        raise Refused("matters.refused.no_such_scan", "matters.hint.list")
    return SupervisedSheet(row.scan_name, row.scan_type, row.scan_size or 0, row.scan_sha256)


def supervised_years(scope: Scope, day: date) -> tuple[int, ...]:
    """The years of the matters within reach, the latest first."""
    years = _within(scope, day).order_by("-register__year").values_list("register__year", flat=True)
    return tuple(years.distinct())


def supervised_units(scope: Scope, day: date) -> tuple[Named, ...]:
    """The units that registered the matters within reach."""
    ids = _within(scope, day).order_by().values_list("register__unit_id", flat=True).distinct()
    named = unit_names(ids, day)
    return tuple(named[pk] for pk in sorted(named))


def register_unit(matter_id: int) -> int:
    """The unit on whose register a matter stands; asked of one that is within reach."""
    return MatterRegister.objects.values_list("unit_id", flat=True).get(matters=matter_id)


def words_of_tasks(task_ids: Iterable[int]) -> dict[int, str]:
    """The words of the matters that tasks stand for: what a task of no document rests on."""
    rows = SupervisedMatter.objects.filter(task_id__in=list(task_ids))
    return dict(rows.values_list("task_id", "words"))


def _within(scope: Scope, day: date) -> QuerySet[SupervisedMatter]:
    seen = Task.objects.filter(within(scope, day))
    parents = seen.exclude(parent=None).values("parent_id")
    rows = SupervisedMatter.objects.filter(Q(task__in=seen.values("pk")) | Q(task__in=parents))
    return rows.select_related("register", "task__plan")


def _asked_for(asked: Asked) -> Q:
    found = Q()
    if words := asked.words.strip():
        text = Q(words__icontains=words) | Q(giver__icontains=words)
        found &= text | Q(reference__icontains=words) | Q(task__title__icontains=words)
    for name, column in _EXACT.items():
        if value := asked.filter(name):
            found &= Q(**{column: value})
    for name, column in _IDS.items():
        if value := asked.filter(name):
            found &= Q(**{column: int(value)}) if is_id(value) else _NOTHING
    if value := asked.filter("unit"):
        found &= _of_unit(int(value)) if is_id(value) else _NOTHING
    return found


_EXACT = {"source": "source", "urgency": "urgency", "state": "task__state"}
_IDS = {"year": "register__year", "office": "register__unit_id"}


def _of_unit(unit_id: int) -> Q:
    named = TaskUnit.objects.filter(unit_id=unit_id)
    parts = named.exclude(task__parent=None).values("task__parent_id")
    return Q(task__in=named.values("task_id")) | Q(task__in=parts)


def _rows(rows: Sequence[SupervisedMatter], lit: Lit) -> list[SupervisedRow]:
    tasks = {each.id: each for each in task_rows([row.task for row in rows], lit)}
    units = unit_names((row.register.unit_id for row in rows), lit.day)
    people = person_names(row.registered_by_id for row in rows)
    return [
        SupervisedRow(
            id=row.pk,
            number=matter_number(row.register.year, row.number),
            unit=units[row.register.unit_id],
            year=row.register.year,
            registered_by=people.get(row.registered_by_id, ""),
            task=tasks[row.task_id],
            **{name: getattr(row, name) for name in _PLAIN},
        )
        for row in rows
    ]


_PLAIN = (
    *("source", "words", "giver", "giver_name", "given_on", "reference", "urgency", "answer"),
    *("answer_note", "paper_id", "instruction_id", "scan_name", "scan_size", "scan_sha256"),
    *("correction_reason", "registered_at", "version"),
)
