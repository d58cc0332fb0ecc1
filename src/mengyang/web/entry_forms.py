"""更正表单 — one form for each kind of entry that a person may correct, found by its reading."""

from collections.abc import Mapping
from typing import Any

from mengyang.store.reads.documents import EntryRow
from mengyang.web.fact_forms import DutyForm, FigureForm, MoneyRuleForm, ProjectForm
from mengyang.web.reading_forms import ObligationForm, ReportForm, TargetForm

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


def entry_form(entry: EntryRow, sent: Any = None) -> EntryForm | None:
    """The form of an entry, filled as it stands or as it was sent; None for other readings."""
    made = FORMS.get(entry.reading)
    if made is None:
        return None
    return made(sent, initial={"version": entry.version, **made.filled(entry.content)})
