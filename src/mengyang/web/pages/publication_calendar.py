"""公开日历 — what must be published by when, over all plans within reach; the late is marked."""

from django.http import HttpResponseBase
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_safe

from mengyang.web.declared import MenuEntry, Screen
from mengyang.web.listing import Column, Filter, Kind, Listing, respond
from mengyang.web.publication_duties import DutyRow, asked_duties
from mengyang.web.request import Request


def _about(row: DutyRow) -> str:
    said = (row.number, row.words, gettext("published late") if row.was_late else "")
    return " · ".join(filter(None, said))


DUTIES: Listing[DutyRow] = Listing(
    name="publication-calendar",
    title=gettext_noop("What must be published by when?"),
    paper=gettext_noop("Calendar of publication"),
    kind="plan",
    columns=(
        Column(
            key="plan_title",
            label=gettext_noop("Plan"),
            links=True,
            wide=True,
            note=_about,
        ),
        Column(
            key="ground",
            label=gettext_noop("Ground"),
            kind=Kind.TERM,
            family="publication_grounds",
        ),
        Column(key="kind", label=gettext_noop("Edition"), kind=Kind.TERM, family="edition_kinds"),
        Column(key="due_on", label=gettext_noop("Due by"), kind=Kind.DAY, sorts=True),
        Column(
            key="state",
            label=gettext_noop("State"),
            kind=Kind.TERM,
            family="publication_duty_states",
        ),
        Column(key="done_on", label=gettext_noop("Published on"), kind=Kind.DAY),
    ),
    filters=(
        Filter(key="words", label=gettext_noop("Plan")),
        Filter(
            key="state",
            label=gettext_noop("State"),
            kind="choice",
            family="publication_duty_states",
        ),
        Filter(
            key="ground",
            label=gettext_noop("Ground"),
            kind="choice",
            family="publication_grounds",
        ),
        Filter(key="kind", label=gettext_noop("Edition"), kind="choice", family="edition_kinds"),
    ),
    read=asked_duties,
    sort="due_on",
    row_url=lambda row: reverse("plan", args=[row.plan_id]),
    empty=gettext_noop("No plan is to be published. A plan is once a document is adopted."),
)


@require_safe
def publication_calendar(request: Request) -> HttpResponseBase:
    """The duties to publish, the next one first."""
    return respond(request, DUTIES)


MENU = (
    MenuEntry(
        gettext_noop("Calendar of publication"),
        "publication_calendar",
        order=51,
        action="publish",
        kind="plan",
    ),
)
SCREENS = (Screen("publication-calendar", "/publication-calendar/", account="officer"),)
urlpatterns = [
    path("publication-calendar/", publication_calendar, name="publication_calendar"),
]
