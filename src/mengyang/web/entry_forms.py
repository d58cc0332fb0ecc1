"""更正表单 — one form for each kind of entry that a person may correct, found by its reading."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import BooleanField
from django.utils.translation import gettext

from mengyang.store.reads.documents import EntryRow
from mengyang.web.fact_forms import DutyForm, FigureForm, MoneyRuleForm, ProjectForm
from mengyang.web.reading_forms import Content, ObligationForm, ReportForm, TargetForm

# Each is filled from an entry by `filled` and gives its `change` to the action.
type EntryForm = (
    ObligationForm | TargetForm | ReportForm | FigureForm | ProjectForm | DutyForm | MoneyRuleForm
)

FORMS: Mapping[str, type[EntryForm]] = {
    "obligations": ObligationForm,
    "targets": TargetForm,
    "reporting": ReportForm,
    "figures": FigureForm,
    "projects": ProjectForm,
    "duties": DutyForm,
    "money_rules": MoneyRuleForm,
}

# What an entry is called by, whichever of these its reading has.
_NAMES = ("title", "indicator", "what", "name", "department", "quote")
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that was filled in differently, in the words of the page."""

    label: str
    kept: str
    yours: str


def entry_changes(reading: str, before: Content, after: Content) -> list[Difference]:
    """What a correction changed in an entry, field by field as its form names them."""
    made = FORMS.get(reading)
    if made is None:
        return []
    old, new, form = made.filled(before), made.filled(after), made(None)
    return [
        Difference(str(form.fields[name].label), *_worded(form, name, old[name], new[name]))
        for name in form.fields
        if name in new and old.get(name) != new[name]
    ]


def entry_name(entry: EntryRow) -> str:
    """How an entry is called: its clause and what it says."""
    said = next((entry.content[key] for key in _NAMES if entry.content.get(key)), "")
    words = "、".join(map(str, said)) if isinstance(said, list) else str(said)
    return f"{entry.path} {words[:_LONGEST_NAME]}".strip()


def yes_or_no(value: object) -> str:
    """A ticked or an empty box in words."""
    return gettext("Yes") if value else gettext("No")


def entry_form(entry: EntryRow, sent: Any = None) -> EntryForm | None:
    """The form of an entry, filled as it stands or as it was sent; None for other readings."""
    made = FORMS.get(entry.reading)
    if made is None:
        return None
    return made(sent, initial={"version": entry.version, **made.filled(entry.content)})


def _worded(form: EntryForm, name: str, old: object, new: object) -> tuple[str, str]:
    field = form.fields[name]
    if isinstance(field, BooleanField):
        return yes_or_no(old), yes_or_no(new)
    words = dict(getattr(field, "choices", ()))
    kept, yours = str(old or ""), str(new or "")
    return str(words.get(kept, kept)) or "—", str(words.get(yours, yours)) or "—"
