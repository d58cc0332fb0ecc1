"""双公开读取 — the editions of a plan within reach, and what law orders to be shown."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max, Q, QuerySet

from mengyang.core.access import Scope
from mengyang.core.findings import Refused
from mengyang.core.ledger.publication import EditionKind, EditionState
from mengyang.store.models import Document, Edition, LawfulNotice, Plan, Post, User
from mengyang.store.reads.names import Named, area_names, person_names
from mengyang.store.reads.scope import within

PUBLISHED = ("published", "corrected", "withdrawn")
OPEN_EDITIONS = ("drafted", "reviewed", "approved")


@dataclass(frozen=True, slots=True)
class EditionRow:
    """版本 as lists and pages show it; `content` is left out of lists."""

    id: int
    version: int
    plan_id: int
    plan_title: str
    area: Named
    kind: EditionKind
    state: EditionState
    number: int | None
    data_day: date
    digest: str
    scheme: str
    corrects: int | None
    notice: str
    drafted_by: str
    drafted_at: datetime
    reviewed_by: str
    reviewed_at: datetime | None
    review_basis: str
    review_note: str
    sent_back_by: str
    sent_back_at: datetime | None
    sent_back_because: str
    approved_by: str
    approved_at: datetime | None
    published_by: str
    published_at: datetime | None
    withdrawn_at: datetime | None
    withdrawn_because: str


@dataclass(frozen=True, slots=True)
class EditionText:
    """What an edition tells, what the rules removed, and the words named by the drafter."""

    content: Mapping[str, Any]
    removed: tuple[Mapping[str, Any], ...]
    hidden: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LawfulNoticeRow:
    """法定公示 of an area."""

    id: int
    version: int
    area_id: int
    notice_kind: str
    name: str
    contact: str
    duties: str
    photograph_sha256: str
    photograph_type: str
    until_day: date | None


def editions(scope: Scope, drafts: Scope, day: date, plan_id: int) -> tuple[EditionRow, ...]:
    """The editions of a plan, the latest first; not yet published ones to those within `drafts`."""
    return _rows(_seen(scope, drafts, day).filter(plan_id=plan_id), day)


def edition(scope: Scope, drafts: Scope, day: date, edition_id: int) -> EditionRow:
    """One edition. Raises `Refused` where it is not to be seen."""
    found = _rows(_seen(scope, drafts, day).filter(pk=edition_id), day)
    if not found:
        raise Refused("publication.refused.no_such_edition", "ledger.hint.list")
    return found[0]


def edition_text(edition_id: int) -> EditionText:
    """The content of an edition that was found before."""
    row = Edition.objects.only("content", "removed", "hidden").get(pk=edition_id)
    return EditionText(row.content, tuple(row.removed), tuple(row.hidden))


def published_now(plan_id: int, kind: EditionKind) -> Edition | None:
    """The edition of a plan that is published now; for the writing of the next one."""
    found = Edition.objects.filter(plan_id=plan_id, edition_kind=kind.value, state="published")
    return found.first()


def last_number(plan_id: int, kind: EditionKind) -> int:
    """The number of the last edition published; 0 where there was none."""
    rows = Edition.objects.filter(plan_id=plan_id, edition_kind=kind.value)
    return int(rows.aggregate(last=Max("number"))["last"] or 0)


def has_open_edition(plan_id: int, kind: EditionKind) -> bool:
    """Whether an edition of that kind is on its way."""
    rows = Edition.objects.filter(plan_id=plan_id, edition_kind=kind.value)
    return rows.filter(state__in=OPEN_EDITIONS).exists()


def accounts_of_person(user_ids: Collection[int]) -> frozenset[int]:
    """The accounts with every other one of the same person: bound to the same identity, or of the
    same name in the same unit."""
    people = User.objects.filter(pk__in=user_ids)
    subjects = [one for one in people.values_list("oidc_subject", flat=True) if one]
    same = Q(pk__in=user_ids) | Q(oidc_subject__in=subjects)
    for user_id, name in people.values_list("pk", "display_name"):
        units = Post.objects.filter(user_id=user_id).values("unit_id")
        same |= Q(display_name=name, posts__unit_id__in=units)
    return frozenset(User.objects.filter(same).values_list("pk", flat=True).distinct())


def drafters_of(edition_id: int) -> frozenset[int]:
    """Every account of whoever drafted an edition, and of whom a deputy drafted it for."""
    row = Edition.objects.values_list("drafted_by", "drafted_for").get(pk=edition_id)
    return accounts_of_person([pk for pk in row if pk is not None])


def lawful_notices(area_id: int, day: date) -> tuple[LawfulNoticeRow, ...]:
    """What is shown by law for an area on a day."""
    in_force = Q(until_day=None) | Q(until_day__gt=day)
    rows = LawfulNotice.objects.filter(in_force, area_id=area_id).order_by("notice_kind", "id")
    names = tuple(LawfulNoticeRow.__dataclass_fields__)
    return tuple(LawfulNoticeRow(**row) for row in rows.values(*names))


def lawful_notice(notice_id: int) -> LawfulNoticeRow:
    """One of them. Raises `Refused` where there is none."""
    names = tuple(LawfulNoticeRow.__dataclass_fields__)
    row = LawfulNotice.objects.filter(pk=notice_id).values(*names).first()
    if row is None:
        raise Refused("publication.refused.no_such_notice", "ledger.hint.list")
    return LawfulNoticeRow(**row)


def plan_place(scope: Scope, day: date, plan_id: int) -> int:
    """The area of a plan within reach. Raises `Refused`."""
    rows = Plan.objects.filter(within(scope, day), pk=plan_id)
    area_id = rows.values_list("area_id", flat=True).first()
    if area_id is None:
        raise Refused("ledger.refused.no_such_plan", "ledger.hint.list")
    return area_id


def number_of_document(document_id: int) -> str:
    """The number (文号) of the document a plan came from; empty where it bears none."""
    found = Document.objects.filter(pk=document_id).values_list("document_number", flat=True)
    return found.first() or ""


def edition_rows(rows: Iterable[Edition], day: date) -> tuple[EditionRow, ...]:
    """Rows of the table as records; the plan of each is selected with it."""
    kept = list(rows)
    hands = ("drafted_by", "reviewed_by", "sent_back_by", "approved_by", "published_by")
    people = person_names(getattr(row, f"{hand}_id") for row in kept for hand in hands)
    areas = area_names((row.plan.area_id for row in kept), day)
    return tuple(_row(row, areas[row.plan.area_id], people) for row in kept)


def _row(row: Edition, area: Named, people: Mapping[int | None, str]) -> EditionRow:
    plain = (
        *("id", "version", "plan_id", "number", "data_day", "digest", "scheme", "notice"),
        *("drafted_at", "reviewed_at", "review_basis", "review_note", "sent_back_at"),
        *("sent_back_because", "approved_at", "published_at", "withdrawn_at"),
        "withdrawn_because",
    )
    return EditionRow(
        **{name: getattr(row, name) for name in plain},
        plan_title=row.plan.title,
        area=area,
        kind=EditionKind(row.edition_kind),
        state=EditionState(row.state),
        corrects=row.corrects_id,
        drafted_by=people.get(row.drafted_by_id, ""),
        reviewed_by=people.get(row.reviewed_by_id, ""),
        sent_back_by=people.get(row.sent_back_by_id, ""),
        approved_by=people.get(row.approved_by_id, ""),
        published_by=people.get(row.published_by_id, ""),
    )


def _seen(scope: Scope, drafts: Scope, day: date) -> QuerySet[Edition]:
    of_all = Q(within(scope, day, "plan__"), number__isnull=False)
    return Edition.objects.filter(of_all | within(drafts, day, "plan__"))


def _rows(rows: QuerySet[Edition], day: date) -> tuple[EditionRow, ...]:
    kept = rows.select_related("plan").defer("content", "removed", "hidden")
    return edition_rows(kept.order_by("-drafted_at", "-id"), day)
