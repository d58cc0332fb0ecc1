"""外部验收、整改金额表单 — who accepts outside, what was decided there, what money is entered."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy

from mengyang.core.ledger import RECTIFYING, EventKind, VerdictOutcome
from mengyang.store.reads.ledger import TaskDetail
from mengyang.web.forms import DayField, UploadField, VersionedForm, offer
from mengyang.web.reply_forms import SHEET_TYPES
from mengyang.web.terms import term

_WORDS = 2000
_DIGITS = 15


class BodyForm(VersionedForm):
    """指定外部验收 — who accepts."""

    body = forms.CharField(
        label=gettext_lazy("Who accepts"),
        max_length=100,
        help_text=gettext_lazy(
            "Such as a standing committee, a government above or the audit office."
            " The task is then closed only after their verdict."
        ),
    )


class WaiveForm(VersionedForm):
    """取消外部验收 — why, on what basis."""

    words = forms.CharField(label=gettext_lazy("Why"), widget=forms.Textarea, max_length=_WORDS)
    basis = forms.CharField(
        label=gettext_lazy("Basis"),
        max_length=500,
        help_text=gettext_lazy("By which document, or by whose instruction and when."),
    )


class VerdictForm(VersionedForm):
    """登记外部验收结论 — outcome, document, words, scan."""

    outcome = forms.ChoiceField(label=gettext_lazy("Outcome"))
    document_number = forms.CharField(label=gettext_lazy("Document number"), max_length=100)
    dated_on = DayField(label=gettext_lazy("Date of the document"))
    words = forms.CharField(
        label=gettext_lazy("Words of the verdict"), widget=forms.Textarea, max_length=_WORDS
    )
    day = DayField(
        label=gettext_lazy("New day"),
        required=False,
        help_text=gettext_lazy("Needed where a closed task is opened again."),
    )
    scan = UploadField(
        limit_bytes=settings.ENVIRONMENT.evidence_limit_bytes,
        accept=SHEET_TYPES,
        label=gettext_lazy("Scan of the document"),
        required=False,
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        outcomes = [(each.value, term("verdict_outcomes", each)) for each in VerdictOutcome]
        offer(self, "outcome", [("", "—"), *outcomes])


class _AmountForm(VersionedForm):
    amount = forms.DecimalField(
        label=gettext_lazy("Amount in yuan"),
        max_digits=_DIGITS,
        decimal_places=2,
        help_text=gettext_lazy("Below nought it takes an earlier entry back."),
    )
    words = forms.CharField(
        label=gettext_lazy("What it is and by which document"),
        widget=forms.Textarea,
        max_length=_WORDS,
    )


class FindForm(_AmountForm):
    """登记问题金额 — how much is in question; left empty, it is not known."""

    field_order = ("version", "amount", "words")

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["amount"].required = False
        self.fields["amount"].help_text = gettext_lazy(
            "Leave empty where it is not known yet; empty is not 0."
            " Below nought it takes an earlier entry back."
        )


class RectifyForm(_AmountForm):
    """登记整改金额 — how it was put right, how much."""

    amount_kind = forms.ChoiceField(label=gettext_lazy("How it was put right"))
    field_order = ("version", "amount_kind", "amount", "words")

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        kinds = [(each.value, term("amount_kinds", each)) for each in RECTIFYING]
        offer(self, "amount_kind", [("", "—"), *kinds])


FORMS: Mapping[EventKind, type[VersionedForm]] = MappingProxyType(
    {
        EventKind.SET_BODY: BodyForm,
        EventKind.WAIVE_BODY: WaiveForm,
        EventKind.RECORD_VERDICT: VerdictForm,
        EventKind.FIND_AMOUNT: FindForm,
        EventKind.RECTIFY_AMOUNT: RectifyForm,
    }
)


def outside_form(kind: EventKind, detail: TaskDetail) -> VersionedForm:
    """The form of a step before anything was filled in."""
    return FORMS[kind](initial={"version": detail.row.version})
