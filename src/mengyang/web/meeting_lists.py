"""会议列表 — the meetings on the screen and as they are taken home."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from mengyang.core.access import Scope, scope
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.ledger import meetings
from mengyang.store.reads.ledger.meetings import MeetingReach, MeetingRow
from mengyang.store.reads.paging import Page
from mengyang.web.clock import today
from mengyang.web.listing import Button, Column, Filter, Kind, Listing
from mengyang.web.lit import lit, named
from mengyang.web.request import Request
from mengyang.web.task_lists import unit_choices


def read_meetings(tasks: Scope, reach: Scope, day: date, asked: Asked) -> Page[MeetingRow]:
    """Meetings with those of their decisions whose tasks lie within `tasks`."""
    return meetings.meetings(MeetingReach(reach, tasks), lit(day), asked)


def chair_words(row: MeetingRow) -> str:
    """Who took the chair: the post, with the name where it is known."""
    return f"{row.chair} {row.chair_name}".strip()


def _years(request: Request) -> list[tuple[str, str]]:
    found = meetings.meeting_years(scope(request.actor, "see", "meeting"), today())
    return [(str(year), str(year)) for year in found]


def _present(row: MeetingRow) -> str | None:
    return gettext(", ").join(filter(None, map(named, row.present))) or None


MEETINGS: Listing[MeetingRow] = Listing(
    name="meetings",
    title=gettext_noop("Which meetings were held, and what came of them?"),
    paper=gettext_noop("List of meetings"),
    kind="meeting",
    columns=(
        Column(key="held_on", label=gettext_noop("Held on"), kind=Kind.DAY, sorts=True),
        Column(
            key="title",
            label=gettext_noop("Meeting"),
            wide=True,
            links=True,
            sorts=True,
            note=lambda row: row.reference,
        ),
        Column(
            key="meeting_kind",
            label=gettext_noop("Kind of meeting"),
            kind=Kind.TERM,
            family="meeting_kinds",
        ),
        Column(key="chair", label=gettext_noop("Chair"), value=chair_words, sorts=True),
        Column(key="present", label=gettext_noop("Units present"), value=_present, wide=True),
        Column(
            key="decisions",
            label=gettext_noop("Decisions of the meeting"),
            kind=Kind.NUMBER,
            value=lambda row: len(row.decisions),
        ),
        Column(key="open", label=gettext_noop("Not yet done"), kind=Kind.NUMBER),
        Column(
            key="unit_id",
            label=gettext_noop("Recorded by the unit"),
            value=lambda row: named(row.unit),
            sorts=True,
        ),
    ),
    filters=(
        Filter(key="words", label=gettext_noop("Title, chair, place or number of the minutes")),
        Filter(
            key="kind",
            label=gettext_noop("Kind of meeting"),
            kind="choice",
            family="meeting_kinds",
        ),
        Filter(key="unit", label=gettext_noop("Present"), kind="choice", choices=unit_choices),
        Filter(key="year", label=gettext_noop("Year"), kind="choice", choices=_years),
    ),
    read=lambda _reach, _day, _asked: Page((), 0),
    sort="-held_on",
    row_url=lambda row: reverse("meeting", args=[row.id]),
    empty=gettext_noop("No meeting is recorded within your reach yet."),
    buttons=(
        Button(
            label=gettext_noop("Record a meeting"),
            url_name="meeting_new",
            action="register",
            kind="matter",
        ),
    ),
)
