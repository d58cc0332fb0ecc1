"""更正表单 — what a correction fills in: duties, targets, reporting duties."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from mengyang.core.documents.corrections import (
    CLAIMED_STATUSES,
    COMPARATORS,
    OBLIGATION_KINDS,
    RESPONSES,
    VERBS,
    NamedUnit,
    ObligationChange,
    ReportChange,
    TargetChange,
    WrittenAnswer,
    as_line,
)
from mengyang.core.facts import DeadlineKind
from mengyang.web.forms import VersionedForm, offer
from mengyang.web.terms import term

# Full- and half-width, as a Chinese and an English keyboard give them.
SEPARATORS = "、，,；;\n"

_ANSWER = ("remedies", "response", "explanation", "claimed_status")

type Content = Mapping[str, Any]
# For each field of choices: its name, the family of its terms, the codes offered.
type Terms = tuple[tuple[str, str, tuple[str, ...]], ...]


class TermedForm(VersionedForm):
    """更正 — what all corrections share: choices that are terms in the reader's language."""

    terms: Terms = ()

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for name, family, codes in self.terms:
            choices = [(code, term(family, code) if code else "—") for code in codes]
            offer(self, name, choices)


class DeadlineForm(TermedForm):
    """时限 — the three fields of a deadline."""

    deadline_kind = forms.ChoiceField(label=gettext_lazy("Deadline"))
    deadline_on = forms.CharField(
        label=gettext_lazy("Day"),
        required=False,
        help_text=gettext_lazy("As 2026-06-30; several parted by 、"),
    )
    deadline_raw = forms.CharField(
        label=gettext_lazy("Deadline as printed"), required=False, max_length=200
    )
    terms: Terms = (
        ("deadline_kind", "deadline_kinds", tuple(kind.value for kind in DeadlineKind)),
    )


class ObligationForm(DeadlineForm):
    """事项更正 — who, what and by when, as the person reads it."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    title = forms.CharField(label=gettext_lazy("What"), max_length=300, widget=forms.Textarea)
    lead_units = forms.CharField(
        label=gettext_lazy("Responsible units"),
        required=False,
        help_text=gettext_lazy("Part several by 、 — the first one answers for the duty."),
    )
    joint_units = forms.CharField(label=gettext_lazy("Joint units"), required=False)
    leaders = forms.CharField(
        label=gettext_lazy("Responsible leaders"),
        required=False,
        help_text=gettext_lazy("Part several by 、"),
    )
    remedies = forms.CharField(
        label=gettext_lazy("Remedies"),
        required=False,
        widget=forms.Textarea,
        help_text=gettext_lazy("One a line."),
    )
    response = forms.ChoiceField(
        label=gettext_lazy("Kind of answer"),
        required=False,
        help_text=gettext_lazy("Closing asks for the proof of this kind of answer."),
    )
    explanation = forms.CharField(
        label=gettext_lazy("Words of the explanation"), required=False, widget=forms.Textarea
    )
    claimed_status = forms.ChoiceField(
        label=gettext_lazy("Status by the document's own account"), required=False
    )
    field_order = (
        *("kind", "title", "response", "remedies", "explanation"),
        *("lead_units", "joint_units", "leaders"),
    )
    terms = (
        *DeadlineForm.terms,
        ("kind", "obligation_kinds", OBLIGATION_KINDS),
        ("response", "responses", ("", *RESPONSES)),
        ("claimed_status", "claimed_statuses", CLAIMED_STATUSES),
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["title"].widget.attrs["rows"] = 3
        self.fields["remedies"].widget.attrs["rows"] = 6
        self.fields["explanation"].widget.attrs["rows"] = 3
        suggest_units(self, "lead_units", "joint_units")

    @staticmethod
    def filled(content: Content) -> dict[str, object]:
        """The duty as it stands."""
        units = content.get("responsible_units") or []
        return {
            "kind": content.get("kind"),
            "title": content.get("title"),
            "lead_units": joined(unit["name"] for unit in units if unit["role"] != "joint"),
            "joint_units": joined(unit["name"] for unit in units if unit["role"] == "joint"),
            "remedies": "\n".join(as_line(each["text"]) for each in content.get("remedies") or []),
            "leaders": joined(each["name"] for each in content.get("responsible_leaders") or []),
            "response": content.get("response") or "",
            "explanation": content.get("explanation") or "",
            "claimed_status": content.get("claimed_status") or "open",
            **_deadline_fields(content),
        }

    def change(self) -> ObligationChange:
        """The duty as filled in."""
        data = self.cleaned_data
        lead = [NamedUnit(name) for name in parted(data["lead_units"])]
        joint = [NamedUnit(name, "joint") for name in parted(data["joint_units"])]
        return ObligationChange(
            kind=data["kind"],
            title=data["title"],
            units=(*lead, *joint),
            deadline_kind=data["deadline_kind"],
            deadline_on=tuple(parted(data["deadline_on"])),
            deadline_raw=data["deadline_raw"],
            answer=self._answer(),
            # A form that does not name them says nothing of them.
            leaders=tuple(parted(data["leaders"])) if "leaders" in self.data else None,
        )

    def _answer(self) -> WrittenAnswer:
        """The answer as far as the form names its parts."""
        sent = {name: self.cleaned_data[name] for name in _ANSWER if name in self.data}
        remedies = sent.pop("remedies", None)
        lines = None if remedies is None else tuple(remedies.splitlines())
        return WrittenAnswer(lines, **sent)


class QuantityForm(TermedForm):
    """数量更正 — what targets and figures share: of what, how much, of whom."""

    indicator = forms.CharField(label=gettext_lazy("Indicator"), max_length=160)
    comparator = forms.ChoiceField(label=gettext_lazy("Comparison"))
    value = forms.CharField(label=gettext_lazy("Value"), max_length=30)
    value_to = forms.CharField(
        label=gettext_lazy("Up to"),
        required=False,
        max_length=30,
        help_text=gettext_lazy("Only where the document names a range."),
    )
    unit = forms.CharField(label=gettext_lazy("Unit of the value"), required=False, max_length=30)
    scope = forms.CharField(label=gettext_lazy("Speaks of"), required=False, max_length=80)
    terms: Terms = (("comparator", "comparators", COMPARATORS),)

    @staticmethod
    def filled_quantity(content: Content) -> dict[str, object]:
        """The quantity as it stands."""
        first, *rest = [*written(content.get("value")), ""]
        texts = {key: content.get(key) or "" for key in ("indicator", "unit", "scope")}
        more = {"value": first, "value_to": rest[0] if rest else ""}
        return {**texts, **more, "comparator": content.get("comparator")}

    def parts(self) -> dict[str, Any]:
        """What was filled in, one or two numbers as `values`."""
        data = {**self.cleaned_data}
        values = tuple(value for value in (data.pop("value"), data.pop("value_to")) if value)
        data.pop("version")
        return {**data, "values": values}


class TargetForm(QuantityForm):
    """目标值更正 — what is to be reached or kept, how much and by when."""

    by = forms.CharField(
        label=gettext_lazy("Reached by"),
        required=False,
        max_length=10,
        help_text=gettext_lazy("A year or a day: 2027 or 2027-12-31"),
    )
    verb = forms.ChoiceField(label=gettext_lazy("To be"))
    field_order = ("indicator", "comparator", "value", "value_to", "unit", "by", "verb", "scope")
    terms = (*QuantityForm.terms, ("verb", "target_verbs", VERBS))

    @staticmethod
    def filled(content: Content) -> dict[str, object]:
        """The target as it stands."""
        own = {"by": content.get("by") or "", "verb": content.get("verb") or "reach"}
        return QuantityForm.filled_quantity(content) | own

    def change(self) -> TargetChange:
        """The target as filled in."""
        return TargetChange(**self.parts())


class ReportForm(DeadlineForm):
    """报送要求更正 — who reports what to whom, who signs, by when."""

    who = forms.CharField(
        label=gettext_lazy("Who"), required=False, help_text=gettext_lazy("Part several by 、")
    )
    what = forms.CharField(label=gettext_lazy("What"), help_text=gettext_lazy("Part several by 、"))
    to = forms.CharField(label=gettext_lazy("To"), required=False, max_length=160)
    signatory = forms.CharField(label=gettext_lazy("Signed by"), required=False, max_length=80)
    field_order = ("who", "what", "to", "signatory")

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        suggest_units(self, "who")

    @staticmethod
    def filled(content: Content) -> dict[str, object]:
        """The reporting duty as it stands."""
        return {
            "who": joined(several(content.get("who"))),
            "what": joined(several(content.get("what"))),
            "to": content.get("to") or "",
            "signatory": content.get("signatory") or "",
            **_deadline_fields(content),
        }

    def change(self) -> ReportChange:
        """The reporting duty as filled in."""
        data = self.cleaned_data
        return ReportChange(
            who=tuple(parted(data["who"])),
            what=tuple(parted(data["what"])),
            to=data["to"],
            deadline_kind=data["deadline_kind"],
            deadline_on=tuple(parted(data["deadline_on"])),
            deadline_raw=data["deadline_raw"],
            signatory=data["signatory"],
        )


def suggest_units(form: forms.Form, *names: str) -> None:
    """Let fields of names offer the units around the document; any other name may be typed."""
    for name in names:
        form.fields[name].widget.attrs["data-suggest"] = "unit-names"


def written(value: object) -> list[str]:
    """Numbers as a person writes them: never 1E+3, no trailing zeros."""
    return [f"{Decimal(number).normalize():f}" for number in several(value)]


def several(value: object) -> list[str]:
    """One, several or none, as the reading's JSON has it, as a list of words."""
    if value is None:
        return []
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]


def joined(parts: Iterable[str]) -> str:
    """Names as one field shows them."""
    return "、".join(parts)


def parted(text: str) -> list[str]:
    """The names of a field, by whatever sign they are parted."""
    for separator in SEPARATORS:
        text = text.replace(separator, "\n")
    return [part.strip() for part in text.split("\n") if part.strip()]


def _deadline_fields(content: Content) -> dict[str, object]:
    deadline = content.get("deadline") or {}
    return {
        "deadline_kind": deadline.get("kind") or "none",
        # An hour as a person writes it: 2026-06-30 18:00.
        "deadline_on": joined(
            str(day).replace("T", " ")[:16] for day in several(deadline.get("on"))
        ),
        "deadline_raw": joined(several(deadline.get("raw"))),
    }
