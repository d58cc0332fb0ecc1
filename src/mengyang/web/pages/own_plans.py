"""本单位实施方案 — what a unit takes over from a plan: drafted in Word, read back, compared."""

from collections.abc import Sequence
from typing import IO, Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from mengyang.actions import own_plans as actions
from mengyang.actions.child_plans import OwnPaper
from mengyang.core.access import scope
from mengyang.core.findings import Refused
from mengyang.store.reads import documents, ledger, registry
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.documents import DocumentRow
from mengyang.store.reads.ledger import Reach
from mengyang.store.reads.names import Named
from mengyang.web.clock import now, today
from mengyang.web.declared import Screen
from mengyang.web.division_rows import sent_unit
from mengyang.web.downloads import written_file
from mengyang.web.lit import lit
from mengyang.web.pages.child_plans import settling
from mengyang.web.request import Request, may_somewhere

# How many documents are offered to be settled.
_WAITING = 8


@require_http_methods(["GET", "HEAD", "POST"])
def own(request: Request, plan_id: int) -> HttpResponse:
    """The unit's tasks of the plan; an edited paper laid beside them."""
    context = _context(request, plan_id)
    document_id = sent_unit(request.GET, "document")
    if document_id:
        return settling(request, OwnPaper(plan_id, context["unit"].id, document_id))
    if request.method == "POST":
        file = request.FILES.get("file")
        if file is None:
            raise Refused("ledger.refused.paper_missing", "ledger.hint.own_plan_file")
        upload = (file.read(), file.name or "")
        context["pairs"] = actions.compare_own_plan(
            request.actor, plan_id, context["unit"].id, upload, day=today()
        )
    return render(request, "ledger/own_plan.html", context)


@require_POST
def draft(request: Request, plan_id: int) -> FileResponse:
    """The unit's own plan as a Word paper."""
    unit_id = sent_unit(request.POST, "unit") or 0

    def write(out: IO[bytes]) -> str:
        return actions.draft_own_plan(request.actor, plan_id, unit_id, out, at=now()).file_name

    return written_file(write)


def _context(request: Request, plan_id: int) -> dict[str, Any]:
    tasks = scope(request.actor, "export", "task")
    reach = Reach(scope(request.actor, "see", "plan"), tasks)
    plan = ledger.plan(reach, lit(today()), plan_id)
    walled = ledger.wall(tasks, lit(today()), plan_id)
    units = [each.unit for each in walled if each.unit is not None]
    unit = _chosen(request, units)
    seen = Reach(reach.plans, scope(request.actor, "see", "task"))
    made = ledger.own_plan(seen, lit(today()), plan_id, unit.id)
    return {
        "title": gettext("What does a unit take over from this plan?"),
        "crumbs": [
            (gettext("Plans"), reverse("plans")),
            (plan.title, reverse("plan", args=[plan_id])),
            (gettext("Own plan of a unit"), ""),
        ],
        "plan": plan,
        "units": units,
        "unit": unit,
        "made": made,
        "takeovers": ledger.plan_takeovers(seen, lit(today()), made.id) if made else (),
        "waiting": () if made else _waiting(request, unit.id),
        "may_adopt": may_somewhere(request.actor, "adopt", "document"),
        "tasks": actions.own_plan_tasks(request.actor, plan_id, unit.id, day=today()),
    }


def _waiting(request: Request, unit_id: int) -> Sequence[DocumentRow]:
    """The latest documents that may become the unit's own plan: of its area, open to adoption."""
    unit = registry.unit(scope(request.actor, "see", "unit"), today(), unit_id)
    filters = {"is_open": "1", "area": str(unit.area_id)}
    asked = Asked(filters=filters, sort="-uploaded_at", size=_WAITING)
    return documents.documents(scope(request.actor, "adopt", "document"), today(), asked).rows


def _chosen(request: Request, units: list[Named]) -> Named:
    asked = sent_unit(request.POST or request.GET, "unit")
    own_units = {post.unit_id for post in request.actor.posts}
    wanted = [each for each in units if each.id == asked] if asked else []
    mine = [each for each in units if each.id in own_units]
    found = [*wanted, *([] if asked else [*mine, *units])]
    if not found:
        raise Refused("ledger.refused.no_task_of_unit", "ledger.hint.list")
    return found[0]


SCREENS = (
    Screen(
        "own-plan",
        "/plans/",
        account="tangchuan",
        follow=("table.rows tbody a", "main a[href$='/own/']"),
    ),
    Screen(
        "own-plan-settle",
        "/plans/",
        account="lanpu-bureau",
        follow=(
            "table.rows tbody a",
            "main a[href$='/own/']",
            "main li a[href*='document=']:has-text('实施方案')",
        ),
    ),
)
urlpatterns = [
    path("plans/<row:plan_id>/own/", own, name="own_plan"),
    path("plans/<row:plan_id>/own/draft/", draft, name="own_plan_draft"),
]
