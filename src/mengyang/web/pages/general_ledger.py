"""总台账 — all tasks in one list; at home what is overdue and what is to be verified."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponseBase
from django.urls import path
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from mengyang.core.access import scope
from mengyang.core.ledger import Colour
from mengyang.store.reads import ledger
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.ledger import TaskRow
from mengyang.store.reads.paging import Page
from mengyang.web.clock import today
from mengyang.web.declared import HomeCard, MenuEntry, Screen
from mengyang.web.listing import Filter, respond
from mengyang.web.lit import lit
from mengyang.web.request import Request, may_somewhere, reach_of
from mengyang.web.task_lists import DUE, LAMP, LEAD, NUMBER, PERCENT, PLAN, STATE, TASKS, TITLE

_ON_CARD = 6
# Overdue first: that is what the list and the card are opened for.
_PRESSING = (Colour.RED, Colour.YELLOW)


def plan_choices(request: Request) -> list[tuple[str, str]]:
    """The plans within reach, the latest first."""
    titles = ledger.plan_titles(scope(request.actor, "see", "plan"), today())
    return [(str(pk), title) for pk, title in titles]


GENERAL_LEDGER = replace(
    TASKS,
    name="tasks",
    columns=(NUMBER, TITLE, PLAN, LEAD, STATE, LAMP, DUE, PERCENT),
    filters=(
        *TASKS.filters[:1],
        Filter(key="plan", label=gettext_noop("Plan"), kind="choice", choices=plan_choices),
        *TASKS.filters[1:],
    ),
)


@require_safe
def tasks(request: Request) -> HttpResponseBase:
    """The tasks of every plan within reach."""
    reach_of(request.actor, "see", "task")
    return respond(request, GENERAL_LEDGER)


def home_overdue(request: Request) -> dict[str, Any] | None:
    """The card of the home page: what is overdue, or soon will be, in the areas looked after."""
    if not may_somewhere(request.actor, "export", "plan"):
        return None
    rows = [row for colour in _PRESSING for row in _lit_so(request, colour).rows]
    counts = ledger.task_counts(scope(request.actor, "see", "task"), lit(today()), Asked())
    pressing = [(colour.value, counts.by_lamp[colour]) for colour in _PRESSING]
    return {
        "tasks": rows[:_ON_CARD],
        "counts": pressing,
        "total": sum(count for _, count in pressing),
        "doubled": counts.doubled,
    }


def home_judging(request: Request) -> dict[str, Any] | None:
    """The card of the home page: what is claimed done and waits for another pair of eyes."""
    reach = scope(request.actor, "verify", "judgement")
    if not reach.grants:
        return None
    page = ledger.to_judge(reach, lit(today()), request.actor, _ON_CARD)
    return {"tasks": page.rows, "total": page.total} if page.total else None


def _lit_so(request: Request, colour: Colour) -> Page[TaskRow]:
    asked = Asked(filters={"lamp": colour.value}, sort="due_on", size=_ON_CARD)
    return ledger.tasks(scope(request.actor, "see", "task"), lit(today()), asked)


# Who looks after areas has an eye on every plan; who works for one unit has "my list".
MENU = (MenuEntry(gettext_noop("All tasks"), "tasks", order=35, action="export", kind="plan"),)
HOME = (
    HomeCard("ledger/home_overdue.html", home_overdue, order=3),
    HomeCard("ledger/home_judging.html", home_judging, order=3, is_mine=True),
)
SCREENS = (Screen("tasks", "/tasks/?lamp=red", account="supervisor"),)
urlpatterns = [path("tasks/", tasks, name="tasks")]
