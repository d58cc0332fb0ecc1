"""意见汇总 — every opinion with its verdict; settling, agreeing, countersigning, issuing."""

from datetime import date
from typing import IO

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from mengyang.actions import division_issue as issue
from mengyang.actions import settlement as actions
from mengyang.actions.division_exports import export_opinions
from mengyang.actions.division_issue import Countersignature, Issue
from mengyang.actions.settlement import Settlement
from mengyang.core.access import scope
from mengyang.core.findings import Refused
from mengyang.store.reads import divisions as reads
from mengyang.store.reads.names import unit_names
from mengyang.web import division_rows as rows
from mengyang.web.bilingual import language
from mengyang.web.clock import now, today
from mengyang.web.division_frame import division_screen, frame
from mengyang.web.downloads import written_file
from mengyang.web.forms import sent_version
from mengyang.web.notices import say
from mengyang.web.request import Request


@require_safe
def opinions(request: Request, division_id: int) -> HttpResponse:
    """What the units said and what became of it, round by round."""
    context = frame(request, division_id, "division_opinions")
    reach = scope(request.actor, "see", "division")
    context["rounds"] = reads.rounds(reach, today(), division_id)
    items = {each.id: each for each in reads.items(reach, today(), division_id)}
    said = [each for sent in context["rounds"] for asked in sent.asked for each in asked.opinions]
    context["outcomes"] = {
        each.id: rows.shown_outcome(items[each.item_id], each) for each in said if not each.verdict
    }
    if context["may"]["settle"]:
        context["units"] = rows.units_of(request, context["division"])
    return render(request, "divisions/opinions.html", context)


@require_POST
def settle(request: Request, division_id: int, opinion_id: int) -> HttpResponse:
    """Settle one opinion."""
    settlement = Settlement(
        verdict=request.POST.get("verdict", ""),
        reason=request.POST.get("reason", ""),
        lead_unit_id=rows.sent_unit(request.POST, "lead"),
        due_on=rows.sent_day(request.POST, "due_on"),
        keeps_former=bool(request.POST.get("keeps_former")),
    )
    version = sent_version(request)
    actions.settle_opinion(request.actor, opinion_id, version, settlement, at=now())
    say(request, "divisions.done.settled")
    return redirect("division_opinions", division_id)


@require_POST
def step(request: Request, division_id: int, kind: str) -> HttpResponse:
    """Agree, reopen, or finish countersigning: steps that take a reason at most."""
    steps = {
        "agree": actions.agree_division,
        "reopen": actions.reopen_division,
        "finish": issue.finish_countersigning,
    }
    if kind not in steps:
        raise Refused("ledger.refused.no_such_step", "store.hint.reload")
    reason = request.POST.get("reason", "")
    steps[kind](request.actor, division_id, sent_version(request), reason, at=now())
    say(request, f"divisions.done.{kind}")
    return redirect("division_opinions" if kind == "reopen" else "division_issue", division_id)


@require_safe
def signing(request: Request, division_id: int) -> HttpResponse:
    """Which units have countersigned, and the issue."""
    context = frame(request, division_id, "division_issue")
    reach = scope(request.actor, "see", "division")
    signed = reads.signatures(reach, today(), division_id)
    names = unit_names(context["facts"].unit_ids, today())
    missing = context["facts"].unit_ids - context["facts"].countersigned
    context["signed"] = signed
    context["missing"] = [names[unit] for unit in sorted(missing) if unit in names]
    return render(request, "divisions/issue.html", context)


@require_POST
def countersign(request: Request, division_id: int) -> HttpResponse:
    """Note a countersignature."""
    unit = rows.sent_unit(request.POST, "unit")
    by = request.POST.get("signed_by", "")
    signature = Countersignature(unit or 0, _day(request, "signed_on"), by)
    issue.note_countersignature(request.actor, division_id, signature, at=now())
    say(request, "divisions.done.countersigned")
    return redirect("division_issue", division_id)


@require_POST
def issued(request: Request, division_id: int) -> HttpResponse:
    """Note number and day of issue: the plan takes effect."""
    made = Issue(request.POST.get("number", ""), _day(request, "issued_on"))
    version = sent_version(request)
    plan_id = issue.issue_division(request.actor, division_id, version, made, at=now())
    say(request, "divisions.done.issued")
    return redirect("plan", plan_id)


@require_POST
def export(request: Request, division_id: int) -> FileResponse:
    """意见汇总表 as .xlsx."""

    def write(out: IO[bytes]) -> str:
        return export_opinions(request.actor, division_id, out, language(), at=now())

    return written_file(write)


def _day(request: Request, name: str) -> date:
    found = rows.sent_day(request.POST, name)
    if found is None:
        raise Refused("divisions.refused.day_to_come", "divisions.hint.day_of_paper")
    return found


SCREENS = (
    division_screen("division-opinions", "settling", ".tabs a[href$='/opinions/']"),
    division_screen("division-issue", "settling", ".tabs a[href$='/signing/']"),
)
urlpatterns = [
    path("divisions/<row:division_id>/opinions/", opinions, name="division_opinions"),
    path("divisions/<row:division_id>/opinions/export/", export, name="division_export"),
    path("divisions/<row:division_id>/opinions/<row:opinion_id>/", settle, name="division_settle"),
    path("divisions/<row:division_id>/steps/<slug:kind>/", step, name="division_step"),
    path("divisions/<row:division_id>/signing/", signing, name="division_issue"),
    path("divisions/<row:division_id>/countersign/", countersign, name="division_countersign"),
    path("divisions/<row:division_id>/issue/", issued, name="division_issued"),
]
