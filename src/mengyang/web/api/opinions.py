"""公众意见接口 — opinions on published plans: listed, sorted, answered, the answer published."""

from datetime import date, datetime

from ninja import Field, Query, Schema

from mengyang.actions import opinions as actions
from mengyang.core.facts import Seen
from mengyang.store.reads.ledger import opinions as reads
from mengyang.web.api.ledger import NamedOut
from mengyang.web.clock import now, today
from mengyang.web.interface_routes import Router
from mengyang.web.interface_types import REFUSALS, PageOut, PageQuery, RowId, Version
from mengyang.web.request import Request, reach_of

PREFIX = "/opinions"
router = Router(tags=["opinions"])


class OpinionOut(Schema):
    """意见; name and contact only to who sorts it."""

    id: int
    version: int
    edition_id: int
    plan_id: int
    plan_title: str
    task_number: str
    text: str
    name: str
    contact: str
    state: str
    received_at: datetime
    due_on: date | None
    unit: NamedOut | None
    triage_words: str
    repeats: int | None
    answer: str
    answered_at: datetime | None
    sent_back_because: str
    public_text: str
    approved_at: datetime | None


class OpinionQuery(PageQuery):
    """Opinions of one state or unit; `late`: past their day."""

    state: str = Field("", max_length=20)
    unit: str = Field("", max_length=18)
    late: str = Field("", max_length=1)


class OpinionWordsIn(Schema):
    """转办、不予受理、答复、退回."""

    version: Version
    words: str = Field(max_length=2000)


class OpinionAcceptIn(Schema):
    """受理并交办."""

    version: Version
    unit_id: RowId
    words: str = Field("", max_length=2000)


class OpinionJoinIn(Schema):
    """重复件."""

    version: Version
    repeats: RowId
    words: str = Field("", max_length=2000)


class AnswerPublishIn(Schema):
    """批准并公开."""

    version: Version
    hidden: list[str] = Field([], max_length=50)


class OpinionVersion(Schema):
    """The version the opinion has now."""

    version: int


_DONE = {200: OpinionVersion, **REFUSALS}


@router.get("", response={200: PageOut[OpinionOut], **REFUSALS})
def opinions(request: Request, query: Query[OpinionQuery]) -> object:
    """The opinions within reach, the latest first."""
    reach_of(request.actor, "see", "plan")
    return reads.opinions(actions.reach_of_opinions(request.actor), today(), query.asked())


@router.get("/{opinion_id}", response={200: OpinionOut, **REFUSALS})
def opinion(request: Request, opinion_id: RowId) -> object:
    """One opinion."""
    return reads.opinion(actions.reach_of_opinions(request.actor), today(), opinion_id)


@router.post("/{opinion_id}/accept", response=_DONE)
def accept(request: Request, opinion_id: RowId, sent: OpinionAcceptIn) -> dict[str, int]:
    """Accept it and charge a unit with the answer."""
    seen = Seen(opinion_id, sent.version)
    version = actions.accept_opinion(request.actor, seen, sent.unit_id, sent.words, at=now())
    return {"version": version}


@router.post("/{opinion_id}/forward", response=_DONE)
def forward(request: Request, opinion_id: RowId, sent: OpinionWordsIn) -> dict[str, int]:
    """Forward it to somebody outside this plan."""
    seen = Seen(opinion_id, sent.version)
    return {"version": actions.forward_opinion(request.actor, seen, sent.words, at=now())}


@router.post("/{opinion_id}/decline", response=_DONE)
def decline(request: Request, opinion_id: RowId, sent: OpinionWordsIn) -> dict[str, int]:
    """Decline it with the reason."""
    seen = Seen(opinion_id, sent.version)
    return {"version": actions.decline_opinion(request.actor, seen, sent.words, at=now())}


@router.post("/{opinion_id}/join", response=_DONE)
def join(request: Request, opinion_id: RowId, sent: OpinionJoinIn) -> dict[str, int]:
    """Mark it as a repetition of another one."""
    seen = Seen(opinion_id, sent.version)
    version = actions.join_opinion(request.actor, seen, sent.repeats, sent.words, at=now())
    return {"version": version}


@router.post("/{opinion_id}/answer", response=_DONE)
def answer(request: Request, opinion_id: RowId, sent: OpinionWordsIn) -> dict[str, int]:
    """Answer it for the unit charged."""
    seen = Seen(opinion_id, sent.version)
    return {"version": actions.answer_opinion(request.actor, seen, sent.words, at=now())}


@router.post("/{opinion_id}/send-back", response=_DONE)
def send_back(request: Request, opinion_id: RowId, sent: OpinionWordsIn) -> dict[str, int]:
    """Send the answer back to the unit."""
    seen = Seen(opinion_id, sent.version)
    return {"version": actions.send_answer_back(request.actor, seen, sent.words, at=now())}


@router.post("/{opinion_id}/publish", response=_DONE)
def publish(request: Request, opinion_id: RowId, sent: AnswerPublishIn) -> dict[str, int]:
    """Approve the answer and publish it."""
    seen = Seen(opinion_id, sent.version)
    version = actions.publish_answer(request.actor, seen, tuple(sent.hidden), at=now())
    return {"version": version}
