"""工作交接读取 — what hangs on a person on a day, and the handovers made."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db.models import Q

from mengyang.core.access import Scope, scope
from mengyang.core.findings import Refused
from mengyang.core.handover import HeldPost
from mengyang.core.ledger import ENDED
from mengyang.store.models.access import Deputy, Handover, Post, User
from mengyang.store.models.documents import Document
from mengyang.store.models.incoming import IncomingPaper
from mengyang.store.models.jobs import Job
from mengyang.store.models.ledger import Task
from mengyang.store.reads.access import PostRow, actor_of, post_rows
from mengyang.store.reads.divisions import open_for_units
from mengyang.store.reads.ledger.filters import leaf, of_units
from mengyang.store.reads.names import unit_names
from mengyang.store.reads.scope import in_force, within

_ENDED = tuple(state.value for state in ENDED)


@dataclass(frozen=True, slots=True)
class OpenTask:
    """An open task of one of the person's units; `is_sole` where nobody else there could do it."""

    id: int
    number: str
    title: str
    state: str
    due_on: str
    unit_zh: str
    unit_en: str
    is_sole: bool
    plan_title: str = ""


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """A document that the person brought in and nobody has adopted yet."""

    id: int
    title: str


@dataclass(frozen=True, slots=True)
class OpenPaper:
    """An incoming paper that one of the person's units handles or whose register it keeps."""

    id: int
    year: int
    number: int
    title: str
    state: str
    due_on: str


@dataclass(frozen=True, slots=True)
class OpenReply:
    """A draft that waits for the word of one of the person's units."""

    id: int
    title: str
    unit_zh: str
    unit_en: str
    due_on: str


@dataclass(frozen=True, slots=True)
class Hanging:
    """What hangs on a person: posts, open tasks, documents and papers under way, drafts that wait
    for a word, jobs, deputies."""

    posts: tuple[PostRow, ...]
    tasks: tuple[OpenTask, ...]
    documents: tuple[OpenDocument, ...]
    papers: tuple[OpenPaper, ...]
    replies: tuple[OpenReply, ...]
    jobs: int
    deputies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """A handover with the names of the two and what was listed then."""

    id: int
    leaver_id: int
    leaver_name: str
    successor_id: int
    successor_name: str
    from_day: date
    made_at: datetime
    made_by: str
    items: dict[str, list[dict[str, object]]]


def hanging_on(user_id: int, day: date) -> Hanging:
    """Everything that hangs on somebody on `day`, as the person sees it: in the own reach."""
    posts = post_rows(
        Post.objects.filter(Q(until_day=None) | Q(until_day__gt=day), user_id=user_id), day
    )
    actor = actor_of(user_id, day)
    units = {post.unit_id for post in posts}
    documents = Document.objects.filter(uploaded_by_id=user_id, state="read").order_by("pk")
    return Hanging(
        posts,
        _tasks(scope(actor, "see", "task"), user_id, units, day),
        tuple(OpenDocument(pk, title) for pk, title in documents.values_list("pk", "title")),
        _papers(scope(actor, "see", "incoming"), units, day),
        _replies(scope(actor, "reply", "division"), units, day),
        Job.objects.filter(owner_id=user_id, state__in=("waiting", "running")).count(),
        _deputies(user_id, day),
    )


def held_posts(user_id: int, day: date) -> tuple[HeldPost, ...]:
    """The posts of somebody in force on `day` or later, as the rule of handing over reads them."""
    rows = Post.objects.filter(Q(until_day=None) | Q(until_day__gt=day), user_id=user_id)
    return tuple(
        HeldPost(row.pk, row.role, row.unit_id, row.from_day, row.until_day)
        for row in rows.order_by("pk")
    )


def as_items(hanging: Hanging) -> dict[str, list[dict[str, object]]]:
    """The list as it is kept with a handover."""
    return {
        "posts": [asdict(post) for post in hanging.posts],
        "tasks": [asdict(task) for task in hanging.tasks],
        "documents": [asdict(document) for document in hanging.documents],
        "papers": [asdict(paper) for paper in hanging.papers],
        "replies": [asdict(reply) for reply in hanging.replies],
    }


def handovers_of(user_id: int) -> tuple[HandoverRow, ...]:
    """The handovers from or to somebody, the latest first."""
    mine = Q(leaver_id=user_id) | Q(successor_id=user_id)
    rows = Handover.objects.filter(mine).select_related("leaver", "successor", "made_by")
    return tuple(_row(row) for row in rows.order_by("-pk"))


def handover(users: Scope, user_id: int, day: date, handover_id: int) -> HandoverRow:
    """One handover, for the two people and whoever sees accounts. Raises `Refused`."""
    rows = Handover.objects.select_related("leaver", "successor", "made_by")
    row = rows.filter(pk=handover_id).first()
    mine = row is not None and user_id in (row.leaver_id, row.successor_id)
    if row is None or not (mine or User.objects.filter(within(users, day)).exists()):
        raise Refused("access.refused.not_found", "access.hint.list")
    return _row(row)


def _tasks(reach: Scope, user_id: int, units: set[int], day: date) -> tuple[OpenTask, ...]:
    open_ones = Task.objects.filter(within(reach, day), of_units(units), leaf())
    rows = list(
        open_ones.exclude(state__in=_ENDED).select_related("plan").order_by("plan_id", "pk")
    )
    leads = {row.lead_unit_id for row in rows if row.lead_unit_id}
    names = unit_names(leads, day)
    others = Post.objects.filter(in_force(day), unit_id__in=units, user__is_active=True)
    staffed = set(others.exclude(user_id=user_id).values_list("unit_id", flat=True))
    return tuple(
        OpenTask(
            row.pk,
            row.number,
            row.title,
            row.state,
            row.due_on.isoformat() if row.due_on else "",
            names[row.lead_unit_id].zh if row.lead_unit_id in names else "",
            names[row.lead_unit_id].en if row.lead_unit_id in names else "",
            row.lead_unit_id in units and row.lead_unit_id not in staffed,
            row.plan.title,
        )
        for row in rows
    )


def _papers(reach: Scope, units: set[int], day: date) -> tuple[OpenPaper, ...]:
    theirs = Q(lead_unit_id__in=units) | Q(unit_id__in=units, lead_unit_id=None)
    rows = IncomingPaper.objects.filter(within(reach, day), theirs)
    kept = rows.exclude(state__in=("done", "withdrawn")).order_by("year", "number")
    return tuple(
        OpenPaper(
            row.pk,
            row.year,
            row.number,
            row.title,
            row.state,
            row.due_on.isoformat() if row.due_on else "",
        )
        for row in kept
    )


def _replies(reach: Scope, units: set[int], day: date) -> tuple[OpenReply, ...]:
    return tuple(
        OpenReply(
            row.id,
            row.division_title,
            row.unit.zh,
            row.unit.en,
            row.reply_due_on.isoformat(),
        )
        for row in open_for_units(reach, day, units)
        if row.reply == "waiting"
    )


def _deputies(user_id: int, day: date) -> tuple[str, ...]:
    own = Q(principal_id=user_id) | Q(deputy_id=user_id)
    rows = Deputy.objects.filter(own, until_day__gt=day).select_related("principal", "deputy")
    return tuple(f"{row.principal.display_name} – {row.deputy.display_name}" for row in rows)


def _row(row: Handover) -> HandoverRow:
    return HandoverRow(
        row.pk,
        row.leaver_id,
        row.leaver.display_name,
        row.successor_id,
        row.successor.display_name,
        row.from_day,
        row.made_at,
        row.made_by.display_name,
        row.items,
    )
