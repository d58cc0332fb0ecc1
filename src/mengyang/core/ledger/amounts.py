"""问题金额、整改金额 — the money of an audit matter: what is in question, what was put right.

In go rows as they were entered, in yuan; a row below nought takes an earlier one back (红字冲销).
What is in question may be unknown, and then so is how far it was put right: unknown is not 0.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

_NOUGHT = Decimal(0)


class AmountKind(StrEnum):
    """问题金额; 上缴财政、追回、归还原渠道、拨付到位、调整账目、核减、其他整改."""

    FOUND = "found"
    PAID_IN = "paid_in"
    RECOVERED = "recovered"
    RETURNED = "returned"
    PAID_OUT = "paid_out"
    ADJUSTED = "adjusted"
    REDUCED = "reduced"
    OTHER = "other"


RECTIFYING = tuple(kind for kind in AmountKind if kind is not AmountKind.FOUND)


class Rectified(StrEnum):
    """已整改、部分整改、未整改; 金额不详."""

    DONE = "done"
    PARTLY = "partly"
    NOT_YET = "not_yet"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class AmountRow:
    """金额 — one row in the order of entry; `amount` None: in question, but not known how much."""

    kind: AmountKind
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class Amounts:
    """整改金额合计 of one matter; `found` None is unknown."""

    found: Decimal | None
    rectified: Decimal = _NOUGHT

    @property
    def standing(self) -> Rectified:
        """How far the money was put right, by the sums alone."""
        if self.found is None:
            return Rectified.UNKNOWN
        if self.rectified >= self.found:
            return Rectified.DONE
        return Rectified.PARTLY if self.rectified else Rectified.NOT_YET

    @property
    def left(self) -> Decimal | None:
        """What is still to be put right."""
        return None if self.found is None else self.found - self.rectified

    def after(self, row: AmountRow) -> "Amounts":
        """The sums with one more row."""
        if row.kind is not AmountKind.FOUND:
            return Amounts(self.found, self.rectified + (row.amount or _NOUGHT))
        if row.amount is None:
            return Amounts(None, self.rectified)
        return Amounts((self.found or _NOUGHT) + row.amount, self.rectified)


@dataclass(frozen=True, slots=True)
class PlanAmounts:
    """方案金额合计 — `found` and `rectified` over the matters whose sum in question is known."""

    found: Decimal
    rectified: Decimal
    rectified_of_unknown: Decimal
    done: int
    partly: int
    not_yet: int
    unknown: int

    @property
    def matters(self) -> int:
        """涉及金额的事项 — all of which money is in question."""
        return self.done + self.partly + self.not_yet + self.unknown


def amounts(rows: Iterable[AmountRow]) -> Amounts | None:
    """The sums of one matter; None where no money is in question."""
    found: Amounts | None = None
    for row in rows:
        found = (found or Amounts(None)).after(row)
    return found


def plan_amounts(matters: Iterable[Amounts]) -> PlanAmounts:
    """The sums of many matters; what is unknown is counted, and adds nothing to what is known."""
    kept = list(matters)
    known = [each for each in kept if each.found is not None]
    by_standing = {
        standing: sum(1 for each in kept if each.standing is standing) for standing in Rectified
    }
    return PlanAmounts(
        found=sum((each.found or _NOUGHT for each in known), _NOUGHT),
        rectified=sum((each.rectified for each in known), _NOUGHT),
        rectified_of_unknown=sum((each.rectified for each in kept if each.found is None), _NOUGHT),
        done=by_standing[Rectified.DONE],
        partly=by_standing[Rectified.PARTLY],
        not_yet=by_standing[Rectified.NOT_YET],
        unknown=by_standing[Rectified.UNKNOWN],
    )
