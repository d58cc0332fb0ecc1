"""告知办理 — a unit is told of an answer, a return, a new day, in the transaction of the event.

Told in the application at once; what a channel can carry goes into the outbox a moment later.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from mengyang import packs
from mengyang.actions.notice_words import Heading, Matter, notice_text, written
from mengyang.core.access import Actor
from mengyang.core.ledger import Event, Task
from mengyang.core.ledger.guards import unit_ids
from mengyang.core.ledger.tidings import Told, told
from mengyang.store.reads.ledger.notices import matters_told
from mengyang.store.reads.ledger.outbox import unqueued_tidings
from mengyang.store.reads.names import Named, unit_names
from mengyang.store.writes import Work, transaction
from mengyang.store.writes.ledger import notices as writes
from mengyang.store.writes.ledger.notices import TidingDraft
from mengyang.store.writes.ledger.outbox import Channels

# What was not queued by then lies on the pages of the unit alone.
_PATIENCE = timedelta(days=2)
_NO_WORDS = ""


def tell(work: Work, happened: Iterable[tuple[Task, Task, Event]]) -> int:
    """Tell the units concerned of events; how many notices. Nobody is told of the own deed."""
    day = work.at.date()
    drafts = tidings_of(work.actor, day, happened)
    return writes.add_tidings(work, drafts, day) if drafts else 0


def tidings_of(
    actor: Actor | None, day: date, happened: Iterable[tuple[Task, Task, Event]]
) -> list[TidingDraft]:
    """What the units concerned are to be told of events of the actor's."""
    own = unit_ids(actor) if actor else frozenset()
    found = [
        (each, before, after, event)
        for before, after, event in happened
        for each in told(before, after, event)
        if each.unit_id not in own
    ]
    if not found:
        return []
    titles = matters_told(after.id for _, _, after, _ in found)
    units = {pk for each, _, after, _ in found for pk in (each.unit_id, after.lead_unit_id)}
    names = unit_names((pk for pk in units if pk is not None), day)
    return [
        TidingDraft(
            after.id, each, after.due_on, _text(day, (each, after, event), titles[after.id], names)
        )
        for each, _, after, event in found
    ]


def queue_tidings(channels: Channels, *, at: datetime) -> int:
    """Put into the outbox what was told since and a channel can carry; how many deliveries."""
    waiting = unqueued_tidings(channels.mail, bool(channels.webhook), at - _PATIENCE)
    if not waiting:
        return 0
    with transaction(None, at) as work:
        return writes.queue_tidings(work, waiting, channels)


def _text(
    day: date,
    happened: tuple[Told, Task, Event],
    matter: tuple[str, str, str],
    names: dict[int, Named],
) -> str:
    each, after, event = happened
    terms = packs.terms()
    taken = names.get(after.lead_unit_id or 0)
    request = terms["request_kinds"][event.request.kind].zh if event.request else _NO_WORDS
    beside = {
        "today": written(day),
        "unit_after": taken.zh if taken else _NO_WORDS,
        "request": request,
    }
    ask = _ASKS.get(each.reason, _NO_WORDS)
    heading = Heading(each.tiding.value, names.get(each.unit_id))
    text = notice_text(heading, each.reason, Matter(*matter, after.due_on), beside, ask)
    words = event.text.strip()
    return f"{text}\n意见：{words}" if words else text


_ASKS = {"transferred": "sign", "returned": "returned", "reopened": "reopened"}
