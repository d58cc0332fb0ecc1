"""替代与废止 — open tasks of a plan superseded or over, listed for decision; one by itself."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST

from mengyang.actions import supersession as actions
from mengyang.actions.supersession import Choice, Ticked
from mengyang.core.access import scope
from mengyang.core.documents.inherited import Above, Own, paired
from mengyang.core.findings import Refused
from mengyang.core.ledger import Decision, EventKind
from mengyang.store.reads import ledger
from mengyang.store.reads.ledger import Reach, Supersession, TaskRow
from mengyang.web.clock import now, today
from mengyang.web.declared import HomeCard, Screen
from mengyang.web.forms import attempt, form_status
from mengyang.web.lit import lit
from mengyang.web.notices import say
from mengyang.web.pages.plans import plan_frame
from mengyang.web.pages.tasks import show_task
from mengyang.web.plan_calls import plan_calls
from mengyang.web.refusal import Answer, worded
from mengyang.web.request import Request
from mengyang.web.task_forms import RestoreForm, WithdrawForm

# A field bears the id of the task it asks about: an answer never goes to another task.
TICKED, VERSION, CARRIED_TO = "task:", "version:", "to:"


@require_http_methods(["GET", "HEAD", "POST"])
def decisions(request: Request, plan_id: int) -> HttpResponse:
    """What supersedes the plan, the tasks to decide on, and what was decided."""
    if request.method != "POST":
        return _page(request, plan_id, None)
    try:
        choice = _choice(request.POST)
        number = actions.decide_tasks(
            request.actor, plan_id, choice, _ticked(request.POST), at=now()
        )
    except Refused as refused:
        return _page(request, plan_id, worded(refused))
    say(request, f"ledger.done.{choice.decision.value}", number=number)
    return redirect("plan_decisions", plan_id)


@require_POST
def withdraw(request: Request, task_id: int) -> HttpResponse:
    """Withdraw one task, with reason and basis."""
    form = WithdrawForm(request.POST)

    def act() -> int:
        sent = form.cleaned_data
        choice = Choice(Decision.WITHDRAWN, sent["reason"], sent["basis"])
        return actions.withdraw_task(request.actor, task_id, sent["version"], choice, at=now())

    if attempt(form, act) is None:
        return show_task(request, task_id, {EventKind.WITHDRAW: form}, form_status(form, 422))
    say(request, "ledger.done.withdraw")
    return redirect("task", task_id)


@require_POST
def restore(request: Request, task_id: int) -> HttpResponse:
    """Take back a withdrawal that was a mistake."""
    form = RestoreForm(request.POST)

    def act() -> int:
        sent = form.cleaned_data
        return actions.restore_task(
            request.actor, task_id, sent["version"], sent["reason"], at=now()
        )

    if attempt(form, act) is None:
        return show_task(request, task_id, {EventKind.RESTORE: form}, form_status(form, 422))
    say(request, "ledger.done.restore")
    return redirect("task", task_id)


def _page(request: Request, plan_id: int, refusal: Answer | None) -> HttpResponse:
    frame = plan_frame(request, plan_id, "plan_decisions")
    reach = Reach(scope(request.actor, "see", "plan"), scope(request.actor, "see", "task"))
    documents = scope(request.actor, "see", "document")
    onto = _number(request.POST.get("onto") or request.GET.get("onto") or "")
    found = ledger.supersession(reach, documents, lit(today()), plan_id, onto)
    context = frame | {
        "found": found,
        "rows": _rows(request.POST, found),
        "may_decide": actions.may_decide(request.actor, plan_id, today()),
        "choices": actions.CHOICES if found.new_tasks else actions.CHOICES[1:],
        "onto": onto,
        "refusal": refusal,
        "chosen": request.POST.get("decision", ""),
        "reason": request.POST.get("reason", ""),
        "basis": request.POST.get("basis", _basis(found, frame["plan"].title)),
    }
    status = refusal.status if refusal else 200
    return render(request, "ledger/decisions.html", context, status=status)


def _rows(sent: QueryDict, found: Supersession) -> list[dict[str, Any]]:
    """The tasks to decide on; where one of the new plan bears a like title, it is proposed."""
    new = [Own("", row.title, "", place=row.id) for row in found.new_tasks]
    old = [Above(str(row.id), row.title) for row in found.undecided]
    likely = {int(pair.above.number): pair for pair in paired(old, new) if pair.above and pair.own}
    return [_row(sent, row, likely.get(row.id)) for row in found.undecided]


def _row(sent: QueryDict, row: TaskRow, likely: Any) -> dict[str, Any]:
    proposed = str(likely.own.place) if likely else ""
    return {
        "task": row,
        "percent": likely.percent if likely else None,
        "version": sent.get(f"{VERSION}{row.id}", row.version),
        "is_ticked": f"{TICKED}{row.id}" in sent,
        "carried_to": sent.get(f"{CARRIED_TO}{row.id}", proposed),
    }


def _basis(found: Supersession, title: str) -> str:
    """The document that supersedes the plan as an office cites it, or that the plan is over."""
    if found.end:
        return f"《{title}》实施期限至{found.end.on:%Y年%-m月%-d日}"
    if not found.occasions or not found.occasions[0].title:
        return ""
    latest = found.occasions[0]
    number = f"（{latest.document_number}）" if latest.document_number else ""
    return f"《{latest.title}》{number}"


def _choice(sent: QueryDict) -> Choice:
    chosen = sent.get("decision", "")
    known = {each.value: each for each in actions.CHOICES}
    decision = known.get(chosen, Decision.NONE)
    return Choice(decision, sent.get("reason", ""), sent.get("basis", ""))


def _ticked(sent: QueryDict) -> tuple[Ticked, ...]:
    ids = [_number(key.removeprefix(TICKED)) for key in sent if key.startswith(TICKED)]
    return tuple(
        Ticked(
            task_id=pk,
            version=_number(sent.get(f"{VERSION}{pk}", "")),
            carried_to=_number(sent.get(f"{CARRIED_TO}{pk}", "")) or None,
        )
        for pk in ids
    )


def _number(text: str) -> int:
    # No task and no version is 0: what is no number finds nothing.
    return int(text) if text.isascii() and text.isdigit() and len(text) < len("1000000000") else 0


HOME = (HomeCard("ledger/home_calls.html", plan_calls, order=1, is_mine=True),)
SCREENS = (
    Screen(
        "plan-decisions",
        "/plans/?words=2023—2025",
        account="officer",
        follow=("table.rows tbody a", "a[href$='/decisions/']"),
        phone=True,
    ),
)
urlpatterns = [
    path("plans/<row:plan_id>/decisions/", decisions, name="plan_decisions"),
    path("tasks/<row:task_id>/withdraw/", withdraw, name="task_withdraw"),
    path("tasks/<row:task_id>/restore/", restore, name="task_restore"),
]
