"""A long audit chain 长审计链 for a benchmark: people, tasks and their events, really chained."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import batched
from typing import Any

from django.db import connection

from mengyang.core.audit import EventFacts, event_hash
from mengyang.store import anchor, snapshots
from mengyang.store.models import Event, Head, Task, User
from mengyang.store.models.audited import Audited
from mengyang.store.writes import transaction
from tests.cast import Cast, write_cast
from tests.ledger_plan import Written, write_plan

SEED = 20261122
PEOPLE, TASKS = 2_000, 48_000
BEGINS = datetime(2022, 1, 1, tzinfo=UTC)
YEARS = timedelta(days=5 * 365)
PORTION = 50_000
# How often each is done, roughly as in an office.
ACTIONS = {
    "task.report": 50,
    "task.attach": 20,
    "task.sign_for": 8,
    "task.start": 8,
    "task.claim_done": 6,
    "task.verify": 4,
    "task.return": 2,
    "task.close": 1,
    "task.withdraw": 0.01,
}
STATES = ("assigned", "signed_for", "in_progress", "claimed_done", "verified", "returned")
COLUMNS = tuple(field.column for field in Event._meta.concrete_fields if not field.primary_key)


@dataclass(frozen=True, slots=True)
class Built:
    """What stands in the database; `task_id` is the first of its tasks."""

    database: str
    events: int
    rows: int
    megabytes: float
    auditor: int
    task_id: int


def build(wanted: int) -> Built:
    """Fill the empty installation until its chain has `wanted` events."""
    cast = write_cast()
    plan = write_plan(cast, BEGINS - timedelta(days=30))
    draw = random.Random(SEED)
    people = _people()
    first = Head.objects.get()
    left = wanted - first.sequence - len(people) - TASKS
    # Versions are drawn before the rows are written, for a row holds its last one.
    touched = [draw.randrange(TASKS) for _ in range(left)]
    versions = [1] * TASKS
    for number in touched:
        versions[number] += 1
    tasks = _tasks(cast, plan, versions)
    chain = _Chain(first, wanted, draw)
    rows = chain.events(people, tasks, touched)
    for portion in batched(rows, PORTION):
        _store(portion)
    _finish(chain)
    return Built(
        database=f"{connection.vendor} {'.'.join(map(str, connection.get_database_version()))}",
        events=Event.objects.count(),
        rows=len(people) + len(tasks),
        megabytes=_size() / 1e6,
        auditor=cast.users["auditor"],
        task_id=tasks[0].pk,
    )


class _Chain:
    """Events one after the other, each with the hash of the one before."""

    def __init__(self, head: Head, wanted: int, draw: random.Random) -> None:
        self.sequence, self.hash = head.sequence, head.hash
        self._begin, self._step = head.sequence, YEARS / wanted
        self._draw = draw

    def events(
        self, people: list[User], tasks: list[Task], touched: list[int]
    ) -> Iterator[tuple[Any, ...]]:
        """The rows of the table of events: each row created, then changed until its version."""
        for row in (*people, *tasks):
            digest = snapshots.digest(row, "") if row.version == 1 else self._filler()
            action = "user.create" if isinstance(row, User) else "task.register"
            yield self._event(None, action, (row, 1), {}, digest)
        # A few people do most: the first of two thousand an eighth of it all.
        weights = [1 / (number + 1) for number in range(len(people))]
        actors = self._draw.choices(people, weights, k=len(touched))
        actions = self._draw.choices(list(ACTIONS), list(ACTIONS.values()), k=len(touched))
        versions = [1] * len(tasks)
        for number, actor, action in zip(touched, actors, actions, strict=True):
            versions[number] += 1
            task, version = tasks[number], versions[number]
            is_last = version == task.version
            digest = snapshots.digest(task, "") if is_last else self._filler()
            values = {
                "state": STATES[version % len(STATES)],
                "state_since": "2026-03-02",
                "return_reason": f"第{version}次：材料不全，补充第{number % 97}号附件后再报。",
            }
            yield self._event(actor.pk, action, (task, version), values, digest)

    def _event(
        self,
        actor_id: int | None,
        action: str,
        subject: tuple[Audited, int],
        after: dict[str, object],
        digest: str,
    ) -> tuple[Any, ...]:
        row, version = subject
        self.sequence += 1
        facts = EventFacts(
            sequence=self.sequence,
            at=BEGINS + (self.sequence - self._begin) * self._step,
            actor_id=actor_id,
            acting_for_id=None,
            action=action,
            subject_kind=row.kind,
            subject_id=row.pk,
            subject_version=version,
            before={},
            after=after,
            digest=digest,
            changes_sha256="",
        )
        previous, self.hash = self.hash, event_hash(facts, self.hash)
        values = {name: getattr(facts, name) for name in EventFacts.__slots__}
        values |= {"before": "{}", "after": json.dumps(after)}
        values |= {"previous_hash": previous, "hash": self.hash}
        return tuple(values[name] for name in COLUMNS)

    def _filler(self) -> str:
        """In the place of the digest of a version that nothing holds any more."""
        return self._draw.randbytes(32).hex()


def _people() -> list[User]:
    rows = [
        User(username=f"person-{number}", display_name=f"某{number:04}", password="x")
        for number in range(PEOPLE)
    ]
    return _kept(User, rows)


def _tasks(cast: Cast, plan: Written, versions: list[int]) -> list[Task]:
    rows = [
        Task(
            plan_id=plan.plan_id,
            number=f"9.{number}",
            position=1000 + number,
            clause_path="九",
            start=0,
            end=7,
            task_kind="task",
            title=f"第{number}项任务",
            area_id=cast.areas["yunlu"],
            state="in_progress",
            state_since=date(2026, 3, 2),
            version=version,
        )
        for number, version in enumerate(versions)
    ]
    return _kept(Task, rows)


def _kept[R: Audited](model: type[R], rows: list[R]) -> list[R]:
    """The rows as the database gives them back."""
    with transaction(None, BEGINS):
        model._base_manager.bulk_create(rows, batch_size=500)
    return list(model._base_manager.filter(pk__gte=rows[0].pk).order_by("pk"))


def _store(rows: tuple[tuple[Any, ...], ...]) -> None:
    names = ", ".join(f'"{name}"' for name in COLUMNS)
    adapt, at = connection.ops.adapt_datetimefield_value, COLUMNS.index("at")
    with transaction(None, BEGINS), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY audit_event ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            adapted = [(*row[:at], adapt(row[at]), *row[at + 1 :]) for row in rows]
            marks = ", ".join(["%s"] * len(COLUMNS))
            cursor.executemany(f"INSERT INTO audit_event ({names}) VALUES ({marks})", adapted)


def _finish(chain: _Chain) -> None:
    Head.objects.update(sequence=chain.sequence, hash=chain.hash, anchored=chain.sequence)
    anchor.append(chain.sequence, chain.hash, (BEGINS + YEARS).isoformat(timespec="microseconds"))
    with connection.cursor() as cursor:
        # As a database at work does by itself.
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _size() -> int:
    if connection.vendor == "postgresql":
        question = "SELECT pg_database_size(current_database())"
    else:
        question = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
    with connection.cursor() as cursor:
        cursor.execute(question)
        return int(cursor.fetchone()[0])
