"""演示审签 — the steps of the story inside a unit: its way is set, replies drafted and reviewed."""

from collections.abc import Mapping
from datetime import datetime

from mengyang.actions import sign_off as actions
from mengyang.actions import units
from mengyang.actions.demo.telling import Telling, Told
from mengyang.actions.sign_off import Draft
from mengyang.core.access import Grant, Scope
from mengyang.core.facts import Seen
from mengyang.core.ledger import ReplyKind, RequestKind, SignOffWay
from mengyang.packs import Step
from mengyang.store.reads import ledger, registry

_ALL_UNITS = Scope("unit", (Grant(),))
_EVERY_TASK = Scope("task", (Grant(),))


def _set_way(telling: Telling, step: Step, at: datetime) -> None:
    unit = registry.unit(_ALL_UNITS, step.day, telling.units[step.unit or ""].id)
    way, seen = SignOffWay(step.said.way), units.Seen(unit.id, unit.version)
    units.set_sign_off(telling.actor(step), seen, way, day=step.day, at=at)


def _draft(telling: Telling, step: Step, at: datetime) -> None:
    task, asked = telling.task(step), step.said.request
    kind = ReplyKind.ASK if asked else ReplyKind.CLAIM
    request = RequestKind(asked) if asked else None
    draft = Draft(kind, step.text, request, proposed_on=step.target_on)
    actions.draft_reply(telling.actor(step), Seen(task.id, task.version), draft, at=at)


def _review(telling: Telling, step: Step, at: datetime) -> None:
    actions.review_reply(telling.actor(step), _open(telling, step), at=at)


def _send_back(telling: Telling, step: Step, at: datetime) -> None:
    actions.send_back_reply(telling.actor(step), _open(telling, step), step.text, at=at)


def _open(telling: Telling, step: Step) -> Seen:
    """The reply about the task of the step that is still inside its unit."""
    task = telling.task(step)
    own = {task.lead_unit.id} if task.lead_unit else set()
    rows = ledger.replies_of(_EVERY_TASK, step.day, task.id, own)
    [row] = [each for each in rows if each.is_open]
    return Seen(row.id, row.version)


# Each step by its action in the story.
STEPS: Mapping[str, Told] = {
    "set_way": _set_way,
    "draft_reply": _draft,
    "review_reply": _review,
    "send_back_reply": _send_back,
}
