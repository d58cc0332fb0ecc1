"""采纳文件 — a confirmed reading becomes a plan: tasks, children, targets, reporting duties.

One transaction; before it, every name of a unit is matched or asked for once.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial

from mengyang.actions.charges import Answer, Charged, Meant, charged, meaning
from mengyang.actions.grounds import Grounds
from mengyang.actions.plan_drafts import target_draft, task_draft
from mengyang.core import access, audit
from mengyang.core.access import Actor, Scope
from mengyang.core.documents.adoption import NamedDuty, unit_names
from mengyang.core.documents.shortfalls import Shortfalls, find_shortfalls
from mengyang.core.findings import Refused
from mengyang.core.registry.matching import Match, Matched, match
from mengyang.store.reads import documents as reads
from mengyang.store.reads.documents import DocumentRow, DocumentText
from mengyang.store.reads.registry import UnitRow
from mengyang.store.writes import Work, transaction
from mengyang.store.writes.documents import change_document, hold_open
from mengyang.store.writes.ledger import PlanDraft, create_plan
from mengyang.store.writes.registry import add_alias


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a person decides when adopting: who runs the plan, what unknown names mean.

    `with_advice` takes recommendations and opinions as tasks too; `is_again` says that a document
    is meant to be adopted though another of its number is there.
    """

    owner_unit_id: int
    answers: Mapping[str, Answer] = field(default_factory=dict)
    with_advice: bool = False
    is_again: bool = False


@dataclass(frozen=True, slots=True)
class DutyPreview:
    """One duty with what its names were matched to."""

    duty: NamedDuty
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What adopting would make; `questions` are the names a person must settle, each once.

    `stamp` changes with the document, with every entry and with what a name is matched to; `twins`
    are other documents of the same number, `shortfalls` what is open in its reading.
    """

    document: DocumentText
    duties: tuple[DutyPreview, ...]
    questions: tuple[Match, ...]
    units: Mapping[int, UnitRow]
    targets: int
    advice: int
    twins: tuple[DocumentRow, ...]
    shortfalls: Shortfalls
    entries: int
    stamp: str


def preview_adoption(
    actor: Actor, document_id: int, *, with_advice: bool = False, day: date
) -> Preview:
    """Match every name; nothing is written. Raises `Refused` out of reach or after adoption."""
    grounds = Grounds.of(actor, document_id, day)
    grounds.require_undivided()
    return previewed(grounds, with_advice=with_advice)


def adopt_document(
    actor: Actor,
    document_id: int,
    stamp: str,
    decisions: Decisions,
    *,
    at: datetime,
) -> int:
    """Make a plan of a document as the preview with this `stamp` showed it; the id of the plan.

    Raises `Refused` where a name has no answer, nothing is left to adopt, another document bears
    its number, or anything that the preview showed was changed meanwhile.
    """
    day = at.date()
    grounds = Grounds.of(actor, document_id, day)
    grounds.require_undivided()
    shown = previewed(grounds, with_advice=decisions.with_advice)
    remember, draft = drafted(grounds, shown, stamp, decisions)
    version = shown.document.row.version
    with transaction(actor, at) as work:
        hold_open(document_id, shown.entries)
        change_document(work, document_id, version, "adopted", "document.adopt")
        remember(work)
        return create_plan(work, draft)


def drafted(
    grounds: Grounds, shown: Preview, stamp: str, decisions: Decisions
) -> tuple[Callable[[Work], None], PlanDraft]:
    """The plan as decided on the preview with this `stamp`, and what remembers the names.

    Raises `Refused` as `adopt_document`; nothing is written before a transaction calls the first.
    """
    _require_as_shown(shown, stamp, decisions)
    meant = _meant(shown, decisions.answers)
    _require_units(decisions, meant, shown.units)
    places, home = grounds.places(shown.units), shown.document.row.area_id
    charges = [(each.duty, charged(each.duty, meant, places, home)) for each in shown.duties]
    remember = partial(_remember, shown=shown, answers=decisions.answers, day=grounds.day)
    return remember, _plan(grounds, decisions.owner_unit_id, charges)


def previewed(grounds: Grounds, *, with_advice: bool) -> Preview:
    """What adopting on these grounds would make."""
    # Before the entries: one that changes while they are read makes the stamp an old one.
    entries = reads.entries_stamp(grounds.document.row.id)
    duties = grounds.duties(with_advice=with_advice)
    known = grounds.directory()
    matches = {name: match(name, known, grounds.day) for name in unit_names(duties)}
    seen = access.scope(grounds.actor, "see", "document")
    return Preview(
        document=grounds.document,
        duties=tuple(
            DutyPreview(duty, tuple(matches[name] for name in duty.roles)) for duty in duties
        ),
        questions=tuple(each for each in matches.values() if not isinstance(each, Matched)),
        units=grounds.units(),
        targets=len(grounds.contents("targets")),
        advice=len(grounds.duties(with_advice=True)) - len(duties) if not with_advice else 0,
        twins=reads.same_number(seen, grounds.day, grounds.document.row),
        shortfalls=_shortfalls(grounds, seen),
        entries=entries,
        stamp=_stamp(grounds.document, entries, matches.values()),
    )


def _shortfalls(grounds: Grounds, seen: Scope) -> Shortfalls:
    place = (seen, grounds.day, grounds.document.row.id)
    return find_shortfalls(reads.entries(*place), len(reads.clauses(*place)))


def _stamp(document: DocumentText, entries: int, matches: Iterable[Match]) -> str:
    known = [
        [each.name, each.how if isinstance(each, Matched) else "", list(each.unit_ids)]
        for each in matches
    ]
    return audit.sha256([document.row.id, document.row.version, entries, known])


def _require_as_shown(shown: Preview, stamp: str, decisions: Decisions) -> None:
    """What is adopted is what the person saw."""
    asked = {question.name for question in shown.questions}
    if stamp != shown.stamp or not decisions.answers.keys() <= asked:
        raise Refused("documents.refused.stale", "documents.hint.preview_again")
    if not shown.duties and not shown.targets:
        raise Refused("documents.refused.nothing_to_adopt", "documents.hint.add_tasks")
    if shown.twins and not decisions.is_again:
        number = shown.document.row.document_number
        raise Refused("documents.refused.same_number", "documents.hint.adopt_again", number=number)


def _meant(shown: Preview, answers: Mapping[str, Answer]) -> dict[str, Meant]:
    matches = {each.name: each for duty in shown.duties for each in duty.matches}
    found = {name: meaning(each, answers) for name, each in matches.items()}
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


def _remember(work: Work, shown: Preview, answers: Mapping[str, Answer], day: date) -> None:
    for question in shown.questions:
        answer = answers[question.name]
        if answer.remember and len(answer.unit_ids) == 1:
            add_alias(work, answer.unit_ids[0], question.name, day)
