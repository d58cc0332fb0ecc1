"""演示收文动作 — the papers of the story, registered and dealt with by the same actions."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial

from mengyang.actions import incoming as actions
from mengyang.actions.evidence import Shelf
from mengyang.actions.incoming import HandOver, Instruction, Registration
from mengyang.actions.incoming_documents import link_document
from mengyang.actions.incoming_scans import Scan
from mengyang.core.access import Actor, Grant, Scope
from mengyang.core.ledger import Deadline, DeadlineKind
from mengyang.packs import DemoPaper, DemoPaperStep
from mengyang.store.reads.access import actor_of
from mengyang.store.reads.incoming_facts import incoming_fact

type Act = Callable[[datetime], object]

_EVERY_PAPER = Scope("incoming", (Grant(),))


@dataclass(slots=True)
class PaperTelling:
    """The papers while they are told: who is who, which unit is which, which paper is which.

    `documents` is filled by the story as it uploads them.
    """

    users: Mapping[str, int]
    units: Mapping[str, int]
    documents: Mapping[str, int]
    shelf: Shelf
    papers: dict[str, int] = field(default_factory=dict)

    def acts(self, papers: Sequence[DemoPaper]) -> Iterator[tuple[date, Act]]:
        """Everything that happens to the papers, each with its day."""
        for paper in papers:
            yield paper.day, partial(self._register, paper)
            for step in paper.steps:
                yield step.day, partial(self._take, paper, step)

    def _register(self, paper: DemoPaper, at: datetime) -> None:
        form = Registration(
            unit_id=self.units[paper.office],
            issuing_body=paper.issuing_body,
            document_number=paper.number,
            title=paper.title,
            received_on=paper.day,
            secrecy=paper.secrecy,
            urgency=paper.urgency,
            copies=paper.copies,
            pages=paper.pages,
            deadline=_deadline(paper.due_on),
        )
        actor = actor_of(self.users[paper.actor], paper.day)
        self.papers[paper.key] = actions.register_paper(actor, form, at=at)

    def _take(self, paper: DemoPaper, step: DemoPaperStep, at: datetime) -> None:
        paper_id = self.papers[paper.key]
        actor = actor_of(self.users[step.actor], step.day)
        version = incoming_fact(_EVERY_PAPER, step.day, paper_id).version
        said = _SAID.get(step.action)
        if said is not None:
            said(actor, paper_id, version, step.text, at=at)
        elif step.action == "link":
            link_document(actor, paper_id, version, self.documents[step.document], at=at)
        elif step.action == "hand_over":
            to = self._hand_over(step)
            actions.hand_over_paper(actor, paper_id, version, to, at=at)
        else:
            self._spoken(actor, paper_id, version, step, at)

    def _spoken(
        self, actor: Actor, paper_id: int, version: int, step: DemoPaperStep, at: datetime
    ) -> None:
        is_on_paper = step.action == "record"
        said = Instruction(
            text=step.text,
            given_on=step.day,
            leader_post=step.post,
            leader_name=step.leader,
            scan=Scan(step.scan, step.scan_name, self.shelf) if is_on_paper else None,
        )
        speak = actions.record_instruction if is_on_paper else actions.give_instruction
        speak(actor, paper_id, version, said, at=at)

    def _hand_over(self, step: DemoPaperStep) -> HandOver:
        lead, *joint = [self.units[key] for key in step.units]
        return HandOver(
            lead_unit_id=lead, joint_unit_ids=tuple(joint), deadline=_deadline(step.due_on)
        )


_SAID: Mapping[str, Callable[..., int]] = {
    "propose": actions.propose_handling,
    "finish": actions.finish_paper,
    "withdraw": actions.withdraw_paper,
}


def _deadline(due_on: date | None) -> Deadline:
    return Deadline(DeadlineKind.BY_DATE, (due_on,)) if due_on else Deadline()
