"""核对识别结果 — a person corrects, rejects, restores or adds what was read, before adoption."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from mengyang.core import access
from mengyang.core.access import Actor
from mengyang.core.documents.corrections import (
    DutyChange,
    FigureChange,
    MoneyRuleChange,
    ObligationChange,
    ProjectChange,
    ReportChange,
    TargetChange,
    corrected_duty,
    corrected_figure,
    corrected_money_rule,
    corrected_obligation,
    corrected_project,
    corrected_report,
    corrected_target,
    new_duty,
    new_figure,
    new_money_rule,
    new_obligation,
    new_project,
    new_report,
    new_target,
)
from mengyang.core.documents.records import Span
from mengyang.core.findings import Refused
from mengyang.store.reads import documents as reads
from mengyang.store.reads.documents import EntryRow
from mengyang.store.writes import transaction
from mengyang.store.writes.documents import EntryDraft, add_entry, change_entry

# From a clause, a span and the text to the content of an entry.
type Maker = Callable[[str, Span, str], dict[str, object] | Refused]
type Change = (
    ObligationChange
    | TargetChange
    | ReportChange
    | FigureChange
    | ProjectChange
    | DutyChange
    | MoneyRuleChange
)
type Content = dict[str, object]


# Which reading a change is for, and what makes it.
_CORRECTED: Mapping[type, tuple[str, Callable[[Mapping[str, object], Any], Content | Refused]]] = {
    ObligationChange: ("obligations", corrected_obligation),
    TargetChange: ("targets", corrected_target),
    ReportChange: ("reporting", corrected_report),
    FigureChange: ("figures", corrected_figure),
    ProjectChange: ("projects", corrected_project),
    DutyChange: ("duties", corrected_duty),
    MoneyRuleChange: ("money_rules", corrected_money_rule),
}
_MADE: Mapping[str, Maker] = {
    "obligations": new_obligation,
    "targets": new_target,
    "reporting": new_report,
    "figures": new_figure,
    "projects": new_project,
    "duties": new_duty,
    "money_rules": new_money_rule,
}


def correct_entry(
    actor: Actor, entry_id: int, expected_version: int, change: Change, *, at: datetime
) -> None:
    """Correct a duty, a target, a reporting duty, a figure, a project or a money rule.

    Raises `Refused` for what cannot be, for an entry of another kind, or after adoption.
    """
    entry = _open_entry(actor, entry_id, at.date())
    content = _kept(_corrected(entry, change))
    changes = {"content": content, "status": "corrected"}
    with transaction(actor, at) as work:
        change_entry(work, entry_id, expected_version, changes, "reading.correct")


def reject_entry(actor: Actor, entry_id: int, expected_version: int, *, at: datetime) -> None:
    """Set an entry aside: it is not adopted, and stays listed as rejected."""
    _open_entry(actor, entry_id, at.date())
    with transaction(actor, at) as work:
        change_entry(work, entry_id, expected_version, {"is_rejected": True}, "reading.reject")


def restore_entry(actor: Actor, entry_id: int, expected_version: int, *, at: datetime) -> None:
    """Bring a rejected entry back."""
    _open_entry(actor, entry_id, at.date())
    with transaction(actor, at) as work:
        change_entry(work, entry_id, expected_version, {"is_rejected": False}, "reading.restore")


def make_entry(actor: Actor, document_id: int, reading: str, span: Span, *, at: datetime) -> int:
    """An entry of a reading from words selected in the text, to be corrected further; its id.

    Raises `Refused` where no entry of that reading can be made of them, or after adoption.
    """
    make = _MADE.get(reading)
    if make is None:
        raise Refused("documents.refused.not_addable", "documents.hint.addable", kind=reading)
    reach = access.scope(actor, "correct", "document")
    document = reads.document(reach, at.date(), document_id)
    _require_open(document.row.state)
    path = _path_at(reads.clauses(reach, at.date(), document_id), span[0])
    draft = EntryDraft(
        reading=reading,
        position=len(reads.entries(reach, at.date(), document_id, reading)),
        path=path,
        start=span[0],
        end=span[1],
        content=_kept(make(path, span, document.text)),
        origin="person",
    )
    with transaction(actor, at) as work:
        return add_entry(work, document_id, draft)


def _corrected(entry: EntryRow, change: Change) -> Content | Refused:
    """The content with the change, where it is one for this kind of entry."""
    known = _CORRECTED.get(type(change))
    if known is None or known[0] != entry.reading:
        return Refused("documents.refused.not_correctable", "documents.hint.reject_instead")
    return known[1](entry.content, change)


def _open_entry(actor: Actor, entry_id: int, day: date) -> EntryRow:
    reach = access.scope(actor, "correct", "document")
    entry = reads.entry(reach, day, entry_id)
    _require_open(reads.document(reach, day, entry.document_id).row.state)
    return entry


def _require_open(state: str) -> None:
    if state != "read":
        raise Refused("documents.refused.not_open", "documents.hint.see_plan")


def _kept(content: dict[str, object] | Refused) -> Mapping[str, object]:
    if isinstance(content, Refused):
        raise content
    return content


def _path_at(clauses: tuple[reads.ClauseRow, ...], offset: int) -> str:
    """The innermost clause around the offset: the last one in text order that covers it."""
    covering = [clause.path for clause in clauses if clause.start <= offset < clause.end]
    return covering[-1] if covering else ""
