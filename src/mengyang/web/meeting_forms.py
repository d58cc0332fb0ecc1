"""会议表单 — what is asked of a meeting and of each of its decisions."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy

from mengyang.actions.evidence import EvidenceUpload, Shelf
from mengyang.actions.meetings import Decision, MeetingForm, Minutes
from mengyang.core.ledger import Deadline, DeadlineKind
from mengyang.core.ledger.meetings import MeetingHead
from mengyang.web.forms import DayField, UploadField, VersionedForm, offer
from mengyang.web.incoming_forms import WORDS
from mengyang.web.task_forms import EVIDENCE_TYPES
from mengyang.web.terms import family_words

HEAD = ("meeting_kind", "title", "held_on", "place", "chair", "chair_name", "reference")
# How many decisions are asked for at once; a page of more is sent twice.
AT_ONCE = 5


class MeetingFields(forms.Form):
    """会议 — kind, title, day, place, chair, units, minutes."""

    meeting_kind = forms.ChoiceField(
        label=gettext_lazy("Kind of meeting"), choices=lambda: family_words("meeting_kinds")
    )
    title = forms.CharField(label=gettext_lazy("Meeting"), max_length=300)
    held_on = DayField(label=gettext_lazy("Held on"))
    place = forms.CharField(label=gettext_lazy("Place"), max_length=120, required=False)
    chair = forms.CharField(label=gettext_lazy("Post of the chair"), max_length=80)
    chair_name = forms.CharField(
        label=gettext_lazy("Name of the chair"), max_length=80, required=False
    )
    reference = forms.CharField(
        label=gettext_lazy("Number of the minutes"), max_length=120, required=False
    )
    present = forms.MultipleChoiceField(label=gettext_lazy("Units present"), required=False)
    minutes = UploadField(
        limit_bytes=settings.ENVIRONMENT.evidence_limit_bytes,
        accept=EVIDENCE_TYPES,
        label=gettext_lazy("Minutes"),
        required=False,
    )

    def __init__(self, units: Sequence[tuple[str, str]], *rest: Any, **options: Any) -> None:
        super().__init__(*rest, **options)
        offer(self, "present", units)
        self.fields["present"].widget.attrs["data-search"] = ""


class RecordMeetingForm(MeetingFields):
    """登记会议."""

    unit = forms.ChoiceField(label=gettext_lazy("Recorded by the unit"))
    field_order = ("unit", *HEAD, "present", "minutes")

    def __init__(
        self,
        registers: Sequence[tuple[str, str]],
        units: Sequence[tuple[str, str]],
        *rest: Any,
        **options: Any,
    ) -> None:
        super().__init__(units, *rest, **options)
        offer(self, "unit", registers)


class CorrectMeetingForm(MeetingFields, VersionedForm):
    """更正会议 — as it was; without a file the minutes stay."""

    field_order = (*HEAD, "present", "minutes", "version")


class DecisionForm(forms.Form):
    """议定事项 — one decision in the words of the minutes."""

    title = forms.CharField(label=gettext_lazy("Matter"), max_length=300)
    words = forms.CharField(
        label=gettext_lazy("Words of the minutes"), widget=WORDS, max_length=5000
    )
    lead_units = forms.MultipleChoiceField(
        label=gettext_lazy("Lead unit"),
        required=False,
        help_text=gettext_lazy("Of several units each answers for its own part."),
    )
    joint_units = forms.MultipleChoiceField(label=gettext_lazy("Joint units"), required=False)
    deadline_on = DayField(
        label=gettext_lazy("To be done by"),
        required=False,
        help_text=gettext_lazy("Left empty, the decision sets no day."),
    )

    def __init__(self, *arguments: Any, units: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        for name in ("lead_units", "joint_units"):
            offer(self, name, units)
            self.fields[name].widget.attrs["data-search"] = ""


DECISIONS = forms.formset_factory(
    DecisionForm, extra=AT_ONCE, max_num=AT_ONCE, absolute_max=AT_ONCE
)


def meeting_in(data: Mapping[str, Any]) -> MeetingForm:
    """The meeting that a form states."""
    environment, file = settings.ENVIRONMENT, data["minutes"]
    shelf = Shelf(environment.var / "files", environment.evidence_limit_bytes)
    return MeetingForm(
        head=MeetingHead(**{name: data[name] for name in HEAD}),
        present=tuple(int(unit) for unit in data["present"]),
        minutes=Minutes(EvidenceUpload(file.read(), file.name), shelf) if file else None,
    )


def decision_in(data: Mapping[str, Any]) -> Decision:
    """The decision that a row of the form states."""
    day = data["deadline_on"]
    return Decision(
        title=data["title"],
        words=data["words"],
        lead_unit_ids=tuple(int(unit) for unit in data["lead_units"]),
        joint_unit_ids=tuple(int(unit) for unit in data["joint_units"]),
        deadline=Deadline(DeadlineKind.BY_DATE, (day,)) if day else Deadline(),
    )
