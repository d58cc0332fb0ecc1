"""更正稿接口 — a corrected text joined to the old one, its differences, and what is decided."""

from typing import Any

from ninja import Field, Query, Schema

from mengyang.actions import corrections as actions
from mengyang.actions.additions import adopt_addition, preview_addition
from mengyang.actions.adoption import Decisions
from mengyang.actions.charges import Answer
from mengyang.actions.correction_effects import Comparison
from mengyang.actions.correction_fields import FieldChange
from mengyang.actions.correction_piles import Piles, decide_pile
from mengyang.actions.corrections import Shown, Verdict
from mengyang.web.api.documents import AdoptionIn, DocumentVersionIn, PreviewOut, preview_out
from mengyang.web.clock import now, today
from mengyang.web.interface_routes import Router
from mengyang.web.interface_types import REFUSALS, DoneOut, IdOut, PageQuery, RowId
from mengyang.web.request import Request

PREFIX = "/corrections"
router = Router(tags=["corrections"])


class CorrectionIn(Schema):
    """更正稿: `later_id` is a corrected text of `earlier_id`."""

    later_id: RowId
    earlier_id: RowId


class ChangeOut(Schema):
    """One value before and after."""

    field: str
    old: str
    new: str


class TouchedOut(Schema):
    """A task or a target that a difference touches, with the values that change."""

    id: int
    changes: list[ChangeOut]


class DifferenceOut(Schema):
    """差异; `stamp` is to be sent back with the decision."""

    id: int
    position: int
    kind: str
    state: str
    old_path: str
    new_path: str
    old_span: list[int] | None
    new_span: list[int] | None
    tasks: list[TouchedOut]
    targets: list[TouchedOut]
    new_entries: list[int]
    lost_tasks: list[int]
    lost_targets: list[int]
    units_left: list[int]
    stamp: str


class DifferencesOut(Schema):
    """A page of differences."""

    earlier_id: int
    later_id: int
    plan_id: int | None
    state: str
    total: int
    differences: list[DifferenceOut]
    next: str | None


class DifferenceQuery(PageQuery):
    """Differences in one state, or of one kind."""

    state: str = Field("", max_length=20)
    kind: str = Field("", max_length=20)


class CorrectionSeenIn(Schema):
    """A difference with the stamp under which it was seen."""

    id: RowId
    stamp: str = Field(max_length=64)


class VerdictIn(Schema):
    """采用或不采用; `withdraws`: what the text lost is withdrawn or removed, not kept."""

    accepts: bool
    reason: str = Field("", max_length=300)
    withdraws: bool = False
    seen: list[CorrectionSeenIn] = Field(max_length=500)


class PileIn(Schema):
    """成批处理: `accepts` those of `words`, else reject those of `rest`, as their stamp showed."""

    accepts: bool
    stamp: str = Field(max_length=64)
    reason: str = Field("", max_length=300)


class PileOut(Schema):
    """Differences by id; `stamp` is to be sent back."""

    ids: list[int]
    stamp: str


class PilesOut(Schema):
    """`words` touch no task, target or duty; `rest` is all that is open."""

    words: PileOut
    rest: PileOut


class CountOut(Schema):
    """How many were decided on."""

    number: int


class CorrectionDecidedOut(Schema):
    """Whether every difference is decided now."""

    is_settled: bool


class AddedOut(Schema):
    """How many tasks were added to the plan."""

    tasks: int


@router.post("", response={200: IdOut, **REFUSALS})
def record(request: Request, sent: CorrectionIn) -> dict[str, int]:
    """Say that a document is the corrected text of another; both are compared."""
    made = actions.record_correction(request.actor, sent.later_id, sent.earlier_id, at=now())
    return {"id": made}


@router.get("/{correction_id}", response={200: DifferencesOut, **REFUSALS})
def differences(
    request: Request, correction_id: RowId, query: Query[DifferenceQuery]
) -> dict[str, object]:
    """The differences in the order of the corrected text, each with what it does."""
    comparison, found = actions.show_differences(
        request.actor, correction_id, query.asked(), day=today()
    )
    return {
        "earlier_id": comparison.row.earlier.id,
        "later_id": comparison.row.later.id,
        "plan_id": comparison.plan_id,
        "state": comparison.row.state,
        "total": found.total,
        "differences": [_difference(each) for each in found.rows],
        "next": found.next,
    }


@router.post("/{correction_id}/decide", response={200: CorrectionDecidedOut, **REFUSALS})
def decide(request: Request, correction_id: RowId, sent: VerdictIn) -> dict[str, bool]:
    """Accept or reject differences as they were seen."""
    verdict = Verdict(sent.accepts, sent.reason, sent.withdraws)
    seen = {each.id: each.stamp for each in sent.seen}
    done = actions.decide_differences(request.actor, correction_id, verdict, seen, at=now())
    return {"is_settled": done}


@router.get("/{correction_id}/open", response={200: PilesOut, **REFUSALS})
def open_piles(request: Request, correction_id: RowId) -> dict[str, object]:
    """What may be decided on at once: differences that touch nothing, and all that are open."""
    piles = Piles.of(Comparison.of(request.actor, correction_id, today()))
    return {
        name: {"ids": list(pile.seen), "stamp": pile.stamp}
        for name, pile in (("words", piles.words), ("rest", piles.rest))
    }


@router.post("/{correction_id}/decide-all", response={200: CountOut, **REFUSALS})
def decide_all(request: Request, correction_id: RowId, sent: PileIn) -> dict[str, int]:
    """Accept every open difference that touches nothing, or reject every open one."""
    verdict = Verdict(sent.accepts, sent.reason)
    number = decide_pile(request.actor, correction_id, verdict, sent.stamp, at=now())
    return {"number": number}


@router.post("/{correction_id}/take-back", response={200: DoneOut, **REFUSALS})
def take_back(request: Request, correction_id: RowId, sent: DocumentVersionIn) -> dict[str, bool]:
    """Part both documents again, as long as nothing was accepted."""
    actions.take_back_correction(request.actor, correction_id, sent.version, at=now())
    return {"done": True}


@router.get("/{correction_id}/addition", response={200: PreviewOut, **REFUSALS})
def addition(request: Request, correction_id: RowId) -> dict[str, object]:
    """What adopting the accepted additions would make; nothing is written."""
    return preview_out(preview_addition(request.actor, correction_id, day=today()))


@router.post("/{correction_id}/addition", response={200: AddedOut, **REFUSALS})
def adopt(request: Request, correction_id: RowId, sent: AdoptionIn) -> dict[str, int]:
    """Adopt the accepted additions into the same plan; its unit stays, whichever is sent."""
    answers = {each.name: Answer(tuple(each.unit_ids), each.remember) for each in sent.answers}
    decisions = Decisions(sent.owner_unit_id, answers)
    return {"tasks": adopt_addition(request.actor, correction_id, sent.stamp, decisions, at=now())}


def _difference(shown: Shown) -> dict[str, Any]:
    row, effects = shown.row, shown.effects
    return {
        "id": row.id,
        "position": row.position,
        "kind": row.difference_kind,
        "state": shown.state,
        "old_path": row.old_path,
        "new_path": row.new_path,
        "old_span": row.old_span,
        "new_span": row.new_span,
        "tasks": [_touched(each.task.id, each.changes) for each in effects.tasks],
        "targets": [_touched(each.target.id, each.changes) for each in effects.targets],
        "new_entries": [each.id for each in effects.new],
        "lost_tasks": [each.id for each in effects.lost],
        "lost_targets": [each.id for each in effects.lost_targets],
        "units_left": [each.id for each in shown.units_left],
        "stamp": shown.stamp,
    }


def _touched(row_id: int, changes: tuple[FieldChange, ...]) -> dict[str, Any]:
    told = [{"field": each.field, "old": each.old, "new": each.new} for each in changes]
    return {"id": row_id, "changes": told}
