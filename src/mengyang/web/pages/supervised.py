"""督办事项 — the register of supervised matters, one matter, and the ways onto the register."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_http_methods, require_safe

from mengyang.actions import supervised_matters as actions
from mengyang.actions.evidence import Shelf
from mengyang.actions.incoming_scans import Scan
from mengyang.actions.supervised_matters import MatterForm
from mengyang.core.access import scope
from mengyang.core.facts import Seen
from mengyang.core.findings import Refused
from mengyang.core.ledger import DeadlineKind
from mengyang.core.ledger.supervised import MatterSource
from mengyang.store.reads import audit, documents, incoming, ledger
from mengyang.store.reads.ledger import SupervisedRow, TaskDetail
from mengyang.store.reads.ledger.meetings import MeetingReach, meeting_of_matter
from mengyang.web.clock import now, today
from mengyang.web.declared import MenuEntry, Screen
from mengyang.web.downloads import kept_file
from mengyang.web.event_records import is_seen
from mengyang.web.forms import attempt, form_status
from mengyang.web.history import history_of
from mengyang.web.listing import respond
from mengyang.web.lit import lit, named
from mengyang.web.matter_forms import (
    ORIGIN,
    CorrectMatterForm,
    RegisterMatterForm,
    SuperviseForm,
    deadline_of,
    matter_registers,
    origin_in,
)
from mengyang.web.matter_lists import MATTERS, giver_words
from mengyang.web.notices import say
from mengyang.web.request import Request
from mengyang.web.task_lists import unit_choices

_KIND = "ledger.supervised_matter"


@require_safe
def matters(request: Request) -> HttpResponseBase:
    """The register."""
    return respond(request, MATTERS)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Register a matter; `?instruction=` brings the words of a leader's instruction."""
    registers = _required_registers(request)
    initial = _of_instruction(request) if request.method != "POST" else {}
    form = RegisterMatterForm(
        registers,
        unit_choices(request),
        request.POST or None,
        request.FILES or None,
        initial={"given_on": today(), "deadline_kind": DeadlineKind.BY_DATE.value} | initial,
    )
    if request.method == "POST":
        matter_id = attempt(form, lambda: _register(request, form.cleaned_data))
        if matter_id is not None:
            say(request, "matters.done.register")
            return redirect("matter", matter_id)
    lead = gettext("It gets the next number of the register, and becomes a task of the ledger.")
    context = _form_page(gettext("Which matter is to be supervised?"), form, reverse("matters"))
    return _filled(request, context | {"lead": lead, "submit": gettext("Register")}, form)


@require_http_methods(["GET", "HEAD", "POST"])
def supervise(request: Request, task_id: int) -> HttpResponse:
    """列入督办 — put a task of a plan on the register."""
    registers = _required_registers(request)
    detail = ledger.task(scope(request.actor, "see", "task"), lit(today()), task_id)
    form = SuperviseForm(registers, request.POST or None, initial=_of_task(request, detail))
    if request.method == "POST":
        matter_id = attempt(form, lambda: _supervise(request, task_id, form.cleaned_data))
        if matter_id is not None:
            say(request, "matters.done.register")
            return redirect("matter", matter_id)
    lead = gettext("The task stays in its plan; it gets a number of the register beside.")
    title = gettext("Put on the register: %(title)s") % {"title": detail.row.title}
    context = _form_page(title, form, reverse("task", args=[task_id]))
    return _filled(request, context | {"lead": lead, "submit": gettext("Register")}, form)


@require_safe
def matter(request: Request, matter_id: int) -> HttpResponse:
    """One matter with its words, and how its task stands."""
    row = _row(request, matter_id)
    reach, day = scope(request.actor, "see", "task"), today()
    sees_task = is_seen(request.actor, day, "task", row.task.id)
    context = {
        "title": row.task.title,
        "crumbs": [(gettext("Matters"), reverse("matters")), (row.number, "")],
        "row": row,
        "giver": giver_words(row),
        "unit": named(row.unit),
        "parts": _parts(request, row),
        "sees_task": sees_task,
        "paper": _paper(request, row),
        "meeting": meeting_of_matter(_meetings(request), lit(day), matter_id),
        "may_correct": actions.may_correct(request.actor, matter_id, day),
        "history": None,
    }
    if sees_task:
        told = partial(audit.history, reach, day, row.task.id, parts={_KIND: [row.id]})
        context["history"] = history_of(request, told, "ledger.task")
    return render(request, "matters/matter.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: Request, matter_id: int) -> HttpResponse:
    """Set the line of a matter right, with the reason."""
    row = _row(request, matter_id)
    if not actions.may_correct(request.actor, matter_id, today()):
        raise Refused("matters.refused.no_right", "matters.hint.ask_registrar")
    initial = {name: getattr(row, name) for name in ORIGIN} | {"version": row.version}
    form = CorrectMatterForm(request.POST or None, initial=initial)
    if request.method == "POST":
        done = attempt(form, lambda: _correct(request, row, form.cleaned_data))
        if done is not None:
            say(request, "matters.done.correct")
            return redirect("matter", matter_id)
    title = gettext("Set the entry of %(number)s right") % {"number": row.number}
    context = _form_page(title, form, reverse("matter", args=[matter_id]))
    return _filled(request, context | {"submit": gettext("Save the correction")}, form)


@require_safe
def scan(request: Request, matter_id: int) -> FileResponse:
    """The sheet a matter came on, for whoever may see its task."""
    folder = settings.ENVIRONMENT.var / "files"
    found = actions.open_sheet(request.actor, matter_id, folder, day=today())
    return kept_file(found.path, found.file_name)


def _row(request: Request, matter_id: int) -> SupervisedRow:
    return ledger.supervised_matter(scope(request.actor, "see", "task"), lit(today()), matter_id)


def _parts(request: Request, row: SupervisedRow) -> tuple[Any, ...]:
    """The tasks of single units, where several answer each for its own part."""
    if not row.task.is_group:
        return ()
    return ledger.parts_of(scope(request.actor, "see", "task"), lit(today()), row.task.id)


def _paper(request: Request, row: SupervisedRow) -> incoming.IncomingRow | None:
    """The incoming paper it came on, where the person may see that."""
    if row.paper_id is None:
        return None
    try:
        return incoming.paper(scope(request.actor, "see", "incoming"), lit(today()), row.paper_id)
    except Refused:
        return None


def _meetings(request: Request) -> MeetingReach:
    return MeetingReach(*(scope(request.actor, "see", kind) for kind in ("meeting", "task")))


def _required_registers(request: Request) -> list[tuple[str, str]]:
    registers = matter_registers(request)
    if not registers:
        raise Refused("matters.refused.no_right", "matters.hint.ask_registrar")
    return registers


def _of_instruction(request: Request) -> dict[str, Any]:
    """What a leader's instruction on an incoming paper fills in."""
    asked = request.GET.get("instruction", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 19):
        return {}
    reach = scope(request.actor, "see", "incoming")
    paper_id, said = incoming.instructed(reach, today(), int(asked))
    paper = incoming.paper(reach, lit(today()), paper_id)
    return {
        "source": MatterSource.INSTRUCTION.value,
        "title": paper.title,
        "words": said.text,
        "giver": said.leader_post,
        "giver_name": said.leader_name,
        "given_on": said.given_on,
        "reference": paper.document_number,
        "urgency": paper.urgency,
        "lead_units": [str(paper.lead_unit.id)] if paper.lead_unit else [],
        "joint_units": [str(unit.id) for unit in paper.joint_units],
        "deadline_on": paper.due_on,
        "paper": paper_id,
        "instruction": said.id,
    }


def _of_task(request: Request, detail: TaskDetail) -> dict[str, Any]:
    """What the document of a task fills in: the clause's words, the body, the day, the number."""
    initial: dict[str, Any] = {"words": detail.quote or detail.row.title}
    if detail.document_id is None:
        return initial
    try:
        reach = scope(request.actor, "see", "document")
        row = documents.document(reach, today(), detail.document_id).row
    except Refused:
        return initial
    return initial | {
        "giver": row.issuing_body,
        "given_on": row.signed_on or row.published_on,
        "reference": row.document_number,
    }


def _register(request: Request, data: dict[str, Any]) -> int:
    environment, file = settings.ENVIRONMENT, data["scan"]
    shelf = Shelf(environment.var / "files", environment.evidence_limit_bytes)
    form = MatterForm(
        unit_id=int(data["unit"]),
        title=data["title"],
        origin=origin_in(data, data["source"]),
        lead_unit_ids=tuple(int(unit) for unit in data["lead_units"]),
        joint_unit_ids=tuple(int(unit) for unit in data["joint_units"]),
        deadline=deadline_of(data),
        paper_id=data["paper"],
        instruction_id=data["instruction"],
        sheet=Scan(file.read(), file.name, shelf) if file else None,
    )
    return actions.register_matter(request.actor, form, at=now())


def _supervise(request: Request, task_id: int, data: dict[str, Any]) -> int:
    origin = origin_in(data, MatterSource.CLAUSE.value)
    return actions.supervise_task(request.actor, task_id, int(data["unit"]), origin, at=now())


def _correct(request: Request, row: SupervisedRow, data: dict[str, Any]) -> int:
    seen, origin = Seen(row.id, data["version"]), origin_in(data, row.source)
    return actions.correct_matter(request.actor, seen, origin, data["text"], at=now())


def _form_page(title: str, form: Any, back_url: str) -> dict[str, Any]:
    crumbs = [(gettext("Matters"), reverse("matters")), (title, "")]
    return {"title": title, "crumbs": crumbs, "form": form, "back_url": back_url}


def _filled(request: Request, context: dict[str, Any], form: Any) -> HttpResponse:
    status = form_status(form)
    return render(request, "frame/choosing_form.html", context, status=status)


MENU = (MenuEntry(gettext_noop("Matters"), "matters", order=32, action="see", kind="task"),)
_OPEN = ("table.rows tbody a",)
_CORRECT = ".page-actions a[href$='/correct/']"
_PLAN = "/plans/?words=整改方案"
_PUT = "a[href$='/supervise/']"
SCREENS = (
    Screen("matters", "/matters/", account="supervisor", phone=True),
    Screen("matter-new", "/matters/new/", account="supervisor"),
    Screen("matter", "/matters/", account="supervisor", follow=_OPEN, phone=True),
    Screen("matter-correct", "/matters/", account="secretary", follow=(*_OPEN, _CORRECT)),
    Screen("task-supervise", _PLAN, account="supervisor", follow=(*_OPEN * 2, _PUT)),
)
urlpatterns = [
    path("matters/", matters, name="matters"),
    path("matters/new/", new, name="matter_new"),
    path("matters/<row:matter_id>/", matter, name="matter"),
    path("matters/<row:matter_id>/correct/", correct, name="matter_correct"),
    path("matters/<row:matter_id>/scan/", scan, name="matter_scan"),
    path("tasks/<row:task_id>/supervise/", supervise, name="task_supervise"),
]
