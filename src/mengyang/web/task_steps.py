"""可办事项 — what a person may do with a task now: each step with its form, or why it must wait."""

from typing import Any

from django.urls import reverse

from mengyang.actions.outcomes import offers
from mengyang.core.ledger import EventKind
from mengyang.core.ledger.asking import GRANTS
from mengyang.store.reads import ledger
from mengyang.store.reads.ledger import TaskDetail
from mengyang.web import task_forms as forms
from mengyang.web.acceptance_forms import FORMS as OUTSIDE_FORMS
from mengyang.web.acceptance_forms import outside_form
from mengyang.web.clock import today
from mengyang.web.refusal import worded
from mengyang.web.reply_forms import Filled, drafted_kinds
from mengyang.web.request import Request
from mengyang.web.turn_forms import FORMS as TURN_FORMS
from mengyang.web.turn_forms import empty_turn

# Steps that need nothing but a click, in the order of the work.
PLAIN_STEPS = (EventKind.START, EventKind.TAKE_BACK, EventKind.VERIFY, EventKind.CLOSE)
# What an office decides once in a while; folded, so that the day's work stands out.
RARE_STEPS = frozenset(
    {
        *(EventKind.EXTEND, EventKind.SUSPEND, EventKind.TRANSFER, EventKind.MERGE),
        *(EventKind.WITHDRAW, EventKind.REOPEN, EventKind.ARCHIVE),
        EventKind.SPLIT,
        *(EventKind.SET_BODY, EventKind.WAIVE_BODY, EventKind.FIND_AMOUNT),
    }
)


def task_steps(request: Request, detail: TaskDetail, refilled: Filled) -> list[dict[str, Any]]:
    """What the person may do now; a step that is refused says why."""
    filled = {kind: form for kind, form in refilled.items() if isinstance(kind, EventKind)}
    # What was filled in stays on the page, even where the step itself is no longer offered.
    waiting = ledger.open_requests(detail.row.id)
    answers = {kind for kind, granted in GRANTS.items() if granted in waiting}
    drafted = drafted_kinds(detail.row.id)
    offered = {**dict.fromkeys(filled), **offers(request.actor, detail.row.id, today())}
    return [
        {
            "kind": kind.value,
            "is_plain": kind in PLAIN_STEPS,
            "is_page": kind is EventKind.SPLIT,
            "refusal": worded(refusal) if refusal and kind not in filled else None,
            "form": filled.get(kind) or _empty_form(request, kind, detail),
            "is_rare": kind in RARE_STEPS and kind not in filled and kind not in answers,
            "is_open": kind in filled,
            "hint": forms.step_hint(kind, detail),
            "url": _step_url(detail.row.id, kind),
        }
        for kind, refusal in offered.items()
        if kind not in drafted
    ]


def _empty_form(request: Request, kind: EventKind, detail: TaskDetail) -> Any:
    if kind in OUTSIDE_FORMS:
        return outside_form(kind, detail)
    make = empty_turn if kind in TURN_FORMS else forms.empty_form
    return make(request, kind, detail)


def _step_url(task_id: int, kind: EventKind) -> str:
    if kind in PLAIN_STEPS:
        return reverse("task_step", args=[task_id, kind.value])
    if kind in TURN_FORMS:
        return reverse("task_turn", args=[task_id, kind.value])
    if kind in OUTSIDE_FORMS:
        return reverse("task_outside", args=[task_id, kind.value])
    return reverse(f"task_{kind.value}", args=[task_id])
