"""演示更正稿 — a corrected text joined to the earlier one, its differences decided by clause."""

from dataclasses import dataclass
from datetime import datetime

from mengyang.actions.corrections import (
    Verdict,
    decide_differences,
    record_correction,
    show_differences,
)
from mengyang.core.access import Actor, scope
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.corrections import correction_to

_ALL = 10_000


@dataclass(frozen=True, slots=True)
class CorrectingStep:
    """One step of the story about a corrected text."""

    actor: Actor
    later_id: int
    at: datetime

    def record(self, earlier_id: int) -> int:
        """Join both documents."""
        return record_correction(self.actor, self.later_id, earlier_id, at=self.at)

    def decide(self, clause: str, verdict: Verdict) -> None:
        """Decide on the differences of one clause. Raises `ValueError` where there is none."""
        day, every = self.at.date(), Asked(filters={"state": "open"}, size=_ALL)
        comparison_id = self._correction()
        _, found = show_differences(self.actor, comparison_id, every, day=day)
        seen = {each.row.id: each.stamp for each in found.rows if each.row.path == clause}
        if not seen:
            raise ValueError(f"{clause}: no difference is open there")
        decide_differences(self.actor, comparison_id, verdict, seen, at=self.at)

    def _correction(self) -> int:
        reach = scope(self.actor, "see", "document")
        row = correction_to(reach, self.at.date(), self.later_id)
        if row is None:
            raise ValueError(f"document {self.later_id} corrects no other")
        return row.id
