"""事件写入 — drafts of events become links of the one audit chain, the head locked last."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection

from mengyang.core.access import Actor
from mengyang.core.audit import ChangeFacts, EventFacts, Values, event_hash
from mengyang.store import anchor
from mengyang.store.models.audit import Event, EventChange, Head, PersonalValue

_ONLY_HEAD = 1


@dataclass(frozen=True, slots=True)
class PersonalDraft:
    """A personal value on its way into the erasable table."""

    field: str
    side: str
    value: object


@dataclass(frozen=True, slots=True)
class StagedChanges:
    """The list of changes of a bulk event that lies in the staging table of a sheet already."""

    sheet_id: int
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class EventDraft:
    """What an event will say, before it has a number and a hash."""

    action: str
    subject_kind: str = ""
    subject_id: int | None = None
    subject_version: int | None = None
    before: Values = field(default_factory=dict)
    after: Values = field(default_factory=dict)
    digest: str = ""
    changes: tuple[ChangeFacts, ...] = ()
    changes_sha256: str = ""
    personal: tuple[PersonalDraft, ...] = ()
    staged: StagedChanges | None = None


def append_events(drafts: Sequence[EventDraft], actor: Actor | None, at: datetime) -> Head:
    """Number, hash and store the events; the head as it will stand after the commit.

    This is the last thing before a commit: from the lock on, every other writer waits.
    """
    seen = anchor.last_line()
    head = _locked_head()
    events = []
    for draft in drafts:
        event = _event(draft, actor, at, head)
        head.sequence, head.hash = event.sequence, event.hash
        events.append(event)
    Event.objects.bulk_create(events, batch_size=500)
    _store_beside(events, drafts)
    head.anchored = max(head.anchored, seen.sequence if seen else 0)
    head.seal = anchor.head_seal(head.sequence, head.hash, head.anchored)
    head.save()
    return head


def _locked_head() -> Head:
    head = Head.objects.select_for_update().filter(pk=_ONLY_HEAD).first()
    if head is None:
        Head.objects.bulk_create([Head(pk=_ONLY_HEAD)], ignore_conflicts=True)
        head = Head.objects.select_for_update().get(pk=_ONLY_HEAD)
    return head


def _event(draft: EventDraft, actor: Actor | None, at: datetime, head: Head) -> Event:
    facts = EventFacts(
        sequence=head.sequence + 1,
        at=at,
        actor_id=actor.user_id if actor else None,
        acting_for_id=actor.acting_for if actor else None,
        action=draft.action,
        subject_kind=draft.subject_kind,
        subject_id=draft.subject_id,
        subject_version=draft.subject_version,
        before=draft.before,
        after=draft.after,
        digest=draft.digest,
        changes_sha256=draft.changes_sha256,
    )
    values = {name: getattr(facts, name) for name in EventFacts.__dataclass_fields__}
    return Event(**values, previous_hash=head.hash, hash=event_hash(facts, head.hash))


def _store_beside(events: Sequence[Event], drafts: Sequence[EventDraft]) -> None:
    pairs = list(zip(events, drafts, strict=True))
    EventChange.objects.bulk_create(
        (
            EventChange(
                event=event,
                subject_kind=change.subject_kind,
                subject_id=change.subject_id,
                subject_version=change.subject_version,
                digest=change.digest,
            )
            for event, draft in pairs
            for change in draft.changes
        ),
        batch_size=2000,
    )
    for event, draft in pairs:
        if draft.staged is not None:
            _copy_staged(event, draft.staged)
    PersonalValue.objects.bulk_create(
        PersonalValue(event=event, field=each.field, side=each.side, value=each.value)
        for event, draft in pairs
        for each in draft.personal
    )


def _copy_staged(event: Event, staged: StagedChanges) -> None:
    columns = "subject_kind, subject_id, subject_version, digest"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO audit_event_change (event_id, {columns}) "
            f"SELECT %s, {columns} FROM ledger_staged_change WHERE sheet_id = %s ORDER BY id",
            [event.pk, staged.sheet_id],
        )
