"""收文 — the register of incoming papers, one paper with its steps, and its handling sheet."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.conf import settings
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mengyang.actions import incoming as actions
from mengyang.actions.documents import Upload
from mengyang.actions.evidence import Shelf
from mengyang.actions.incoming import HandOver, Instruction, Registration
from mengyang.actions.incoming_corrections import Correction, correct_paper
from mengyang.actions.incoming_documents import link_document, upload_paper
from mengyang.actions.incoming_rules import incoming_offers, may_record
from mengyang.actions.incoming_scans import Scan, open_scan
from mengyang.core.access import scope
from mengyang.core.findings import Refused
from mengyang.store.reads import audit, documents, incoming
from mengyang.store.reads.incoming import IncomingRow
from mengyang.web.clock import now, today
from mengyang.web.declared import HomeCard, MenuEntry, Screen
from mengyang.web.downloads import kept_file
from mengyang.web.forms import attempt, form_status
from mengyang.web.history import history_of
from mengyang.web.incoming_forms import (
    CORRECTED,
    STEPS,
    RegisterForm,
    deadline_in,
    register_units,
    step_form,
)
from mengyang.web.incoming_lists import PAPERS, REGISTER, deadline_words, number_of
from mengyang.web.incoming_waiting import home_papers
from mengyang.web.listing import respond
from mengyang.web.listing.export import FORMATS
from mengyang.web.lit import lit, named
from mengyang.web.notices import say
from mengyang.web.pages.uploads import ACCEPTED
from mengyang.web.request import Request


@require_safe
def papers(request: Request) -> HttpResponseBase:
    """The register; taken home it has the columns of the printed one."""
    is_export = request.GET.get("format") in FORMATS
    return respond(request, REGISTER if is_export else PAPERS)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Register a paper."""
    units = register_units(request)
    if not units:
        raise Refused("incoming.refused.no_right", "incoming.hint.ask_office")
    form = RegisterForm(units, request.POST or None, initial={"received_on": today()})
    if request.method == "POST":
        paper_id = attempt(form, lambda: _register(request, form.cleaned_data))
        if paper_id is not None:
            say(request, "incoming.done.register")
            return redirect("incoming_paper", paper_id)
    context = {
        "title": gettext("Which paper came in?"),
        "lead": gettext("It gets the next number of the register by itself."),
        "crumbs": [(gettext("Incoming"), reverse("incoming")), (gettext("Register"), "")],
        "form": form,
        "submit": gettext("Register"),
        "back_url": reverse("incoming"),
    }
    return render(request, "frame/form_page.html", context)


@require_safe
def paper(request: Request, paper_id: int) -> HttpResponse:
    """One paper."""
    return _show(request, _row(request, paper_id))


@require_safe
def sheet(request: Request, paper_id: int) -> HttpResponse:
    """收文处理笺 — the sheet that goes round with the paper, made to be printed."""
    row = _row(request, paper_id)
    title = gettext("Handling sheet of an incoming paper")
    crumbs = [
        (gettext("Incoming"), reverse("incoming")),
        (number_of(row), reverse("incoming_paper", args=[paper_id])),
        (title, ""),
    ]
    context = {
        "title": title,
        "crumbs": crumbs,
        "row": row,
        "number": number_of(row),
        "unit": named(row.unit),
        "lead": named(row.lead_unit) or "",
        "deadline": deadline_words(row) or "",
    }
    return render(request, "incoming/sheet.html", context)


@require_POST
def step(request: Request, paper_id: int, kind: str) -> HttpResponse:
    """One step of the paper, by its form."""
    if kind not in STEPS:
        raise Refused("incoming.refused.no_such_step", "store.hint.reload")
    row = _row(request, paper_id)
    form = step_form(request, kind, row, request.POST)
    if attempt(form, lambda: _ACTS[kind](request, row, form.cleaned_data)) is None:
        return _show(request, row, {kind: form}, status=form_status(form, 422))
    say(request, f"incoming.done.{kind}")
    return redirect("incoming_paper", paper_id)


@require_safe
def scan(request: Request, instruction_id: int) -> FileResponse:
    """The scanned sheet of an instruction, for whoever may see its paper."""
    folder = settings.ENVIRONMENT.var / "files"
    found = open_scan(request.actor, instruction_id, folder, day=today())
    return kept_file(found.path, found.file_name)


def _row(request: Request, paper_id: int) -> IncomingRow:
    return incoming.paper(scope(request.actor, "see", "incoming"), lit(today()), paper_id)


def _show(
    request: Request,
    row: IncomingRow,
    filled: dict[str, forms.Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    reach, day = scope(request.actor, "see", "incoming"), today()
    context = {
        "title": row.title,
        "crumbs": [(gettext("Incoming"), reverse("incoming")), (number_of(row), "")],
        "row": row,
        "number": number_of(row),
        "unit": named(row.unit),
        "may_record": may_record(request.actor, row.id, day),
        "steps": _steps(request, row, filled or {}),
        "document": _document(request, row),
        "history": history_of(
            request, partial(audit.history, reach, day, row.id), "incoming.paper"
        ),
    }
    return render(request, "incoming/paper.html", context, status=status)


def _document(request: Request, row: IncomingRow) -> documents.DocumentRow | None:
    """The document read from the paper, where the person may see it."""
    if row.document_id is None:
        return None
    try:
        reach = scope(request.actor, "see", "document")
        return documents.document(reach, today(), row.document_id).row
    except Refused:
        return None


def _steps(
    request: Request, row: IncomingRow, filled: dict[str, forms.Form]
) -> list[dict[str, Any]]:
    offered = incoming_offers(request.actor, row.id, lit(today()))
    offered |= {"link"} if "attach" in offered else set()
    return [
        {
            "kind": kind,
            "form": filled.get(kind) or _accepting(step_form(request, kind, row)),
            "is_open": kind in filled,
            "url": reverse("incoming_step", args=[row.id, kind]),
        }
        for kind in STEPS
        if kind in offered or kind in filled
    ]


def _accepting(form: forms.Form) -> forms.Form:
    """The form with the kinds of files that the library reads."""
    if "file" in form.fields:
        form.fields["file"].widget.attrs["accept"] = ACCEPTED
    return form


def _register(request: Request, data: dict[str, Any]) -> int:
    plain = ("issuing_body", "document_number", "title", "received_on", "secrecy", "urgency")
    form = Registration(
        unit_id=int(data["unit"]),
        copies=data["copies"],
        pages=data["pages"],
        deadline=deadline_in(data),
        is_again=data["is_again"],
        **{name: data[name] for name in plain},
    )
    return actions.register_paper(request.actor, form, at=now())


def _shelf() -> Shelf:
    environment = settings.ENVIRONMENT
    return Shelf(environment.var / "files", environment.evidence_limit_bytes)


type _Act = Callable[[Request, IncomingRow, dict[str, Any]], int]


def _said(act: Callable[..., int], request: Request, row: IncomingRow, data: dict[str, Any]) -> int:
    """A step that takes words and nothing else."""
    return act(request.actor, row.id, data["version"], data["text"], at=now())


def _instruct(request: Request, row: IncomingRow, data: dict[str, Any]) -> int:
    said = Instruction(text=data["text"], given_on=today(), leader_post=data["leader_post"])
    return actions.give_instruction(request.actor, row.id, data["version"], said, at=now())


def _record(request: Request, row: IncomingRow, data: dict[str, Any]) -> int:
    file = data["scan"]
    said = Instruction(
        text=data["text"],
        given_on=data["given_on"],
        leader_post=data["leader_post"],
        leader_name=data["leader_name"],
        scan=Scan(file.read(), file.name, _shelf()),
    )
    return actions.record_instruction(request.actor, row.id, data["version"], said, at=now())


def _hand_over(request: Request, row: IncomingRow, data: dict[str, Any]) -> int:
    joint = tuple(int(unit) for unit in data["joint_units"])
    to = HandOver(
        lead_unit_id=int(data["lead_unit"]),
        joint_unit_ids=joint,
        section=data["section"],
        deadline=deadline_in(data),
    )
    return actions.hand_over_paper(request.actor, row.id, data["version"], to, at=now())


def _correct(request: Request, row: IncomingRow, data: dict[str, Any]) -> int:
    line = {name: data[name] for name in (*CORRECTED, "is_again")}
    form = Correction(reason=data["text"], **line)
    return correct_paper(request.actor, row.id, data["version"], form, at=now())


def _attach(request: Request, row: IncomingRow, data: dict[str, Any]) -> int:
    file = data["file"]
    area_id = row.area.id if row.area else 0
    upload = Upload(file.read(), file.name, area_id, settings.ENVIRONMENT.var / "files")
    return upload_paper(request.actor, row.id, data["version"], upload, at=now())


def _link(request: Request, row: IncomingRow, data: dict[str, Any]) -> int:
    chosen = int(data["document"])
    return link_document(request.actor, row.id, data["version"], chosen, at=now())


_ACTS: dict[str, _Act] = {
    "propose": partial(_said, actions.propose_handling),
    "instruct": _instruct,
    "record": _record,
    "hand_over": _hand_over,
    "finish": partial(_said, actions.finish_paper),
    "correct": _correct,
    "withdraw": partial(_said, actions.withdraw_paper),
    "attach": _attach,
    "link": _link,
}
_OPEN = ("table.rows tbody a",)
_INSTRUCTED = "/incoming/?state=in_hand"
MENU = (MenuEntry(gettext_noop("Incoming"), "incoming", order=15, action="see", kind="incoming"),)
HOME = (HomeCard("incoming/home.html", home_papers, order=2, is_mine=True),)
SCREENS = (
    Screen("incoming", "/incoming/", account="secretary", phone=True),
    Screen("incoming-new", "/incoming/new/", account="secretary"),
    Screen("incoming-paper", _INSTRUCTED, account="secretary", follow=_OPEN, phone=True),
    Screen(
        "incoming-sheet",
        _INSTRUCTED,
        account="secretary",
        follow=(*_OPEN, ".page-actions a[href$='/sheet/']"),
    ),
)
urlpatterns = [
    path("incoming/", papers, name="incoming"),
    path("incoming/new/", new, name="incoming_new"),
    path("incoming/<row:paper_id>/", paper, name="incoming_paper"),
    path("incoming/<row:paper_id>/sheet/", sheet, name="incoming_sheet"),
    path("incoming/<row:paper_id>/steps/<slug:kind>/", step, name="incoming_step"),
    path("incoming/scans/<row:instruction_id>/", scan, name="incoming_scan"),
]
