"""会议 — the meetings, one with its decisions and how each stands, and the ways to record them."""

from dataclasses import replace
from functools import partial
from typing import Any

from django import forms
from django.conf import settings
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_http_methods, require_safe

from mengyang.actions import meetings as actions
from mengyang.core.access import scope
from mengyang.core.facts import Seen
from mengyang.core.findings import Refused
from mengyang.store.reads import audit
from mengyang.store.reads.ledger import meetings as reads
from mengyang.store.reads.ledger.meetings import MeetingReach, MeetingRow
from mengyang.web.clock import now, today
from mengyang.web.declared import MenuEntry, Screen
from mengyang.web.downloads import kept_file
from mengyang.web.forms import attempt, form_status
from mengyang.web.history import history_of
from mengyang.web.listing import respond, table
from mengyang.web.lit import lit, named
from mengyang.web.matter_forms import matter_registers
from mengyang.web.matter_lists import MATTERS
from mengyang.web.meeting_forms import (
    DECISIONS,
    HEAD,
    CorrectMeetingForm,
    RecordMeetingForm,
    decision_in,
    meeting_in,
)
from mengyang.web.meeting_lists import MEETINGS, chair_words, read_meetings
from mengyang.web.notices import say
from mengyang.web.refusal import said_of
from mengyang.web.request import Request
from mengyang.web.task_lists import unit_choices

_DECIDED = frozenset({"number", "title", "lead_unit", "state", "lamp", "due_on"})


@require_safe
def meetings(request: Request) -> HttpResponseBase:
    """The meetings."""
    tasks = scope(request.actor, "see", "task")
    return respond(request, replace(MEETINGS, read=partial(read_meetings, tasks)))


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Record a meeting."""
    registers = matter_registers(request)
    if not registers:
        raise Refused("matters.refused.no_right", "matters.hint.ask_registrar")
    form = RecordMeetingForm(
        registers,
        unit_choices(request),
        request.POST or None,
        request.FILES or None,
        initial={"held_on": today()},
    )
    if request.method == "POST":
        meeting_id = attempt(form, lambda: _record(request, form.cleaned_data))
        if meeting_id is not None:
            say(request, "meetings.done.record")
            return redirect("meeting_decide", meeting_id)
    title = gettext("Which meeting was held?")
    lead = gettext("Its decisions are asked for next; each becomes a matter of the register.")
    submit = gettext("Record and go on to the decisions")
    return _form(request, form, (title, lead, submit), reverse("meetings"))


@require_safe
def meeting(request: Request, meeting_id: int) -> HttpResponse:
    """One meeting with its decisions."""
    row, reach = _row(request, meeting_id), scope(request.actor, "see", "meeting")
    columns = tuple(replace(each, note=None) for each in MATTERS.columns if each.key in _DECIDED)
    told = partial(audit.history, reach, today(), row.id)
    context = {
        "title": row.title,
        "crumbs": [(gettext("Meetings"), reverse("meetings")), (row.title, "")],
        "row": row,
        "chair": chair_words(row),
        "unit": named(row.unit),
        "decided": table(columns, row.decisions, MATTERS.row_url),
        "may_decide": _keeps(request, row),
        "history": history_of(request, told, "ledger.meeting"),
    }
    return render(request, "matters/meeting.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: Request, meeting_id: int) -> HttpResponse:
    """Set a meeting right, or bring its minutes."""
    row = _kept(request, meeting_id)
    initial = {name: getattr(row, name) for name in HEAD} | {
        "present": [str(unit.id) for unit in row.present],
        "version": row.version,
    }
    form = CorrectMeetingForm(
        unit_choices(request), request.POST or None, request.FILES or None, initial=initial
    )
    if request.method == "POST":
        done = attempt(form, lambda: _correct(request, row.id, form.cleaned_data))
        if done is not None:
            say(request, "meetings.done.correct")
            return redirect("meeting", meeting_id)
    words = (gettext("Set the meeting right"), "", gettext("Save the correction"))
    return _form(request, form, words, reverse("meeting", args=[meeting_id]))


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: Request, meeting_id: int) -> HttpResponse:
    """Register what was decided, several decisions at once."""
    row = _kept(request, meeting_id)
    rows = DECISIONS(request.POST or None, form_kwargs={"units": unit_choices(request)})
    if request.method == "POST" and rows.is_valid() and _decide(request, row.id, rows):
        say(request, "meetings.done.decide")
        return redirect("meeting", meeting_id)
    title = gettext("What was decided?")
    context = {
        "title": title,
        "lead": gettext("Each decision gets a number of the register; empty rows are left out."),
        "crumbs": [
            (gettext("Meetings"), reverse("meetings")),
            (row.title, reverse("meeting", args=[row.id])),
            (title, ""),
        ],
        "rows": rows,
        "back_url": reverse("meeting", args=[row.id]),
    }
    status = 422 if rows.is_bound else 200
    return render(request, "matters/decide.html", context, status=status)


@require_safe
def minutes(request: Request, meeting_id: int) -> FileResponse:
    """The minutes, for whoever may see the meeting."""
    folder = settings.ENVIRONMENT.var / "files"
    found = actions.open_minutes(request.actor, meeting_id, folder, day=today())
    return kept_file(found.path, found.file_name)


def _row(request: Request, meeting_id: int) -> MeetingRow:
    reach = MeetingReach(*(scope(request.actor, "see", kind) for kind in ("meeting", "task")))
    return reads.meeting(reach, lit(today()), meeting_id)


def _kept(request: Request, meeting_id: int) -> MeetingRow:
    row = _row(request, meeting_id)
    if not _keeps(request, row):
        raise Refused("matters.refused.no_right", "matters.hint.ask_registrar")
    return row


def _keeps(request: Request, row: MeetingRow) -> bool:
    """Whether the person keeps the register of the unit that recorded the meeting."""
    own = scope(request.actor, "register", "matter").grants
    return row.unit.id in {grant.unit_id for grant in own}


def _record(request: Request, data: dict[str, Any]) -> int:
    return actions.record_meeting(request.actor, int(data["unit"]), meeting_in(data), at=now())


def _correct(request: Request, meeting_id: int, data: dict[str, Any]) -> int:
    seen = Seen(meeting_id, data["version"])
    return actions.correct_meeting(request.actor, seen, meeting_in(data), at=now())


def _decide(request: Request, meeting_id: int, rows: Any) -> bool:
    """Whether all were registered; what is refused stands on the row it is about."""
    filled = [form for form in rows if form.has_changed()]
    decisions = [decision_in(form.cleaned_data) for form in filled]
    try:
        actions.decide_at_meeting(request.actor, meeting_id, decisions, at=now())
    except Refused as refused:
        place = refused.params.get("place")
        form = filled[place] if isinstance(place, int) else rows.forms[0]
        form.add_error(None, forms.ValidationError(said_of(refused), code=refused.reason))
        return False
    return True


def _form(request: Request, form: Any, words: tuple[str, str, str], back_url: str) -> HttpResponse:
    title, lead, submit = words
    context = {
        "title": title,
        "lead": lead,
        "crumbs": [(gettext("Meetings"), reverse("meetings")), (title, "")],
        "form": form,
        "submit": submit,
        "back_url": back_url,
    }
    return render(request, "frame/choosing_form.html", context, status=form_status(form))


MENU = (MenuEntry(gettext_noop("Meetings"), "meetings", order=33, action="see", kind="meeting"),)
_OPEN = ("table.rows tbody a",)
_CORRECT = ".page-actions a[href$='/correct/']"
_DECIDE = ".page-actions a[href$='/decide/']"
SCREENS = (
    Screen("meetings", "/meetings/", account="supervisor"),
    Screen("meeting-new", "/meetings/new/", account="supervisor"),
    Screen("meeting", "/meetings/", account="supervisor", follow=_OPEN, phone=True),
    Screen("meeting-correct", "/meetings/", account="supervisor", follow=(*_OPEN, _CORRECT)),
    Screen("meeting-decide", "/meetings/", account="supervisor", follow=(*_OPEN, _DECIDE)),
)
urlpatterns = [
    path("meetings/", meetings, name="meetings"),
    path("meetings/new/", new, name="meeting_new"),
    path("meetings/<row:meeting_id>/", meeting, name="meeting"),
    path("meetings/<row:meeting_id>/correct/", correct, name="meeting_correct"),
    path("meetings/<row:meeting_id>/decide/", decide, name="meeting_decide"),
    path("meetings/<row:meeting_id>/minutes/", minutes, name="meeting_minutes"),
]
