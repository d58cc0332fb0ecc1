"""待签收、待批 — tasks that nobody has signed for, and requests that wait for an answer."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpResponseBase
from django.urls import path, reverse
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from mengyang import packs
from mengyang.core.access import Scope, scope
from mengyang.core.ledger import RequestState
from mengyang.store.reads import ledger
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.ledger import RequestListRow, TaskRow
from mengyang.store.reads.paging import Page
from mengyang.web.clock import today
from mengyang.web.declared import HomeCard, MenuEntry, Screen
from mengyang.web.demo import shown_name
from mengyang.web.listing import Column, Filter, Kind, Listing, respond
from mengyang.web.lit import lit, named
from mengyang.web.request import Request, reach_of
from mengyang.web.task_lists import (
    DUE,
    FILTERS,
    LEAD,
    NUMBER,
    PLAN,
    TASKS,
    TITLE,
    unit_choices,
)

_ON_CARD = 5


def sign_by(row: TaskRow) -> date:
    """The last day to sign for an assigned task: so many working days after it was assigned."""
    return packs.sign_by(row.state_since)


def days_late(row: TaskRow) -> int | None:
    """Working days since the last day to sign for it; none while it lies ahead."""
    late = packs.working_calendar().between(sign_by(row), today())
    return late if late > 0 else None


def _read_unsigned(reach: Scope, day: date, asked: Asked) -> Page[TaskRow]:
    return ledger.unsigned(reach, lit(day), asked)


def _read_requests(reach: Scope, day: date, asked: Asked) -> Page[RequestListRow]:
    return ledger.requests(reach, day, asked)


UNSIGNED = replace(
    TASKS,
    name="unsigned",
    title=gettext_noop("Which tasks has nobody signed for?"),
    paper=gettext_noop("Tasks not signed for"),
    columns=(
        NUMBER,
        TITLE,
        PLAN,
        LEAD,
        Column(key="state_since", label=gettext_noop("Assigned on"), kind=Kind.DAY, sorts=True),
        Column(
            key="sign_by",
            label=gettext_noop("To be signed for by"),
            kind=Kind.DAY,
            value=sign_by,
            sorts=True,
        ),
        Column(
            key="days_late",
            label=gettext_noop("Working days late"),
            kind=Kind.NUMBER,
            value=days_late,
            sorts=True,
        ),
        DUE,
    ),
    filters=tuple(each for each in FILTERS if each.key not in ("state", "lamp")),
    read=_read_unsigned,
    sort="state_since",
    empty=gettext_noop("Every task that was assigned has been signed for."),
)
REQUESTS = Listing(
    name="requests",
    title=gettext_noop("Which requests wait for an answer?"),
    paper=gettext_noop("Requests about tasks"),
    kind="task",
    columns=(
        NUMBER,
        Column(
            key="title",
            label=gettext_noop("Task"),
            wide=True,
            links=True,
            note=lambda row: row.reason,
        ),
        PLAN,
        Column(
            key="unit_id", label=gettext_noop("Unit"), value=lambda row: named(row.unit), sorts=True
        ),
        Column(
            key="request_kind",
            label=gettext_noop("What is asked for"),
            kind=Kind.TERM,
            family="request_kinds",
        ),
        Column(
            key="proposed_on",
            label=gettext_noop("Later day asked for"),
            kind=Kind.DAY,
            sorts=True,
        ),
        Column(
            key="signatory",
            label=gettext_noop("Leader who signed"),
            value=lambda row: shown_name(row.signatory),
            sorts=True,
        ),
        Column(key="asked_at", label=gettext_noop("Asked"), kind=Kind.MOMENT, sorts=True),
        Column(key="state", label=gettext_noop("State"), kind=Kind.TERM, family="request_states"),
    ),
    filters=(
        Filter(key="words", label=gettext_noop("Words")),
        Filter(
            key="kind",
            label=gettext_noop("What is asked for"),
            kind="choice",
            family="request_kinds",
        ),
        Filter(key="state", label=gettext_noop("State"), kind="choice", family="request_states"),
        Filter(key="unit", label=gettext_noop("Unit"), kind="choice", choices=unit_choices),
    ),
    read=_read_requests,
    sort="-asked_at",
    row_url=lambda row: reverse("task", args=[row.task_id]),
    empty=gettext_noop("No request fits."),
)


@require_safe
def unsigned(request: Request) -> HttpResponseBase:
    """The tasks that were assigned and not signed for, with the last day to do so."""
    reach_of(request.actor, "see", "task")
    return respond(request, UNSIGNED)


@require_safe
def requests(request: Request) -> HttpResponseBase:
    """The requests about the tasks within reach."""
    reach_of(request.actor, "see", "task")
    return respond(request, REQUESTS)


def home_waiting(request: Request) -> dict[str, Any] | None:
    """The home card of whoever assigns: what waits for an answer, what for a signature."""
    if not scope(request.actor, "decline", "judgement").grants:
        return None
    reach = scope(request.actor, "see", "task")
    waiting = Asked(filters={"state": RequestState.OPEN.value}, size=_ON_CARD)
    asked = ledger.requests(reach, today(), waiting)
    late = ledger.unsigned(reach, lit(today()), Asked(size=_ON_CARD))
    if not asked.total and not late.total:
        return None
    return {
        "requests": asked.rows,
        "requests_total": asked.total,
        "unsigned": [(row, sign_by(row), days_late(row)) for row in late.rows],
        "unsigned_total": late.total,
    }


MENU = (
    MenuEntry(gettext_noop("Requests"), "requests", order=37, action="decline", kind="judgement"),
)
HOME = (HomeCard("ledger/home_waiting.html", home_waiting, order=4, is_mine=True),)
SCREENS = (
    Screen("unsigned", "/tasks/unsigned/", account="supervisor"),
    Screen("requests", "/requests/", account="supervisor", phone=True),
)
urlpatterns = [
    path("tasks/unsigned/", unsigned, name="unsigned"),
    path("requests/", requests, name="requests"),
]
