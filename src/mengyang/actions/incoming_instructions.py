"""更正批示 — an instruction entered wrongly from its sheet is set right; the sheet proves it."""

from dataclasses import dataclass
from datetime import date, datetime

from mengyang.actions.incoming_rules import may_record
from mengyang.core import access
from mengyang.core.access import Actor
from mengyang.core.facts import Seen
from mengyang.core.findings import Refused
from mengyang.core.ledger.incoming import Handling, Step, spoken_fault
from mengyang.store.writes import transaction
from mengyang.store.writes.incoming import correct_words, paper_of_instruction, take_paper


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetWords:
    """What the sheet says: who wrote, as what, the words and the day."""

    leader_name: str
    leader_post: str
    text: str
    given_on: date | None


def correct_instruction(
    actor: Actor, instruction_id: int, expected_version: int, words: SheetWords, *, at: datetime
) -> int:
    """Set an instruction right as its sheet reads; the version it has now. Raises `Refused`.

    A leader's own words on the screen are not for others to correct.
    """
    said = Handling(
        kind=Step.INSTRUCT,
        text=words.text,
        on=words.given_on,
        leader_name=words.leader_name,
        leader_post=words.leader_post,
    )
    with transaction(actor, at) as work:
        paper_id = paper_of_instruction(instruction_id)
        paper = take_paper(work, access.scope(actor, "see", "incoming"), paper_id)
        if not may_record(actor, paper_id, at.date()):
            raise Refused("incoming.refused.no_right", "incoming.hint.ask_office")
        if fault := spoken_fault(paper, said, at.date()):
            raise fault
        return correct_words(work, Seen(instruction_id, expected_version), said)
