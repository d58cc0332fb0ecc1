"""督办事项表单 — what the register asks: source, words, giver, units, deadline, answer."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy

from mengyang.core.access import scope
from mengyang.core.ledger import Deadline, DeadlineKind
from mengyang.core.ledger.supervised import DEADLINES, MatterSource, Origin
from mengyang.store.reads import registry
from mengyang.web.bilingual import in_language
from mengyang.web.clock import today
from mengyang.web.forms import DayField, UploadField, VersionedForm, offer
from mengyang.web.incoming_forms import SHEET_TYPES, WORDS
from mengyang.web.request import Request
from mengyang.web.terms import family_words

ORIGIN = (
    *("source", "words", "giver", "giver_name", "given_on", "reference"),
    *("urgency", "answer", "answer_note"),
)


def _deadlines() -> list[tuple[str, str]]:
    words = dict(family_words("deadline_kinds"))
    return [(kind.value, words[kind.value]) for kind in DEADLINES]


def _sources() -> list[tuple[str, str]]:
    """All but the clause: a clause has its task already, which is put on the register."""
    pairs = family_words("matter_sources")
    return [(code, words) for code, words in pairs if code != MatterSource.CLAUSE.value]


class OriginFields(forms.Form):
    """立项依据 — in whose words, from whom and when; how it is to be answered."""

    words = forms.CharField(
        label=gettext_lazy("The instruction's own words"), widget=WORDS, max_length=5000
    )
    giver = forms.CharField(
        label=gettext_lazy("Given by"),
        max_length=160,
        help_text=gettext_lazy("The post of the leader, or the body: the meeting, the congress."),
    )
    giver_name = forms.CharField(
        label=gettext_lazy("Name of the leader"), max_length=80, required=False
    )
    given_on = DayField(label=gettext_lazy("Given on"))
    reference = forms.CharField(
        label=gettext_lazy("Number of the paper"), max_length=120, required=False
    )
    urgency = forms.ChoiceField(
        label=gettext_lazy("Urgency"), choices=lambda: family_words("urgency_levels")
    )
    answer = forms.ChoiceField(
        label=gettext_lazy("How it is to be answered"),
        choices=lambda: family_words("matter_answers"),
    )
    answer_note = forms.CharField(
        label=gettext_lazy("What the answer must hold"), max_length=300, required=False
    )


class RegisterMatterForm(OriginFields):
    """登记督办事项 — one line of the register, and the task it becomes."""

    unit = forms.ChoiceField(label=gettext_lazy("Register of"))
    source = forms.ChoiceField(label=gettext_lazy("Source"), choices=_sources)
    title = forms.CharField(label=gettext_lazy("Matter"), max_length=300)
    lead_units = forms.MultipleChoiceField(
        label=gettext_lazy("Lead unit"),
        required=False,
        help_text=gettext_lazy("Of several units each answers for its own part."),
    )
    joint_units = forms.MultipleChoiceField(label=gettext_lazy("Joint units"), required=False)
    deadline_kind = forms.ChoiceField(label=gettext_lazy("Deadline"), choices=_deadlines)
    deadline_on = DayField(label=gettext_lazy("To be done by"), required=False)
    deadline_words = forms.CharField(
        label=gettext_lazy("Deadline in words"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("Of a recurring duty: the words that name its day."),
    )
    scan = UploadField(
        limit_bytes=settings.ENVIRONMENT.evidence_limit_bytes,
        accept=SHEET_TYPES,
        label=gettext_lazy("Scan of the sheet (.png, .jpg or .pdf)"),
        required=False,
    )
    paper = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)
    instruction = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)
    field_order = (
        *("unit", "source", "title", "words", "giver", "giver_name", "given_on", "reference"),
        *("lead_units", "joint_units", "deadline_kind", "deadline_on", "deadline_words"),
        *("urgency", "answer", "answer_note", "scan"),
    )

    def __init__(
        self,
        registers: Sequence[tuple[str, str]],
        units: Sequence[tuple[str, str]],
        *arguments: Any,
        **options: Any,
    ) -> None:
        super().__init__(*arguments, **options)
        offer(self, "unit", registers)
        for name in ("lead_units", "joint_units"):
            offer(self, name, units)
            self.fields[name].widget.attrs["data-search"] = ""


class SuperviseForm(OriginFields):
    """列入督办 — a task of a plan is put on the register as it stands."""

    unit = forms.ChoiceField(label=gettext_lazy("Register of"))
    field_order = ("unit", *ORIGIN)

    def __init__(self, registers: Sequence[tuple[str, str]], *rest: Any, **options: Any) -> None:
        super().__init__(*rest, **options)
        offer(self, "unit", registers)


class CorrectMatterForm(VersionedForm, OriginFields):
    """更正登记 — the line as it should read, and why."""

    text = forms.CharField(
        label=gettext_lazy("Reason for the correction"), widget=WORDS, max_length=500
    )
    field_order = (*ORIGIN, "text", "version")


def origin_in(data: Mapping[str, Any], source: str) -> Origin:
    """The origin that a form states."""
    return Origin(source=source, **{name: data[name] for name in ORIGIN if name != "source"})


def deadline_of(data: Mapping[str, Any]) -> Deadline:
    """The deadline that a form states."""
    day = data["deadline_on"]
    kind = DeadlineKind(data["deadline_kind"])
    return Deadline(kind, (day,) if day is not None else (), data["deadline_words"].strip())


def matter_registers(request: Request) -> list[tuple[str, str]]:
    """The units whose register of matters the person keeps."""
    own = scope(request.actor, "register", "matter").grants
    reach, day = scope(request.actor, "see", "unit"), today()
    rows = [registry.unit(reach, day, grant.unit_id) for grant in own if grant.unit_id is not None]
    return [(str(row.id), in_language(row.name_zh, row.name_en)) for row in rows]
