"""核对接口 — entries of a reading: corrected, rejected, taken back."""

from datetime import date

from ninja import Field, Schema

from mengyang.actions import readings
from mengyang.actions.documents import correct_frame
from mengyang.core.documents.corrections import (
    DutyChange,
    FigureChange,
    FrameChange,
    MoneyRuleChange,
    NamedUnit,
    ObligationChange,
    ProjectChange,
    ReportChange,
    TargetChange,
    WrittenAnswer,
    WrittenQuantity,
)
from mengyang.web.clock import now
from mengyang.web.interface_routes import Router
from mengyang.web.interface_types import REFUSALS, DoneOut, RowId, Version
from mengyang.web.request import Request

# An entry belongs to its document: no address of its own beside it.
PREFIX = "/documents"
router = Router(tags=["documents"])


class EntryIn(Schema):
    """The version the caller saw."""

    version: Version


class ReadingUnitIn(Schema):
    """A unit by name; `role`: responsible | lead | joint."""

    name: str = Field(max_length=120)
    role: str = Field("responsible", max_length=20)


class ReadingDeadlineIn(EntryIn):
    """时限; `deadline_on` as ISO days."""

    deadline_kind: str = Field("none", max_length=30)
    deadline_on: list[str] = Field([], max_length=50)
    deadline_raw: str = Field("", max_length=200)


class ObligationIn(ReadingDeadlineIn):
    """更正 of a duty; without `remedies`, `leaders` or an answer they stay as they are.

    `response`: remedies | explanation | denial, or empty where nothing is answered;
    `claimed_status`: done | ongoing | explained | denied | open.
    """

    kind: str = Field(max_length=20)
    title: str = Field(max_length=1000)
    units: list[ReadingUnitIn] = Field([], max_length=100)
    remedies: list[str] | None = Field(None, max_length=60)
    leaders: list[str] | None = Field(None, max_length=50)
    response: str | None = Field(None, max_length=20)
    explanation: str | None = Field(None, max_length=8000)
    claimed_status: str | None = Field(None, max_length=20)


class ReadingReportIn(ReadingDeadlineIn):
    """更正 of a reporting duty."""

    who: list[str] = Field([], max_length=100)
    what: list[str] = Field(max_length=50)
    to: str = Field("", max_length=400)
    signatory: str = Field("", max_length=400)


class TargetIn(EntryIn):
    """更正 of a target: `values` one number as text, two for a range; `by` a year or a day."""

    indicator: str = Field(max_length=400)
    comparator: str = Field(max_length=20)
    values: list[str] = Field(max_length=2)
    unit: str = Field("", max_length=100)
    by: str = Field("", max_length=20)
    verb: str = Field("reach", max_length=20)
    scope: str = Field("", max_length=200)


class AmountIn(Schema):
    """A number with its name: `values` one number as text, two for a range."""

    indicator: str = Field(max_length=400)
    comparator: str = Field("=", max_length=20)
    values: list[str] = Field(max_length=2)
    unit: str = Field("", max_length=100)


class FigureIn(EntryIn, AmountIn):
    """更正 of a figure; `kind`: fact | rule."""

    kind: str = Field("fact", max_length=20)
    scope: str = Field("", max_length=200)


class ProjectIn(EntryIn):
    """更正 of a project; `due_on` as an ISO day."""

    name: str = Field(max_length=400)
    action: str = Field("", max_length=100)
    seats: str = Field("", max_length=20)
    due_on: str = Field("", max_length=20)
    due_raw: str = Field("", max_length=200)


class DutyIn(EntryIn):
    """更正 of a department's duty."""

    department: str = Field(max_length=200)
    duty: str = Field(max_length=4000)
    joint: list[str] = Field([], max_length=50)


class MoneyRuleIn(EntryIn):
    """更正 of a money rule; `open_values` are codes of what the text leaves open."""

    name: str = Field(max_length=400)
    beneficiary: str = Field("", max_length=400)
    amounts: list[AmountIn] = Field([], max_length=100)
    open_values: list[str] = Field([], max_length=20)


class FrameIn(EntryIn):
    """更正 of the frame; what a document does not state is left out."""

    title: str = Field(max_length=400)
    document_number: str = Field("", max_length=100)
    issuing_body: str = Field("", max_length=400)
    signed_on: date | None = None


@router.post("/{document_id}/correct-frame", response={200: DoneOut, **REFUSALS})
def correct_head(request: Request, document_id: RowId, sent: FrameIn) -> dict[str, bool]:
    """Correct title, number, issuing body and day of signing of a document not yet adopted."""
    change = FrameChange(**sent.dict(exclude={"version"}))
    correct_frame(request.actor, document_id, sent.version, change, at=now())
    return {"done": True}


@router.post("/entries/{entry_id}/correct", response={200: DoneOut, **REFUSALS})
def correct(request: Request, entry_id: RowId, sent: ObligationIn) -> dict[str, bool]:
    """Correct who, what or by when."""
    change = ObligationChange(
        kind=sent.kind,
        title=sent.title,
        units=tuple(NamedUnit(unit.name, unit.role) for unit in sent.units),
        deadline_kind=sent.deadline_kind,
        deadline_on=tuple(sent.deadline_on),
        deadline_raw=sent.deadline_raw,
        answer=WrittenAnswer(
            remedies=None if sent.remedies is None else tuple(sent.remedies),
            response=sent.response,
            explanation=sent.explanation,
            claimed_status=sent.claimed_status,
        ),
        leaders=None if sent.leaders is None else tuple(sent.leaders),
    )
    readings.correct_entry(request.actor, entry_id, sent.version, change, at=now())
    return {"done": True}


@router.post("/entries/{entry_id}/correct-target", response={200: DoneOut, **REFUSALS})
def correct_target(request: Request, entry_id: RowId, sent: TargetIn) -> dict[str, bool]:
    """Correct what is to be reached or kept."""
    filled = sent.dict(exclude={"version", "values"})
    change = TargetChange(values=tuple(sent.values), **filled)
    readings.correct_entry(request.actor, entry_id, sent.version, change, at=now())
    return {"done": True}


@router.post("/entries/{entry_id}/correct-reporting", response={200: DoneOut, **REFUSALS})
def correct_reporting(request: Request, entry_id: RowId, sent: ReadingReportIn) -> dict[str, bool]:
    """Correct who reports what to whom by when."""
    change = ReportChange(
        who=tuple(sent.who),
        what=tuple(sent.what),
        to=sent.to,
        deadline_kind=sent.deadline_kind,
        deadline_on=tuple(sent.deadline_on),
        deadline_raw=sent.deadline_raw,
        signatory=sent.signatory,
    )
    readings.correct_entry(request.actor, entry_id, sent.version, change, at=now())
    return {"done": True}


@router.post("/entries/{entry_id}/correct-figure", response={200: DoneOut, **REFUSALS})
def correct_figure(request: Request, entry_id: RowId, sent: FigureIn) -> dict[str, bool]:
    """Correct a stated fact or the number of a rule."""
    filled = sent.dict(exclude={"version", "values"})
    change = FigureChange(values=tuple(sent.values), **filled)
    readings.correct_entry(request.actor, entry_id, sent.version, change, at=now())
    return {"done": True}


@router.post("/entries/{entry_id}/correct-project", response={200: DoneOut, **REFUSALS})
def correct_project(request: Request, entry_id: RowId, sent: ProjectIn) -> dict[str, bool]:
    """Correct what is built, its seats and its day."""
    change = ProjectChange(**sent.dict(exclude={"version"}))
    readings.correct_entry(request.actor, entry_id, sent.version, change, at=now())
    return {"done": True}


@router.post("/entries/{entry_id}/correct-duty", response={200: DoneOut, **REFUSALS})
def correct_duty(request: Request, entry_id: RowId, sent: DutyIn) -> dict[str, bool]:
    """Correct which department does what, and with whom."""
    change = DutyChange(sent.department, sent.duty, tuple(sent.joint))
    readings.correct_entry(request.actor, entry_id, sent.version, change, at=now())
    return {"done": True}


@router.post("/entries/{entry_id}/correct-money-rule", response={200: DoneOut, **REFUSALS})
def correct_money_rule(request: Request, entry_id: RowId, sent: MoneyRuleIn) -> dict[str, bool]:
    """Correct what is paid to whom, and what is left open."""
    amounts = (
        WrittenQuantity(each.indicator, each.comparator, tuple(each.values), each.unit)
        for each in sent.amounts
    )
    change = MoneyRuleChange(sent.name, sent.beneficiary, tuple(amounts), tuple(sent.open_values))
    readings.correct_entry(request.actor, entry_id, sent.version, change, at=now())
    return {"done": True}


@router.post("/entries/{entry_id}/reject", response={200: DoneOut, **REFUSALS})
def reject(request: Request, entry_id: RowId, sent: EntryIn) -> dict[str, bool]:
    """Set an entry aside."""
    readings.reject_entry(request.actor, entry_id, sent.version, at=now())
    return {"done": True}


@router.post("/entries/{entry_id}/restore", response={200: DoneOut, **REFUSALS})
def restore(request: Request, entry_id: RowId, sent: EntryIn) -> dict[str, bool]:
    """Bring a rejected entry back."""
    readings.restore_entry(request.actor, entry_id, sent.version, at=now())
    return {"done": True}
