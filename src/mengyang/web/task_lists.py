"""任务列表 — how tasks stand in every list: of a plan, of all plans, of one's own units."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from mengyang.core.access import Scope, scope
from mengyang.store.reads import ledger, registry
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.ledger import TaskRow
from mengyang.store.reads.names import unit_names
from mengyang.store.reads.paging import Page
from mengyang.web.bilingual import in_language
from mengyang.web.clock import today
from mengyang.web.listing import Column, Filter, Kind, Listing
from mengyang.web.lit import lit, named
from mengyang.web.request import Request


def task_url(row: TaskRow) -> str:
    """The page of a task."""
    return reverse("task", args=[row.id])


def read_tasks(reach: Scope, day: date, asked: Asked) -> Page[TaskRow]:
    """Tasks with the lamps of the day."""
    return ledger.tasks(reach, lit(day), asked)


def unit_choices(request: Request) -> list[tuple[str, str]]:
    """The units around the areas in which the person holds a post, for a filter."""
    return units_around(request, {post.area_path for post in request.actor.posts})


def own_units(request: Request) -> list[tuple[str, str]]:
    """The units in which the person holds a post, for a filter."""
    named = unit_names({post.unit_id for post in request.actor.posts}, today())
    return [(str(pk), in_language(each.zh, each.en)) for pk, each in sorted(named.items())]


def units_around(request: Request, area_paths: Iterable[str]) -> list[tuple[str, str]]:
    """The units of the areas, of those under them and over them, to choose from."""
    reach, day = scope(request.actor, "see", "unit"), today()
    rows = {row.id: row for path in area_paths for row in registry.units_around(reach, day, path)}
    kept = sorted(rows.values(), key=lambda row: row.id)
    return [(str(row.id), in_language(row.name_zh, row.name_en)) for row in kept]


def responsible(row: TaskRow) -> str | None:
    """The unit that answers; of a task divided among units, that each answers for its part."""
    return gettext("each unit for its part") if row.is_group else named(row.lead_unit)


def among_units(
    choices: Callable[[Request], Iterable[tuple[str, str]]],
) -> tuple[Filter, ...]:
    """The filters of tasks with other units to choose from."""
    return tuple(replace(each, choices=choices) if each.key == "unit" else each for each in FILTERS)


NUMBER = Column(
    key="position",
    label=gettext_noop("No."),
    value=lambda row: row.number,
    links=True,
    sorts=True,
)
TITLE = Column(
    key="title",
    label=gettext_noop("Task"),
    wide=True,
    links=True,
    note=lambda row: row.clause_path,
)
LEAD = Column(key="lead_unit_id", label=gettext_noop("Responsible"), value=responsible, sorts=True)
STATE = Column(
    key="state", label=gettext_noop("State"), kind=Kind.TERM, family="task_states", sorts=True
)
LAMP = Column(
    key="lamp", label=gettext_noop("Lamp"), kind=Kind.LAMP, value=lambda row: row.lamp.sign
)
DUE = Column(key="due_on", label=gettext_noop("Due"), kind=Kind.DAY, sorts=True)
PERCENT = Column(
    key="progress_percent", label=gettext_noop("Progress"), kind=Kind.PERCENT, sorts=True
)
PLAN = Column(
    key="plan_id", label=gettext_noop("Plan"), value=lambda row: row.plan_title, sorts=True
)
COLUMNS = (NUMBER, TITLE, LEAD, STATE, LAMP, DUE, PERCENT)
FILTERS = (
    Filter(key="words", label=gettext_noop("Words")),
    Filter(key="unit", label=gettext_noop("Unit"), kind="choice", choices=unit_choices),
    Filter(key="state", label=gettext_noop("State"), kind="choice", family="task_states"),
    Filter(key="lamp", label=gettext_noop("Lamp"), kind="choice", family="lamp_colours"),
    Filter(
        key="outside",
        label=gettext_noop("Acceptance outside"),
        kind="choice",
        family="outside_standings",
    ),
    Filter(key="due_from", label=gettext_noop("Due from"), kind="day", until="due_until"),
    Filter(key="due_until", label=gettext_noop("Due until"), kind="day"),
)
TASKS = Listing(
    name="tasks",
    title=gettext_noop("Which tasks are there, and how do they stand?"),
    paper=gettext_noop("Ledger of tasks"),
    kind="task",
    columns=COLUMNS,
    filters=FILTERS,
    read=read_tasks,
    sort="position",
    row_url=task_url,
    empty=gettext_noop("No task fits. Widen the filter, or adopt a document first."),
)
