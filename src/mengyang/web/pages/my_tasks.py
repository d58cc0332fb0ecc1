"""我的任务 — what is due from the units of a person, as a list and on the home page."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.http import HttpResponseBase
from django.urls import path
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from mengyang.core.access import Scope, scope
from mengyang.core.ledger.guards import unit_ids
from mengyang.store.reads import ledger
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.ledger import TaskRow, notices
from mengyang.store.reads.paging import Page
from mengyang.web.asked_replies import asked_replies
from mengyang.web.clock import now, today
from mengyang.web.declared import MOST_COUNTED, HomeCard, MenuEntry, Screen
from mengyang.web.listing import Column, Kind, respond
from mengyang.web.lit import lit
from mengyang.web.plan_calls import plan_calls
from mengyang.web.request import Request
from mengyang.web.task_lists import (
    DUE,
    LAMP,
    LEAD,
    NUMBER,
    PERCENT,
    PLAN,
    STATE,
    TASKS,
    TITLE,
    among_units,
    own_units,
)

ROLE = Column(
    key="role", label=gettext_noop("Own part"), kind=Kind.TERM, family="unit_roles", value=str
)
MY_LIST = replace(
    TASKS,
    name="my-list",
    title=gettext_noop("What is due from my unit?"),
    paper=gettext_noop("Tasks of my unit"),
    columns=(NUMBER, TITLE, PLAN, LEAD, ROLE, STATE, LAMP, DUE, PERCENT),
    filters=among_units(own_units),
    sort="due_on",
    empty=gettext_noop("Nothing is open with your unit."),
)
_ON_CARD = 8
_LATELY = timedelta(days=30)


@require_safe
def my_list(request: Request) -> HttpResponseBase:
    """What is open with the units of the person, the nearest day first."""
    units = {post.unit_id for post in request.actor.posts}
    role = replace(ROLE, value=partial(_own_role, units))
    columns = tuple(role if column is ROLE else column for column in MY_LIST.columns)
    listing = replace(MY_LIST, read=partial(_read_mine, units), columns=columns)
    context = {
        "calls": plan_calls(request),
        "card": asked_replies(request),
        "told": _told(request),
    }
    return respond(request, listing, context, "ledger/my_list.html")


def home_tasks(request: Request) -> dict[str, Any] | None:
    """The card of the home page: what is due from one's own units."""
    units = {post.unit_id for post in request.actor.posts}
    reach = scope(request.actor, "sign_for", "task")
    if not reach.grants:
        return None
    seen = scope(request.actor, "see", "task")
    rows = ledger.my_tasks(seen, lit(today()), units, Asked(sort="due_on", size=_ON_CARD))
    tasks = [(row, _own_role(units, row)) for row in rows.rows]
    return {"tasks": tasks, "counts": ledger.my_counts(seen, lit(today()), units)}


def unread(request: Request) -> int:
    """What the menu counts: notices to one's units that nobody of them has marked as read."""
    return notices.unread_count(unit_ids(request.actor), MOST_COUNTED)


def _told(request: Request) -> dict[str, Any] | None:
    """The answers and changes that one's units were told of lately."""
    since = now() - _LATELY
    found = notices.tidings_to(unit_ids(request.actor), today(), since, _ON_CARD)
    return {"notices": found.rows, "total": found.total} if found.total else None


def _read_mine(units: set[int], reach: Scope, day: date, asked: Asked) -> Page[TaskRow]:
    return ledger.my_tasks(reach, lit(day), units, asked)


def _own_role(units: set[int], row: TaskRow) -> str:
    """Whether a unit of the person's answers alone, leads others, or helps."""
    if row.lead_unit is None or row.lead_unit.id not in units:
        return "joint"
    return "lead" if row.joint_units else "responsible"


MENU = (
    MenuEntry(
        gettext_noop("My list"),
        "my_list",
        order=40,
        action="sign_for",
        kind="task",
        waiting=unread,
    ),
)
HOME = (HomeCard("ledger/home_tasks.html", home_tasks, order=5, is_mine=True),)
SCREENS = (Screen("my-list", "/my-list/", account="lanpu", phone=True),)
urlpatterns = [path("my-list/", my_list, name="my_list")]
