"""送出稿读取 — how a unit signs off, and what it drafted, reviewed, sent back and issued."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from mengyang.core.access import Scope
from mengyang.core.findings import Refused
from mengyang.core.ledger import Reply, ReplyKind, ReplyState, RequestKind, SignOffWay
from mengyang.store.models import Post, Task, TaskReply, UnitSignOff, User
from mengyang.store.reads.names import Named, unit_names
from mengyang.store.reads.scope import in_force, within

OPEN_REPLIES = (ReplyState.DRAFT.value, ReplyState.REVIEWED.value)


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """送出稿 of a task; `way` is the one it goes by, `fact` what the rules see of it."""

    id: int
    version: int
    task_id: int
    task_version: int
    task_number: str
    task_title: str
    fact: Reply
    unit: Named
    words: str
    request_kind: RequestKind | None
    progress: str
    proposed_on: date | None
    proposed_unit: Named | None
    drafted_by: str
    drafted_at: datetime
    reviewed_by: str
    reviewed_at: datetime | None
    sent_back_by: str
    sent_back_at: datetime | None
    sent_back_because: str
    issued_by: str
    issued_at: datetime | None
    leader: str
    leader_signed_on: date | None
    is_recorded: bool
    sheet_name: str
    sheet_sha256: str

    @property
    def is_open(self) -> bool:
        """Whether it is still inside the unit."""
        return self.fact.state.value in OPEN_REPLIES


def sign_off_way(unit_id: int, day: date) -> SignOffWay:
    """How replies leave a unit on a day; directly where nothing else was set."""
    rows = UnitSignOff.objects.filter(in_force(day), unit_id=unit_id)
    found = rows.values_list("way", flat=True).first()
    return SignOffWay(found) if found else SignOffWay.DIRECT


def lead_unit_of(task_id: int) -> int:
    """The unit that answers for a task. Raises `Refused` where there is none."""
    unit_id = Task.objects.values_list("lead_unit_id", flat=True).filter(pk=task_id).first()
    if unit_id is None:
        raise Refused("ledger.refused.not_found", "ledger.hint.list")
    return unit_id


def people_of(unit_id: int, day: date) -> int:
    """How many people who may sign in hold a post in a unit on a day."""
    posts = Post.objects.filter(in_force(day), unit_id=unit_id, user__is_active=True)
    return posts.values("user").distinct().count()


def replies_of(
    scope: Scope, day: date, task_id: int, own_unit_ids: Collection[int]
) -> tuple[ReplyRow, ...]:
    """The replies about a task, the latest first; what has not left a unit only to its people."""
    tasks = Task.objects.filter(within(scope, day), pk=task_id)
    rows = _selected().filter(task__in=tasks).order_by("-drafted_at", "-id")
    seen = (
        row for row in rows if row.state == ReplyState.ISSUED.value or row.unit_id in own_unit_ids
    )
    return _rows(seen, day)


def open_replies(scope: Scope, day: date, unit_ids: Collection[int]) -> tuple[ReplyRow, ...]:
    """What is drafted or reviewed inside the units and not issued yet, the oldest first."""
    tasks = Task.objects.filter(within(scope, day))
    rows = _selected().filter(unit_id__in=unit_ids, state__in=OPEN_REPLIES, task__in=tasks)
    return _rows(rows.order_by("drafted_at", "id"), day)


def reply(scope: Scope, day: date, reply_id: int, own_unit_ids: Collection[int]) -> ReplyRow:
    """One reply. Raises `Refused` where it is not to be seen."""
    task_id = TaskReply.objects.filter(pk=reply_id).values_list("task_id", flat=True).first()
    found = replies_of(scope, day, task_id, own_unit_ids) if task_id else ()
    for each in found:
        if each.id == reply_id:
            return each
    raise Refused("ledger.refused.no_such_reply", "ledger.hint.list")


def has_open_reply(task_id: int, kind: ReplyKind) -> bool:
    """Whether a reply of that kind waits inside the unit."""
    rows = TaskReply.objects.filter(task_id=task_id, reply_kind=kind.value)
    return rows.filter(state__in=OPEN_REPLIES).exists()


def claim_hands(task_id: int) -> frozenset[int]:
    """Who drafted, reviewed and issued the last claim of a task, or stood in for somebody."""
    return hands_of_claims([task_id]).get(task_id, frozenset())


def hands_of_claims(task_ids: Iterable[int]) -> dict[int, frozenset[int]]:
    """The same of many tasks at once; a task without such a claim is left out."""
    rows = TaskReply.objects.filter(
        task_id__in=list(task_ids),
        reply_kind=ReplyKind.CLAIM.value,
        state=ReplyState.ISSUED.value,
    )
    columns = ("drafted_by", "drafted_for", "reviewed_by", "issued_by", "issued_for")
    found = rows.order_by("issued_at", "id").values_list("task_id", *columns)
    # The last claim of a task overwrites those before.
    return {task: frozenset(pk for pk in hands if pk is not None) for task, *hands in found}


def reply_fact(row: TaskReply) -> Reply:
    """A reply as the rules see it."""
    return Reply(
        kind=ReplyKind(row.reply_kind),
        unit_id=row.unit_id,
        way=SignOffWay(row.way),
        drafted_by=row.drafted_by_id,
        drafted_on=row.drafted_at.date(),
        drafted_for=row.drafted_for_id,
        state=ReplyState(row.state),
    )


def _selected() -> QuerySet[TaskReply]:
    people = ("drafted_by", "reviewed_by", "sent_back_by", "issued_by")
    return TaskReply.objects.select_related("task", *people)


def _rows(rows: Iterable[TaskReply], day: date) -> tuple[ReplyRow, ...]:
    kept = list(rows)
    ids = [pk for row in kept for pk in (row.unit_id, row.proposed_unit_id) if pk is not None]
    names = unit_names(ids, day)
    return tuple(_row(row, names) for row in kept)


def _row(row: TaskReply, names: dict[int, Named]) -> ReplyRow:
    return ReplyRow(
        id=row.pk,
        version=row.version,
        task_id=row.task_id,
        task_version=row.task.version,
        task_number=row.task.number,
        task_title=row.task.title,
        fact=reply_fact(row),
        unit=names[row.unit_id],
        words=row.words,
        request_kind=RequestKind(row.request_kind) if row.request_kind else None,
        progress=row.progress,
        proposed_on=row.proposed_on,
        proposed_unit=names[row.proposed_unit_id] if row.proposed_unit_id else None,
        drafted_by=row.drafted_by.display_name,
        drafted_at=row.drafted_at,
        reviewed_by=_called(row.reviewed_by),
        reviewed_at=row.reviewed_at,
        sent_back_by=_called(row.sent_back_by),
        sent_back_at=row.sent_back_at,
        sent_back_because=row.sent_back_because,
        issued_by=_called(row.issued_by),
        issued_at=row.issued_at,
        leader=row.leader,
        leader_signed_on=row.leader_signed_on,
        is_recorded=row.is_recorded,
        sheet_name=row.sheet_name,
        sheet_sha256=row.sheet_sha256,
    )


def _called(person: User | None) -> str:
    return person.display_name if person else ""
