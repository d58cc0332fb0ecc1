"""收文更正 — a line of the register that was entered wrongly is set right, with the reason.

The number in the register and the year it counts in stay; the deadline is changed by handing over.
"""

from dataclasses import dataclass
from datetime import date, datetime

from mengyang.actions.incoming_rules import require_fit, require_once, require_words, stepped
from mengyang.core.access import Actor
from mengyang.core.findings import Refused
from mengyang.core.ledger.incoming import Handling, Step, number_key
from mengyang.store.writes import transaction
from mengyang.store.writes.incoming import (
    CorrectionDraft,
    correct_registration,
    first_instruction_on,
    unit_of,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """更正 — the line as it should read, and why; `is_again` as in a registration."""

    issuing_body: str
    title: str
    received_on: date
    reason: str
    document_number: str = ""
    secrecy: str = "none"
    urgency: str = "ordinary"
    copies: int | None = None
    pages: int | None = None
    is_again: bool = False


def correct_paper(
    actor: Actor, paper_id: int, expected_version: int, form: Correction, *, at: datetime
) -> int:
    """Set a registration right; the version the paper has now. Raises `Refused`."""
    require_fit(form.secrecy, form.urgency, form.received_on, at.date())
    require_words(form.issuing_body, form.title, form.document_number)
    draft = CorrectionDraft(
        issuing_body=form.issuing_body.strip(),
        document_number=form.document_number.strip(),
        number_key=number_key(form.document_number),
        title=form.title.strip(),
        received_on=form.received_on,
        secrecy=form.secrecy,
        urgency=form.urgency,
        copies=form.copies,
        pages=form.pages,
        correction_reason=form.reason.strip(),
    )
    with transaction(actor, at) as work:
        stepped(work, actor, paper_id, Handling(kind=Step.CORRECT, text=form.reason))
        spoken = first_instruction_on(paper_id)
        if spoken is not None and form.received_on > spoken:
            raise Refused(
                "incoming.refused.received_after_word", "incoming.hint.received", day=spoken
            )
        if not form.is_again:
            require_once(unit_of(paper_id), draft.issuing_body, draft.number_key, paper_id)
        return correct_registration(work, paper_id, draft, expected_version)
