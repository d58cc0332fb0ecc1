"""演示公开 — the steps of the story that publish: drafted, reviewed, approved, published."""

from collections.abc import Mapping
from datetime import datetime

from mengyang.actions import editions, opinions
from mengyang.actions.demo.telling import Telling, Told
from mengyang.actions.editions import Draft
from mengyang.actions.lawful_notices import LawfulNotice, add_notice
from mengyang.actions.opinions import Sent
from mengyang.core.access import Grant, Scope
from mengyang.core.facts import Seen
from mengyang.core.ledger.publication import EditionKind
from mengyang.packs import Step
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.ledger import editions as reads
from mengyang.store.reads.ledger.opinions import OpinionReach
from mengyang.store.reads.ledger.opinions import opinions as reads_opinions
from mengyang.store.reads.ledger.public_editions import public_editions

_EVERY_PLAN = Scope("plan", (Grant(),))


def _show(telling: Telling, step: Step, at: datetime) -> None:
    lawful = step.said.lawful
    if lawful is None:
        raise ValueError("a step that shows something by law says what")
    notice = LawfulNotice(lawful.kind, lawful.name, lawful.contact, lawful.duties)
    plan_id = telling.plans[step.document]
    add_notice(telling.actor(step), plan_id, notice, telling.stage.shelf, at=at)


def _draft(telling: Telling, step: Step, at: datetime) -> None:
    draft = Draft(EditionKind(step.said.edition), step.text, notice=step.basis)
    editions.draft_edition(telling.actor(step), telling.plans[step.document], draft, at=at)


def _review(telling: Telling, step: Step, at: datetime) -> None:
    seen = _open(telling, step)
    editions.review_edition(telling.actor(step), seen, step.basis, step.text, at=at)


def _approve(telling: Telling, step: Step, at: datetime) -> None:
    editions.approve_edition(telling.actor(step), _open(telling, step), at=at)


def _publish(telling: Telling, step: Step, at: datetime) -> None:
    editions.publish_edition(telling.actor(step), _open(telling, step), at=at)


def _send_opinion(telling: Telling, step: Step, at: datetime) -> None:
    latest = public_editions(step.day)
    plan_id = telling.plans[step.document]
    edition_id = next(each.id for each in latest if each.plan_id == plan_id)
    # A parent has no account: the opinion comes from outside.
    sent = Sent(edition_id, step.text, task_number=step.basis)
    opinions.receive_opinion(sent, f"demo {step.text}", at=at)


def _accept_opinion(telling: Telling, step: Step, at: datetime) -> None:
    actor, unit_id = telling.actor(step), telling.units[step.unit or ""].id
    seen = _opinion(step, "received")
    opinions.accept_opinion(actor, seen, unit_id, step.text, at=at)


def _answer_opinion(telling: Telling, step: Step, at: datetime) -> None:
    seen = _opinion(step, "accepted")
    opinions.answer_opinion(telling.actor(step), seen, step.text, at=at)


def _publish_answer(telling: Telling, step: Step, at: datetime) -> None:
    seen = _opinion(step, "answered")
    opinions.publish_answer(telling.actor(step), seen, (), at=at)


def _opinion(step: Step, state: str) -> Seen:
    """The oldest opinion in that state."""
    asked = Asked(filters={"state": state}, sort="received_at")
    row = reads_opinions(OpinionReach(_EVERY_PLAN, frozenset()), step.day, asked).rows[0]
    return Seen(row.id, row.version)


def _open(telling: Telling, step: Step) -> Seen:
    """The edition of that kind that is on its way."""
    plan_id = telling.plans[step.document]
    rows = reads.editions(_EVERY_PLAN, _EVERY_PLAN, step.day, plan_id)
    [row] = [
        each
        for each in rows
        if each.kind == step.said.edition and each.state in reads.OPEN_EDITIONS
    ]
    return Seen(row.id, row.version)


# Each step by its action in the story.
STEPS: Mapping[str, Told] = {
    "show_by_law": _show,
    "draft_edition": _draft,
    "review_edition": _review,
    "approve_edition": _approve,
    "publish_edition": _publish,
    "send_opinion": _send_opinion,
    "accept_opinion": _accept_opinion,
    "answer_opinion": _answer_opinion,
    "publish_answer": _publish_answer,
}
