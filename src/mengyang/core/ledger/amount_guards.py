"""登记金额 — what must hold before an amount is entered: yuan and fen, and possible sums."""

from datetime import date
from decimal import Decimal

from mengyang.core.access import Actor
from mengyang.core.findings import Refused
from mengyang.core.ledger.amounts import RECTIFYING, AmountKind, AmountRow, Amounts
from mengyang.core.ledger.events import Event
from mengyang.core.ledger.tasks import Task

_FEN = Decimal("0.01")
_LARGEST = Decimal(10) ** 12
_NOUGHT = Decimal(0)


def is_in_question(_task: Task, event: Event, _actor: Actor, _day: date) -> Refused | None:
    """Money is put right where money is in question."""
    if event.amounts is None:
        return Refused("ledger.refused.no_amount_found", "ledger.hint.find_amount")
    return None


def states_found(task: Task, event: Event, _actor: Actor, _day: date) -> Refused | None:
    """What is in question: an amount, or that it is not known; sums stay possible."""
    if event.amount is None or event.amount.kind is not AmountKind.FOUND:
        return Refused("ledger.refused.amount_missing", "ledger.hint.write_amount")
    return _is_sound(task, event, event.amount)


def states_rectified(task: Task, event: Event, _actor: Actor, _day: date) -> Refused | None:
    """What was put right and how: an amount, never an unknown one."""
    row = event.amount
    if row is None or row.kind not in RECTIFYING or row.amount is None:
        return Refused("ledger.refused.amount_missing", "ledger.hint.write_amount")
    return _is_sound(task, event, row)


def _is_sound(task: Task, event: Event, row: AmountRow) -> Refused | None:
    if not event.text.strip():
        return Refused("ledger.refused.amount_words", "ledger.hint.write_amount_words")
    if row.amount is not None and not _is_money(row.amount):
        return Refused("ledger.refused.amount_form", "ledger.hint.write_amount")
    before = event.amounts or Amounts(None)
    after = before.after(row)
    if after.rectified < 0 or (after.found is not None and after.found < 0):
        return Refused("ledger.refused.amount_below", "ledger.hint.check_amounts")
    if after.left is not None and after.left < 0:
        return Refused(
            "ledger.refused.amount_above",
            "ledger.hint.check_amounts",
            number=task.number,
            found=after.found,
            rectified=after.rectified,
        )
    return None


def _is_money(amount: Decimal) -> bool:
    is_finite = amount.is_finite() and amount != _NOUGHT and abs(amount) < _LARGEST
    return is_finite and amount == amount.quantize(_FEN)
