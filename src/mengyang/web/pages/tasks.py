"""任务 — one duty with its clause, its remedies, its proof and its history; and my list."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_POST, require_safe

from mengyang.actions import tasks as actions
from mengyang.actions.evidence import EvidenceUpload, Shelf, attach_evidence, open_evidence
from mengyang.actions.outcomes import offers
from mengyang.actions.tasks import Assignment, Progress
from mengyang.core.access import Scope, scope
from mengyang.core.findings import Refused
from mengyang.core.ledger import EventKind
from mengyang.store.reads import audit, corrections, ledger
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.ledger import Reach, TaskDetail, TaskRow
from mengyang.store.reads.paging import Page
from mengyang.web import task_forms as forms
from mengyang.web.asked_replies import asked_replies
from mengyang.web.clock import now, today
from mengyang.web.declared import HomeCard, MenuEntry, Screen
from mengyang.web.downloads import kept_file
from mengyang.web.event_records import is_seen, named_to
from mengyang.web.forms import attempt, form_status
from mengyang.web.listing import Column, Kind, respond
from mengyang.web.lit import lit
from mengyang.web.notices import say
from mengyang.web.pages.readings import posted_version
from mengyang.web.plan_calls import plan_calls
from mengyang.web.refusal import worded
from mengyang.web.request import Request
from mengyang.web.task_lists import DUE, LAMP, LEAD, NUMBER, PERCENT, PLAN, STATE, TASKS, TITLE

ROLE = Column(
    key="role", label=gettext_noop("Own part"), kind=Kind.TERM, family="unit_roles", value=str
)
MY_LIST = replace(
    TASKS,
    name="my-list",
    title=gettext_noop("What is due from my unit?"),
    paper=gettext_noop("Tasks of my unit"),
    columns=(NUMBER, TITLE, PLAN, LEAD, ROLE, STATE, LAMP, DUE, PERCENT),
    sort="due_on",
    empty=gettext_noop("Nothing is open with your unit."),
)
# Steps that need nothing but a click, in the order of the work.
PLAIN_STEPS = (EventKind.START, EventKind.TAKE_BACK, EventKind.VERIFY, EventKind.CLOSE)
_HISTORY = 100
_EVIDENCE = "ledger.evidence"
_ON_CARD = 8


@require_safe
def my_list(request: Request) -> HttpResponseBase:
    """What is open with the units of the person, the nearest day first."""
    units = {post.unit_id for post in request.actor.posts}
    role = replace(ROLE, value=partial(_own_role, units))
    columns = tuple(role if column is ROLE else column for column in MY_LIST.columns)
    listing = replace(MY_LIST, read=partial(_read_mine, units), columns=columns)
    context = {"calls": plan_calls(request), "card": asked_replies(request)}
    return respond(request, listing, context, "ledger/my_list.html")


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
        assignment = Assignment(int(data["lead_unit"]), joint)
        return actions.assign_task(request.actor, task_id, data["version"], assignment, at=now())

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
        version, words = form.cleaned_data["version"], form.cleaned_data["statement"]
        return actions.claim_done(request.actor, task_id, version, words, at=now())

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


def home_tasks(request: Request) -> dict[str, Any] | None:
    """The card of the home page: what is due from one's own units."""
    units = {post.unit_id for post in request.actor.posts}
    reach = scope(request.actor, "sign_for", "task")
    if not reach.grants:
        return None
    seen = scope(request.actor, "see", "task")
    rows = ledger.my_tasks(seen, lit(today()), units, Asked(sort="due_on", size=_ON_CARD))
    tasks = [(row, _own_role(units, row)) for row in rows.rows]
    return {"tasks": tasks, "counts": ledger.my_counts(seen, lit(today()), units)}


def show_task(
    request: Request, task_id: int, filled: dict[EventKind, Any] | None = None, status: int = 200
) -> HttpResponse:
    """The page of a task; `filled` are forms that were refused, by the kind of their step."""
    day = today()
    reach, texts = (scope(request.actor, "see", kind) for kind in ("task", "document"))
    seen = Reach(scope(request.actor, "see", "plan"), reach)
    detail = ledger.task(reach, lit(day), task_id)
    title = f"{detail.row.number} {detail.row.title}"
    parts = {_EVIDENCE: [file.id for file in detail.evidence]}
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
        "sees_document": is_seen(request.actor, day, "document", detail.document_id),
        "corrected_by": corrections.corrections_of(texts, day, detail.document_id),
        "decided": ledger.decided(seen, texts, lit(day), task_id),
        "steps": _steps(request, detail, filled or {}),
        "events": named_to(request.actor, day, history.rows),
    }
    return render(request, "ledger/task.html", context, status=status)


def _read_mine(units: set[int], reach: Scope, day: date, asked: Asked) -> Page[TaskRow]:
    return ledger.my_tasks(reach, lit(day), units, asked)


def _own_role(units: set[int], row: TaskRow) -> str:
    """Whether a unit of the person's answers alone, leads others, or helps."""
    if row.lead_unit is None or row.lead_unit.id not in units:
        return "joint"
    return "lead" if row.joint_units else "responsible"


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
    say(request, f"ledger.done.{kind.value}")
    return redirect("task", task_id)


def _steps(
    request: Request, detail: TaskDetail, filled: dict[EventKind, Any]
) -> list[dict[str, Any]]:
    """What the person may do now; a step that is refused says why."""
    # What was filled in stays on the page, even where the step itself is no longer offered.
    offered = {**dict.fromkeys(filled), **offers(request.actor, detail.row.id, today())}
    return [
        {
            "kind": kind.value,
            "is_plain": kind in PLAIN_STEPS,
            "refusal": worded(refusal) if refusal and kind not in filled else None,
            "form": filled.get(kind) or forms.empty_form(request, kind, detail),
            "is_open": kind in filled,
            "url": _step_url(detail.row.id, kind),
        }
        for kind, refusal in offered.items()
    ]


def _step_url(task_id: int, kind: EventKind) -> str:
    if kind in PLAIN_STEPS:
        return reverse("task_step", args=[task_id, kind.value])
    return reverse(f"task_{kind.value}", args=[task_id])


MENU = (MenuEntry(gettext_noop("My list"), "my_list", order=40, action="sign_for", kind="task"),)
HOME = (HomeCard("ledger/home_tasks.html", home_tasks, order=5, is_mine=True),)
SCREENS = (
    Screen("my-list", "/my-list/", account="housing", phone=True),
    Screen("task", "/plans/", account="officer", follow=("table.rows tbody a",) * 2),
)
urlpatterns = [
    path("my-list/", my_list, name="my_list"),
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
