"""事项对照 — tasks of several plans that may name one duty, side by side; confirmed or rejected."""

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_http_methods, require_POST

from mengyang.actions.crosswalk import PairVerdict, crosswalk_draft, decide_matters
from mengyang.core.access import scope
from mengyang.core.findings import Refused
from mengyang.store.reads import ledger
from mengyang.store.reads.asked import Asked
from mengyang.web.clock import now, today
from mengyang.web.declared import MenuEntry, Screen
from mengyang.web.jobs.delivery import start
from mengyang.web.lit import lit
from mengyang.web.notices import say
from mengyang.web.pages.general_ledger import plan_choices
from mengyang.web.refusal import Answer, worded
from mengyang.web.request import Request, may_somewhere, reach_of
from mengyang.web.terms import family_words

PAGE_SIZE = 20
_LONGEST = 60


@require_http_methods(["GET", "HEAD", "POST"])
def crosswalk(request: Request) -> HttpResponse:
    """The pairs, the likeliest first, and what is decided on those ticked."""
    reach_of(request.actor, "see", "task")
    if request.method != "POST":
        return _page(request)
    said = PairVerdict("confirm" in request.POST, request.POST.get("reason", ""))
    seen = _seen(request)
    try:
        done = decide_matters(request.actor, seen, said, at=now())
    except Refused as refused:
        return _page(request, worded(refused), frozenset(seen))
    say(request, f"crosswalk.done.{'confirmed' if said.confirms else 'rejected'}", n=done)
    return redirect("crosswalk")


@require_POST
def look(request: Request) -> HttpResponse:
    """Look for pairs in the background."""
    draft = crosswalk_draft(request.actor, at=now())
    # A job is seen by the unit it was begun for.
    own = replace(draft, unit_id=request.actor.posts[0].unit_id)
    return redirect("job", start(request.actor, own, at=now()))


def _page(
    request: Request, refusal: Answer | None = None, ticked: frozenset[int] = frozenset()
) -> HttpResponse:
    asked = request.GET
    state = asked.get("state", "proposed")[:_LONGEST]
    filters = {"state": state, "plan": asked.get("plan", "")[:_LONGEST]}
    words = asked.get("words", "")[:_LONGEST]
    found = ledger.same_matters(
        scope(request.actor, "see", "task"),
        lit(today()),
        Asked(words, filters, after=asked.get("after") or None, size=PAGE_SIZE),
    )
    may_decide = may_somewhere(request.actor, "assign", "judgement")
    context = {
        "title": gettext("Which tasks of different plans name one duty?"),
        "lead": gettext(
            "Proposed by words, units, targets and citations. Once confirmed, each task shows the"
            " other, and counts across plans count the duty once."
        ),
        "rows": [(row, row.id in ticked) for row in found.rows],
        "page": found,
        "states": family_words("matter_states"),
        "plans": plan_choices(request),
        "filters": filters,
        "words": words,
        "may_decide": may_decide,
        "may_tick": may_decide and bool(found.rows),
        "refusal": refusal,
        "reason": request.POST.get("reason", "") if refusal else "",
    }
    status = refusal.status if refusal else 200
    return render(request, "crosswalk/crosswalk.html", context, status=status)


def _seen(request: Request) -> dict[int, int]:
    """The pairs ticked, by id with the version the page showed."""
    found: dict[int, int] = {}
    for tick in request.POST.getlist("seen"):
        parts = tick.split(":")
        if len(parts) == 2 and all(part.isascii() and part.isdecimal() for part in parts):
            number, version = (int(part[:18]) for part in parts)
            found[number] = version
    return found


MENU = (
    MenuEntry(gettext_noop("Crosswalk"), "crosswalk", order=36, action="assign", kind="judgement"),
)
SCREENS = (Screen("crosswalk", "/crosswalk/?state=", account="officer", phone=True),)
urlpatterns = [
    path("crosswalk/", crosswalk, name="crosswalk"),
    path("crosswalk/look/", look, name="crosswalk_look"),
]
