"""单位内部审签 — a unit reviews, sends back and issues what it says of a task."""

from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from mengyang.actions import sign_off as actions
from mengyang.actions import units
from mengyang.actions.evidence import EvidenceUpload, Shelf
from mengyang.actions.sign_off import Issuing, Sheet
from mengyang.core.access import scope
from mengyang.core.dated import typed_day
from mengyang.core.facts import Seen
from mengyang.core.findings import Refused
from mengyang.core.ledger import SignOffStep, SignOffWay
from mengyang.core.ledger.guards import unit_ids
from mengyang.store.reads import ledger
from mengyang.store.reads.ledger import ReplyRow
from mengyang.web.clock import now, today
from mengyang.web.declared import HomeCard
from mengyang.web.downloads import kept_file
from mengyang.web.forms import attempt, form_status, sent_version
from mengyang.web.notices import say
from mengyang.web.pages.tasks import show_task
from mengyang.web.reply_forms import Filled, step_form
from mengyang.web.request import Request, reach_of

_ON_CARD = 20


@require_POST
def step(request: Request, reply_id: int, kind: str) -> HttpResponse:
    """Review, send back or issue a reply; what is refused stays on the page as it was filled in."""
    if kind not in {each.value for each in SignOffStep}:
        raise Refused("ledger.refused.no_such_step", "store.hint.reload")
    taken = SignOffStep(kind)
    row = _reply(request, reply_id)
    form = step_form(request, row, taken, request.POST, request.FILES)

    def act() -> bool:
        _take(request, row, taken, form.cleaned_data)
        return True

    if attempt(form, act) is None:
        filled: Filled = {(taken, reply_id): form}
        return show_task(request, row.task_id, filled, form_status(form, 422))
    say(request, f"ledger.done.reply_{taken.value}")
    return redirect("task", row.task_id)


@require_safe
def sheet(request: Request, reply_id: int) -> FileResponse:
    """The scan of a signed sheet, always as a download."""
    folder = settings.ENVIRONMENT.var / "files"
    found = actions.open_sheet(request.actor, reply_id, folder, day=today())
    return kept_file(found.path, found.file_name)


@require_POST
def unit_way(request: Request, unit_id: int) -> HttpResponse:
    """Set how replies leave a unit from a day on."""
    seen = units.Seen(unit_id, sent_version(request))
    way, day = request.POST.get("way", ""), typed_day(request.POST.get("day", ""))
    if day is None or way not in {each.value for each in SignOffWay}:
        raise Refused("web.refused.bad_request", "web.hint.load_again")
    units.set_sign_off(request.actor, seen, SignOffWay(way), day=day, at=now())
    say(request, "registry.done.unit_changed")
    return redirect("unit", unit_id)


def home_replies(request: Request) -> dict[str, Any] | None:
    """The home card: what waits inside the own units for a review or a signature."""
    reach = scope(request.actor, "see", "task")
    rows = ledger.open_replies(reach, today(), unit_ids(request.actor))
    return {"replies": rows[:_ON_CARD], "replies_total": len(rows)} if rows else None


def _take(request: Request, row: ReplyRow, taken: SignOffStep, sent: dict[str, Any]) -> None:
    seen = Seen(row.id, sent["version"])
    match taken:
        case SignOffStep.REVIEW:
            actions.review_reply(request.actor, seen, at=now())
        case SignOffStep.SEND_BACK:
            actions.send_back_reply(request.actor, seen, sent["words"], at=now())
        case SignOffStep.ISSUE:
            actions.issue_reply(request.actor, seen, _issuing(sent), at=now())


def _issuing(sent: dict[str, Any]) -> Issuing:
    file = sent.get("sheet")
    if file is None:
        return Issuing(sent["task_version"])
    environment = settings.ENVIRONMENT
    shelf = Shelf(environment.var / "files", environment.evidence_limit_bytes)
    scanned = Sheet(EvidenceUpload(file.read(), file.name), shelf)
    return Issuing(sent["task_version"], sent["leader"], sent["signed_on"], scanned)


def _reply(request: Request, reply_id: int) -> ReplyRow:
    own = unit_ids(request.actor)
    return ledger.reply(reach_of(request.actor, "see", "task"), today(), reply_id, own)


HOME = (HomeCard("ledger/home_replies.html", home_replies, order=3, is_mine=True),)
urlpatterns = [
    path("task-replies/<row:reply_id>/steps/<slug:kind>/", step, name="reply_step"),
    path("task-replies/<row:reply_id>/sheet/", sheet, name="reply_sheet"),
    path("units/<row:unit_id>/sign-off/", unit_way, name="unit_sign_off"),
]
