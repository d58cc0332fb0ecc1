"""数据、项目、职责、经费规则更正表单 — what is not a duty, a target or a report of its own."""

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext, gettext_lazy

from mengyang.core.documents.corrections import (
    FIGURE_TYPES,
    OPEN_VALUES,
    DutyChange,
    FigureChange,
    MoneyRuleChange,
    ProjectChange,
    amount_lines,
    written_amounts,
)
from mengyang.web.reading_forms import (
    Content,
    QuantityForm,
    TermedForm,
    joined,
    parted,
    several,
    suggest_units,
)
from mengyang.web.wording import word


class FigureForm(QuantityForm):
    """数据更正 — what is stated or ruled, and how much."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    field_order = ("indicator", "comparator", "value", "value_to", "unit", "kind", "scope")
    terms = (*QuantityForm.terms, ("kind", "figure_types", FIGURE_TYPES))

    @staticmethod
    def filled(content: Content) -> dict[str, object]:
        """The figure as it stands."""
        return QuantityForm.filled_quantity(content) | {"kind": content.get("type") or "fact"}

    def change(self) -> FigureChange:
        """The figure as filled in."""
        return FigureChange(**self.parts())


class ProjectForm(TermedForm):
    """建设项目更正 — which kindergarten, what is done, seats and day."""

    name = forms.CharField(label=gettext_lazy("Name of the project"), max_length=120)
    action = forms.CharField(label=gettext_lazy("What is done"), required=False, max_length=40)
    seats = forms.CharField(label=gettext_lazy("Seats"), required=False, max_length=9)
    due_on = forms.CharField(
        label=gettext_lazy("Day"),
        required=False,
        max_length=10,
        help_text=gettext_lazy("As 2026-06-30"),
    )
    due_raw = forms.CharField(
        label=gettext_lazy("Deadline as printed"), required=False, max_length=80
    )

    @staticmethod
    def filled(content: Content) -> dict[str, object]:
        """The project as it stands."""
        keys = ("name", "action", "seats", "due_on", "due_raw")
        return {key: "" if content.get(key) is None else str(content[key]) for key in keys}

    def change(self) -> ProjectChange:
        """The project as filled in."""
        data = {key: value for key, value in self.cleaned_data.items() if key != "version"}
        return ProjectChange(**data)


class DutyForm(TermedForm):
    """部门职责更正 — which department does what, with whom."""

    department = forms.CharField(label=gettext_lazy("Department"), max_length=120)
    duty = forms.CharField(label=gettext_lazy("What"), max_length=2000, widget=forms.Textarea)
    joint = forms.CharField(
        label=gettext_lazy("Joint units"),
        required=False,
        help_text=gettext_lazy("Part several by 、"),
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["duty"].widget.attrs["rows"] = 5
        suggest_units(self, "joint")

    @staticmethod
    def filled(content: Content) -> dict[str, object]:
        """The duty as it stands."""
        return {
            "department": content.get("department") or "",
            "duty": content.get("duty") or "",
            "joint": joined(several(content.get("joint"))),
        }

    def change(self) -> DutyChange:
        """The duty as filled in."""
        data = self.cleaned_data
        return DutyChange(data["department"], data["duty"], tuple(parted(data["joint"])))


class MoneyRuleForm(TermedForm):
    """经费规则更正 — what is paid to whom, one amount a line, and what is still open."""

    name = forms.CharField(label=gettext_lazy("Name of the rule"), max_length=120)
    beneficiary = forms.CharField(label=gettext_lazy("Paid to"), required=False, max_length=120)
    amounts = forms.CharField(
        label=gettext_lazy("Amounts"),
        required=False,
        max_length=8000,
        widget=forms.Textarea,
        help_text=gettext_lazy(
            "One a line: name | comparison | value | unit, as 生均补助 | ≥ | 600 | 元/生·年; "
            "a range as 300—900."
        ),
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["amounts"].widget.attrs["rows"] = 4
        for code in OPEN_VALUES:
            said = word(code, None, get_language() or "zh-hans")
            label = f"{gettext('Still open:')} {said}"
            self.fields[_key(code)] = forms.BooleanField(label=label, required=False)

    @staticmethod
    def filled(content: Content) -> dict[str, object]:
        """The rule as it stands."""
        return {
            "name": content.get("name") or "",
            "beneficiary": content.get("beneficiary") or "",
            "amounts": amount_lines(content.get("amounts") or []),
            **{_key(code): code in (content.get("open_values") or []) for code in OPEN_VALUES},
        }

    def change(self) -> MoneyRuleChange:
        """The rule as filled in; raises `Refused` for a line that is no amount."""
        data = self.cleaned_data
        return MoneyRuleChange(
            name=data["name"],
            beneficiary=data["beneficiary"],
            amounts=written_amounts(data["amounts"]),
            open_values=tuple(code for code in OPEN_VALUES if data[_key(code)]),
        )


def _key(code: str) -> str:
    return f"open_{code.rpartition('.')[2]}"
