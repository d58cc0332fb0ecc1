"""单位内部审签表单 — what a page of a task shows and asks of the replies of a unit."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from mengyang.core.ledger import (
    ISSUES,
    EventKind,
    ReplyKind,
    SignOffStep,
    SignOffWay,
    is_leader_of,
    open_steps,
)
from mengyang.store.reads import ledger
from mengyang.store.reads.ledger import ReplyRow
from mengyang.web.clock import today
from mengyang.web.forms import DayField, UploadField, VersionedForm
from mengyang.web.request import Request

SHEET_TYPES = ".pdf,.png,.jpg,.jpeg,.ofd"
# Refused forms by what they are for: a step of the task, or of a reply with its id.
type Filled = Mapping[EventKind | tuple[SignOffStep, int], Any]
_KINDS = {event: kind for kind, event in ISSUES.items()}


class ReviewForm(VersionedForm):
    """审核 — a click."""


class SendBackForm(VersionedForm):
    """退回修改 — what is to be mended."""

    words = forms.CharField(
        label=gettext_lazy("What is to be mended"), widget=forms.Textarea, max_length=2000
    )


class IssueForm(VersionedForm):
    """签发 by the leader: the reply and the task as they were seen."""

    task_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class RecordForm(IssueForm):
    """代录 — who signed on paper, when, and the scan of the sheet."""

    leader = forms.CharField(label=gettext_lazy("Leader who signed"), max_length=100)
    signed_on = DayField(label=gettext_lazy("Day the leader signed"))
    sheet = UploadField(
        limit_bytes=settings.ENVIRONMENT.evidence_limit_bytes,
        accept=SHEET_TYPES,
        label=gettext_lazy("Scan of the signed sheet"),
    )


def is_sent_directly(task_id: int) -> bool:
    """Whether what is said of a task leaves its unit without being signed off inside."""
    unit_id = ledger.lead_unit_of(task_id)
    return ledger.sign_off_way(unit_id, today()) is SignOffWay.DIRECT


def leaves_by(is_direct: bool) -> str:
    """By which way what is said now leaves the unit, in the reader's words."""
    if is_direct:
        return gettext("The unit has set no steps of sign-off: it leaves the unit at once.")
    return gettext("It leaves the unit when the leader has issued it.")


def done_code(task_id: int, kind: EventKind) -> str:
    """What is said when a step of a task is done: that it happened, or that it was drafted."""
    is_drafted = kind in _KINDS and ledger.has_open_reply(task_id, _KINDS[kind])
    return "ledger.done.draft_reply" if is_drafted else f"ledger.done.{kind.value}"


def drafted_kinds(task_id: int) -> frozenset[EventKind]:
    """Steps that wait inside the unit already and are not drafted a second time."""
    return frozenset(ISSUES[kind] for kind in ReplyKind if ledger.has_open_reply(task_id, kind))


def step_form(
    request: Request, row: ReplyRow, step: SignOffStep, sent: Any = None, files: Any = None
) -> VersionedForm:
    """The form of a step, bound to what was sent where something was."""
    initial = {"version": row.version, "task_version": row.task_version}
    return _form_of(request, row, step)(sent, files, initial=initial)


def reply_cards(request: Request, rows: Iterable[ReplyRow], filled: Filled) -> list[dict[str, Any]]:
    """The replies of a task, each with what the person may do with it now."""
    return [
        {
            "row": row,
            "is_recording": not is_leader_of(request.actor, row.fact.unit_id),
            "steps": [_step(request, row, step, filled) for step in _steps(request, row, filled)],
        }
        for row in rows
    ]


def _steps(request: Request, row: ReplyRow, filled: Filled) -> list[SignOffStep]:
    # What was filled in stays on the page, even where the step itself is not offered.
    offered = open_steps(row.fact, request.actor, today())
    return [step for step in SignOffStep if step in offered or (step, row.id) in filled]


def _step(request: Request, row: ReplyRow, step: SignOffStep, filled: Filled) -> dict[str, Any]:
    refused = filled.get((step, row.id))
    is_recorded = step is SignOffStep.ISSUE and not is_leader_of(request.actor, row.fact.unit_id)
    return {
        "kind": "record" if is_recorded else step.value,
        "form": refused or step_form(request, row, step),
        "is_open": refused is not None,
        "url": reverse("reply_step", args=[row.id, step.value]),
    }


def _form_of(request: Request, row: ReplyRow, step: SignOffStep) -> type[VersionedForm]:
    match step:
        case SignOffStep.REVIEW:
            return ReviewForm
        case SignOffStep.SEND_BACK:
            return SendBackForm
        case SignOffStep.ISSUE:
            return IssueForm if is_leader_of(request.actor, row.fact.unit_id) else RecordForm
