"""审计链校验 — events against their hashes, bulk rows and personal values against their events."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from mengyang.core.access import Scope
from mengyang.core.audit import ChangeFacts, EventFacts, changes_hash, event_hash, keyed
from mengyang.core.findings import Finding, Level
from mengyang.store.models.audit import Event, EventChange, Head, PersonalSalt, PersonalValue
from mengyang.store.reads.verification.leave import require_all

# Clocks are corrected by a little at any time.
CLOCK_SLACK = timedelta(minutes=5)
STEP = 1000
type _Subject = tuple[str, int | None]


@dataclass(frozen=True, slots=True)
class ChainPlace:
    """How far the chain is recomputed: the last event seen and its stored hash."""

    sequence: int = 0
    hash: str = ""


def verify_events(
    scope: Scope, place: ChainPlace, size: int = STEP
) -> tuple[list[Finding], ChainPlace, int]:
    """Recompute the next events: what is wrong with them, the place after them, how many."""
    require_all(scope)
    rows = list(Event.objects.filter(sequence__gt=place.sequence).order_by("sequence")[:size])
    found = [*_links(rows, place), *_times(rows, place), *_bulk(rows), *_personal(rows)]
    if rows:
        place = ChainPlace(rows[-1].sequence, rows[-1].hash)
    return found, place, len(rows)


def verify_end(scope: Scope, place: ChainPlace) -> tuple[list[Finding], bool]:
    """Hold the last event against the head; false where more events came in meanwhile."""
    require_all(scope)
    head = Head.objects.first() or Head()
    if Event.objects.filter(sequence__gt=place.sequence).exists():
        return [], False
    if (head.sequence, head.hash) == (place.sequence, place.hash):
        return [], True
    params = {"head": head.sequence, "last": place.sequence}
    return [Finding("audit.found.head_differs", Level.ERROR, params)], True


def _links(rows: Sequence[Event], place: ChainPlace) -> Iterator[Finding]:
    for row in rows:
        if row.sequence != place.sequence + 1:
            params = {"first": place.sequence + 1, "last": row.sequence - 1}
            yield Finding("audit.found.events_missing", Level.ERROR, params)
        elif row.previous_hash != place.hash:
            yield _found("audit.found.link_broken", row)
        if event_hash(_facts(row), row.previous_hash) != row.hash:
            yield _found("audit.found.event_altered", row)
        place = ChainPlace(row.sequence, row.hash)


def _times(rows: Sequence[Event], place: ChainPlace) -> Iterator[Finding]:
    """A clock that was set back does not stop the work; what was written then is marked."""
    earlier = Event.objects.filter(sequence=place.sequence).values_list("at", flat=True).first()
    for row in rows:
        if earlier is not None and row.at < earlier - CLOCK_SLACK:
            minutes = int((earlier - row.at).total_seconds() // 60)
            params = {"sequence": row.sequence, "minutes": minutes}
            yield Finding("audit.found.time_went_back", Level.WARNING, params)
        earlier = row.at


def _bulk(rows: Sequence[Event]) -> Iterator[Finding]:
    listed = EventChange.objects.filter(event_id__in=[row.pk for row in rows])
    with_changes = set(listed.order_by().values_list("event_id", flat=True).distinct())
    for row in rows:
        if row.pk in with_changes or row.changes_sha256:
            # One bulk event at a time is held in memory, as it was when it was written.
            changes = [
                ChangeFacts(*each)
                for each in listed.filter(event_id=row.pk).values_list(
                    "subject_kind", "subject_id", "subject_version", "digest"
                )
            ]
            if changes_hash(changes) != row.changes_sha256:
                yield _found("audit.found.changes_altered", row)


def _personal(rows: Sequence[Event]) -> Iterator[Finding]:
    """Values that are kept must give the HMAC in the event; values that are not were erased."""
    kept: dict[tuple[int, str, str], object] = {
        (each.event_id, each.side, each.field): each.value
        for each in PersonalValue.objects.filter(event_id__in=[row.pk for row in rows])
    }
    marks = [(row, *mark) for row in rows for mark in _marks(row)]
    salts = _salts({(row.subject_kind, row.subject_id) for row, *_ in marks})
    for row, side, field, mac in marks:
        key = (row.pk, side, field)
        if key in kept:
            salt = salts.get((row.subject_kind, row.subject_id), "")
            if keyed(salt, kept.pop(key)) != mac:
                yield _found("audit.found.personal_altered", row, field=field)
        elif not _was_erased_after(row):
            yield _found("audit.found.personal_missing", row, field=field)
    numbers = {row.pk: row for row in rows}
    for event_id, _, field in kept:
        yield _found("audit.found.personal_unrecorded", numbers[event_id], field=field)


def _marks(row: Event) -> Iterator[tuple[str, str, str]]:
    for side, values in (("before", row.before), ("after", row.after)):
        for field, value in values.items():
            if isinstance(value, dict) and set(value) == {"hmac"}:
                yield side, field, str(value["hmac"])


def _salts(subjects: set[_Subject]) -> dict[_Subject, str]:
    found = PersonalSalt.objects.filter(
        subject_kind__in={kind for kind, _ in subjects}, subject_id__in={pk for _, pk in subjects}
    )
    return {(each.subject_kind, each.subject_id): each.salt for each in found}


def _was_erased_after(row: Event) -> bool:
    return Event.objects.filter(
        subject_kind=row.subject_kind,
        subject_id=row.subject_id,
        sequence__gt=row.sequence,
        before__has_key="erased",
    ).exists()


def _facts(row: Event) -> EventFacts:
    return EventFacts(**{name: getattr(row, name) for name in EventFacts.__dataclass_fields__})


def _found(code: str, row: Event, **params: object) -> Finding:
    subject = f"{row.subject_kind}:{row.subject_id}" if row.subject_kind else ""
    return Finding(code, Level.ERROR, {"sequence": row.sequence, **params}, about=subject)
