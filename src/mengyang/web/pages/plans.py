"""方案 — which plans run, how they stand, and the tasks of one by unit and lamp."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import IO, Any

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_POST, require_safe

from mengyang.actions.assignments import assign_plan
from mengyang.actions.exports import export_ledger
from mengyang.actions.outcomes import may_assign
from mengyang.core.access import Actor, Scope, scope
from mengyang.core.documents.lineage import Standing
from mengyang.core.ledger import Colour, TaskState
from mengyang.store.reads import ledger, standings
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.histories import plan_history
from mengyang.store.reads.ledger import PlanRow, Reach, TaskRow
from mengyang.store.reads.paging import Page
from mengyang.web.bilingual import in_language, language
from mengyang.web.clock import now, today
from mengyang.web.declared import HomeCard, MenuEntry, Screen, Tab
from mengyang.web.downloads import written_file
from mengyang.web.history import history_of
from mengyang.web.listing import Column, Filter, Kind, Listing, respond
from mengyang.web.lit import lit, named
from mengyang.web.notices import say
from mengyang.web.request import Request, may_somewhere
from mengyang.web.task_lists import TASKS, among_units

# A plan goes on until its open tasks are decided on, though its document holds no longer.
OVER = (Standing.REPLACED, Standing.REPEALED, Standing.EXPIRED)
COLOURS = ("red", "yellow", "green", "grey")
# Registers of supervised matters stand on the page of matters; here they are asked for.
DOCUMENT = "document"
# How many plans the card of the home page shows.
_ON_CARD = 6
_OPEN = ("table.rows tbody a",)
# The pages of a plan that are always there.
_TABS: tuple[tuple[str, str], ...] = (
    ("plan", gettext_noop("Tasks")),
    ("plan_wall", gettext_noop("Lamps wall")),
    ("plan_units", gettext_noop("By unit")),
    ("plan_targets", gettext_noop("Targets")),
    ("plan_course", gettext_noop("Course")),
    ("plan_evaluation", gettext_noop("Evaluation")),
    ("plan_publication", gettext_noop("Publication")),
)


def _count(key: str, label: str) -> Column:
    return Column(
        key=key,
        label=label,
        kind=Kind.NUMBER,
        value=lambda row: getattr(row.counts, key) if row.counts.total else None,
    )


def _lit(colour: str, row: PlanRow) -> int | None:
    return row.counts.by_lamp[Colour(colour)] if row.counts.total else None


def _out_of_reach(row: PlanRow) -> str:
    # Without this, a plan of other people's tasks would look like one without any task.
    return "" if row.counts.total else gettext("no task within your reach")


PLANS: Listing[PlanRow] = Listing(
    name="plans",
    title=gettext_noop("Which plans run, and how do they stand?"),
    paper=gettext_noop("List of plans"),
    kind="plan",
    columns=(
        Column(
            key="title",
            label=gettext_noop("Plan"),
            note=_out_of_reach,
            links=True,
            wide=True,
            sorts=True,
        ),
        Column(
            key="area_id", label=gettext_noop("Area"), value=lambda row: named(row.area), sorts=True
        ),
        Column(
            key="owner_unit_id",
            label=gettext_noop("Run by"),
            value=lambda row: named(row.owner_unit),
            sorts=True,
        ),
        Column(key="adopted_on", label=gettext_noop("Adopted"), kind=Kind.DAY, sorts=True),
        _count("total", gettext_noop("Tasks")),
        _count("open", gettext_noop("Open")),
        _count("withdrawn", gettext_noop("Tasks withdrawn")),
        *(
            Column(
                key=colour,
                label=label,
                kind=Kind.NUMBER,
                value=partial(_lit, colour),
            )
            for colour, label in (
                ("red", gettext_noop("Red")),
                ("yellow", gettext_noop("Yellow")),
            )
        ),
    ),
    filters=(
        Filter(key="words", label=gettext_noop("Title")),
        Filter(key="state", label=gettext_noop("State"), kind="choice", family="plan_states"),
        Filter(
            key="kind",
            label=gettext_noop("Kind of ledger"),
            kind="choice",
            family="plan_kinds",
            default=DOCUMENT,
        ),
    ),
    read=lambda _reach, _day, _asked: Page((), 0),
    sort="-adopted_on",
    row_url=lambda row: reverse("plan", args=[row.id]),
    empty=gettext_noop("No plan yet. Upload a document and adopt it."),
)


@require_safe
def plans(request: Request) -> HttpResponseBase:
    """The plans with their counts."""
    return respond(request, replace(PLANS, read=partial(_read_plans, request.actor)))


@require_safe
def plan(request: Request, plan_id: int) -> HttpResponseBase:
    """The tasks of one plan, with its counts above."""
    context = plan_frame(request, plan_id, "plan")
    reach = scope(request.actor, "see", "task")
    context["groups"] = ledger.group_count(reach, lit(today()), plan_id)
    seen = scope(request.actor, "see", "plan")
    told = partial(plan_history, seen, reach, today(), plan_id)
    # Called by the page alone: neither an export nor a part of the list asks for it.
    context["history"] = partial(history_of, request, told, "ledger.plan")
    listing = replace(
        TASKS,
        name="plan-tasks",
        about=context["title"],
        read=partial(_read_tasks, plan_id),
        filters=among_units(partial(_units, plan_id)),
    )
    return respond(request, listing, context, template="ledger/plan.html")


@require_safe
def wall(request: Request, plan_id: int) -> HttpResponse:
    """挂图作战 — every unit with the lamps of its tasks."""
    context = plan_frame(request, plan_id, "plan_wall")
    reach = scope(request.actor, "see", "task")
    context["wall"] = ledger.wall(reach, lit(today()), plan_id)
    return render(request, "ledger/wall.html", context)


@require_POST
def assign_all(request: Request, plan_id: int) -> HttpResponse:
    """Assign every registered task of the plan that has a unit."""
    done = assign_plan(request.actor, plan_id, at=now())
    say(
        request,
        "ledger.done.plan_assigned",
        assigned=done.assigned,
        without_unit=done.without_unit,
    )
    return redirect("plan", plan_id)


@require_POST
def export(request: Request, plan_id: int) -> FileResponse:
    """The ledger of the plan as .xlsx: what the person may take home."""

    def write(out: IO[bytes]) -> str:
        return export_ledger(request.actor, plan_id, out, language(), at=now()).file_name

    return written_file(write)


def home_plans(request: Request) -> dict[str, Any] | None:
    """The card of the home page: the plans with their lamps."""
    if not may_somewhere(request.actor, "see", "plan"):
        return None
    asked = Asked(filters={"kind": DOCUMENT}, size=_ON_CARD)
    rows = _read_plans(request.actor, None, today(), asked)
    return {"plans": rows.rows, "total": rows.total, "colours": COLOURS}


def plan_frame(request: Request, plan_id: int, current: str) -> dict[str, Any]:
    """What every page of a plan shows above: title, counts, tabs."""
    row = ledger.plan(_reach(request.actor), lit(today()), plan_id)
    tabs = _TABS
    is_superseded = bool(ledger.superseding_documents(plan_id, today()))
    is_ended = not is_superseded and bool(ledger.over_since([plan_id], today()))
    if is_superseded or is_ended or current == "plan_decisions":
        tabs = (*_TABS, ("plan_decisions", gettext_noop("Decisions")))
    tasks = scope(request.actor, "see", "task")
    undecided = ledger.undecided_counts(tasks, today(), [plan_id])
    held = standings.held(row.document_id, today()) if row.document_id else None
    is_over = held is not None and held.standing in OVER
    owner = [row.owner_unit.id] if row.owner_unit else []
    ending = ledger.ending_plans(_reach(request.actor), today(), owner)
    return {
        "title": row.title,
        "crumbs": [(gettext("Plans"), reverse("plans")), (row.title, "")],
        "plan": row,
        "held": held,
        "is_over": is_over,
        "undecided": undecided.get(plan_id, 0),
        "is_ended": is_ended,
        "still_open": ledger.still_open(tasks, today(), plan_id) if is_over or is_ended else 0,
        "ending": next((each for each in ending if each.id == plan_id), None),
        "last_day": held.until_day - timedelta(days=1) if held and held.until_day else None,
        "family": ledger.plan_family(_reach(request.actor), lit(today()), plan_id),
        "colours": COLOURS,
        "tabs": [
            Tab(gettext(label), reverse(name, args=[plan_id]), name == current)
            for name, label in tabs
        ],
        "may_assign": row.counts.by_state[TaskState.REGISTERED] > 0
        and may_assign(request.actor, plan_id, today()),
        "may_export": may_somewhere(request.actor, "export", "task"),
    }


def _reach(actor: Actor) -> Reach:
    return Reach(scope(actor, "see", "plan"), scope(actor, "see", "task"))


def _units(plan_id: int, request: Request) -> list[tuple[str, str]]:
    reach = scope(request.actor, "see", "task")
    found = ledger.units_of_plan(reach, today(), plan_id)
    return [(str(unit.id), in_language(unit.zh, unit.en)) for unit in found]


def _read_plans(actor: Actor, _scope: Scope | None, day: date, asked: Asked) -> Page[PlanRow]:
    return ledger.plans(_reach(actor), lit(day), asked)


def _read_tasks(plan_id: int, reach: Scope, day: date, asked: Asked) -> Page[TaskRow]:
    filters = {**asked.filters, "plan": str(plan_id)}
    return ledger.tasks(reach, lit(day), replace(asked, filters=filters))


MENU = (MenuEntry(gettext_noop("Plans"), "plans", order=30, action="see", kind="plan"),)
HOME = (HomeCard("ledger/home_plans.html", home_plans, order=10),)
SCREENS = (
    Screen("plans", "/plans/", account="officer"),
    Screen("plan", "/plans/", account="officer", follow=_OPEN),
    Screen("plan-over", "/plans/?words=2023—2025", account="officer", follow=_OPEN),
    Screen("plan-wall", "/plans/", account="officer", follow=(*_OPEN, ".tabs a[href$='/wall/']")),
)
urlpatterns = [
    path("plans/", plans, name="plans"),
    path("plans/<row:plan_id>/", plan, name="plan"),
    path("plans/<row:plan_id>/wall/", wall, name="plan_wall"),
    path("plans/<row:plan_id>/export/", export, name="plan_export"),
    path("plans/<row:plan_id>/assign/", assign_all, name="plan_assign"),
]
