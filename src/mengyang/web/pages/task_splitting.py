"""分解任务 — one task into several: the form with its parts, and the tasks that come of it."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from mengyang.actions import splitting as actions
from mengyang.actions.outcomes import offers
from mengyang.core.access import scope
from mengyang.core.facts import Seen
from mengyang.core.findings import Refused
from mengyang.core.ledger import EventKind, SplitMode
from mengyang.store.reads import ledger
from mengyang.store.reads.ledger import TaskDetail
from mengyang.web.clock import now, today
from mengyang.web.declared import Screen
from mengyang.web.forms import attempt, form_status
from mengyang.web.lit import lit
from mengyang.web.notices import say
from mengyang.web.request import Request
from mengyang.web.split_forms import FEWEST, MOST, SplitForm
from mengyang.web.task_forms import unit_options

SCREENS = (
    Screen(
        "task-split",
        "/tasks/?state=in_progress",
        account="supervisor",
        follow=("table.rows tbody a", ".task-rare > summary", "a[href$='/split/']"),
    ),
)


@require_http_methods(["GET", "HEAD", "POST"])
def split(request: Request, task_id: int) -> HttpResponse:
    """Say into which parts; what is refused stays on the page as it was filled in."""
    detail = ledger.task(scope(request.actor, "see", "task"), lit(today()), task_id)
    if EventKind.SPLIT not in offers(request.actor, task_id, today()):
        raise Refused("ledger.refused.state_split", "ledger.hint.reload")
    rows = _rows(request)
    form = _form(request, detail, rows)

    def act() -> tuple[int, ...]:
        seen, words = Seen(task_id, form.cleaned_data["version"]), form.cleaned_data["words"]
        return actions.split_task(request.actor, seen, form.said(), words, at=now())

    if request.method == "POST" and (made := attempt(form, act)) is not None:
        say(request, "ledger.done.split", parts=len(made))
        return redirect("task", task_id)
    context = {
        "title": gettext("Into which parts is the task split?"),
        "lead": f"{detail.row.number} {detail.row.title}",
        "crumbs": [
            (gettext("Plans"), reverse("plans")),
            (detail.row.plan_title, reverse("plan", args=[detail.row.plan_id])),
            (detail.row.number, reverse("task", args=[task_id])),
            (gettext("Split"), ""),
        ],
        "form": form,
        "submit": gettext("Split"),
        "back_url": reverse("task", args=[task_id]),
        "more_url": f"?rows={min(rows + FEWEST, MOST)}" if rows < MOST else "",
    }
    return render(request, "ledger/split.html", context, status=form_status(form))


def _form(request: Request, detail: TaskDetail, rows: int) -> SplitForm:
    own = detail.remedies if detail.parent is None and detail.row.parent_id is None else ()
    modes = tuple(SplitMode) if detail.row.parent_id is None else (SplitMode.BESIDE,)
    choices = (unit_options(request, detail.row.id), own, modes)
    initial = {"version": detail.row.version}
    return SplitForm(choices, rows, request.POST or None, initial=initial)


def _rows(request: Request) -> int:
    text = request.GET.get("rows", "")
    stated = int(text) if text.isascii() and text.isdecimal() and len(text) < len("100") else 0
    return max(FEWEST, min(stated, MOST))


urlpatterns = [path("tasks/<row:task_id>/split/", split, name="task_split")]
