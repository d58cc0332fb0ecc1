"""分单位统计 — the tasks of a plan by the unit that answers for them, counted and as a list."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from mengyang.core.access import Scope
from mengyang.core.ledger import Colour, Counts
from mengyang.store.reads.asked import Asked, both_ways
from mengyang.store.reads.bounded import bounded
from mengyang.store.reads.ledger.counts import counts_by_unit
from mengyang.store.reads.ledger.rows import Lit
from mengyang.store.reads.names import Named, unit_names
from mengyang.store.reads.paging import Page

# After every unit: what nobody answers for yet.
_LAST = 10**18


@dataclass(frozen=True, slots=True)
class UnitShare:
    """A unit with its tasks by state, share and lamp; `unit` is `None` where none answers yet."""

    unit: Named | None
    counts: Counts


def unit_shares(scope: Scope, lit: Lit, plan_id: int, asked: Asked) -> Page[UnitShare]:
    """The units of a plan by number with their tasks within reach; words look in their names.

    Filter `lamp`: the units with such a task. Sorts by `unit`, `total`, `percent`, each share of
    `Completion` and each colour.
    """
    counted = counts_by_unit(scope, lit, plan_id)
    names = unit_names(counted, lit.day)
    shares = (UnitShare(names.get(pk or 0), counts) for pk, counts in counted.items())
    return bounded((each for each in shares if _is_asked_for(each, asked)), _KEYS, asked)


def _is_asked_for(share: UnitShare, asked: Asked) -> bool:
    words, lamp = asked.words.strip().casefold(), asked.filter("lamp")
    if lamp and not share.counts.by_lamp.get(Colour(lamp)):
        return False
    names = (share.unit.zh, share.unit.en) if share.unit else ()
    return not words or any(words in name.casefold() for name in names)


def _number(share: UnitShare) -> int:
    return share.unit.id if share.unit else _LAST


def _share(name: str) -> Callable[[UnitShare], int]:
    return lambda share: getattr(share.counts.completion, name)


def _lit(colour: Colour) -> Callable[[UnitShare], int]:
    return lambda share: share.counts.by_lamp[colour]


def _percent(share: UnitShare) -> Decimal | None:
    return share.counts.completion.percent


_KEYS: Mapping[str, Callable[[UnitShare], object]] = {
    "unit": _number,
    "total": lambda share: share.counts.total,
    "percent": _percent,
    **{name: _share(name) for name in ("done", "for_the_stage", "in_hand", "extended", "overdue")},
    **{colour.value: _lit(colour) for colour in Colour},
}
SHARE_SORTS = both_ways(*_KEYS)
