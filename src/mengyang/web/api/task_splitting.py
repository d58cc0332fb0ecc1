"""分解接口 — a task split into parts, and where parts come from."""

from datetime import date

from ninja import Field, Schema

from mengyang.actions import splitting as actions
from mengyang.core.facts import Seen
from mengyang.core.ledger import Part, SplitMode, Splitting
from mengyang.store.reads.ledger.origins import origins as read_origins
from mengyang.web.api.ledger import TaskOut
from mengyang.web.clock import now, today
from mengyang.web.interface_routes import Router
from mengyang.web.interface_types import REFUSALS, RowId, Version
from mengyang.web.lit import lit
from mengyang.web.request import Request, reach_of

PREFIX = "/splits"
router = Router(tags=["splitting"])


class SplitPartIn(Schema):
    """分解部分; `remedies` are positions of those that go along, beside the task only."""

    title: str = Field(max_length=300)
    lead_unit_id: RowId
    joint_unit_ids: list[RowId] = Field([], max_length=200)
    due_on: date | None = None
    remedies: list[int] = Field([], max_length=200)


class SplitIn(Schema):
    """分解 of a task in the version seen."""

    version: Version
    mode: SplitMode
    words: str = Field(max_length=2000)
    parts: list[SplitPartIn] = Field(max_length=20)


class SplitMadeOut(Schema):
    """The ids of the parts."""

    ids: list[int]


class TaskOriginsOut(Schema):
    """The task split from, and the parts beside it; `hidden` are out of reach."""

    origin: TaskOut | None
    parts: list[TaskOut]
    hidden: int


@router.get("/{task_id}", response={200: TaskOriginsOut, **REFUSALS})
def origins(request: Request, task_id: RowId) -> object:
    """Where a task comes from by splitting."""
    return read_origins(reach_of(request.actor, "see", "task"), lit(today()), task_id)


@router.post("/{task_id}", response={200: SplitMadeOut, **REFUSALS})
def split_task(request: Request, task_id: RowId, sent: SplitIn) -> dict[str, list[int]]:
    """Split a task."""
    parts = tuple(
        Part(
            title=each.title,
            lead_unit_id=each.lead_unit_id,
            joint_unit_ids=tuple(each.joint_unit_ids),
            due_on=each.due_on,
            remedies=tuple(each.remedies),
        )
        for each in sent.parts
    )
    said = Splitting(mode=sent.mode, parts=parts)
    seen = Seen(task_id, sent.version)
    return {"ids": [*actions.split_task(request.actor, seen, said, sent.words, at=now())]}
