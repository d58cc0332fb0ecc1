"""公众意见表单 — sorting an opinion, answering it, and approving the answer."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy

from mengyang.core.ledger.publication import OpinionStep
from mengyang.web.forms import VersionedForm

_WORDS = 2000


class AcceptForm(VersionedForm):
    """受理并交办."""

    unit = forms.ChoiceField(label=gettext_lazy("Unit that answers"))
    words = forms.CharField(
        label=gettext_lazy("Note to the unit"),
        required=False,
        widget=forms.Textarea,
        max_length=_WORDS,
    )


class WordsForm(VersionedForm):
    """转办、不予受理、退回."""

    words = forms.CharField(label=gettext_lazy("Why"), widget=forms.Textarea, max_length=_WORDS)


class JoinForm(VersionedForm):
    """重复件."""

    repeats = forms.IntegerField(
        label=gettext_lazy("Number of the opinion it repeats"), min_value=1, max_value=10**9
    )
    words = forms.CharField(
        label=gettext_lazy("Note"), required=False, widget=forms.Textarea, max_length=_WORDS
    )


class AnswerForm(VersionedForm):
    """答复."""

    words = forms.CharField(
        label=gettext_lazy("Answer, as it will be published"),
        widget=forms.Textarea,
        max_length=_WORDS,
    )


class PublishForm(VersionedForm):
    """批准并公开."""

    hidden = forms.CharField(
        label=gettext_lazy("Words to remove, one a line"),
        required=False,
        widget=forms.Textarea,
        max_length=_WORDS,
        help_text=gettext_lazy("Removed from the opinion beside what the rules remove."),
    )


FORMS: Mapping[OpinionStep, type[VersionedForm]] = {
    OpinionStep.ACCEPT: AcceptForm,
    OpinionStep.ANSWER: AnswerForm,
    OpinionStep.PUBLISH: PublishForm,
    OpinionStep.FORWARD: WordsForm,
    OpinionStep.DECLINE: WordsForm,
    OpinionStep.JOIN: JoinForm,
    OpinionStep.SEND_BACK: WordsForm,
}
