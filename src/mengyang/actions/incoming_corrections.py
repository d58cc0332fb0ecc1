"""收文更正 — a line of the register that was entered wrongly is set right, with the reason.

The number in the register and the year it counts in stay; the deadline is changed by handing over.
"""

from dataclasses import dataclass
from datetime import datetime

from mengyang.actions.incoming_lines import RegisterLine, checked_line
from mengyang.actions.incoming_rules import require_once, stepped
from mengyang.core.access import Actor
from mengyang.core.facts import Seen
from mengyang.core.findings import Refused
from mengyang.core.ledger.incoming import Handling, Step
from mengyang.store.writes import transaction
from mengyang.store.writes.incoming import (
    correct_registration,
    first_instruction_on,
    unit_of,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction(RegisterLine):
    """更正 — the line as it should read, and why."""

    reason: str


def correct_paper(
    actor: Actor, paper_id: int, expected_version: int, form: Correction, *, at: datetime
) -> int:
    """Set a registration right; the version the paper has now. Raises `Refused`."""
    line = checked_line(form, at.date())
    with transaction(actor, at) as work:
        stepped(work, actor, paper_id, Handling(kind=Step.CORRECT, text=form.reason))
        spoken = first_instruction_on(paper_id)
        if spoken is not None and form.received_on > spoken:
            raise Refused(
                "incoming.refused.received_after_word", "incoming.hint.received", day=spoken
            )
        if not form.is_again:
            require_once(unit_of(paper_id), line.issuing_body, line.number_key, paper_id)
        seen = Seen(paper_id, expected_version)
        return correct_registration(work, seen, line, form.reason.strip())
