"""任务 — one duty with its clause, its remedies, its proof and its history."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from mengyang.actions import assignments
from mengyang.actions import tasks as actions
from mengyang.actions.assignments import Assignment
from mengyang.actions.evidence import EvidenceUpload, Shelf, attach_evidence, open_evidence
from mengyang.actions.sign_off import Draft, draft_reply
from mengyang.actions.tasks import Claim, Progress
from mengyang.core.access import scope
from mengyang.core.facts import Seen
from mengyang.core.findings import Refused
from mengyang.core.ledger import ENDED, EventKind, ReplyKind
from mengyang.core.ledger.guards import unit_ids
from mengyang.store.reads import audit, corrections, ledger
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.ledger import Reach, TaskDetail
from mengyang.store.reads.ledger.origins import origins
from mengyang.web import task_forms as forms
from mengyang.web.clock import now, today
from mengyang.web.declared import Screen
from mengyang.web.downloads import kept_file
from mengyang.web.event_records import is_seen, named_to
from mengyang.web.forms import attempt, form_status
from mengyang.web.history import readable
from mengyang.web.lit import lit
from mengyang.web.notices import say
from mengyang.web.pages.readings import posted_version
from mengyang.web.reply_forms import (
    Filled,
    done_code,
    is_sent_directly,
    reply_cards,
)
from mengyang.web.request import Request
from mengyang.web.task_steps import task_steps

_HISTORY = 100
_EVIDENCE = "ledger.evidence"
_REQUEST = "ledger.request"
_REPLY = "ledger.reply"
_VERDICT = "ledger.verdict"
_AMOUNT = "ledger.amount"
_BODY = "ledger.outside_body"


@require_safe
def task(request: Request, task_id: int) -> HttpResponse:
    """One task."""
    return show_task(request, task_id)


@require_POST
def assign(request: Request, task_id: int) -> HttpResponse:
    """Assign the task to its units, or to others."""
    form = forms.AssignForm(forms.unit_options(request, task_id), request.POST)

    def act() -> int:
        data = form.cleaned_data
        joint = tuple(int(unit) for unit in data["joint_units"])
        assignment = Assignment(int(data["lead_unit"]), joint, data["accepted_by"])
        return assignments.assign_task(
            request.actor, task_id, data["version"], assignment, at=now()
        )

    return _after(request, task_id, (EventKind.ASSIGN, form), act)


@require_POST
def sign_for(request: Request, task_id: int) -> HttpResponse:
    """Sign for the task, with an own target day where the document names none."""
    form = forms.SignForm(request.POST)

    def act() -> int:
        data = form.cleaned_data
        return actions.sign_for_task(
            request.actor, task_id, data["version"], data["target_on"], at=now()
        )

    return _after(request, task_id, (EventKind.SIGN_FOR, form), act)


@require_POST
def report(request: Request, task_id: int) -> HttpResponse:
    """Report progress."""
    form = forms.ReportForm(request.POST)

    def act() -> int:
        data = form.cleaned_data
        progress = Progress(data["text"], data["percent"])
        return actions.report_progress(request.actor, task_id, data["version"], progress, at=now())

    return _after(request, task_id, (EventKind.REPORT, form), act)


@require_POST
def attach(request: Request, task_id: int) -> HttpResponse:
    """Attach evidence."""
    form = forms.EvidenceForm(request.POST, request.FILES)
    environment = settings.ENVIRONMENT

    def act() -> int:
        file = form.cleaned_data["file"]
        upload = EvidenceUpload(file.read(), file.name, form.cleaned_data["note"])
        shelf = Shelf(environment.var / "files", environment.evidence_limit_bytes)
        return attach_evidence(request.actor, task_id, upload, shelf, at=now())

    return _after(request, task_id, (EventKind.ATTACH, form), act)


@require_POST
def claim(request: Request, task_id: int) -> HttpResponse:
    """Claim the task done, with the closing statement."""
    form = forms.ClaimForm(request.POST)

    def act() -> int:
        sent = form.cleaned_data
        seen = Seen(task_id, sent["version"])
        if not is_sent_directly(task_id):
            draft = Draft(ReplyKind.CLAIM, sent["statement"])
            return draft_reply(request.actor, seen, draft, at=now())
        claimed = Claim(sent["statement"], sent["signatory"], sent["signed_on"])
        return actions.claim_done(request.actor, seen.id, seen.version, claimed, at=now())

    return _after(request, task_id, (EventKind.CLAIM_DONE, form), act)


@require_POST
def send_back(request: Request, task_id: int) -> HttpResponse:
    """Return the task to its unit, with the reason."""
    form = forms.ReturnForm(request.POST)

    def act() -> int:
        data = form.cleaned_data
        return actions.return_task(
            request.actor, task_id, data["version"], data["reason"], at=now()
        )

    return _after(request, task_id, (EventKind.RETURN, form), act)


@require_POST
def step(request: Request, task_id: int, kind: str) -> HttpResponse:
    """Start, claim done, verify or close: a step that needs nothing but a click."""
    steps: dict[str, Callable[..., int]] = {
        EventKind.START.value: actions.start_task,
        EventKind.TAKE_BACK.value: actions.take_back_claim,
        EventKind.VERIFY.value: actions.verify_task,
        EventKind.CLOSE.value: actions.close_task,
    }
    if kind not in steps:
        raise Refused("ledger.refused.no_such_step", "store.hint.reload")
    steps[kind](request.actor, task_id, posted_version(request), at=now())
    say(request, f"ledger.done.{kind}")
    return redirect("task", task_id)


@require_safe
def evidence(request: Request, evidence_id: int) -> FileResponse:
    """A file of evidence, always as a download, for whoever may see its task."""
    folder = settings.ENVIRONMENT.var / "files"
    found = open_evidence(request.actor, evidence_id, folder, day=today())
    return kept_file(found.path, found.file_name)


def show_task(
    request: Request, task_id: int, filled: Filled | None = None, status: int = 200
) -> HttpResponse:
    """The page of a task; `filled` are forms that were refused, by the kind of their step."""
    day = today()
    reach, texts = (scope(request.actor, "see", kind) for kind in ("task", "document"))
    seen = Reach(scope(request.actor, "see", "plan"), reach)
    detail = ledger.task(reach, lit(day), task_id)
    title = f"{detail.row.number} {detail.row.title}"
    turns = ledger.happenings(reach, day, task_id)
    replies = ledger.replies_of(reach, day, task_id, unit_ids(request.actor))
    outside = ledger.outside(reach, day, task_id)
    parts = {
        _EVIDENCE: [file.id for file in detail.evidence],
        _REQUEST: [each.id for each in turns.requests],
        _REPLY: [each.id for each in replies],
        _VERDICT: [each.id for each in outside.verdicts],
        _AMOUNT: [each.id for each in outside.entries],
        _BODY: [each.id for each in outside.bodies],
    }
    history = audit.history(reach, day, task_id, Asked(size=_HISTORY), parts)
    context = {
        "title": title,
        "crumbs": [
            (gettext("Plans"), reverse("plans")),
            (detail.row.plan_title, reverse("plan", args=[detail.row.plan_id])),
            (detail.row.number, ""),
        ],
        "task": detail,
        "row": detail.row,
        "takeovers": ledger.takeovers(seen, lit(day), task_id),
        **_text_of(request, detail),
        "ended": ENDED,
        "turns": turns,
        "outside": outside,
        "origins": origins(reach, lit(day), task_id),
        "replies": reply_cards(request, replies, filled or {}),
        "decided": ledger.decided(seen, texts, lit(day), task_id),
        "steps": task_steps(request, detail, filled or {}),
        "events": readable(named_to(request.actor, day, history.rows)),
    }
    return render(request, "ledger/task.html", context, status=status)


def _text_of(request: Request, detail: TaskDetail) -> dict[str, Any]:
    """What the page tells of the document of a task; a matter's has none."""
    document_id, day = detail.document_id, today()
    if document_id is None:
        return {}
    texts = scope(request.actor, "see", "document")
    return {
        "sees_document": is_seen(request.actor, day, "document", document_id),
        "corrected_by": corrections.corrections_of(texts, day, document_id),
    }


def _after(
    request: Request,
    task_id: int,
    filled: tuple[EventKind, Any],
    act: Callable[[], int],
) -> HttpResponse:
    """The task again: with a notice when it is done, else with the form as it was filled in."""
    kind, form = filled
    if attempt(form, act) is None:
        return show_task(request, task_id, {kind: form}, status=form_status(form, 422))
    say(request, done_code(task_id, kind))
    return redirect("task", task_id)


SCREENS = (Screen("task", "/plans/", account="officer", follow=("table.rows tbody a",) * 2),)
urlpatterns = [
    path("tasks/<row:task_id>/", task, name="task"),
    path("tasks/<row:task_id>/assign/", assign, name="task_assign"),
    path("tasks/<row:task_id>/sign-for/", sign_for, name="task_sign_for"),
    path("tasks/<row:task_id>/report/", report, name="task_report"),
    path("tasks/<row:task_id>/attach/", attach, name="task_attach"),
    path("tasks/<row:task_id>/claim-done/", claim, name="task_claim_done"),
    path("tasks/<row:task_id>/return/", send_back, name="task_return"),
    path("tasks/<row:task_id>/steps/<slug:kind>/", step, name="task_step"),
    path("evidence/<row:evidence_id>/", evidence, name="evidence"),
]
