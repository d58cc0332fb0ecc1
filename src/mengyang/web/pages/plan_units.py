"""按单位 — every unit of a plan with how its tasks stand: by share, and by lamp."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from django.http import HttpResponseBase
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_safe

from mengyang.core.access import Scope
from mengyang.core.ledger import Colour
from mengyang.store.reads import ledger
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.ledger import UnitShare
from mengyang.store.reads.paging import Page
from mengyang.web.declared import Screen
from mengyang.web.listing import Column, Filter, Kind, Listing, respond
from mengyang.web.lit import lit, named
from mengyang.web.pages.plans import plan_frame
from mengyang.web.request import Request


def _number(key: str, label: str, value: Callable[[UnitShare], object]) -> Column:
    return Column(key=key, label=label, kind=Kind.NUMBER, value=value, sorts=True)


def _share(key: str, label: str) -> Column:
    return _number(key, label, lambda row: getattr(row.counts.completion, key))


def _lamp(colour: Colour, label: str) -> Column:
    column = _number(colour.value, label, lambda row: row.counts.by_lamp[colour])
    return replace(column, sign=colour.value)


def _withdrawn(row: UnitShare) -> str:
    # Of all its tasks they alone stand under no share and no lamp.
    said = gettext("%(number)s withdrawn")
    return said % {"number": row.counts.withdrawn} if row.counts.withdrawn else ""


UNITS: Listing[UnitShare] = Listing(
    name="plan-units",
    title=gettext_noop("How do the tasks of each unit stand?"),
    paper=gettext_noop("Tasks by unit"),
    kind="task",
    columns=(
        Column(
            key="unit",
            label=gettext_noop("Unit"),
            value=lambda row: named(row.unit) or gettext("Nobody yet"),
            links=True,
            sorts=True,
        ),
        replace(
            _number("total", gettext_noop("Tasks"), lambda row: row.counts.total), note=_withdrawn
        ),
        Column(
            key="percent",
            label=gettext_noop("Completion rate"),
            kind=Kind.PERCENT,
            value=lambda row: row.counts.completion.percent,
            sorts=True,
        ),
        _share("done", gettext_noop("Closed for good")),
        _share("for_the_stage", gettext_noop("Closed for the stage")),
        _share("unassigned", gettext_noop("Not assigned yet")),
        _share("in_hand", gettext_noop("In hand")),
        _share("extended", gettext_noop("Extended, in time")),
        _share("overdue", gettext_noop("Overdue and open")),
        _lamp(Colour.RED, gettext_noop("Red lamp")),
        _lamp(Colour.YELLOW, gettext_noop("Yellow lamp")),
        _lamp(Colour.GREEN, gettext_noop("Green lamp")),
        _lamp(Colour.GREY, gettext_noop("Grey lamp")),
    ),
    filters=(
        Filter(key="words", label=gettext_noop("Unit")),
        Filter(key="lamp", label=gettext_noop("Lamp"), kind="choice", family="lamp_colours"),
    ),
    read=lambda _reach, _day, _asked: Page((), 0),
    sort="unit",
    empty=gettext_noop("No task of this plan is within your reach."),
)


@require_safe
def units(request: Request, plan_id: int) -> HttpResponseBase:
    """Every unit with how many of its tasks stand where."""
    context = plan_frame(request, plan_id, "plan_units")
    listing = replace(
        UNITS,
        about=context["title"],
        read=partial(_read, plan_id),
        row_url=partial(_url, reverse("plan", args=[plan_id])),
    )
    return respond(request, listing, context, "ledger/listed.html")


def _read(plan_id: int, reach: Scope, day: date, asked: Asked) -> Page[UnitShare]:
    return ledger.unit_shares(reach, lit(day), plan_id, asked)


def _url(plan: str, row: UnitShare) -> str:
    return f"{plan}?unit={row.unit.id}" if row.unit else ""


SCREENS = (
    Screen(
        "plan-units",
        "/plans/",
        account="officer",
        follow=("table.rows tbody a", ".tabs a[href$='/units/']"),
    ),
)
urlpatterns = [path("plans/<row:plan_id>/units/", units, name="plan_units")]
