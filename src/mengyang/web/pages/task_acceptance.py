"""外部验收、整改金额 — what is decided outside of a task, and its money, entered on its page."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from mengyang.actions import acceptance as actions
from mengyang.actions.acceptance import Entry, OutsideWord, Scan
from mengyang.actions.evidence import EvidenceUpload, Shelf
from mengyang.core.access import Actor, scope
from mengyang.core.facts import Seen
from mengyang.core.findings import Refused
from mengyang.core.ledger import AmountKind, EventKind, VerdictOutcome
from mengyang.store.reads import ledger
from mengyang.web.acceptance_forms import FORMS
from mengyang.web.clock import now, today
from mengyang.web.downloads import kept_file
from mengyang.web.forms import attempt, form_status
from mengyang.web.lit import lit
from mengyang.web.notices import say
from mengyang.web.pages.tasks import show_task
from mengyang.web.request import Request

type Sent = Mapping[str, Any]


@require_POST
def outside(request: Request, task_id: int, kind: str) -> HttpResponse:
    """Take a step; what is refused stays on the page as it was filled in."""
    if kind not in FORMS:
        raise Refused("ledger.refused.no_such_step", "store.hint.reload")
    step = EventKind(kind)
    ledger.task(scope(request.actor, "see", "task"), lit(today()), task_id)
    form = FORMS[step](request.POST, request.FILES)

    def act() -> bool:
        sent = form.cleaned_data
        STEPS[step](request.actor, Seen(task_id, sent["version"]), sent)
        return True

    if attempt(form, act) is None:
        return show_task(request, task_id, {step: form}, form_status(form, 422))
    say(request, f"ledger.done.{step.value}")
    return redirect("task", task_id)


@require_safe
def verdict_scan(request: Request, verdict_id: int) -> FileResponse:
    """The scan of a verdict, always as a download."""
    folder = settings.ENVIRONMENT.var / "files"
    found = actions.open_verdict_scan(request.actor, verdict_id, folder, day=today())
    return kept_file(found.path, found.file_name)


def scan_of(file: Any) -> Scan | None:
    """An uploaded scan with the place where scans are kept."""
    if not file:
        return None
    environment = settings.ENVIRONMENT
    shelf = Shelf(environment.var / "files", environment.evidence_limit_bytes)
    return Scan(EvidenceUpload(file.read(), file.name or ""), shelf)


def _set_body(actor: Actor, seen: Seen, sent: Sent) -> None:
    actions.set_body(actor, seen, sent["body"], at=now())


def _waive_body(actor: Actor, seen: Seen, sent: Sent) -> None:
    actions.waive_body(actor, seen, sent["words"], sent["basis"], at=now())


def _record_verdict(actor: Actor, seen: Seen, sent: Sent) -> None:
    said = OutsideWord(
        VerdictOutcome(sent["outcome"]),
        sent["document_number"],
        sent["dated_on"],
        sent["words"],
        sent["day"],
        scan_of(sent["scan"]),
    )
    actions.record_verdict(actor, seen, said, at=now())


def _find_amount(actor: Actor, seen: Seen, sent: Sent) -> None:
    actions.find_amount(actor, seen, Entry(sent["amount"], sent["words"]), at=now())


def _rectify_amount(actor: Actor, seen: Seen, sent: Sent) -> None:
    entry = Entry(sent["amount"], sent["words"], AmountKind(sent["amount_kind"]))
    actions.rectify_amount(actor, seen, entry, at=now())


STEPS: Mapping[EventKind, Callable[[Actor, Seen, Sent], None]] = MappingProxyType(
    {
        EventKind.SET_BODY: _set_body,
        EventKind.WAIVE_BODY: _waive_body,
        EventKind.RECORD_VERDICT: _record_verdict,
        EventKind.FIND_AMOUNT: _find_amount,
        EventKind.RECTIFY_AMOUNT: _rectify_amount,
    }
)

urlpatterns = [
    path("tasks/<row:task_id>/outside/<slug:kind>/", outside, name="task_outside"),
    path("verdicts/<row:verdict_id>/scan/", verdict_scan, name="verdict_scan"),
]
