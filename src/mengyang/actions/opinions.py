"""公众意见办理 — taken in from anybody, sorted by the office, answered by a unit, published."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from mengyang import packs
from mengyang.actions.editions import may
from mengyang.core import access
from mengyang.core.access import Actor
from mengyang.core.facts import Seen
from mengyang.core.findings import Refused
from mengyang.core.ledger.guards import unit_ids
from mengyang.core.ledger.publication import (
    Known,
    Opinion,
    OpinionSaid,
    OpinionStep,
    masked,
    moved,
    open_opinion_steps,
)
from mengyang.store.reads.ledger.opinions import (
    OpinionReach,
    OpinionRow,
    fact_of,
    opinion,
    opinion_fact,
)
from mengyang.store.reads.ledger.public_editions import public_edition
from mengyang.store.reads.ledger.told_tasks import people_named
from mengyang.store.writes import Work, transaction
from mengyang.store.writes.ledger.opinions import (
    Flood,
    OpinionDraft,
    add_opinion,
    count_sending,
    step_opinion,
    take_opinion,
)

LONGEST_TEXT, LONGEST_NAME, LONGEST_CONTACT = 1000, 50, 100
_SHORTEST_TEXT = 5
# The unit charged answers; every other step is the office's.
_OFFICE = frozenset(OpinionStep) - {OpinionStep.ANSWER}


@dataclass(frozen=True, slots=True)
class Sent:
    """来件 — what somebody sends about an edition; `trap` is filled in by machines alone."""

    edition_id: int
    text: str
    task_number: str = ""
    name: str = ""
    contact: str = ""
    trap: str = ""


def receive_opinion(sent: Sent, address: str, *, at: datetime) -> int:
    """Take an opinion in from a network address; its id. Raises `Refused` in plain words."""
    text, name, contact = sent.text.strip(), sent.name.strip(), sent.contact.strip()
    if sent.trap:
        raise Refused("opinions.refused.machine", "opinions.hint.machine")
    if not _SHORTEST_TEXT <= len(text) <= LONGEST_TEXT:
        raise Refused("opinions.refused.length", "opinions.hint.length", longest=LONGEST_TEXT)
    if len(name) > LONGEST_NAME or len(contact) > LONGEST_CONTACT:
        raise Refused("opinions.refused.length", "opinions.hint.length", longest=LONGEST_TEXT)
    found = public_edition(sent.edition_id, at.date())
    if not found.content:
        raise Refused("publication.refused.no_such_publication", "publication.hint.public_list")
    numbers = {str(each["number"]) for each in found.content.get("tasks", [])}
    if sent.task_number and sent.task_number not in numbers:
        raise Refused("opinions.refused.no_such_task", "opinions.hint.task")
    limits = packs.publishing_on(at.date())
    flood = Flood(limits.opinions_per_hour, limits.opinions_per_day, limits.opinions_of_all_per_day)
    draft = OpinionDraft(
        edition_id=sent.edition_id,
        task_number=sent.task_number,
        text=text,
        name=name,
        contact=contact,
        due_on=_after(at.date(), limits.triage_within_working_days),
    )
    with transaction(None, at) as work:
        count_sending(address, at, flood)
        return add_opinion(work, draft)


def accept_opinion(actor: Actor, seen: Seen, unit_id: int, words: str, *, at: datetime) -> int:
    """受理 — the unit answers by the day that the limits set; the version it has now."""
    said = OpinionSaid(step=OpinionStep.ACCEPT, words=words, unit_id=unit_id)
    limits = packs.publishing_on(at.date())
    due_on = _after(at.date(), limits.answer_within_working_days)
    with transaction(actor, at) as work:
        more = {"unit_id": unit_id, "due_on": due_on, **_triaged(work, words)}
        return _stepped(work, actor, seen, said, more)


def forward_opinion(actor: Actor, seen: Seen, words: str, *, at: datetime) -> int:
    """转办 — to whom outside this plan, and why; the version it has now."""
    said = OpinionSaid(step=OpinionStep.FORWARD, words=words)
    with transaction(actor, at) as work:
        return _stepped(work, actor, seen, said, _triaged(work, words))


def decline_opinion(actor: Actor, seen: Seen, words: str, *, at: datetime) -> int:
    """不予受理 — and why; the version it has now."""
    said = OpinionSaid(step=OpinionStep.DECLINE, words=words)
    with transaction(actor, at) as work:
        return _stepped(work, actor, seen, said, _triaged(work, words))


def join_opinion(actor: Actor, seen: Seen, repeats: int, words: str, *, at: datetime) -> int:
    """重复件 — of another one within reach, whose answer serves both; the version it has now."""
    opinion(reach_of_opinions(actor), at.date(), repeats)
    said = OpinionSaid(step=OpinionStep.JOIN, words=words, repeats=repeats)
    with transaction(actor, at) as work:
        more = {"repeats_id": repeats, **_triaged(work, words)}
        return _stepped(work, actor, seen, said, more)


def answer_opinion(actor: Actor, seen: Seen, answer: str, *, at: datetime) -> int:
    """答复 — by the unit charged; it waits for approval. The version it has now."""
    said = OpinionSaid(step=OpinionStep.ANSWER, words=answer)
    with transaction(actor, at) as work:
        more = {
            "answer": answer.strip(),
            "answered_by_id": actor.user_id,
            "answered_for_id": actor.acting_for,
            "answered_at": work.at,
            "sent_back_because": "",
        }
        return _stepped(work, actor, seen, said, more)


def send_answer_back(actor: Actor, seen: Seen, words: str, *, at: datetime) -> int:
    """退回重拟 — and what to mend; the version it has now."""
    said = OpinionSaid(step=OpinionStep.SEND_BACK, words=words)
    with transaction(actor, at) as work:
        return _stepped(work, actor, seen, said, {"sent_back_because": words.strip()})


def publish_answer(actor: Actor, seen: Seen, hidden: tuple[str, ...], *, at: datetime) -> int:
    """批准并公开 — opinion and answer stand on the public page, the opinion masked by the rules
    and by the words `hidden`; the version it has now."""
    said = OpinionSaid(step=OpinionStep.PUBLISH)
    with transaction(actor, at) as work:
        row = opinion(reach_of_opinions(actor), at.date(), seen.id)
        text = public_text(row, hidden, at.date())
        _require_fit(row, at.date())
        more = {"public_text": text, "approved_by_id": actor.user_id, "approved_at": work.at}
        return _stepped(work, actor, seen, said, more)


def public_text(row: OpinionRow, hidden: tuple[str, ...], day: date) -> str:
    """The opinion as anybody would read it: without names, numbers and the words `hidden`."""
    names = people_named(row.plan_id) | ({row.name} if row.name else frozenset())
    words = frozenset(filter(None, [*map(str.strip, hidden), row.contact]))
    return masked(row.text, packs.redaction_on(day).rules, Known(names, words))[0]


def reach_of_opinions(actor: Actor) -> OpinionReach:
    """What the person sees: opinions on the plans of the office, and those charged to own units."""
    answers = access.scope(actor, "report", "task").grants
    own = unit_ids(actor) if answers else frozenset[int]()
    return OpinionReach(access.scope(actor, "publish", "plan"), own)


def opinion_steps(actor: Actor, row: OpinionRow, *, day: date) -> list[OpinionStep]:
    """What the person may do with an opinion now."""
    is_office = may(actor, row.plan_id, ("publish",), day)
    return [
        step
        for step in open_opinion_steps(fact_of(row.id), actor)
        if is_office or step not in _OFFICE
    ]


def _require_fit(row: OpinionRow, day: date) -> None:
    """An answer holds nothing that the rules would remove. Raises `Refused`."""
    names = frozenset([row.name] if row.name else [])
    _, removed = masked(row.answer, packs.redaction_on(day).rules, Known(names))
    if removed:
        raise Refused(
            "publication.refused.not_public", "publication.hint.not_public", text=removed[0].text
        )


def _triaged(work: Work, words: str) -> dict[str, object]:
    person = work.actor.user_id if work.actor else None
    return {"triage_words": words.strip(), "triaged_by_id": person, "triaged_at": work.at}


def _stepped(
    work: Work, actor: Actor, seen: Seen, said: OpinionSaid, more: Mapping[str, object]
) -> int:
    row = opinion(reach_of_opinions(actor), work.at.date(), seen.id)
    if said.step in _OFFICE and not may(actor, row.plan_id, ("publish",), work.at.date()):
        raise Refused("ledger.refused.no_right", "ledger.hint.ask_office")
    after = moved(opinion_fact(take_opinion(seen.id)), said, actor)
    if not isinstance(after, Opinion):
        raise after
    changes = {"state": after.state.value, **more}
    return step_opinion(work, (seen.id, seen.version), changes, action=f"opinion.{said.step.value}")


def _after(day: date, working_days: int) -> date:
    return packs.working_calendar().after(day, working_days).on
