"""任务分工 — which divisions of work are under way, and the table of one, edited row by row."""

from functools import partial
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mengyang.actions import divisions as actions
from mengyang.core.access import scope
from mengyang.core.facts import Seen
from mengyang.core.findings import Refused
from mengyang.store.reads import divisions as reads
from mengyang.store.reads import documents
from mengyang.store.reads.divisions import DivisionRow, ItemRow
from mengyang.store.reads.histories import division_history
from mengyang.web import division_rows as rows
from mengyang.web.clock import now, today
from mengyang.web.declared import MenuEntry, Screen
from mengyang.web.division_frame import division_screen, frame
from mengyang.web.forms import sent_version
from mengyang.web.history import Parts, history_of
from mengyang.web.listing import Column, Filter, Kind, Listing, respond
from mengyang.web.lit import named
from mengyang.web.notices import say
from mengyang.web.request import Request, is_partial

DIVISIONS: Listing[DivisionRow] = Listing(
    name="divisions",
    title=gettext_noop("Which divisions of work are under way?"),
    paper=gettext_noop("List of divisions of work"),
    kind="division",
    columns=(
        Column(key="title", label=gettext_noop("Document"), links=True, wide=True, sorts=True),
        Column(
            key="area_id", label=gettext_noop("Area"), value=lambda row: named(row.area), sorts=True
        ),
        Column(key="state", label=gettext_noop("State"), kind=Kind.TERM, family="division_states"),
        Column(key="tasks", label=gettext_noop("Tasks"), kind=Kind.NUMBER),
        Column(key="rounds", label=gettext_noop("Rounds"), kind=Kind.NUMBER),
        Column(key="drafted_on", label=gettext_noop("Drafted"), kind=Kind.DAY, sorts=True),
        Column(key="issued_number", label=gettext_noop("Issued as"), sorts=True),
    ),
    filters=(
        Filter(key="words", label=gettext_noop("Title")),
        Filter(key="state", label=gettext_noop("State"), kind="choice", family="division_states"),
    ),
    read=reads.divisions,
    sort="-drafted_on",
    row_url=lambda row: reverse("division", args=[row.id]),
    empty=gettext_noop("No division yet. Open a document without units and draft one."),
)


@require_safe
def divisions(request: Request) -> HttpResponseBase:
    """The divisions within reach."""
    return respond(request, DIVISIONS)


@require_POST
def draft(request: Request, document_id: int) -> HttpResponse:
    """Draft the division of a document."""
    owner = rows.sent_unit(request.POST, "owner")
    if owner is None:
        raise Refused("documents.refused.owner_missing", "documents.hint.choose_owner")
    with_advice = bool(request.POST.get("advice"))
    division_id = actions.draft_division(
        request.actor, document_id, owner, with_advice=with_advice, at=now()
    )
    say(request, "divisions.done.drafted")
    return redirect("division", division_id)


@require_safe
def division(request: Request, division_id: int) -> HttpResponse:
    """The table: one row a task, each saved by itself."""
    context = frame(request, division_id, "division")
    reach = scope(request.actor, "see", "division")
    items = reads.items(reach, today(), division_id)
    texts = scope(request.actor, "see", "document")
    clauses = documents.clauses(texts, today(), context["division"].document_id)
    context["sections"] = rows.sections(items, {each.path: each.heading for each in clauses})
    told = partial(division_history, reach, today(), division_id)
    named = {("divisions.item", each.id): f"{each.position} {each.title}" for each in items}
    parts = Parts(names=named)
    context["history"] = history_of(request, told, "divisions.division", parts)
    if context["may"]["edit"]:
        context["units"] = rows.units_of(request, context["division"])
        context["kinds"] = rows.shown_row(items[0])["kinds"][:6] if items else []
    return render(request, "divisions/table.html", context)


@require_safe
def sheet(request: Request, division_id: int) -> HttpResponse:
    """The table as a paper to print."""
    context = frame(request, division_id, "division")
    context["items"] = reads.items(scope(request.actor, "see", "division"), today(), division_id)
    context["crumbs"] = [
        (gettext("Divisions of work"), reverse("divisions")),
        (context["division"].title, reverse("division", args=[division_id])),
        (gettext("To print"), ""),
    ]
    return render(request, "divisions/sheet.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def item(request: Request, division_id: int, item_id: int) -> HttpResponse:
    """One row on a page of its own, or saved from the table."""
    row = _item(request, division_id, item_id)
    if request.method == "POST":
        change = rows.sent_change(request.POST, row)
        seen = Seen(item_id, sent_version(request))
        actions.change_division_item(request.actor, division_id, seen, change, at=now())
        return _saved(request, division_id, item_id)
    context = frame(request, division_id, "division")
    context |= rows.shown_row(row)
    context["units"] = rows.units_of(request, context["division"])
    context["crumbs"] = [
        (gettext("Divisions of work"), reverse("divisions")),
        (context["division"].title, reverse("division", args=[division_id])),
        (str(row.position), ""),
    ]
    return render(request, "divisions/item.html", context)


@require_POST
def bulk(request: Request, division_id: int) -> HttpResponse:
    """Set the ticked rows alike, or confirm them as they are."""
    seen = rows.sent_rows(request.POST)
    change = rows.sent_shared(request.POST)
    number = actions.change_division_items(request.actor, division_id, seen, change, at=now())
    say(request, "divisions.done.rows", number=number)
    return redirect("division", division_id)


@require_POST
def withdraw(request: Request, division_id: int) -> HttpResponse:
    """End the division without effect."""
    reason = request.POST.get("reason", "")
    version = sent_version(request)
    actions.withdraw_division(request.actor, division_id, version, reason, at=now())
    say(request, "divisions.done.withdrawn")
    return redirect("division", division_id)


def _saved(request: Request, division_id: int, item_id: int) -> HttpResponse:
    if not is_partial(request):
        say(request, "divisions.done.row")
        return redirect("division", division_id)
    context: dict[str, Any] = {"division": {"id": division_id}, "may": {"edit": True}}
    row = _item(request, division_id, item_id)
    facts = reads.division_facts(scope(request.actor, "see", "division"), today(), division_id)
    shown = {"each": rows.shown_row(row), "unseen": len(facts.unseen), "is_update": True}
    return render(request, "divisions/saved_row.html", context | shown)


def _item(request: Request, division_id: int, item_id: int) -> ItemRow:
    reach = scope(request.actor, "see", "division")
    found = reads.items(reach, today(), division_id, [item_id])
    if not found:
        raise Refused("divisions.refused.no_such_task", "store.hint.reload")
    return found[0]


MENU = (
    MenuEntry(
        gettext_noop("Divisions of work"),
        "divisions",
        order=25,
        action="see",
        kind="division",
        covers=("/replies/",),
    ),
)
SCREENS = (
    Screen("divisions", "/divisions/", account="officer"),
    division_screen("division", "settling", phone=True),
    division_screen("division-sheet", "settling", "a[href$='/sheet/']"),
    division_screen("division-item", "settling", "a[href*='/items/']"),
)
urlpatterns = [
    path("divisions/", divisions, name="divisions"),
    path("documents/<row:document_id>/divide/", draft, name="division_draft"),
    path("divisions/<row:division_id>/", division, name="division"),
    path("divisions/<row:division_id>/sheet/", sheet, name="division_sheet"),
    path("divisions/<row:division_id>/bulk/", bulk, name="division_bulk"),
    path("divisions/<row:division_id>/withdraw/", withdraw, name="division_withdraw"),
    path("divisions/<row:division_id>/items/<row:item_id>/", item, name="division_item"),
]
