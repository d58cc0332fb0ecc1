"""逐稿更正 — tasks and targets that still follow an older text, found in the newest one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from mengyang.core import access
from mengyang.core.access import Actor
from mengyang.core.documents.versions import ReadEntry, carried_entries
from mengyang.core.documents.versions.entries import ADOPTED
from mengyang.store.reads import documents, ledger
from mengyang.store.reads.documents import EntryRow
from mengyang.store.reads.ledger import PrintedTarget, PrintedTask
from mengyang.store.reads.text_versions import texts_before


@dataclass(frozen=True, slots=True)
class Standing:
    """What of the plan stands in a text: its places are those of that text."""

    plan_id: int | None
    tasks: tuple[PrintedTask, ...] = ()
    targets: tuple[PrintedTarget, ...] = ()


def standing_in(actor: Actor, document_id: int, day: date) -> Standing:
    """The plan of the text, or of one that it corrects, and what of it stands in the text.

    A task that follows an older text is there too, where this one has its duty: what no
    correction changed keeps its first text.
    """
    plans = access.scope(actor, "see", "plan")
    texts = [document_id]
    for each in (document_id, *texts_before(document_id)):
        if each != document_id:
            texts.append(each)
        plan_id = ledger.plan_of_document(plans, day, each)
        if plan_id is not None:
            return _carried(actor, plan_id, texts[::-1], day)
    return Standing(None)


def read_entries(rows: Sequence[EntryRow]) -> list[ReadEntry]:
    """What was read of duties, targets and reports."""
    return [
        ReadEntry(row.id, row.reading, (row.start, row.end), row.content)
        for row in rows
        if row.reading in ADOPTED
    ]


def task_kind_of(entry: ReadEntry) -> str:
    """The kind of the task that an entry becomes."""
    return "reporting" if entry.reading == "reporting" else str(entry.content.get("kind"))


def _carried(actor: Actor, plan_id: int, texts: Sequence[int], day: date) -> Standing:
    found = _own(actor, plan_id, texts[0], day)
    for older, newer in pairwise(texts):
        moved, own = _moved(actor, found, older, newer, day), _own(actor, plan_id, newer, day)
        found = Standing(plan_id, moved.tasks + own.tasks, moved.targets + own.targets)
    return found


def _own(actor: Actor, plan_id: int, text: int, day: date) -> Standing:
    tasks, plans = (access.scope(actor, "see", kind) for kind in ("task", "plan"))
    return Standing(
        plan_id,
        ledger.printed_tasks(tasks, day, plan_id, text),
        ledger.printed_targets(plans, day, plan_id, text),
    )


def _moved(actor: Actor, found: Standing, older: int, newer: int, day: date) -> Standing:
    """At their places in the next text; what is no longer there is left behind."""
    seen = access.scope(actor, "see", "document")
    old, new = (
        read_entries([row for row in documents.entries(seen, day, text) if not row.is_rejected])
        for text in (older, newer)
    )
    place: dict[tuple[str, str, int, int], ReadEntry] = {}
    for pair in carried_entries(old, new):
        if pair.old and pair.new:
            place[_key(pair.old)] = pair.new
    return Standing(
        found.plan_id,
        tuple(
            replace(each, start=entry.span[0], end=entry.span[1])
            for each in found.tasks
            if (entry := place.get(("task", each.task_kind, each.start, each.end)))
        ),
        tuple(
            replace(each, start=entry.span[0], end=entry.span[1])
            for each in found.targets
            if (entry := place.get(("target", each.indicator, each.start, each.end)))
        ),
    )


def _key(entry: ReadEntry) -> tuple[str, str, int, int]:
    if entry.reading == "targets":
        return ("target", str(entry.content.get("indicator")), *entry.span)
    return ("task", task_kind_of(entry), *entry.span)
