"""采纳文件 — what adopting a document would make, and the names of units to settle first."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from mengyang.actions.adoption import (
    Decisions,
    DutyPreview,
    Preview,
    adopt_document,
    preview_adoption,
)
from mengyang.actions.charges import Answer, task_count
from mengyang.core.access import scope
from mengyang.core.documents.inherited import MARKER
from mengyang.core.findings import Refused
from mengyang.core.registry.matching import Ambiguous, Match, Matched, UnknownUnit
from mengyang.store.reads import ledger
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.ledger import PlanRow, Reach, plan_of_document
from mengyang.store.reads.paging import every
from mengyang.store.reads.registry import UnitRow
from mengyang.web.bilingual import in_language
from mengyang.web.clock import now, today
from mengyang.web.declared import Screen
from mengyang.web.lit import lit
from mengyang.web.notices import say
from mengyang.web.refusal import Answer as Refusal
from mengyang.web.refusal import worded
from mengyang.web.request import Request

SCREENS = (
    Screen(
        "document-adopt",
        "/documents/?state=read",
        account="officer",
        follow=("table.rows tbody a", "a[href$='/adopt/']"),
    ),
)
NOBODY = "nobody"
# A field bears the name it asks about: an answer never goes to another name.
UNIT, REMEMBER = "unit:", "remember:"


@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request: Request, document_id: int) -> HttpResponse:
    """Settle the names of units, see the tasks, and adopt; what is adopted leads to its plan."""
    reach = scope(request.actor, "see", "plan")
    plan_id = plan_of_document(reach, today(), document_id) if request.method != "POST" else None
    if plan_id is not None:
        return redirect("plan", plan_id)
    with_advice = bool((request.POST or request.GET).get("advice"))
    preview = preview_adoption(request.actor, document_id, with_advice=with_advice, day=today())
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            plan_id = _adopt(request, preview)
        except Refused as refused:
            refusal = worded(refused)
        else:
            say(request, "documents.done.adopted", tasks=len(preview.duties))
            return redirect("plan", plan_id)
    status = refusal.status if refusal else 200
    context = adoption_context(request, preview, refusal)
    return render(request, "documents/adopt.html", context, status=status)


def sent_decisions(request: Request, owner: int) -> Decisions:
    """What the page asked and the person answered; `owner` runs the plan."""
    posted = [key.removeprefix(UNIT) for key in request.POST if key.startswith(UNIT)]
    answers = {name: answer for name in posted if (answer := _answer(request, name)) is not None}
    with_advice = bool(request.POST.get("advice"))
    return Decisions(owner, answers, with_advice, is_again=bool(request.POST.get("again")))


def adoption_context(request: Request, preview: Preview, refusal: Refusal | None) -> dict[str, Any]:
    """What the page of an adoption shows."""
    row = preview.document.row
    options = [(unit.id, _label(unit)) for unit in preview.units.values()]
    home = [unit for unit in preview.units.values() if unit.area_id == row.area_id]
    own = {post.unit_id for post in request.actor.posts}
    owner = request.POST.get("owner", "")
    return {
        "title": gettext("What will be adopted, and who answers for it?"),
        "crumbs": [
            (gettext("Documents"), reverse("documents")),
            (row.title, reverse("document", args=[row.id])),
            (gettext("Adopt"), ""),
        ],
        "row": row,
        "preview": preview,
        "duties": [_duty(place, each, preview) for place, each in enumerate(preview.duties, 1)],
        "questions": [_question(request, each) for each in preview.questions],
        "options": options,
        "owners": [(unit.id, _label(unit)) for unit in home],
        "owner": int(owner)
        if owner.isdecimal() and len(owner) < 19
        else next((unit.id for unit in home if unit.id in own), None),
        "with_advice": bool((request.POST or request.GET).get("advice")),
        "refusal": refusal,
        "superior": None if request.method == "POST" else _superior(request, preview),
        "again": bool(request.POST.get("again")),
        # Where no duty names a unit the division of work is what comes next.
        "undecided": bool(preview.duties) and not any(each.matches for each in preview.duties),
        "tasks": sum(task_count(each.duty, each.matches) for each in preview.duties),
    }


def _superior(request: Request, preview: Preview) -> PlanRow | None:
    """The plan whose tasks this paper takes over, as its marks and its title say."""
    row = preview.document.row
    if not MARKER.search(preview.document.text):
        return None
    reach = Reach(scope(request.actor, "see", "plan"), scope(request.actor, "see", "task"))
    plans = every(partial(ledger.plans, reach, lit(today())), Asked())
    return next((each for each in plans if f"《{each.title}》" in row.title), None)


def _adopt(request: Request, preview: Preview) -> int:
    owner = request.POST.get("owner", "")
    if not owner.isdecimal() or int(owner) not in preview.units:
        raise Refused("documents.refused.owner_missing", "documents.hint.choose_owner")
    stamp = request.POST.get("stamp", "")
    decisions = sent_decisions(request, int(owner))
    return adopt_document(request.actor, preview.document.row.id, stamp, decisions, at=now())


def _answer(request: Request, name: str) -> Answer | None:
    chosen = request.POST.getlist(UNIT + name)
    if NOBODY in chosen:
        return Answer()
    units = tuple(int(each) for each in chosen if each.isdecimal() and len(each) < 19)
    if not units:
        return None
    return Answer(units, remember=bool(request.POST.get(REMEMBER + name)))


def _duty(place: int, duty: DutyPreview, preview: Preview) -> dict[str, Any]:
    return {
        "place": place,
        "duty": duty.duty,
        "names": [_named(duty.duty.roles, each, preview) for each in duty.matches],
    }


def _named(roles: Mapping[str, str], matched: Match, preview: Preview) -> dict[str, Any]:
    units = matched.unit_ids if isinstance(matched, Matched) else ()
    return {
        "name": matched.name,
        "role": roles[matched.name],
        "is_settled": isinstance(matched, Matched),
        "is_group": len(units) > 1,
        "units": [_label(preview.units[unit]) for unit in units if unit in preview.units],
    }


def _question(request: Request, matched: Match) -> dict[str, Any]:
    chosen = request.POST.getlist(UNIT + matched.name)
    return {
        "name": matched.name,
        "unit_field": UNIT + matched.name,
        "remember_field": REMEMBER + matched.name,
        "remember": not chosen or bool(request.POST.get(REMEMBER + matched.name)),
        "why": matched.why if isinstance(matched, UnknownUnit) else "registry.unit.ambiguous",
        "proposed": matched.unit_ids if isinstance(matched, Ambiguous | UnknownUnit) else (),
        "chosen": {int(each) for each in chosen if each.isdecimal() and len(each) < 19},
        "nobody": NOBODY in chosen,
    }


def _label(unit: UnitRow) -> str:
    return in_language(unit.name_zh, unit.name_en)


urlpatterns = [path("documents/<row:document_id>/adopt/", adopt, name="document_adopt")]
