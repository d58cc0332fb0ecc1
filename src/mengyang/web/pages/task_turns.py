"""请示与批复 — what a unit asks for, what the office decides, what is looked at again."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_POST

from mengyang.actions import requests, rulings
from mengyang.actions.assignments import Assignment
from mengyang.actions.requests import Asking
from mengyang.actions.rulings import Filing, Finding
from mengyang.actions.sign_off import Draft, draft_reply
from mengyang.core.access import Actor, scope
from mengyang.core.facts import Seen
from mengyang.core.findings import Refused
from mengyang.core.ledger import EventKind, ReplyKind, RequestKind
from mengyang.store.reads import ledger
from mengyang.web.clock import now, today
from mengyang.web.forms import attempt, form_status
from mengyang.web.lit import lit
from mengyang.web.notices import say
from mengyang.web.pages.tasks import show_task
from mengyang.web.reply_forms import done_code, is_sent_directly
from mengyang.web.request import Request
from mengyang.web.turn_forms import FORMS, turn_form

type Sent = Mapping[str, Any]
type Turn = Callable[[Actor, Seen, Sent], int]


@require_POST
def turn(request: Request, task_id: int, kind: str) -> HttpResponse:
    """Ask, answer, decide or look again; what is refused stays on the page as it was filled in."""
    if kind not in FORMS:
        raise Refused("ledger.refused.no_such_step", "store.hint.reload")
    step = EventKind(kind)
    # Only who may see the task is offered its units and its neighbours to choose from.
    ledger.task(scope(request.actor, "see", "task"), lit(today()), task_id)
    form = turn_form(request, step, task_id, request.POST)

    def act() -> int:
        sent = form.cleaned_data
        return TURNS[step](request.actor, Seen(task_id, sent["version"]), sent)

    if attempt(form, act) is None:
        return show_task(request, task_id, {step: form}, form_status(form, 422))
    say(request, done_code(task_id, step))
    return redirect("task", task_id)


def _ask(actor: Actor, seen: Seen, sent: Sent) -> int:
    unit = int(sent["proposed_unit"]) if sent["proposed_unit"] else None
    if not is_sent_directly(seen.id):
        kind = RequestKind(sent["asks_for"])
        asked = (kind, sent["progress"], sent["proposed_on"], unit)
        return draft_reply(actor, seen, Draft(ReplyKind.ASK, sent["reason"], *asked), at=now())
    asking = Asking(
        RequestKind(sent["asks_for"]),
        sent["reason"],
        sent["signatory"],
        sent["progress"],
        sent["proposed_on"],
        unit,
    )
    return requests.ask(actor, seen, asking, at=now())


def _dispute(actor: Actor, seen: Seen, sent: Sent) -> int:
    if not is_sent_directly(seen.id):
        return draft_reply(actor, seen, Draft(ReplyKind.DISPUTE, sent["reason"]), at=now())
    asking = Asking(RequestKind.DISPUTE, sent["reason"], sent["signatory"])
    return requests.dispute(actor, seen, asking, at=now())


def _recall(actor: Actor, seen: Seen, sent: Sent) -> int:
    return requests.recall(actor, seen, RequestKind(sent["request_kind"]), at=now())


def _decline(actor: Actor, seen: Seen, sent: Sent) -> int:
    kind = RequestKind(sent["request_kind"])
    return requests.decline(actor, seen, kind, sent["words"], at=now())


def _uphold(actor: Actor, seen: Seen, sent: Sent) -> int:
    return rulings.uphold(actor, seen, sent["words"], at=now())


def _extend(actor: Actor, seen: Seen, sent: Sent) -> int:
    return rulings.extend(actor, seen, sent["day"], sent["words"], at=now())


def _suspend(actor: Actor, seen: Seen, sent: Sent) -> int:
    return rulings.suspend(actor, seen, sent["words"], sent["basis"], at=now())


def _resume(actor: Actor, seen: Seen, sent: Sent) -> int:
    return rulings.resume(actor, seen, sent["words"], at=now())


def _transfer(actor: Actor, seen: Seen, sent: Sent) -> int:
    joint = tuple(int(unit) for unit in sent["joint_units"])
    to = Assignment(int(sent["lead_unit"]), joint)
    return rulings.transfer(actor, seen, to, sent["words"], at=now())


def _close_stage(actor: Actor, seen: Seen, sent: Sent) -> int:
    return rulings.close_stage(actor, seen, sent["day"], sent["words"], at=now())


def _recheck(actor: Actor, seen: Seen, sent: Sent) -> int:
    finding = Finding(sent["holds"] == "yes", sent["words"], sent["witness"], sent["day"])
    return rulings.recheck(actor, seen, finding, at=now())


def _reopen(actor: Actor, seen: Seen, sent: Sent) -> int:
    return rulings.reopen(actor, seen, sent["day"], sent["words"], at=now())


def _archive(actor: Actor, seen: Seen, sent: Sent) -> int:
    filing = Filing(sent["file_number"], sent["retention"])
    return rulings.archive_task(actor, seen, filing, at=now())


def _merge(actor: Actor, seen: Seen, sent: Sent) -> int:
    return rulings.merge(actor, seen, int(sent["into"]), sent["words"], at=now())


TURNS: Mapping[EventKind, Turn] = MappingProxyType(
    {
        EventKind.ASK: _ask,
        EventKind.DISPUTE: _dispute,
        EventKind.RECALL: _recall,
        EventKind.DECLINE: _decline,
        EventKind.UPHOLD: _uphold,
        EventKind.EXTEND: _extend,
        EventKind.SUSPEND: _suspend,
        EventKind.RESUME: _resume,
        EventKind.TRANSFER: _transfer,
        EventKind.CLOSE_STAGE: _close_stage,
        EventKind.RECHECK: _recheck,
        EventKind.REOPEN: _reopen,
        EventKind.ARCHIVE: _archive,
        EventKind.MERGE: _merge,
    }
)

urlpatterns = [path("tasks/<row:task_id>/turns/<slug:kind>/", turn, name="task_turn")]
