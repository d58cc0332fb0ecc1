"""分解任务 — one task into several, under it or beside it; the mirror of merging."""

from dataclasses import replace
from datetime import datetime

from mengyang.actions.assignments import Assignment, charge_around
from mengyang.actions.outcomes import advanced
from mengyang.core import access
from mengyang.core.access import Actor
from mengyang.core.facts import Seen
from mengyang.core.ledger import Event, EventKind, Splitting
from mengyang.store.reads.ledger.origins import splittable
from mengyang.store.writes import ledger as writes
from mengyang.store.writes import transaction
from mengyang.store.writes.ledger import PartDraft, RulingDraft, add_ruling, take_task


def split_task(
    actor: Actor, seen: Seen, said: Splitting, words: str, *, at: datetime
) -> tuple[int, ...]:
    """分解 — the parts go to their units; the ids of their tasks. Raises `Refused`."""
    with transaction(actor, at) as work:
        take_task(work, access.scope(actor, "see", "task"), seen.id)
        whole = replace(splittable(seen.id, said.mode), parts=said.parts)
        event = Event(kind=EventKind.SPLIT, text=words, splitting=whole)
        before, after = advanced(work, actor, seen.id, event, seen.version)
        drafts = [
            PartDraft(
                part.title.strip(),
                charge_around(
                    actor,
                    seen.id,
                    Assignment(part.lead_unit_id or 0, part.joint_unit_ids),
                    at.date(),
                ),
                part.due_on,
                part.remedies,
            )
            for part in said.parts
        ]
        made = writes.split_task(work, seen.id, said.mode, drafts, seen.version)
        add_ruling(work, before, after, RulingDraft(EventKind.SPLIT, words.strip()))
        return made
