"""双公开表单 — drafting an edition, its secrecy review, reasons, what law orders to be shown."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy

from mengyang.web.forms import UploadField, VersionedForm
from mengyang.web.terms import family_words

_WORDS = 4000
_PICTURES = ".png,.jpg,.jpeg"


class DraftForm(forms.Form):
    """拟稿."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Edition"), choices=lambda: family_words("edition_kinds")
    )
    statement = forms.CharField(
        label=gettext_lazy("Statement at the beginning"),
        required=False,
        max_length=_WORDS,
        widget=forms.Textarea,
        help_text=gettext_lazy("Progress that is to be told stands here, in the office's words."),
    )
    hidden = forms.CharField(
        label=gettext_lazy("Words to remove, one a line"),
        required=False,
        max_length=_WORDS,
        widget=forms.Textarea,
        help_text=gettext_lazy("Removed from the public edition wherever they stand."),
    )
    notice = forms.CharField(
        label=gettext_lazy("Notice of correction"),
        required=False,
        max_length=_WORDS,
        widget=forms.Textarea,
        help_text=gettext_lazy("What changed since the version published now, and why."),
    )


class ReviewForm(VersionedForm):
    """保密审查."""

    basis = forms.CharField(label=gettext_lazy("Basis of the review"), max_length=500)
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, widget=forms.Textarea, max_length=_WORDS
    )


class ReasonForm(VersionedForm):
    """退回、撤回."""

    reason = forms.CharField(label=gettext_lazy("Why"), widget=forms.Textarea, max_length=_WORDS)


class NoticeForm(forms.Form):
    """法定公示."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=lambda: family_words("lawful_notice_kinds")
    )
    name = forms.CharField(label=gettext_lazy("Name"), max_length=100)
    contact = forms.CharField(label=gettext_lazy("Contact"), max_length=200)
    duties = forms.CharField(
        label=gettext_lazy("Duties"), required=False, widget=forms.Textarea, max_length=2000
    )
    photograph = UploadField(
        limit_bytes=settings.ENVIRONMENT.evidence_limit_bytes,
        accept=_PICTURES,
        label=gettext_lazy("Photograph"),
        required=False,
    )
