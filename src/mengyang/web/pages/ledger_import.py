"""导入台账 — the exported ledger, edited in a spreadsheet, read and judged by a job, taken back."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mengyang.actions import ledger_import as actions
from mengyang.actions.evidence import Shelf
from mengyang.core.access import scope
from mengyang.core.findings import Refused
from mengyang.store.reads import jobs, ledger
from mengyang.store.reads.ledger import Reach
from mengyang.store.reads.ledger import returning as reads
from mengyang.store.reads.ledger.returning import SheetRead
from mengyang.web.clock import now, today
from mengyang.web.declared import Screen
from mengyang.web.forms import UploadField, attempt
from mengyang.web.jobs.delivery import deliver
from mengyang.web.ledger_verdicts import verdict_of
from mengyang.web.lit import lit
from mengyang.web.request import Request, reach_of

SCREENS = (
    Screen(
        "ledger-import",
        "/plans/",
        account="officer",
        follow=("table.rows tbody a", "main a[href$='/import/']"),
    ),
)
# Rows of the trial run on one page.
PAGE = 100


class LedgerForm(forms.Form):
    """The edited ledger."""

    file = UploadField(
        limit_bytes=settings.ENVIRONMENT.evidence_limit_bytes,
        accept=".xlsx",
        label=gettext_lazy("Edited ledger (.xlsx)"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def ledger_import(request: Request, plan_id: int) -> HttpResponse:
    """What was imported and what is on its way in; another file."""
    title = _plan_title(request, plan_id)
    form = LedgerForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        begun = attempt(form, lambda: _uploaded(request, plan_id, form))
        if begun is not None:
            deliver(begun.job_id)
            return redirect("ledger_sheet", plan_id, begun.sheet_id)
    user_id, seen = request.actor.user_id, scope(request.actor, "see", "plan")
    context = {
        "title": gettext("What shall the edited ledger change?"),
        "lead": gettext(
            "Export the ledger and edit state, day due, latest progress, share done and the reason "
            "for a change; every other column stays as it is. What differs is shown row by row "
            "before anything is written; a row that is left out changes nothing."
        ),
        "crumbs": _crumbs(plan_id, title),
        "plan_id": plan_id,
        "form": form,
        "sheets": reads.own_sheets(plan_id, user_id),
        "imports": reads.imports(seen, today(), plan_id, user_id),
    }
    return render(request, "ledger/import.html", context)


@require_safe
def sheet(request: Request, plan_id: int, sheet_id: int) -> HttpResponse:
    """How far a sheet is; when it was judged, what was said of its rows, page by page."""
    title, given = _plan_title(request, plan_id), _sheet(request, plan_id, sheet_id)
    context: dict[str, Any] = {
        "title": gettext("What shall the edited ledger change?"),
        "crumbs": [*_crumbs(plan_id, title), (given.file_name or gettext("Undoing"), "")],
        "plan_id": plan_id,
        "sheet": given,
        "may_confirm": given.state == "judged" and given.told and not given.faulty,
    }
    if given.state == "judged":
        context |= _shown(request, given)
    elif given.job_id is not None:
        # The page of a job shows the same part, and asks for it every two seconds.
        context["job"] = jobs.job(reach_of(request.actor, "see", "job"), today(), given.job_id)
        context["may_cancel"] = True
        context["result_template"] = f"jobs/results/{context['job'].name}.html"
    return render(request, "ledger/sheet.html", context)


@require_POST
def confirm(request: Request, plan_id: int, sheet_id: int) -> HttpResponse:
    """Let every row be taken, or none."""
    _sheet(request, plan_id, sheet_id)
    deliver(actions.confirm_ledger(request.actor, sheet_id, at=now()).job_id)
    return redirect("ledger_sheet", plan_id, sheet_id)


@require_POST
def undo(request: Request, plan_id: int, import_id: int) -> HttpResponse:
    """Bring the tasks of an import back to what they were before."""
    begun = actions.undo_import(request.actor, import_id, at=now())
    deliver(begun.job_id)
    return redirect("ledger_sheet", plan_id, begun.sheet_id)


def _uploaded(request: Request, plan_id: int, form: LedgerForm) -> actions.Begun:
    file = form.cleaned_data["file"]
    shelf = Shelf(settings.ENVIRONMENT.var / "files", settings.ENVIRONMENT.evidence_limit_bytes)
    given = (file.read(), file.name)
    return actions.upload_ledger(request.actor, plan_id, given, shelf, at=now())


def _shown(request: Request, given: SheetRead) -> dict[str, Any]:
    text = request.GET.get("after", "")
    after = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
    faulty = True if given.faulty else None
    found = reads.verdicts(given.id, after, PAGE + 1, faulty=faulty)
    shown = found[:PAGE]
    heads = dict.fromkeys(head for each in shown for head in _unread(each.line))
    return {
        "verdicts": [verdict_of(given.sheet, each) for each in shown],
        "unread": gettext(", ").join(heads),
        "is_continued": after > 0,
        "next": shown[-1].number if len(found) > PAGE else None,
    }


def _unread(line: Any) -> list[str]:
    return list(line[2])


def _sheet(request: Request, plan_id: int, sheet_id: int) -> SheetRead:
    given = reads.sheet(sheet_id, request.actor.user_id)
    if given.plan_id != plan_id:
        raise Refused("ledger.refused.no_such_sheet", "registry.hint.upload_again")
    return given


def _plan_title(request: Request, plan_id: int) -> str:
    reach = Reach(reach_of(request.actor, "see", "plan"), reach_of(request.actor, "see", "task"))
    return ledger.plan(reach, lit(today()), plan_id).title


def _crumbs(plan_id: int, title: str) -> list[tuple[str, str]]:
    return [
        (gettext("Plans"), reverse("plans")),
        (title, reverse("plan", args=[plan_id])),
        (gettext("Import"), reverse("ledger_import", args=[plan_id])),
    ]


urlpatterns = [
    path("plans/<row:plan_id>/import/", ledger_import, name="ledger_import"),
    path("plans/<row:plan_id>/import/<row:sheet_id>/", sheet, name="ledger_sheet"),
    path("plans/<row:plan_id>/import/<row:sheet_id>/confirm/", confirm, name="ledger_confirm"),
    path("plans/<row:plan_id>/imports/<row:import_id>/undo/", undo, name="ledger_import_undo"),
]
