"""审计 — who did what, when: the events of the chain."""

from dataclasses import replace
from datetime import date
from functools import partial
from itertools import batched
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_POST, require_safe

from mengyang.actions.anchor_lines import anchor_line
from mengyang.actions.audit import verification_draft
from mengyang.core.access import Actor, Scope
from mengyang.store.reads import audit
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.audit import EventRow
from mengyang.store.reads.paging import Page
from mengyang.web.bilingual import in_language
from mengyang.web.clock import now, today
from mengyang.web.declared import MenuEntry, Screen
from mengyang.web.demo import shown_name
from mengyang.web.event_records import named_to
from mengyang.web.jobs.delivery import start
from mengyang.web.listing import Column, Filter, Kind, Listing, respond
from mengyang.web.request import Request, may_somewhere, reach_of
from mengyang.web.terms import term

MENU = (MenuEntry(gettext_noop("Audit log"), "events", order=80, action="see", kind="event"),)
SCREENS = (
    Screen("events", "/events/", account="auditor"),
    Screen("event", "/events/", account="auditor", follow=("table.rows tbody a",)),
    Screen("events-anchor", "/events/anchor/", account="auditor"),
)


def _event_url(row: EventRow) -> str:
    return reverse("event", args=[row.id])


def _like_this(row: EventRow) -> list[tuple[str, str]]:
    """Links from an event to all of the same person, and of the same record."""
    found = []
    if row.actor_name:
        found.append((gettext("All by this person"), {"person": row.actor_name}))
    if row.subject_id is not None:
        about = {"subject_kind": row.subject_kind, "subject_id": str(row.subject_id)}
        found.append((gettext("All about this record"), about))
    return [(label, f"{reverse('events')}?{urlencode(asked)}") for label, asked in found]


def _subject(row: EventRow) -> str | None:
    if row.changes:
        return gettext("%(count)s records") % {"count": row.changes}
    if not row.subject_kind:
        return None
    named = row.names.subject(row.subject_kind, row.subject_id)
    name = in_language(named.zh, named.en) if named else row.subject_id
    return f"{term('subject_kinds', row.subject_kind)} {name or ''}".strip()


def _read_events(actor: Actor, reach: Scope, day: date, asked: Asked) -> Page[EventRow]:
    found = audit.events(reach, day, asked)
    return found.of(named_to(actor, day, found.rows))


def _actor(row: EventRow) -> str:
    return shown_name(row.actor_name) or gettext("the system")


EVENTS = Listing(
    name="events",
    title=gettext_noop("Who did what, and when?"),
    paper=gettext_noop("Record of what was done"),
    kind="event",
    columns=(
        Column(
            key="sequence",
            label=gettext_noop("No."),
            kind=Kind.NUMBER,
            links=True,
        ),
        Column(key="at", label=gettext_noop("Time"), kind=Kind.MOMENT, sorts=True),
        Column(
            key="actor",
            label=gettext_noop("Person"),
            value=_actor,
            note=lambda row: shown_name(row.acting_for_name),
        ),
        Column(key="action", label=gettext_noop("Action"), kind=Kind.TERM, family="audit_actions"),
        Column(key="subject", label=gettext_noop("Record"), value=_subject),
        Column(
            key="subject_version",
            label=gettext_noop("Version"),
            kind=Kind.NUMBER,
        ),
    ),
    filters=(
        Filter(key="person", label=gettext_noop("Person"), hint=gettext_noop("name or login name")),
        Filter(key="action", label=gettext_noop("Action"), kind="choice", family="audit_actions"),
        Filter(
            key="subject_kind",
            label=gettext_noop("Record"),
            kind="choice",
            family="subject_kinds",
        ),
        Filter(
            key="subject_id",
            label=gettext_noop("Number of the record"),
            hint=gettext_noop("as in its address"),
        ),
        Filter(key="from", label=gettext_noop("From"), kind="day", until="until"),
        Filter(key="until", label=gettext_noop("Until"), kind="day"),
        Filter(
            key="words",
            label=gettext_noop("Words in the event"),
            hint=gettext_noop("within a person, a record or a month"),
        ),
    ),
    read=audit.events,
    sort="-at",
    counted=False,
    said_above=(
        "audit.refused.words_too_wide",
        "audit.refused.words_too_many",
        "audit.refused.many_persons",
    ),
    row_url=_event_url,
    empty=gettext_noop("Nothing has happened yet."),
)


@require_safe
def events(request: Request) -> HttpResponseBase:
    """The list of events, the latest first."""
    context = {"may_verify": may_somewhere(request.actor, "verify", "event")}
    listing = replace(EVENTS, read=partial(_read_events, request.actor))
    return respond(request, listing, context, "audit/events.html")


@require_POST
def verify(request: Request) -> HttpResponse:
    """Recompute the whole chain in the background."""
    draft = verification_draft(request.actor, at=now())
    # A job is seen by the unit it was begun for.
    own = replace(draft, unit_id=request.actor.posts[0].unit_id)
    job_id = start(request.actor, own, at=now())
    return redirect("job", job_id)


@require_safe
def event(request: Request, event_id: int) -> HttpResponse:
    """One event with what it changed and its place in the chain."""
    found = audit.event(reach_of(request.actor, "see", "event"), today(), event_id)
    (row,) = named_to(request.actor, today(), [found])
    context = {
        "title": gettext("Event %(number)s") % {"number": row.sequence},
        "crumbs": [(gettext("Audit log"), reverse("events")), (str(row.sequence), "")],
        "event": row,
        "actor": _actor(row),
        "subject": _subject(row),
        "fields": list(dict.fromkeys([*row.before, *row.after])),
        "like_this": _like_this(row),
    }
    return render(request, "audit/event.html", context)


@require_safe
def events_anchor(request: Request) -> HttpResponse:
    """The anchor line of this moment, to be printed and kept elsewhere."""
    at = now()
    line = anchor_line(request.actor, at=at)
    context = {
        "title": gettext("How far had the audit chain come?"),
        "crumbs": [(gettext("Audit log"), reverse("events")), (gettext("Anchor line"), "")],
        "line": line,
        "at": at,
        "hash": _in_groups(line.hash),
        "mac": _in_groups(line.mac),
    }
    return render(request, "audit/anchor.html", context)


def _in_groups(digest: str) -> str:
    """In fours, as two people read it to one another."""
    return " ".join("".join(group) for group in batched(digest, 4))


urlpatterns = [
    path("events/", events, name="events"),
    path("events/anchor/", events_anchor, name="events_anchor"),
    path("events/verify/", verify, name="events_verify"),
    path("events/<row:event_id>/", event, name="event"),
]
