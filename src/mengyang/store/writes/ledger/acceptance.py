"""外部验收、整改金额写入 — who accepts outside, what was decided there, what money is entered."""

from collections.abc import Mapping
from dataclasses import dataclass

from mengyang.core.ledger import AmountRow, OutsideVerdict
from mengyang.store.models import MatterAmount, OutsideBody, Verdict
from mengyang.store.writes.work import Work

_SET = "set"


@dataclass(frozen=True, slots=True)
class VerdictDraft:
    """外部验收结论 to be written; a scan has its name and its SHA-256."""

    verdict: OutsideVerdict
    words: str
    scan_name: str = ""
    scan_sha256: str = ""


@dataclass(frozen=True, slots=True)
class AmountDraft:
    """金额 to be written; no unit: entered by the office."""

    row: AmountRow
    words: str
    unit_id: int | None = None


def set_body(work: Work, task_id: int, body: str) -> int:
    """Write who accepts a task from outside, instead of whoever did so before; the row's id."""
    for former in OutsideBody.objects.filter(task_id=task_id, state=_SET):
        _end(work, former, {"state": "replaced"}, action="task.set_body")
    row = OutsideBody(task_id=task_id, body=body, decided_by_id=_person(work), decided_at=work.at)
    return work.create(row, action="task.set_body").pk


def waive_body(work: Work, task_id: int, reason: str, basis: str) -> None:
    """Write that nobody outside accepts a task any more, why, and on what basis."""
    row = OutsideBody.objects.get(task_id=task_id, state=_SET)
    changes = {"state": "waived", "reason": reason, "basis": basis}
    _end(work, row, changes, action="task.waive_body")


def add_verdict(work: Work, task_id: int, draft: VerdictDraft) -> int:
    """Write what the body that accepts a task has decided; the row's id."""
    body = OutsideBody.objects.get(task_id=task_id, state=_SET)
    row = Verdict(
        task_id=task_id,
        outside_body=body,
        outcome=draft.verdict.outcome.value,
        document_number=draft.verdict.document_number.strip(),
        dated_on=draft.verdict.dated_on,
        words=draft.words,
        scan_name=draft.scan_name,
        scan_sha256=draft.scan_sha256,
        recorded_by_id=_person(work),
        recorded_at=work.at,
    )
    return work.create(row, action="task.record_verdict").pk


def add_amount(work: Work, task_id: int, draft: AmountDraft, *, action: str) -> int:
    """Write one row of money; its id."""
    row = MatterAmount(
        task_id=task_id,
        amount_kind=draft.row.kind.value,
        amount=draft.row.amount,
        words=draft.words,
        unit_id=draft.unit_id,
        recorded_by_id=_person(work),
        recorded_at=work.at,
    )
    return work.create(row, action=action).pk


def _end(work: Work, row: OutsideBody, changes: Mapping[str, object], *, action: str) -> None:
    work.change(row, changes, action=action, expected_version=row.version)


def _person(work: Work) -> int:
    if work.actor is None:
        raise ValueError("nobody decides about a task while the house is set up")
    return work.actor.user_id
