"""采纳文件 — a confirmed reading becomes a plan: tasks, children, targets, reporting duties.

One transaction; before it, every name of a unit is matched or asked for once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from mengyang.actions.charges import Answer, Charged, Meant, charged, meaning
from mengyang.actions.plan_drafts import target_draft, task_draft
from mengyang.core import access
from mengyang.core.access import Actor
from mengyang.core.documents.adoption import (
    NamedDuty,
    duties_to_adopt,
    reports_to_adopt,
    unit_names,
)
from mengyang.core.findings import Refused
from mengyang.core.registry.matching import Match, Matched, UnitDirectory, match
from mengyang.store.reads import documents as reads
from mengyang.store.reads import registry
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
    document = _open_document(actor, document_id, day)
    duties = _duties(actor, document_id, with_advice, day)
    known = _directory(actor, document, day)
    matches = {name: match(name, known, day) for name in unit_names(duties)}
    return Preview(
        document=document,
        duties=tuple(
            DutyPreview(duty, tuple(matches[name] for name in duty.roles)) for duty in duties
        ),
        questions=tuple(each for each in matches.values() if not isinstance(each, Matched)),
        units=_units(actor, document, day),
        targets=len(_contents(actor, document_id, "targets", day)),
        advice=len(_duties(actor, document_id, True, day)) - len(duties) if not with_advice else 0,
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
    document = _open_document(actor, document_id, day)
    stamp = reads.entries_stamp(document_id)
    duties = _duties(actor, document_id, decisions.with_advice, day)
    if not duties:
        raise Refused("documents.refused.nothing_to_adopt", "documents.hint.add_tasks")
    units = _units(actor, document, day)
    meant = _meant(unit_names(duties), _directory(actor, document, day), decisions.answers, day)
    _require_units(decisions, meant, units)
    charges = _charges(duties, meant, units, document, _home_path(actor, document, day))
    draft = _plan(actor, document, decisions, charges, day)
    with transaction(actor, at) as work:
        hold_open(document_id, stamp)
        change_document(work, document_id, expected_version, "adopted", "document.adopt")
        _remember(work, decisions.answers, day)
        return create_plan(work, draft)


def _open_document(actor: Actor, document_id: int, day: date) -> DocumentText:
    document = reads.document(access.scope(actor, "adopt", "document"), day, document_id)
    if document.row.state != "read":
        raise Refused("documents.refused.not_open", "documents.hint.see_plan")
    return document


def _contents(
    actor: Actor, document_id: int, reading: str, day: date
) -> list[Mapping[str, object]]:
    reach = access.scope(actor, "adopt", "document")
    rows = reads.entries(reach, day, document_id, reading)
    return [row.content for row in rows if not row.is_rejected]


def _duties(actor: Actor, document_id: int, with_advice: bool, day: date) -> list[NamedDuty]:
    obligations = _contents(actor, document_id, "obligations", day)
    reporting = _contents(actor, document_id, "reporting", day)
    return duties_to_adopt(obligations, with_advice) + reports_to_adopt(reporting)


def _directory(actor: Actor, document: DocumentText, day: date) -> UnitDirectory:
    reach = access.scope(actor, "see", "unit")
    return registry.unit_directory(reach, day, _home_path(actor, document, day))


def _units(actor: Actor, document: DocumentText, day: date) -> dict[int, UnitRow]:
    reach = access.scope(actor, "see", "unit")
    rows = registry.units_around(reach, day, _home_path(actor, document, day))
    return {row.id: row for row in rows}


def _home_path(actor: Actor, document: DocumentText, day: date) -> str:
    reach = access.scope(actor, "see", "area")
    return registry.area(reach, day, document.row.area_id).path


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


def _charges(
    duties: Sequence[NamedDuty],
    meant: Mapping[str, Meant],
    units: Mapping[int, UnitRow],
    document: DocumentText,
    home_path: str,
) -> list[tuple[NamedDuty, Charged]]:
    home = document.row.area_id
    # A unit from outside keeps its task in the plan's area: the plan's office must see it.
    places = {
        unit.id: unit.area_id if unit.area_path.startswith(home_path) else home
        for unit in units.values()
    }
    return [(duty, charged(duty, meant, places, home)) for duty in duties]


def _plan(
    actor: Actor,
    document: DocumentText,
    decisions: Decisions,
    charges: Sequence[tuple[NamedDuty, Charged]],
    day: date,
) -> PlanDraft:
    targets = _contents(actor, document.row.id, "targets", day)
    return PlanDraft(
        document_id=document.row.id,
        area_id=document.row.area_id,
        owner_unit_id=decisions.owner_unit_id,
        title=document.row.title,
        adopted_on=day,
        adopted_by=actor.user_id,
        tasks=tuple(task_draft(duty, charge) for duty, charge in charges),
        targets=tuple(target_draft(content) for content in targets),
    )


def _remember(work: Work, answers: Mapping[str, Answer], day: date) -> None:
    for name, answer in answers.items():
        if answer.remember and len(answer.unit_ids) == 1:
            add_alias(work, answer.unit_ids[0], name, day)
