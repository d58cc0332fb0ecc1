"""数值一致性核对 — one target said twice with two values, for the same day and the same bodies."""

from collections.abc import Iterator
from itertools import combinations, groupby

from mengyang.core.documents.checks._sentences import printed, told
from mengyang.core.documents.records import Check, Reading, Target
from mengyang.core.findings import Level

_SHORTEST = 4
_MANY = 12


def check(reading: Reading) -> tuple[Check, ...]:
    """Targets of one name, unit, day and area in two clauses, with two values."""
    rates = [target for target in reading.targets if _can_be_compared(target)]
    rates.sort(key=_key)
    return tuple(
        found for _, group in groupby(rates, _key) for found in _differing(reading, list(group))
    )


def _can_be_compared(target: Target) -> bool:
    return (
        target.unit == "%"
        and len(target.value) == 1
        and target.by is not None
        and len(target.indicator) >= _SHORTEST
    )


def _key(target: Target) -> tuple[str, str, str, str]:
    return target.indicator, target.unit, target.by or "", target.scope or ""


def _differing(reading: Reading, group: list[Target]) -> Iterator[Check]:
    for one, other in combinations(sorted(group, key=lambda each: each.span)[:_MANY], 2):
        if one.path != other.path and one.value != other.value:
            yield told(
                reading.document,
                other.span,
                "documents.check.two_values",
                Level.WARNING,
                indicator=other.indicator,
                first=printed(one.value[0]),
                second=printed(other.value[0]),
                path=one.path,
            )
