"""工作单元 — the one door to a transaction: every write leaves an event, every row a version."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial

from django.db import transaction as database

from mengyang.core.access import Actor
from mengyang.core.audit import ChangeFacts, changes_hash, plain
from mengyang.core.findings import Refused
from mengyang.store import anchor, checkpoints, snapshots
from mengyang.store.models.audited import Audited
from mengyang.store.writes import chain, personal, sets
from mengyang.store.writes.chain import EventDraft, PersonalDraft, StagedChanges
from mengyang.store.writes.conflicts import conflicts_refused


@contextmanager
def transaction(actor: Actor | None, at: datetime) -> Iterator["Work"]:
    """Do everything inside or nothing; `actor` is nobody only while the house is set up.

    Raises `Refused` where another writer came first. May not be nested.
    """
    with conflicts_refused(), database.atomic(durable=True):
        work = Work(actor, at)
        yield work
        work.flush()


class Work:
    """What may be done inside a transaction. Rows are given as they were read."""

    def __init__(self, actor: Actor | None, at: datetime) -> None:
        self.actor = actor
        self.at = at
        self._drafts: list[EventDraft] = []

    def create[Row: Audited](self, row: Row, *, action: str) -> Row:
        """Save a new row as version 1."""
        names = snapshots.names_of(type(row))
        snapshots.normalise(row, names)
        row.version = 1
        row.save(force_insert=True)
        self._tell(action, row, names)
        return row

    def change[Row: Audited](
        self, row: Row, changes: Mapping[str, object], *, action: str, expected_version: int
    ) -> Row:
        """Change fields of a row, if it still stands in the version that the person saw."""
        names = snapshots.columns(row, changes)
        old, salt = personal.values(row, names, "before"), snapshots.salt_of(row)
        before = snapshots.told(row, salt, names)
        _claim(row, expected_version)
        snapshots.assign(row, changes)
        _require(sets.update([row], names), row)
        self._tell(action, row, names, before=before, old=old)
        return row

    def delete(self, row: Audited, *, action: str, expected_version: int) -> None:
        """Delete a row that nothing refers to; its values stay in the event."""
        names, salt = snapshots.names_of(type(row)), snapshots.salt_of(row)
        _claim(row, expected_version)
        draft = EventDraft(
            action,
            row.kind,
            row.pk,
            row.version,
            before=snapshots.told(row, salt, names),
            personal=personal.values(row, names, "before"),
        )
        _require(sets.delete(row), row)
        self._drafts.append(draft)

    def create_many[Row: Audited](self, rows: Sequence[Row], *, action: str) -> Sequence[Row]:
        """Save many new rows, of several tables if need be, as one event."""
        _insert(rows)
        self._tell_many(action, rows)
        return rows

    def change_many[Row: Audited](
        self,
        pairs: Iterable[tuple[Row, Mapping[str, object]]],
        *,
        action: str,
        new: Sequence[Audited] = (),
        gone: Sequence[Audited] = (),
    ) -> Sequence[Row]:
        """Change many rows, each as it was read, as one event; one of them stale refuses all.

        The same event saves the rows `new` and deletes the rows `gone`, to which nothing refers.
        """
        changed = [(row, snapshots.columns(row, changes), changes) for row, changes in pairs]
        for row, _, changes in changed:
            _claim(row, row.version)
            snapshots.assign(row, changes)
        for rows, names in sets.alike((row, names) for row, names, _ in changed):
            _require(sets.update(rows, names), rows[0])
        _insert(new)
        for left in gone:
            _claim(left, left.version)
            _require(sets.delete(left), left)
        self._tell_many(action, [*(row for row, _, _ in changed), *new], gone)
        return [row for row, _, _ in changed]

    def erase_personal[Row: Audited](
        self, row: Row, changes: Mapping[str, object], *, action: str, expected_version: int
    ) -> Row:
        """Replace every personal field and forget all earlier values; the chain stays valid."""
        if set(snapshots.columns(row, changes)) != set(row.personal):
            raise ValueError(f"{row.kind}: all of {row.personal} must be replaced together")
        personal.forget(row)
        _claim(row, expected_version)
        snapshots.assign(row, changes)
        _require(sets.update([row], row.personal), row)
        self._tell(action, row, row.personal, before={"erased": sorted(row.personal)})
        return row

    def note(self, action: str, subject: Audited | None = None, **details: object) -> None:
        """An event without a change: a sign-in, a download of something confidential."""
        self._drafts.append(
            EventDraft(
                action,
                subject.kind if subject else "",
                subject.pk if subject else None,
                after={name: plain(value) for name, value in details.items()},
            )
        )

    def note_parts(
        self,
        action: str,
        subject: Audited,
        before: Mapping[str, object],
        after: Mapping[str, object],
    ) -> None:
        """What a change of its parts means for a record, told in the record's own history."""
        told = ({name: plain(value) for name, value in side.items()} for side in (before, after))
        was, now = told
        self._drafts.append(EventDraft(action, subject.kind, subject.pk, before=was, after=now))

    def tell_staged(self, action: str, changes: StagedChanges) -> None:
        """The event of rows that were written set-wise from what lay staged and summed up."""
        after = {"rows": changes.rows}
        draft = EventDraft(action, after=after, changes_sha256=changes.sha256, staged=changes)
        self._drafts.append(draft)

    def flush(self) -> None:
        """Append the events as the last statements before the commit, the anchor after it."""
        if self._drafts:
            head = chain.append_events(self._drafts, self.actor, self.at)
            line = (head.sequence, head.hash, str(plain(self.at)))
            name = self._drafts[0].action
            checkpoints.reached(f"{name}.before_commit")
            database.on_commit(partial(checkpoints.reached, f"{name}.after_commit"))
            database.on_commit(partial(anchor.append, *line))
            self._drafts.clear()

    def _tell(
        self,
        action: str,
        row: Audited,
        names: Sequence[str],
        before: Mapping[str, object] | None = None,
        old: tuple[PersonalDraft, ...] = (),
    ) -> None:
        salt = snapshots.salt_of(row)
        self._drafts.append(
            EventDraft(
                action,
                row.kind,
                row.pk,
                row.version,
                before=before or {},
                after=snapshots.told(row, salt, names),
                digest=snapshots.digest(row, salt),
                personal=old + personal.values(row, names, "after"),
            )
        )

    def _tell_many(
        self, action: str, rows: Sequence[Audited], gone: Sequence[Audited] = ()
    ) -> None:
        if not rows and not gone:
            return
        kinds = {row.kind for row in (*rows, *gone)}
        told = (
            ChangeFacts(
                row.kind, row.pk, row.version, snapshots.digest(row, snapshots.salt_of(row))
            )
            for row in rows
        )
        # Of a row that was deleted there is no digest.
        left = (ChangeFacts(row.kind, row.pk, row.version, "") for row in gone)
        changes = (*told, *left)
        kind = kinds.pop() if len(kinds) == 1 else ""
        # Summed up here: once the head is locked every other writer waits.
        self._drafts.append(
            EventDraft(
                action,
                kind,
                after={"rows": len(changes)},
                changes=changes,
                changes_sha256=changes_hash(changes),
            )
        )


def _insert(rows: Sequence[Audited]) -> None:
    for row in rows:
        snapshots.normalise(row, snapshots.names_of(type(row)))
        row.version = 1
    sets.insert(rows)


def _claim(row: Audited, expected_version: int) -> None:
    _require(row.version == expected_version, row)
    row.version = expected_version + 1


def _require(holds: bool, row: Audited) -> None:
    if not holds:
        raise Refused("store.refused.stale", "store.hint.reload", kind=row.kind)
