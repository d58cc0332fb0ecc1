"""文书 — the papers of a task or a plan: printed from the record, and the stamped copies bound."""

from datetime import date
from typing import IO, Any

from django import forms
from django.conf import settings
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from mengyang.actions import papers as actions
from mengyang.actions.evidence import EvidenceUpload, Shelf
from mengyang.actions.papers import About
from mengyang.actions.plan_paper_facts import Span
from mengyang.core.access import scope
from mengyang.store.reads import ledger
from mengyang.store.reads.ledger import Reach
from mengyang.web.bilingual import in_language
from mengyang.web.clock import now, today
from mengyang.web.declared import Screen
from mengyang.web.downloads import kept_file, written_file
from mengyang.web.forms import DayField, UploadField, attempt, form_status
from mengyang.web.lit import lit
from mengyang.web.notices import say
from mengyang.web.request import Request
from mengyang.web.task_forms import EVIDENCE_TYPES


class PeriodForm(forms.Form):
    """期间 — what a report speaks of."""

    from_day = DayField(label=gettext_lazy("First day of the period"))
    until_day = DayField(label=gettext_lazy("Last day of the period"))


class CopyForm(forms.Form):
    """盖章扫描件 — the code on the sheet, and its scan."""

    check_code = forms.CharField(
        label=gettext_lazy("Check code on the sheet"),
        max_length=40,
        help_text=gettext_lazy("It stands at the foot of every sheet, such as 7K3M-92QF-X4TD."),
    )
    file = UploadField(
        limit_bytes=settings.ENVIRONMENT.evidence_limit_bytes,
        accept=EVIDENCE_TYPES,
        label=gettext_lazy("Scan of the stamped sheet"),
    )
    note = forms.CharField(label=gettext_lazy("Remark"), required=False, max_length=300)


@require_safe
def task_papers(request: Request, task_id: int) -> HttpResponse:
    """The papers of a task."""
    return _page(request, About("task", task_id))


@require_safe
def plan_papers(request: Request, plan_id: int) -> HttpResponse:
    """The papers of a plan."""
    return _page(request, About("plan", plan_id))


@require_POST
def print_task(request: Request, task_id: int, kind: str) -> FileResponse:
    """A paper of a task as a download."""
    return _printed(request, About("task", task_id), kind)


@require_POST
def print_plan(request: Request, plan_id: int, kind: str) -> HttpResponse | FileResponse:
    """A paper of a plan over the period that was sent."""
    form = PeriodForm(request.POST)
    if not form.is_valid():
        return _page(request, About("plan", plan_id), period=form, status=form_status(form, 422))
    span = Span(form.cleaned_data["from_day"], form.cleaned_data["until_day"])
    return _printed(request, About("plan", plan_id, span), kind)


@require_POST
def bind_task(request: Request, task_id: int) -> HttpResponse:
    """Bind a stamped copy, from the page of a task."""
    return _bound(request, About("task", task_id))


@require_POST
def bind_plan(request: Request, plan_id: int) -> HttpResponse:
    """Bind a stamped copy, from the page of a plan."""
    return _bound(request, About("plan", plan_id))


@require_safe
def copy(request: Request, copy_id: int) -> FileResponse:
    """A stamped copy, always as a download, for whoever may see what its paper is about."""
    folder = settings.ENVIRONMENT.var / "files"
    found = actions.open_copy(request.actor, copy_id, folder, day=today())
    return kept_file(found.path, found.file_name)


def _printed(request: Request, about: About, kind: str) -> FileResponse:
    def write(out: IO[bytes]) -> str:
        return actions.print_paper(request.actor, about, kind, out, at=now()).file_name

    return written_file(write)


def _bound(request: Request, about: About) -> HttpResponse:
    form = CopyForm(request.POST, request.FILES)
    environment = settings.ENVIRONMENT

    def act() -> int:
        sent = form.cleaned_data
        upload = EvidenceUpload(sent["file"].read(), sent["file"].name, sent["note"])
        shelf = Shelf(environment.var / "files", environment.evidence_limit_bytes)
        return actions.bind_copy(request.actor, sent["check_code"], upload, shelf, at=now())

    if attempt(form, act) is None:
        return _page(request, about, copy_form=form, status=form_status(form, 422))
    say(request, "papers.done.bound")
    return redirect(f"{about.subject}_papers", about.id)


def _page(
    request: Request,
    about: About,
    *,
    period: PeriodForm | None = None,
    copy_form: CopyForm | None = None,
    status: int = 200,
) -> HttpResponse:
    day = today()
    reach = Reach(scope(request.actor, "see", "plan"), scope(request.actor, "see", "task"))
    plan_id, frame = _frame(reach, about, day)
    task_id = about.id if about.subject == "task" else None
    print_page = f"{about.subject}_paper_print"
    printed = ledger.printed_papers(reach, day, plan_id, task_id)
    first = PeriodForm(initial={"from_day": day.replace(day=1), "until_day": day})
    context = {
        **frame,
        "papers": [
            {
                "name": in_language(each.name.zh, each.name.en),
                "url": reverse(print_page, args=[about.id, each.code]),
            }
            for each in actions.printable(request.actor, about, at=now())
        ],
        "printed": printed,
        "period": (period or first) if about.subject == "plan" else None,
        "copy_form": copy_form or CopyForm(),
        "may_bind": actions.may_bind(request.actor, about, day),
        "bind_url": reverse(f"{about.subject}_paper_bind", args=[about.id]),
    }
    return render(request, "ledger/papers.html", context, status=status)


def _frame(reach: Reach, about: About, day: date) -> tuple[int, dict[str, Any]]:
    """The plan, and what stands above the page."""
    crumbs = [(gettext("Plans"), reverse("plans"))]
    if about.subject == "task":
        row = ledger.task(reach.tasks, lit(day), about.id).row
        crumbs += [
            (row.plan_title, reverse("plan", args=[row.plan_id])),
            (row.number, reverse("task", args=[row.id])),
        ]
        title = f"{row.number} {row.title}"
        plan_id = row.plan_id
    else:
        plan = ledger.plan(reach, lit(day), about.id)
        crumbs.append((plan.title, reverse("plan", args=[plan.id])))
        title, plan_id = plan.title, plan.id
    crumbs.append((gettext("Papers"), ""))
    return plan_id, {"title": gettext("Papers"), "about": title, "crumbs": crumbs}


_OPEN = ("table.rows tbody a",)
SCREENS = (
    Screen(
        "task-papers",
        "/plans/",
        account="officer",
        follow=(*_OPEN, *_OPEN, "a[href$='/papers/']"),
        phone=True,
    ),
    Screen("plan-papers", "/plans/", account="officer", follow=(*_OPEN, "a[href$='/papers/']")),
)
urlpatterns = [
    path("tasks/<row:task_id>/papers/", task_papers, name="task_papers"),
    path("tasks/<row:task_id>/papers/copies/", bind_task, name="task_paper_bind"),
    path("tasks/<row:task_id>/papers/<slug:kind>/", print_task, name="task_paper_print"),
    path("plans/<row:plan_id>/papers/", plan_papers, name="plan_papers"),
    path("plans/<row:plan_id>/papers/copies/", bind_plan, name="plan_paper_bind"),
    path("plans/<row:plan_id>/papers/<slug:kind>/", print_plan, name="plan_paper_print"),
    path("papers/copies/<row:copy_id>/", copy, name="paper_copy"),
]
