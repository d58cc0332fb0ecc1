"""送出稿写入 — drafts inside a unit, their review, sending back and issue."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mengyang.core.findings import Refused
from mengyang.core.ledger import Reply, ReplyState, RequestKind
from mengyang.store.models import TaskReply
from mengyang.store.reads.ledger.replies import OPEN_REPLIES, reply_fact
from mengyang.store.writes.work import Work


@dataclass(frozen=True, slots=True)
class ReplyDraft:
    """送出稿 to be written, with what it says and asks for."""

    reply: Reply
    words: str
    request_kind: RequestKind | None = None
    progress: str = ""
    proposed_on: date | None = None
    proposed_unit_id: int | None = None


def add_reply(work: Work, task_id: int, draft: ReplyDraft) -> int:
    """Write a draft of the unit; its id."""
    reply = draft.reply
    row = TaskReply(
        task_id=task_id,
        unit_id=reply.unit_id,
        reply_kind=reply.kind.value,
        way=reply.way.value,
        state=reply.state.value,
        words=draft.words,
        request_kind=draft.request_kind.value if draft.request_kind else "",
        progress=draft.progress,
        proposed_on=draft.proposed_on,
        proposed_unit_id=draft.proposed_unit_id,
        drafted_by_id=reply.drafted_by,
        drafted_for_id=reply.drafted_for,
        drafted_at=work.at,
    )
    return work.create(row, action="reply.draft").pk


def take_reply(reply_id: int) -> tuple[Reply, ReplyDraft]:
    """The reply as the rules see it and what it says, its row locked. Raises `Refused`."""
    row = TaskReply.objects.select_for_update(of=("self",)).filter(pk=reply_id).first()
    if row is None:
        raise Refused("ledger.refused.no_such_reply", "ledger.hint.list")
    kind = RequestKind(row.request_kind) if row.request_kind else None
    said = (row.words, kind, row.progress, row.proposed_on, row.proposed_unit_id)
    return reply_fact(row), ReplyDraft(reply_fact(row), *said)


def step_reply(
    work: Work, seen: tuple[int, int], changes: Mapping[str, object], *, action: str
) -> None:
    """Write what a step changed in the reply `seen` by id and version."""
    row = TaskReply.objects.get(pk=seen[0])
    work.change(row, dict(changes), action=action, expected_version=seen[1])


def add_issued(work: Work, task_id: int, draft: ReplyDraft, signed: Mapping[str, object]) -> int:
    """Write a reply that left the unit directly, with who signed it; its id."""
    pk = add_reply(work, task_id, draft)
    step_reply(work, (pk, 1), signed, action="reply.issue")
    return pk


def lapse_replies(work: Work, task_id: int) -> None:
    """What had not left the unit before the task ended or went elsewhere has lapsed."""
    rows = TaskReply.objects.filter(task_id=task_id, state__in=OPEN_REPLIES)
    for row in rows.select_for_update(of=("self",)).order_by("pk"):
        changes = {"state": ReplyState.LAPSED.value}
        work.change(row, changes, action="reply.lapse", expected_version=row.version)
