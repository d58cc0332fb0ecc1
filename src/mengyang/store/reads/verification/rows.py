"""数据行校验 — every audited row against the digest in its last event, single or bulk."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from django.db.models import QuerySet

from mengyang.core.access import Scope
from mengyang.core.findings import Finding, Level
from mengyang.store import snapshots
from mengyang.store.models.audit import Event, EventChange, PersonalSalt
from mengyang.store.models.audited import Audited
from mengyang.store.reads.verification.leave import require_all

STEP = 1000
_LAST_ID = 2**63 - 1
_TRIES = 20


@dataclass(frozen=True, slots=True)
class RowPlace:
    """How far the rows are compared: the table's kind and its last id seen."""

    kind: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class _Recorded:
    """What the last event says of a row; no digest where it was deleted."""

    sequence: int
    version: int
    digest: str


def verify_rows(
    scope: Scope, place: RowPlace, size: int = STEP
) -> tuple[list[Finding], RowPlace | None, int]:
    """Compare the next rows: what is wrong, the place after them (`None` at the end), how many."""
    require_all(scope)
    models = snapshots.audited_models()
    kinds = [kind for kind in models if kind >= place.kind]
    if not kinds:
        return [], None, 0
    kind = kinds[0]
    after = place.id if kind == place.kind else 0
    model = models[kind]
    rows = {row.pk: row for row in model._base_manager.filter(pk__gt=after).order_by("pk")[:size]}
    last = max(rows) if len(rows) == size else _LAST_ID
    recorded = _recorded(kind, after, last)
    salts = _salts(model, rows)
    suspected = [
        pk
        for pk in sorted(rows.keys() | recorded.keys())
        if _fault(rows.get(pk), recorded.get(pk), salts.get(pk, ""))
    ]
    found = [finding for pk in suspected for finding in _looked_at_again(model, pk)]
    if last < _LAST_ID:
        return found, RowPlace(kind, last), len(rows)
    following = RowPlace(kinds[1]) if len(kinds) > 1 else None
    return found, following, len(rows)


def _recorded(kind: str, after: int, last: int) -> dict[int, _Recorded]:
    found: dict[int, _Recorded] = {}
    reach = {"subject_kind": kind, "subject_id__gt": after, "subject_id__lte": last}
    single = Event.objects.filter(**reach, subject_version__isnull=False)
    bulk = EventChange.objects.filter(**reach)
    for pk, said in chain(_said(single, "sequence"), _said(bulk, "event__sequence")):
        if pk not in found or found[pk].sequence < said.sequence:
            found[pk] = said
    return found


def _said(
    events: QuerySet[Event] | QuerySet[EventChange], sequence: str
) -> Iterator[tuple[int, _Recorded]]:
    names = ("subject_id", sequence, "subject_version", "digest")
    for pk, *said in events.order_by().values_list(*names).iterator(chunk_size=2000):
        yield pk, _Recorded(*said)


def _salts(model: type[Audited], ids: Iterable[int]) -> dict[int, str]:
    if not model.personal:
        return {}
    found = PersonalSalt.objects.filter(subject_kind=model.kind, subject_id__in=list(ids))
    return dict(found.values_list("subject_id", "salt"))


def _fault(row: Audited | None, recorded: _Recorded | None, salt: str) -> str:
    if recorded is None:
        return "" if row is None else "audit.found.row_unrecorded"
    if not recorded.digest:
        return "" if row is None else "audit.found.row_undeleted"
    if row is None:
        return "audit.found.row_missing"
    is_same = row.version == recorded.version and snapshots.digest(row, salt) == recorded.digest
    return "" if is_same else "audit.found.row_altered"


def _looked_at_again(model: type[Audited], pk: int) -> Iterator[Finding]:
    """A writer may have come between reading the row and reading its event: read both in peace."""
    for _ in range(_TRIES):
        before = _recorded(model.kind, pk - 1, pk).get(pk)
        row = model._base_manager.filter(pk=pk).first()
        salt = _salts(model, [pk]).get(pk, "")
        if _recorded(model.kind, pk - 1, pk).get(pk) == before:
            break
    if code := _fault(row, before, salt):
        params = {"kind": model.kind, "id": pk, "version": row.version if row else None}
        if before is not None:
            params["sequence"] = before.sequence
        yield Finding(code, Level.ERROR, params, about=f"{model.kind}:{pk}")
