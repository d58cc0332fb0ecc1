"""督办通知接口 — what units were told of their tasks; what is proposed is issued or declined."""

from datetime import date, datetime

from ninja import Field, Query, Schema

from mengyang.actions import escalation as actions
from mengyang.actions.escalation import Issue
from mengyang.actions.notice_sending import set_notice_mail
from mengyang.core.facts import Seen
from mengyang.store.reads.ledger import notices as reads
from mengyang.web.api.ledger import NamedOut
from mengyang.web.carriers import channels
from mengyang.web.clock import now, today
from mengyang.web.interface_routes import Router
from mengyang.web.interface_types import REFUSALS, PageOut, PageQuery, RowId, Version
from mengyang.web.request import Request, reach_of
from mengyang.web.templatetags.escalation import notice_reach

PREFIX = "/notices"
router = Router(tags=["notices"])


class NoticeOut(Schema):
    """督办通知."""

    id: int
    version: int
    step: str
    state: str
    number: int
    task_id: int
    task_number: str
    task_title: str
    unit: NamedOut
    due_on: date | None
    reason: str
    text: str
    scheme: str
    made_at: datetime
    words: str
    signatory: str
    decided_by: str
    decided_at: datetime | None
    read_by: str
    read_at: datetime | None


class NoticeQuery(PageQuery):
    """Notices of one state, step, unit or task."""

    state: str = Field("", max_length=20)
    step: str = Field("", max_length=20)
    unit: str = Field("", max_length=18)
    task: str = Field("", max_length=18)


class IssueIn(Schema):
    """签发: the words of the decision and the leader who signed."""

    version: Version
    words: str = Field(max_length=2000)
    signatory: str = Field(max_length=100)


class DeclineIn(Schema):
    """不予采取."""

    version: Version
    reason: str = Field(max_length=2000)


class AddressIn(Schema):
    """通知邮箱; `version` is 0 where the unit has none yet."""

    version: int = Field(ge=0, lt=1_000_000_000)
    mail: str = Field(max_length=254)


class NoticeVersion(Schema):
    """The version the notice has now."""

    version: int


class ReadOut(Schema):
    """已阅."""

    id: int


@router.get("", response={200: PageOut[NoticeOut], **REFUSALS})
def notices(request: Request, query: Query[NoticeQuery]) -> object:
    """The notices within reach, the latest first."""
    reach_of(request.actor, "see", "task")
    return reads.notices(notice_reach(request.actor), today(), query.asked())


@router.post("/addresses/{unit_id}", response={200: NoticeVersion, **REFUSALS})
def set_address(request: Request, unit_id: RowId, sent: AddressIn) -> dict[str, int]:
    """Set where a unit is told by mail; an empty address: only in the application."""
    seen = Seen(unit_id, sent.version)
    return {"version": set_notice_mail(request.actor, seen, sent.mail, at=now())}


@router.get("/{notice_id}", response={200: NoticeOut, **REFUSALS})
def notice(request: Request, notice_id: RowId) -> object:
    """One notice."""
    return reads.notice(notice_reach(request.actor), today(), notice_id)


@router.post("/{notice_id}/issue", response={200: NoticeVersion, **REFUSALS})
def issue(request: Request, notice_id: RowId, sent: IssueIn) -> dict[str, int]:
    """Issue a proposed circular or call to account."""
    seen, decision = Seen(notice_id, sent.version), Issue(sent.words, sent.signatory)
    return {"version": actions.issue_notice(request.actor, seen, decision, channels(), at=now())}


@router.post("/{notice_id}/decline", response={200: NoticeVersion, **REFUSALS})
def decline(request: Request, notice_id: RowId, sent: DeclineIn) -> dict[str, int]:
    """Decline a proposed notice."""
    seen = Seen(notice_id, sent.version)
    return {"version": actions.decline_notice(request.actor, seen, sent.reason, at=now())}


@router.post("/{notice_id}/read", response={200: ReadOut, **REFUSALS})
def read(request: Request, notice_id: RowId) -> dict[str, int]:
    """Mark a notice to one's own unit as read."""
    actions.read_notice(request.actor, notice_id, at=now())
    return {"id": notice_id}
