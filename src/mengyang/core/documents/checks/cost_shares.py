"""分担比例核对 — the shares of those who bear one cost, added up: they must make 100 per cent."""

from collections.abc import Iterator
from decimal import Decimal

from mengyang.core.documents.checks._sentences import compared, printed
from mengyang.core.documents.records import Check, MoneyRule, Reading

_FEWEST = 2
_HUNDRED = Decimal(100)
# Three thirds, each rounded to two places, are 99.99.
_ROUNDED_OFF = Decimal("0.1")


def check(reading: Reading) -> tuple[Check, ...]:
    """Every rule that names two payers or more with their shares."""
    return tuple(_added_up(reading))


def _added_up(reading: Reading) -> Iterator[Check]:
    for rule in reading.money_rules:
        if len(rule.cost_shares) >= _FEWEST:
            total = sum((share.percent for share in rule.cost_shares), Decimal(0))
            yield compared(
                reading.document,
                _place(rule),
                abs(total - _HUNDRED) < _ROUNDED_OFF,
                "documents.check.cost_shares_agree",
                "documents.check.cost_shares_differ",
                shares=" + ".join(printed(share.percent) for share in rule.cost_shares),
                payers="、".join(share.payer for share in rule.cost_shares),
                computed=printed(total),
            )


def _place(rule: MoneyRule) -> tuple[int, int]:
    spans = [share.span for share in rule.cost_shares]
    return min(start for start, _ in spans), max(end for _, end in spans)
