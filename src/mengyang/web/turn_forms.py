"""请示与批复表单 — what is asked of a unit that asks for a decision, and of whoever decides."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from mengyang.actions.outcomes import askable
from mengyang.core.access import scope
from mengyang.core.ledger import ENDED, EventKind, RequestKind
from mengyang.core.ledger.deadlines import is_standing
from mengyang.store.reads import ledger
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.ledger import TaskDetail
from mengyang.web.clock import today
from mengyang.web.forms import DayField, VersionedForm, offer
from mengyang.web.lit import lit
from mengyang.web.reply_forms import is_sent_directly, leaves_by
from mengyang.web.request import Request
from mengyang.web.task_lists import units_around
from mengyang.web.terms import family_words, term

_WORDS = 2000
_MOST_TASKS = 500


def _words(label: Any, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea, max_length=_WORDS, **options)


class WordsForm(VersionedForm):
    """决定意见 — nothing but its words."""

    words = _words(gettext_lazy("Words of the decision"))


class AskForm(VersionedForm):
    """请示 — what, why, what was done so far, and who signed."""

    asks_for = forms.ChoiceField(label=gettext_lazy("What is asked for"))
    reason = _words(gettext_lazy("Why"))
    progress = _words(gettext_lazy("Done so far"), required=False)
    proposed_on = DayField(
        label=gettext_lazy("Later day asked for"),
        required=False,
        help_text=gettext_lazy("Only for an extension."),
    )
    proposed_unit = forms.ChoiceField(
        label=gettext_lazy("Unit that is to take over"),
        required=False,
        help_text=gettext_lazy("Only for handing over."),
    )
    signatory = forms.CharField(label=gettext_lazy("Leader who signed"), max_length=100)


class DisputeForm(VersionedForm):
    """异议 — why the task is not the unit's."""

    reason = _words(gettext_lazy("Why"))
    signatory = forms.CharField(label=gettext_lazy("Leader who signed"), max_length=100)


class RecallForm(VersionedForm):
    """收回请示 — which one."""

    request_kind = forms.ChoiceField(label=gettext_lazy("Which request is recalled"))


class DeclineForm(WordsForm):
    """不予同意 — to what, and why."""

    request_kind = forms.ChoiceField(label=gettext_lazy("Which request"))
    field_order = ("version", "request_kind", "words")


class ExtendForm(WordsForm):
    """延期 — until when."""

    day = DayField(label=gettext_lazy("New day"))
    field_order = ("version", "day", "words")


class SuspendForm(WordsForm):
    """中止 — on what basis."""

    basis = forms.CharField(
        label=gettext_lazy("Basis"),
        max_length=500,
        help_text=gettext_lazy("By which document, or by whose instruction and when."),
    )


class TransferForm(WordsForm):
    """转办 — to whom."""

    lead_unit = forms.ChoiceField(label=gettext_lazy("Responsible unit"))
    joint_units = forms.MultipleChoiceField(label=gettext_lazy("Joint units"), required=False)
    field_order = ("version", "lead_unit", "joint_units", "words")


class CloseStageForm(VersionedForm):
    """阶段性办结 — when it is looked at again."""

    day = DayField(label=gettext_lazy("Next review"))
    words = _words(gettext_lazy("Words of the decision"), required=False)


class RecheckForm(VersionedForm):
    """回头看 — what two persons found."""

    holds = forms.ChoiceField(
        label=gettext_lazy("It still holds"),
        choices=(
            ("", "—"),
            ("yes", gettext_lazy("yes, it holds")),
            ("no", gettext_lazy("no, the problem is back")),
        ),
    )
    words = _words(gettext_lazy("What was found"))
    witness = forms.CharField(label=gettext_lazy("Second person"), max_length=100)
    day = DayField(
        label=gettext_lazy("Next review, or new day"),
        required=False,
        help_text=gettext_lazy(
            "Where it holds and goes on: the day it is looked at next. "
            "Where the problem is back: the day by which it is done again; needed then."
        ),
    )


class ReopenForm(WordsForm):
    """重新办理 — why, and by when."""

    day = DayField(label=gettext_lazy("New day"))
    field_order = ("version", "day", "words")


class ArchiveForm(VersionedForm):
    """归档 — where the file lies."""

    file_number = forms.CharField(label=gettext_lazy("File number"), max_length=100)
    retention = forms.ChoiceField(label=gettext_lazy("How long it is kept"))


class MergeForm(WordsForm):
    """并入 — into which task of the plan."""

    into = forms.ChoiceField(label=gettext_lazy("Task that goes on with it"))
    field_order = ("version", "into", "words")


FORMS: Mapping[EventKind, type[VersionedForm]] = MappingProxyType(
    {
        EventKind.ASK: AskForm,
        EventKind.DISPUTE: DisputeForm,
        EventKind.RECALL: RecallForm,
        EventKind.DECLINE: DeclineForm,
        EventKind.UPHOLD: WordsForm,
        EventKind.EXTEND: ExtendForm,
        EventKind.SUSPEND: SuspendForm,
        EventKind.RESUME: WordsForm,
        EventKind.TRANSFER: TransferForm,
        EventKind.CLOSE_STAGE: CloseStageForm,
        EventKind.RECHECK: RecheckForm,
        EventKind.REOPEN: ReopenForm,
        EventKind.ARCHIVE: ArchiveForm,
        EventKind.MERGE: MergeForm,
    }
)


def turn_form(
    request: Request, kind: EventKind, task_id: int, sent: Any = None, **options: Any
) -> VersionedForm:
    """The form of a turn with what can be chosen in it, bound to what was `sent` where it was."""
    form = FORMS[kind](sent, **options)
    if "signatory" in form.fields:
        is_direct = is_sent_directly(task_id)
        form.fields["reason"].help_text = leaves_by(is_direct)
        if not is_direct:
            # The leader signs when the draft is issued.
            del form.fields["signatory"]
    for name, choices in _CHOICES.items():
        if name in form.fields:
            offer(form, name, choices(request, task_id))
    if sent is not None and "asks_for" in form.fields:
        # What was refused stays as it was sent; the guards have said why.
        offer(form, "asks_for", ((code, term("request_kinds", code)) for code in _ASKABLE))
    if "day" in form.fields and kind is EventKind.RECHECK:
        form.fields["day"].required = _is_standing(request, task_id)
    for name in form.fields.keys() & _SEARCHED:
        form.fields[name].widget.attrs["data-search"] = ""
    return form


def empty_turn(request: Request, kind: EventKind, detail: TaskDetail) -> VersionedForm:
    """The form before anything was filled in; an answer begins with what was asked for."""
    initial: dict[str, Any] = {"version": detail.row.version}
    reach = scope(request.actor, "see", "task")
    for asked in ledger.happenings(reach, today(), detail.row.id).open_requests:
        if kind is EventKind.EXTEND and asked.kind is RequestKind.EXTENSION:
            initial["day"] = asked.proposed_on
        if kind is EventKind.TRANSFER and asked.proposed_unit:
            initial["lead_unit"] = str(asked.proposed_unit.id)
    return turn_form(request, kind, detail.row.id, initial=initial)


def _units(request: Request, task_id: int) -> Iterable[tuple[str, str]]:
    _, path = ledger.plan_area(task_id, today())
    return [("", "—"), *units_around(request, [path] if path else [])]


def _askable(request: Request, task_id: int) -> Iterable[tuple[str, str]]:
    kinds = askable(request.actor, task_id, today())
    return [(kind.value, term("request_kinds", kind)) for kind in kinds]


def _is_standing(request: Request, task_id: int) -> bool:
    """Whether the duty goes on: found to hold or not, it has a next day."""
    reach = scope(request.actor, "see", "task")
    return any(is_standing(task.deadline) for task in ledger.task_facts(reach, today(), [task_id]))


def _waiting(_request: Request, task_id: int) -> Iterable[tuple[str, str]]:
    return [(kind.value, term("request_kinds", kind)) for kind in ledger.open_requests(task_id)]


def _retentions(_request: Request, _task_id: int) -> Iterable[tuple[str, str]]:
    return family_words("retention_classes")


def _others(request: Request, task_id: int) -> Iterable[tuple[str, str]]:
    reach, shown = scope(request.actor, "see", "task"), lit(today())
    plan_id = ledger.task(reach, shown, task_id).row.plan_id
    asked = Asked(filters={"plan": str(plan_id)}, sort="position", size=_MOST_TASKS)
    rows = ledger.tasks(reach, shown, asked).rows
    others = (
        row for row in rows if row.id != task_id and not row.is_group and row.state not in _ENDED
    )
    return [("", "—"), *((str(row.id), f"{row.number} {row.title}") for row in others)]


_ASKABLE = tuple(kind.value for kind in RequestKind if kind is not RequestKind.DISPUTE)
_ENDED = frozenset(state.value for state in ENDED)
_SEARCHED = frozenset({"lead_unit", "joint_units", "proposed_unit", "into"})
_CHOICES: Mapping[str, Callable[[Request, int], Iterable[tuple[str, str]]]] = MappingProxyType(
    {
        "lead_unit": _units,
        "joint_units": _units,
        "proposed_unit": _units,
        "asks_for": _askable,
        "request_kind": _waiting,
        "retention": _retentions,
        "into": _others,
    }
)
