"""成批处理 — all differences that touch nothing accepted at once; all that are left rejected."""

from dataclasses import dataclass
from datetime import datetime

from mengyang.actions.correction_effects import Comparison
from mengyang.actions.corrections import Shown, Verdict, decide_differences, open_differences
from mengyang.core import audit
from mengyang.core.access import Actor
from mengyang.core.findings import Refused


@dataclass(frozen=True, slots=True)
class Pile:
    """Differences that are decided together; `stamp` changes with each of them."""

    shown: tuple[Shown, ...]

    @property
    def seen(self) -> dict[int, str]:
        """Each with the stamp of what it does."""
        return {each.row.id: each.stamp for each in self.shown}

    @property
    def stamp(self) -> str:
        """Changes with each difference and with what it does."""
        return audit.sha256([[pk, stamp] for pk, stamp in self.seen.items()])


@dataclass(frozen=True, slots=True)
class Piles:
    """`words` touch no task, target or duty; `rest` is everything that is open."""

    words: Pile
    rest: Pile

    @classmethod
    def of(cls, comparison: Comparison) -> "Piles":
        """All that is open, on whatever page it stands."""
        shown = open_differences(comparison)
        idle = tuple(each for each in shown if each.effects.touches_nothing)
        return cls(Pile(idle), Pile(shown))


def decide_pile(
    actor: Actor, correction_id: int, verdict: Verdict, stamp: str, *, at: datetime
) -> int:
    """Accept every open difference that touches nothing, or reject every open one; how many.

    Raises `Refused` where the pile is not as the page with this `stamp` showed it.
    """
    piles = Piles.of(Comparison.of(actor, correction_id, at.date(), action="adopt"))
    pile = piles.words if verdict.accepts else piles.rest
    if pile.shown and pile.stamp != stamp:
        raise Refused("store.refused.stale", "store.hint.reload", kind="documents.difference")
    decide_differences(actor, correction_id, verdict, pile.seen, at=at)
    return len(pile.shown)
