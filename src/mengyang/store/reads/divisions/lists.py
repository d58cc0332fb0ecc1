"""任务分工清单 — divisions, and one with its tasks in draft and its signatures."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from mengyang.core.access import Scope
from mengyang.core.findings import Refused
from mengyang.store.models import Division, Item, Signature
from mengyang.store.reads.asked import Asked, both_ways
from mengyang.store.reads.names import Named, area_names, person_names, unit_names
from mengyang.store.reads.paging import Page, page
from mengyang.store.reads.scope import within

DIVISION_SORTS = ("-drafted_on", *both_ways("drafted_on", "title", "area_id", "issued_number"))


@dataclass(frozen=True, slots=True)
class DivisionRow:
    """任务分工 as a list shows it."""

    id: int
    document_id: int
    plan_id: int | None
    title: str
    area_id: int
    area: Named | None
    owner_unit: Named | None
    state: str
    rounds: int
    reason: str
    issued_number: str
    issued_on: date | None
    drafted_on: date
    drafted_by: str
    tasks: int
    version: int


@dataclass(frozen=True, slots=True)
class ItemRow:
    """分工事项; `reasons` are (code, parameters) of what the text suggested."""

    id: int
    position: int
    task_kind: str
    title: str
    clause_path: str
    quote: str
    content: Mapping[str, object]
    lead_ids: tuple[int, ...]
    joint_ids: tuple[int, ...]
    leads: tuple[Named, ...]
    joints: tuple[Named, ...]
    deadline_kind: str
    deadline_days: tuple[date, ...]
    deadline_raw: str
    remarks: str
    reasons: tuple[tuple[str, Mapping[str, object]], ...]
    is_seen: bool
    is_changed: bool
    version: int

    @property
    def is_proposed(self) -> bool:
        """Whether units or a deadline are suggested that nobody has looked at yet."""
        is_dated = self.deadline_kind != "none"
        return not self.is_seen and bool(self.lead_ids or self.joint_ids or is_dated)


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """会签."""

    unit: Named
    signed_on: date
    signed_by: str


def divisions(scope: Scope, day: date, asked: Asked) -> Page[DivisionRow]:
    """The divisions within reach; words look in the title; filter `state`."""
    rows = _seen(scope, day)
    if asked.words:
        rows = rows.filter(title__icontains=asked.words)
    if state := asked.filter("state"):
        rows = rows.filter(state=state)
    found = page(rows, asked.order(DIVISION_SORTS), asked.after, asked.size)
    return found.of(_rows(found.rows, day))


def division(scope: Scope, day: date, division_id: int) -> DivisionRow:
    """One division. Raises `Refused` where it is not within reach."""
    row = _seen(scope, day).filter(pk=division_id).first()
    if row is None:
        raise Refused("divisions.refused.not_found", "divisions.hint.list")
    return _rows([row], day)[0]


def division_of_document(scope: Scope, day: date, document_id: int) -> DivisionRow | None:
    """The division of a document that was not withdrawn, as far as it may be seen."""
    rows = _seen(scope, day).filter(document_id=document_id).exclude(state="withdrawn")
    return next(iter(_rows(list(rows), day)), None)


def items(
    scope: Scope, day: date, division_id: int, only: Iterable[int] | None = None
) -> tuple[ItemRow, ...]:
    """The tasks of a division within reach in text order, all or `only` those."""
    rows = Item.objects.filter(within(scope, day, "division__"), division_id=division_id)
    if only is not None:
        rows = rows.filter(pk__in=list(only))
    kept = list(rows.select_related("division").order_by("position"))
    names = unit_names((unit for row in kept for unit in (*row.lead_ids, *row.joint_ids)), day)
    return tuple(_item(row, names) for row in kept)


def signatures(scope: Scope, day: date, division_id: int) -> tuple[SignatureRow, ...]:
    """Which units have countersigned, in the order of signing."""
    rows = Signature.objects.filter(within(scope, day, "division__"), division_id=division_id)
    kept = list(rows.order_by("signed_on", "pk"))
    names = unit_names((row.unit_id for row in kept), day)
    return tuple(SignatureRow(names[row.unit_id], row.signed_on, row.signed_by) for row in kept)


def _seen(scope: Scope, day: date) -> QuerySet[Division]:
    return Division.objects.filter(within(scope, day)).annotate(tasks=Count("items"))


def _rows(rows: Sequence[Division], day: date) -> list[DivisionRow]:
    areas = area_names((row.area_id for row in rows), day)
    units = unit_names((row.owner_unit_id for row in rows), day)
    people = person_names(row.drafted_by_id for row in rows)
    return [
        DivisionRow(
            id=row.pk,
            document_id=row.document_id,
            plan_id=row.plan_id,
            title=row.title,
            area_id=row.area_id,
            area=areas.get(row.area_id),
            owner_unit=units.get(row.owner_unit_id),
            state=row.state,
            rounds=row.rounds,
            reason=row.reason,
            issued_number=row.issued_number,
            issued_on=row.issued_on,
            drafted_on=row.drafted_on,
            drafted_by=people.get(row.drafted_by_id, ""),
            tasks=getattr(row, "tasks", 0),
            version=row.version,
        )
        for row in rows
    ]


def _item(row: Item, names: Mapping[int, Named]) -> ItemRow:
    return ItemRow(
        id=row.pk,
        position=row.position,
        task_kind=row.task_kind,
        title=row.title,
        clause_path=row.clause_path,
        quote=str(row.content.get("quote") or ""),
        content=row.content,
        lead_ids=tuple(row.lead_ids),
        joint_ids=tuple(row.joint_ids),
        leads=tuple(names[unit] for unit in row.lead_ids if unit in names),
        joints=tuple(names[unit] for unit in row.joint_ids if unit in names),
        deadline_kind=row.deadline_kind,
        deadline_days=tuple(date.fromisoformat(each) for each in row.deadline_days),
        deadline_raw=row.deadline_raw,
        remarks=row.remarks,
        reasons=tuple((each["code"], each["params"]) for each in row.reasons),
        is_seen=row.is_seen,
        is_changed=row.division.rounds > 0 and row.changed_after >= row.division.rounds,
        version=row.version,
    )
