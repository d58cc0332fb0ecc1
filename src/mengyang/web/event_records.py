"""事件所涉记录 — events whose tasks, plans and documents are named to those who may see them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.urls import reverse

from mengyang.core.access import Actor, may, scope
from mengyang.store.reads.audit import EventRow
from mengyang.store.reads.event_names import RECORDS, EventNames, records_in
from mengyang.store.reads.scope import subjects
from mengyang.web.demo import shown_name


def named_to(actor: Actor, day: date, rows: Sequence[EventRow]) -> list[EventRow]:
    """The rows with the names of those records that the actor may see."""
    scopes = {kind: scope(actor, "see", kind) for kind in RECORDS}
    found = records_in(rows, scopes, day)
    return [replace(row, names=_told(row.names.with_those_of(found))) for row in rows]


def _told(names: EventNames) -> EventNames:
    """The names with those of people as their reader knows them."""
    known = {
        key: replace(each, en=shown_name(each.zh)) if key[0] == "person" else each
        for key, each in names.known.items()
    }
    return replace(names, known=known)


def is_seen(actor: Actor, day: date, kind: str, number: int) -> bool:
    """Whether the actor may see a record: what is out of reach is named without a link."""
    subject = subjects(kind, [number], day).get(number)
    return subject is not None and may(scope(actor, "see", kind), subject)


def record_url(sort: str, number: object) -> str:
    """The page of a task, plan or document; empty for everything else."""
    return reverse(sort, args=[number]) if sort in RECORDS else ""
