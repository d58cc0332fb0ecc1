"""承接方案 — the edited own plan of a unit kept as a document, settled, and made a child plan."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from mengyang.actions.child_plans import (
    ChildPreview,
    OwnPaper,
    adopt_child_plan,
    preview_child_plan,
)
from mengyang.actions.documents import Upload, upload_document
from mengyang.core.access import scope
from mengyang.core.documents.inherited import By, Pair
from mengyang.core.documents.taking_over import Settlement
from mengyang.core.findings import Refused
from mengyang.store.reads import registry
from mengyang.web.bilingual import in_language
from mengyang.web.clock import now, today
from mengyang.web.division_rows import sent_unit
from mengyang.web.notices import say
from mengyang.web.refusal import Answer, worded
from mengyang.web.request import Request

# A field bears the place or number it asks about: an answer never goes to another task.
TAKE, LATER, LEFT_OUT = "take:", "later:", "left-out:"
ADDITION = "own"


@require_POST
def keep(request: Request, plan_id: int) -> HttpResponse:
    """Keep the edited paper as a document of the unit's area, then settle it."""
    file = request.FILES.get("file")
    if file is None:
        raise Refused("ledger.refused.paper_missing", "ledger.hint.own_plan_file")
    day = today()
    unit_id = sent_unit(request.POST, "unit") or 0
    unit = registry.unit(scope(request.actor, "see", "unit"), day, unit_id)
    files = settings.ENVIRONMENT.var / "files"
    upload = Upload(file.read(), file.name or "", unit.area_id, files, is_again=True)
    document_id = upload_document(request.actor, upload, at=now())
    say(request, "documents.done.uploaded")
    return redirect(f"{reverse('own_plan', args=[plan_id])}?unit={unit_id}&document={document_id}")


@require_POST
def adopt(request: Request, plan_id: int) -> HttpResponse:
    """Make the child plan as it was settled, or show what is still open."""
    paper = OwnPaper(
        plan_id, sent_unit(request.POST, "unit") or 0, sent_unit(request.POST, "document") or 0
    )
    preview = preview_child_plan(request.actor, paper, day=today())
    try:
        stamp = request.POST.get("stamp", "")
        made = adopt_child_plan(request.actor, paper, stamp, _said(request.POST), at=now())
    except Refused as refused:
        return _page(request, paper, preview, worded(refused))
    say(request, "ledger.done.own_plan", tasks=len(preview.own))
    return redirect("plan", made)


def settling(request: Request, paper: OwnPaper) -> HttpResponse:
    """The page on which each task of both plans finds its place."""
    return _page(request, paper, preview_child_plan(request.actor, paper, day=today()), None)


def _page(
    request: Request, paper: OwnPaper, preview: ChildPreview, refusal: Answer | None
) -> HttpResponse:
    plan = preview.plan
    own = f"{reverse('own_plan', args=[plan.id])}?unit={paper.unit_id}"
    context = {
        "title": gettext("Which task above does each own task take over?"),
        "crumbs": [
            (gettext("Plans"), reverse("plans")),
            (plan.title, reverse("plan", args=[plan.id])),
            (gettext("Own plan of a unit"), own),
            (gettext("Settle the tasks"), ""),
        ],
        "plan": plan,
        "unit": preview.unit,
        "paper": paper,
        "preview": preview,
        "refusal": refusal,
        "own_rows": [_own_row(request.POST, preview, pair) for pair in preview.pairs if pair.own],
        "above_rows": [
            (row, request.POST.get(f"{LEFT_OUT}{row.number}", "")) for row in preview.above
        ],
        "is_meant": bool(request.POST.get("is_meant")),
    }
    status = refusal.status if refusal else 200
    return render(request, "ledger/settle_own_plan.html", context, status=status)


def _own_row(sent: QueryDict, preview: ChildPreview, pair: Pair) -> dict[str, Any]:
    if pair.own is None:
        raise ValueError("a row shows a task of the own plan")
    place = pair.own.place
    own = preview.own[place]
    charge = own.charge
    lead = [charge.own.lead_unit_id, *(each.lead_unit_id for each in charge.children)]
    chosen = sent.getlist(f"{TAKE}{place}") if sent else []
    # A likeness is shown, never taken for granted: only a marker fills in the answer.
    marked = pair.above.number if pair.above and pair.by is By.MARKER else ""
    return {
        "pair": pair,
        "place": place,
        "units": gettext(", ").join(
            in_language(preview.units[each].name_zh, preview.units[each].name_en)
            for each in lead
            if each
        ),
        "not_charged": own.not_charged,
        "chosen": (chosen[0] if len(chosen) == 1 else marked) if sent else marked,
        "may_be_later": bool(pair.own.due_on) or pair.own.is_open_ended,
        "later": sent.get(f"{LATER}{place}", ""),
    }


def _said(sent: QueryDict) -> Settlement:
    takes = [
        (_place(key, TAKE), "" if answer == ADDITION else answer)
        for key in sent
        if key.startswith(TAKE)
        for answer in sent.getlist(key)
        if answer
    ]
    return Settlement(
        takes=tuple(takes),
        left_out={
            key.removeprefix(LEFT_OUT): sent.get(key, "")
            for key in sent
            if key.startswith(LEFT_OUT)
        },
        later={_place(key, LATER): sent.get(key, "") for key in sent if key.startswith(LATER)},
        is_meant=bool(sent.get("is_meant")),
    )


def _place(key: str, field: str) -> int:
    number = key.removeprefix(field)
    # No task of a paper has the place -1: what is no number is refused as not shown.
    return int(number) if number.isdecimal() and len(number) < len("10000") else -1


urlpatterns = [
    path("plans/<row:plan_id>/own/keep/", keep, name="own_plan_keep"),
    path("plans/<row:plan_id>/own/adopt/", adopt, name="own_plan_adopt"),
]
