"""采纳文件 — a confirmed reading becomes a plan: tasks, children, targets, reporting duties.

One transaction; before it, every name of a unit is matched or asked for once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from mengyang.actions.charges import Answer, Charged, Meant, charged, meaning
from mengyang.actions.grounds import Grounds
from mengyang.actions.plan_drafts import target_draft, task_draft
from mengyang.core.access import Actor
from mengyang.core.documents.adoption import NamedDuty, unit_names
from mengyang.core.findings import Refused
from mengyang.core.registry.matching import Match, Matched, UnitDirectory, match
from mengyang.store.reads import documents as reads
from mengyang.store.reads.documents import DocumentText
from mengyang.store.reads.registry import UnitRow
from mengyang.store.writes import Work, transaction
from mengyang.store.writes.documents import change_document, hold_open
from mengyang.store.writes.ledger import PlanDraft, create_plan
from mengyang.store.writes.registry import add_alias


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a person decides when adopting: who runs the plan, what unknown names mean.

    `with_advice` takes recommendations and opinions as tasks too.
    """

    owner_unit_id: int
    answers: Mapping[str, Answer] = field(default_factory=dict)
    with_advice: bool = False


@dataclass(frozen=True, slots=True)
class DutyPreview:
    """One duty with what its names were matched to."""

    duty: NamedDuty
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What adopting would make; `questions` are the names a person must settle, each once."""

    document: DocumentText
    duties: tuple[DutyPreview, ...]
    questions: tuple[Match, ...]
    units: Mapping[int, UnitRow]
    targets: int
    advice: int


def preview_adoption(
    actor: Actor, document_id: int, *, with_advice: bool = False, day: date
) -> Preview:
    """Match every name; nothing is written. Raises `Refused` out of reach or after adoption."""
    grounds = Grounds.of(actor, document_id, day)
    grounds.require_undivided()
    duties = grounds.duties(with_advice=with_advice)
    known = grounds.directory()
    matches = {name: match(name, known, day) for name in unit_names(duties)}
    return Preview(
        document=grounds.document,
        duties=tuple(
            DutyPreview(duty, tuple(matches[name] for name in duty.roles)) for duty in duties
        ),
        questions=tuple(each for each in matches.values() if not isinstance(each, Matched)),
        units=grounds.units(),
        targets=len(grounds.contents("targets")),
        advice=len(grounds.duties(with_advice=True)) - len(duties) if not with_advice else 0,
    )


def adopt_document(
    actor: Actor,
    document_id: int,
    expected_version: int,
    decisions: Decisions,
    *,
    at: datetime,
) -> int:
    """Make a plan of a document; the id of the plan.

    Raises `Refused` where a name has no answer, nothing is left to adopt, or the document was
    adopted, withdrawn or changed meanwhile.
    """
    day = at.date()
    grounds = Grounds.of(actor, document_id, day)
    grounds.require_undivided()
    stamp = reads.entries_stamp(document_id)
    duties = grounds.duties(with_advice=decisions.with_advice)
    if not duties:
        raise Refused("documents.refused.nothing_to_adopt", "documents.hint.add_tasks")
    units = grounds.units()
    meant = _meant(unit_names(duties), grounds.directory(), decisions.answers, day)
    _require_units(decisions, meant, units)
    places, home = grounds.places(units), grounds.document.row.area_id
    charges = [(duty, charged(duty, meant, places, home)) for duty in duties]
    draft = _plan(grounds, decisions.owner_unit_id, charges)
    with transaction(actor, at) as work:
        hold_open(document_id, stamp)
        change_document(work, document_id, expected_version, "adopted", "document.adopt")
        _remember(work, decisions.answers, day)
        return create_plan(work, draft)


def _meant(
    names: Sequence[str], known: UnitDirectory, answers: Mapping[str, Answer], day: date
) -> dict[str, Meant]:
    found = {name: meaning(match(name, known, day), answers) for name in names}
    for name, each in found.items():
        if each is None:
            raise Refused(
                "documents.refused.unit_unanswered", "documents.hint.answer_units", name=name
            )
    return {name: each for name, each in found.items() if each is not None}


def _require_units(
    decisions: Decisions, meant: Mapping[str, Meant], units: Mapping[int, UnitRow]
) -> None:
    named = {unit for each in meant.values() for unit in each.unit_ids}
    if not {decisions.owner_unit_id, *named} <= units.keys():
        raise Refused("documents.refused.unit_out_of_reach", "documents.hint.answer_units")


def _plan(
    grounds: Grounds, owner_unit_id: int, charges: Sequence[tuple[NamedDuty, Charged]]
) -> PlanDraft:
    row = grounds.document.row
    return PlanDraft(
        document_id=row.id,
        area_id=row.area_id,
        owner_unit_id=owner_unit_id,
        title=row.title,
        adopted_on=grounds.day,
        adopted_by=grounds.actor.user_id,
        tasks=tuple(task_draft(duty, charge) for duty, charge in charges),
        targets=tuple(target_draft(content) for content in grounds.contents("targets")),
    )


def _remember(work: Work, answers: Mapping[str, Answer], day: date) -> None:
    for name, answer in answers.items():
        if answer.remember and len(answer.unit_ids) == 1:
            add_alias(work, answer.unit_ids[0], name, day)
