"""审计筛选 — what is asked of the list of events as a condition on its table, each by its index."""

import json
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.db.models.lookups import IContains
from django.utils.timezone import get_current_timezone

from mengyang.core.findings import Refused
from mengyang.store import snapshots
from mengyang.store.models.access import User
from mengyang.store.models.audit import Event
from mengyang.store.reads.asked import Asked, is_id

# Words are looked for in what an event says, row by row: only where few rows are left to look at.
LONGEST_FOR_WORDS = timedelta(days=31)
MOST_FOR_WORDS = 30_000
MOST_PERSONS = 5
_PLAIN_FILTERS = {"action": "action", "subject_kind": "subject_kind"}
_NUMBER_FILTERS = {"subject_id": "subject_id", "actor": "actor_id"}


def asked_events(asked: Asked) -> Q:
    """The condition; empty where nothing is asked. Raises `Refused` for what is asked too widely.

    Filters and words as `store.reads.audit.events` tells them.
    """
    condition = _filters(asked)
    if asked.words:
        _require_few(asked, condition)
        condition &= _words(asked.words)
    return condition


def _require_few(asked: Asked, condition: Q) -> None:
    """Raise `Refused` where words would be looked for in too many events."""
    begins, ends = asked.filter("from"), asked.filter("until")
    is_short = begins and ends and _midnight(ends, 1) - _midnight(begins, 0) <= LONGEST_FOR_WORDS
    if is_short:
        return
    if not any(map(asked.filter, ("person", "actor", "subject_id"))):
        days = LONGEST_FOR_WORDS.days
        raise Refused("audit.refused.words_too_wide", "audit.hint.narrow_words", days=days)
    if Event.objects.filter(condition)[MOST_FOR_WORDS : MOST_FOR_WORDS + 1].exists():
        raise Refused(
            "audit.refused.words_too_many",
            "audit.hint.add_month",
            most=MOST_FOR_WORDS,
            days=LONGEST_FOR_WORDS.days,
        )


def _words(words: str) -> Q:
    # SQLite keeps JSON as it was written, with every Chinese character as an escape.
    escaped = json.dumps(words, ensure_ascii=connection.vendor == "sqlite")[1:-1]
    found = Q(action__icontains=words)
    for side in ("before", "after"):
        found |= Q(IContains(Cast(side, TextField()), escaped))
    return found


def _filters(asked: Asked) -> Q:
    found = _times(asked)
    for name, column in _PLAIN_FILTERS.items():
        if value := asked.filter(name):
            found &= Q(**{column: value})
    for name, column in _NUMBER_FILTERS.items():
        if value := asked.filter(name):
            found &= Q(**{column: int(value)}) if is_id(value) else Q(pk__in=())
    if asked.filter("subject_id") and not asked.filter("subject_kind"):
        # The index of a record begins with its kind.
        found &= Q(subject_kind__in=list(snapshots.audited_models()))
    if person := asked.filter("person"):
        found &= _by(person)
    return found


def _times(asked: Asked) -> Q:
    found = Q()
    if begins := asked.filter("from"):
        found &= Q(at__gte=_midnight(begins, 0))
    if ends := asked.filter("until"):
        found &= Q(at__lt=_midnight(ends, 1))
    return found


def _by(person: str) -> Q:
    """Events of those with just this name, else of those with a part of it."""
    exact = Q(username=person) | Q(display_name=person)
    part = Q(username__icontains=person) | Q(display_name__icontains=person)
    for meant in (exact, part):
        ids = list(User.objects.filter(meant).values_list("pk", flat=True)[: MOST_PERSONS + 1])
        if len(ids) > MOST_PERSONS:
            raise Refused(
                "audit.refused.many_persons",
                "audit.hint.whole_name",
                name=person,
                most=MOST_PERSONS,
            )
        if ids:
            return Q(actor_id=ids[0]) if len(ids) == 1 else Q(actor_id__in=ids)
    return Q(pk__in=())


def _midnight(value: str, days_later: int) -> datetime:
    try:
        day = date.fromisoformat(value) + timedelta(days=days_later)
    except (ValueError, OverflowError) as error:
        raise Refused("store.refused.no_day", "store.hint.day", value=value) from error
    return datetime.combine(day, time.min, get_current_timezone())
