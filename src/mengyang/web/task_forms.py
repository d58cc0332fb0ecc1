"""办理表单 — what each step of a task asks of the person who takes it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext, gettext_lazy

from mengyang.core.access import scope
from mengyang.core.ledger import EventKind, Response
from mengyang.core.ledger.deadlines import NEEDS_TARGET_DAY
from mengyang.store.reads import ledger
from mengyang.store.reads.ledger import TaskDetail
from mengyang.web.clock import today
from mengyang.web.forms import DayField, UploadField, VersionedForm, offer
from mengyang.web.reply_forms import is_sent_directly, leaves_by
from mengyang.web.request import Request
from mengyang.web.task_lists import units_around

_WHOLE = 100
EVIDENCE_TYPES = ".pdf,.png,.jpg,.jpeg,.docx,.xlsx,.txt,.ofd"


class AssignForm(VersionedForm):
    """交办 — who answers, who helps."""

    lead_unit = forms.ChoiceField(label=gettext_lazy("Responsible unit"))
    joint_units = forms.MultipleChoiceField(label=gettext_lazy("Joint units"), required=False)
    accepted_by = forms.CharField(
        label=gettext_lazy("Accepted outside by"),
        max_length=100,
        required=False,
        help_text=gettext_lazy(
            "Only where others than the office accept: the task is then closed after their verdict."
        ),
    )

    def __init__(self, units: list[tuple[str, str]], *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        offer(self, "lead_unit", [("", "—"), *units])
        offer(self, "joint_units", units)
        for name in ("lead_unit", "joint_units"):
            self.fields[name].widget.attrs["data-search"] = ""


class SignForm(VersionedForm):
    """签收 — the own target day, where the document names none."""

    target_on = forms.DateField(
        label=gettext_lazy("Own target day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("May stay empty: the document sets no day."),
    )


class ReportForm(VersionedForm):
    """进展 — words, and a share where it is known."""

    text = forms.CharField(
        label=gettext_lazy("What was done"), widget=forms.Textarea, max_length=5000
    )
    percent = forms.IntegerField(
        label=gettext_lazy("Done, in percent"),
        required=False,
        min_value=0,
        max_value=100,
        help_text=gettext_lazy("Leave empty where it is not known; empty is not 0."),
    )


class EvidenceForm(forms.Form):
    """佐证 — a file and what it shows."""

    file = UploadField(
        limit_bytes=settings.ENVIRONMENT.evidence_limit_bytes,
        accept=EVIDENCE_TYPES,
        label=gettext_lazy("File"),
    )
    note = forms.CharField(label=gettext_lazy("What it shows"), required=False, max_length=300)


class ClaimForm(VersionedForm):
    """申请销号 — the closing statement, on which others judge."""

    statement = forms.CharField(
        label=gettext_lazy("Closing statement"), widget=forms.Textarea, max_length=2000
    )
    signatory = forms.CharField(
        label=gettext_lazy("Leader who signed"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("A denial is signed by the leader of the unit."),
    )
    signed_on = DayField(label=gettext_lazy("Day the leader signed"), required=False)


class ReturnForm(VersionedForm):
    """退回 — the reason, in words the unit can act on."""

    reason = forms.CharField(label=gettext_lazy("Reason"), widget=forms.Textarea, max_length=2000)


class WithdrawForm(VersionedForm):
    """撤销 — why, and by which document or whose instruction."""

    reason = forms.CharField(
        label=gettext_lazy("Why it is withdrawn"), widget=forms.Textarea, max_length=2000
    )
    basis = forms.CharField(
        label=gettext_lazy("On what basis"),
        max_length=500,
        help_text=gettext_lazy("By which document, or by whose instruction and when."),
    )


class RestoreForm(VersionedForm):
    """恢复办理 — why the withdrawal is taken back."""

    reason = forms.CharField(
        label=gettext_lazy("Why it is restored"), widget=forms.Textarea, max_length=2000
    )


# What says that a task is done as a whole.
_ON_THE_WHOLE = frozenset(
    {EventKind.CLAIM_DONE, EventKind.VERIFY, EventKind.CLOSE, EventKind.CLOSE_STAGE}
)
# The forms that ask everybody for the same words.
_WORDED: Mapping[EventKind, type[VersionedForm]] = MappingProxyType(
    {
        EventKind.REPORT: ReportForm,
        EventKind.RETURN: ReturnForm,
        EventKind.WITHDRAW: WithdrawForm,
        EventKind.RESTORE: RestoreForm,
    }
)


def empty_form(request: Request, kind: EventKind, detail: TaskDetail) -> forms.Form | None:
    """The form of a step before anything was filled in; None for a step that is only a click."""
    initial: dict[str, Any] = {"version": detail.row.version}
    match kind:
        case EventKind.ASSIGN:
            return AssignForm(
                unit_options(request, detail.row.id), initial=initial | _units(detail)
            )
        case EventKind.SIGN_FOR:
            return sign_form(detail, initial)
        case EventKind.ATTACH:
            return EvidenceForm()
        case EventKind.CLAIM_DONE:
            return claim_form(detail, initial)
    form = _WORDED.get(kind)
    return form(initial=initial) if form else None


def sign_form(detail: TaskDetail, initial: dict[str, Any]) -> SignForm:
    """The form to sign for a task: without a day of one's own where the document fixed one."""
    form = SignForm(initial=initial)
    own, row = form.fields["target_on"], detail.row
    if row.due_on is not None:
        del form.fields["target_on"]
    elif row.deadline_kind in NEEDS_TARGET_DAY and not row.deadline_on:
        own.required = True
        own.help_text = gettext("The document says “%(words)s” and names no day.") % {
            "words": row.deadline_raw or gettext("at once")
        }
    return form


def claim_form(detail: TaskDetail, initial: dict[str, Any]) -> ClaimForm:
    """The form to claim a task done: it says what whoever judges will miss."""
    form = ClaimForm(initial=initial)
    is_direct = is_sent_directly(detail.row.id)
    if detail.row.response != Response.DENIAL.value or not is_direct:
        del form.fields["signatory"], form.fields["signed_on"]
    missing = [leaves_by(is_direct)]
    if not detail.evidence:
        missing.append(gettext("No evidence has been attached."))
    missing.append(gettext("The claim can be taken back until somebody has judged it."))
    form.fields["statement"].help_text = ("" if get_language() != "en" else " ").join(missing)
    return form


def step_hint(kind: EventKind, detail: TaskDetail) -> str:
    """What whoever claims or judges should look at first: it hinders nobody. Empty: nothing."""
    percent = detail.row.progress_percent
    if kind not in _ON_THE_WHOLE or percent is None or percent >= _WHOLE:
        return ""
    return gettext("The progress stands at %(percent)s %%.") % {"percent": percent}


def unit_options(request: Request, task_id: int) -> list[tuple[str, str]]:
    """The units a task may be assigned to: those around the area of its plan."""
    if not ledger.task_facts(scope(request.actor, "see", "task"), today(), [task_id]):
        return []
    _, path = ledger.plan_area(task_id, today())
    return units_around(request, [path] if path else [])


def _units(detail: TaskDetail) -> dict[str, Any]:
    lead, accepted = detail.row.lead_unit, ledger.acceptance(detail.row.id)
    return {
        "lead_unit": str(lead.id) if lead else "",
        "joint_units": [str(unit.id) for unit in detail.row.joint_units],
        "accepted_by": accepted.body if accepted else "",
    }
