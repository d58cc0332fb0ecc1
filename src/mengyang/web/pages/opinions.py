"""公众意见 — the opinions on published plans in a list, and one of them with its next step."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_POST, require_safe

from mengyang.actions import opinions as actions
from mengyang.core.facts import Seen
from mengyang.core.ledger.publication import OpinionStep
from mengyang.store.reads.ledger import opinions as reads
from mengyang.store.reads.ledger.opinions import OpinionRow
from mengyang.store.reads.paging import Page
from mengyang.web.bilingual import in_language
from mengyang.web.clock import now, today
from mengyang.web.declared import HomeCard, MenuEntry, Screen
from mengyang.web.forms import VersionedForm, attempt, form_status, offer
from mengyang.web.listing import Column, Filter, Kind, Listing, respond
from mengyang.web.lit import named
from mengyang.web.notices import say
from mengyang.web.opinion_forms import FORMS
from mengyang.web.request import Request, reach_of
from mengyang.web.task_lists import unit_choices

_SHOWN = 60


def _short(row: OpinionRow) -> str:
    return row.text if len(row.text) <= _SHOWN else f"{row.text[:_SHOWN]}…"


def _about(row: OpinionRow) -> str:
    return f"{row.plan_title} · {row.task_number}" if row.task_number else row.plan_title


OPINIONS: Listing[OpinionRow] = Listing(
    name="opinions",
    title=gettext_noop("What does the public say, and who answers?"),
    paper=gettext_noop("Register of opinions"),
    kind="plan",
    columns=(
        Column(key="received_at", label=gettext_noop("Came in"), kind=Kind.MOMENT, sorts=True),
        Column(
            key="text",
            label=gettext_noop("Opinion"),
            value=_short,
            wide=True,
            links=True,
            note=_about,
        ),
        Column(key="state", label=gettext_noop("State"), kind=Kind.TERM, family="opinion_states"),
        Column(key="unit", label=gettext_noop("Unit charged"), value=lambda row: named(row.unit)),
        Column(key="due_on", label=gettext_noop("Due"), kind=Kind.DAY, sorts=True),
        Column(
            key="approved_at",
            label=gettext_noop("Answer published"),
            kind=Kind.MOMENT,
            sorts=True,
        ),
    ),
    filters=(
        Filter(key="words", label=gettext_noop("Words")),
        Filter(key="state", label=gettext_noop("State"), kind="choice", family="opinion_states"),
        Filter(key="unit", label=gettext_noop("Unit charged"), kind="choice", choices=unit_choices),
        Filter(
            key="late",
            label=gettext_noop("Late"),
            kind="choice",
            choices=lambda _request: [("1", gettext("past the day"))],
        ),
    ),
    read=lambda _reach, _day, _asked: Page((), 0),
    sort="-received_at",
    row_url=lambda row: reverse("opinion", args=[row.id]),
    empty=gettext_noop("Nobody has sent an opinion yet."),
)


@require_safe
def opinions(request: Request) -> HttpResponseBase:
    """Every opinion within reach, the latest first."""
    reach_of(request.actor, "see", "plan")
    reach = actions.reach_of_opinions(request.actor)
    listing = replace(OPINIONS, read=lambda _, day, asked: reads.opinions(reach, day, asked))
    return respond(request, listing)


@require_safe
def opinion(request: Request, opinion_id: int) -> HttpResponse:
    """One opinion with what can be done now."""
    return _page(request, opinion_id)


def _act(request: Request, opinion_id: int, step: OpinionStep, sent: dict[str, Any]) -> int:
    actor, seen = request.actor, Seen(opinion_id, sent["version"])
    words = sent.get("words", "")
    does: dict[OpinionStep, Callable[[], int]] = {
        OpinionStep.ACCEPT: lambda: actions.accept_opinion(
            actor, seen, int(sent["unit"]), words, at=now()
        ),
        OpinionStep.FORWARD: lambda: actions.forward_opinion(actor, seen, words, at=now()),
        OpinionStep.DECLINE: lambda: actions.decline_opinion(actor, seen, words, at=now()),
        OpinionStep.JOIN: lambda: actions.join_opinion(
            actor, seen, sent["repeats"], words, at=now()
        ),
        OpinionStep.ANSWER: lambda: actions.answer_opinion(actor, seen, words, at=now()),
        OpinionStep.SEND_BACK: lambda: actions.send_answer_back(actor, seen, words, at=now()),
        OpinionStep.PUBLISH: lambda: actions.publish_answer(
            actor, seen, tuple(sent["hidden"].splitlines()), at=now()
        ),
    }
    return does[step]()


@require_POST
def take_step(request: Request, opinion_id: int, step: str) -> HttpResponse:
    """One step of an opinion."""
    row = reads.opinion(actions.reach_of_opinions(request.actor), today(), opinion_id)
    if step not in FORMS:
        return redirect("opinion", opinion_id)
    form = _offered(FORMS[OpinionStep(step)](request.POST), row)
    done = attempt(form, lambda: _act(request, opinion_id, OpinionStep(step), form.cleaned_data))
    if done is None:
        return _page(request, opinion_id, {step: form}, form_status(form, 422))
    say(request, f"opinions.done.{step}")
    return redirect("opinion", opinion_id)


def home_opinions(request: Request) -> dict[str, Any] | None:
    """The card of the home page: opinions that wait for a step, late ones apart."""
    reach = actions.reach_of_opinions(request.actor)
    if not reach.plans.grants and not reach.unit_ids:
        return None
    counts = reads.waiting_opinions(reach, today())
    return {"counts": counts} if any(counts.values()) else None


def _page(
    request: Request,
    opinion_id: int,
    sent: dict[str, VersionedForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    row = reads.opinion(actions.reach_of_opinions(request.actor), today(), opinion_id)
    open_now = actions.opinion_steps(request.actor, row, day=today())
    given = sent or {}
    context = {
        "title": gettext("Opinion no. %(number)s") % {"number": row.id},
        "crumbs": [(gettext("Opinions of the public"), reverse("opinions")), (str(row.id), "")],
        "each": row,
        "preview": actions.public_text(row, (), today()),
        "steps": [
            {
                "step": step.value,
                "url": reverse("opinion_step", args=[row.id, step.value]),
                "form": given.get(step.value)
                or _offered(form(initial={"version": row.version}), row),
                "is_open": step.value in given or step is open_now[0],
            }
            for step, form in FORMS.items()
            if step in open_now or step.value in given
        ],
    }
    return render(request, "publication/opinion.html", context, status=status)


def _offered(form: VersionedForm, row: OpinionRow) -> VersionedForm:
    if "unit" in form.fields:
        units = reads.answering_units(row.plan_id, today())
        offer(form, "unit", [(str(each.id), in_language(each.zh, each.en)) for each in units])
    return form


MENU = (
    MenuEntry(
        gettext_noop("Opinions of the public"), "opinions", order=50, action="publish", kind="plan"
    ),
)
HOME = (HomeCard("publication/home_opinions.html", home_opinions, order=5, is_mine=True),)
SCREENS = (
    Screen("opinions", "/opinions/", account="officer"),
    Screen("opinion", "/opinions/?state=accepted", account="officer", follow=("td a",)),
)
urlpatterns = [
    path("opinions/", opinions, name="opinions"),
    path("opinions/<row:opinion_id>/", opinion, name="opinion"),
    path("opinions/<row:opinion_id>/<slug:step>/", take_step, name="opinion_step"),
]
