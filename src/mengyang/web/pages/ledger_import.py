"""导入台账 — the exported ledger, edited in a spreadsheet, looked at row by row and taken back."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from mengyang.actions import ledger_import as actions
from mengyang.core.access import scope
from mengyang.store.reads import ledger
from mengyang.store.reads.ledger import Reach
from mengyang.web.clock import now, today
from mengyang.web.declared import Screen
from mengyang.web.lit import lit
from mengyang.web.notices import say
from mengyang.web.request import Request, reach_of
from mengyang.web.sheet_import import Kept, SheetImport, import_page

SCREENS = (
    Screen(
        "ledger-import",
        "/plans/",
        account="officer",
        follow=("table.rows tbody a", "main a[href$='/import/']"),
    ),
)


@require_http_methods(["GET", "HEAD", "POST"])
def ledger_import(request: Request, plan_id: int) -> HttpResponse:
    """See what an edited ledger would change, then change it."""
    reach = Reach(reach_of(request.actor, "see", "plan"), reach_of(request.actor, "see", "task"))
    plan = ledger.plan(reach, lit(today()), plan_id)
    return import_page(request, _ledger(request, plan_id, plan.title))


@require_POST
def undo(request: Request, plan_id: int, import_id: int) -> HttpResponse:
    """Bring the tasks of an import back to what they were before."""
    count = actions.undo_import(request.actor, import_id, at=now())
    say(request, "ledger.done.import_undone", count=count)
    return redirect("ledger_import", plan_id)


def _ledger(request: Request, plan_id: int, title: str) -> SheetImport:
    seen = scope(request.actor, "see", "plan")
    return SheetImport(
        title=gettext("What shall the edited ledger change?"),
        lead=gettext(
            "Export the ledger and edit state, day due, latest progress, share done and the reason "
            "for a change; every other column stays as it is. What differs is shown row by row "
            "before anything is written; a row that is left out changes nothing."
        ),
        file_name="",
        check=lambda given, lines: (
            actions.check_ledger(given.actor, plan_id, lines, day=today()).verdicts
        ),
        act=lambda given, kept: _import(given, plan_id, kept),
        crumbs=lambda: [
            (gettext("Plans"), reverse("plans")),
            (title, reverse("plan", args=[plan_id])),
            (gettext("Import"), ""),
        ],
        back_url=reverse("plan", args=[plan_id]),
        page="ledger/import.html",
        read=lambda data, name: actions.read_ledger(data, name, plan_id),
        context=lambda: {
            "plan_id": plan_id,
            "imports": ledger.imports(seen, today(), plan_id, request.actor.user_id),
        },
    )


def _import(request: Request, plan_id: int, kept: Kept) -> HttpResponse:
    count = actions.import_ledger(request.actor, plan_id, kept.lines, kept.stamp, at=now())
    say(request, "ledger.done.imported", count=count)
    return redirect("ledger_import", plan_id)


urlpatterns = [
    path("plans/<row:plan_id>/import/", ledger_import, name="ledger_import"),
    path("plans/<row:plan_id>/import/<row:import_id>/undo/", undo, name="ledger_import_undo"),
]
