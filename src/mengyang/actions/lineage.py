"""文件沿革 — a person confirms how long a document holds and what it does to earlier ones."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mengyang.core import access
from mengyang.core.access import Actor
from mengyang.core.documents.lineage import (
    ProposedRelation,
    ProposedValidity,
    Relation,
    proposed_relations,
    proposed_validity,
    would_circle,
)
from mengyang.core.findings import Refused
from mengyang.store.reads import lineage as reads
from mengyang.store.reads.documents import document
from mengyang.store.reads.scope import subjects
from mengyang.store.writes import transaction
from mengyang.store.writes.lineage import (
    RelationDraft,
    ValidityDraft,
    add_relation,
    drop_relation,
    set_validity,
)


@dataclass(frozen=True, slots=True)
class Term:
    """有效期 as a person states it: the last day is the last on which the document holds."""

    from_day: date
    last_day: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """What the later document does to the earlier one, from which day, by which words."""

    later_id: int
    earlier_id: int
    relation: Relation
    from_day: date
    words: str = ""


@dataclass(frozen=True, slots=True)
class NamedRelation:
    """A relation that the text proposes; `earlier_id` where that document is in the library."""

    proposed: ProposedRelation
    earlier_id: int | None


@dataclass(frozen=True, slots=True)
class Proposals:
    """沿革识别 — what the text of a document says, as far as it is not on record yet."""

    validity: ProposedValidity | None
    relations: tuple[NamedRelation, ...]


def propose_lineage(actor: Actor, document_id: int, day: date) -> Proposals:
    """What the text itself says of its validity and of earlier documents."""
    reach = access.scope(actor, "see", "document")
    found = document(reach, day, document_id)
    issued_on = found.row.signed_on or found.row.published_on
    relations = tuple(
        NamedRelation(each, reads.find_named(reach, day, each.title, each.document_number))
        for each in proposed_relations(found.text, found.row.title)
    )
    new = tuple(each for each in relations if not _is_known(document_id, each))
    return Proposals(proposed_validity(found.text, found.row.title, issued_on), new)


def confirm_validity(
    actor: Actor, document_id: int, expected_version: int, term: Term, *, at: datetime
) -> int:
    """Confirm from when until when a document holds; the version this has now.

    `expected_version` is 0 where nothing was confirmed before.
    """
    _require_right(actor, document_id, at.date())
    if term.last_day is not None and term.last_day < term.from_day:
        raise Refused("lineage.refused.ends_before", "lineage.hint.days", day=term.last_day)
    until_day = term.last_day + timedelta(days=1) if term.last_day else None
    draft = ValidityDraft(term.from_day, until_day, term.words.strip())
    with transaction(actor, at) as work:
        return set_validity(work, document_id, expected_version, draft, actor.user_id)


def relate_documents(actor: Actor, link: Link, *, at: datetime) -> int:
    """Record what a later document does to an earlier one; the id of the relation.

    Its right is asked where it works: at the earlier document.
    """
    _require_right(actor, link.earlier_id, at.date())
    seen = access.scope(actor, "see", "document")
    later, earlier = (
        document(seen, at.date(), each).row for each in (link.later_id, link.earlier_id)
    )
    if later.signed_on and earlier.signed_on and earlier.signed_on > later.signed_on:
        raise Refused("lineage.refused.signed_later", "lineage.hint.days", title=earlier.title)
    draft = RelationDraft(
        link.later_id,
        link.earlier_id,
        link.relation.value,
        link.from_day,
        link.words.strip(),
    )
    with transaction(actor, at) as work:
        _require_sound(link)
        return add_relation(work, draft, actor.user_id)


def unrelate_documents(
    actor: Actor, relation_id: int, expected_version: int, *, at: datetime
) -> None:
    """Take back a relation recorded by mistake."""
    _, earlier_id = reads.relation(relation_id)
    _require_right(actor, earlier_id, at.date())
    with transaction(actor, at) as work:
        drop_relation(work, relation_id, expected_version)


def may_trace(actor: Actor, document_id: int, day: date) -> bool:
    """Whether somebody keeps the lineage of a document; changes nothing."""
    subject = subjects("document", [document_id], day).get(document_id)
    return subject is not None and access.may(access.scope(actor, "trace", "document"), subject)


def _require_right(actor: Actor, document_id: int, day: date) -> None:
    document(access.scope(actor, "see", "document"), day, document_id)
    if not may_trace(actor, document_id, day):
        raise Refused("lineage.refused.no_right", "lineage.hint.ask_office")


def _require_sound(link: Link) -> None:
    if reads.is_related(link.later_id, link.earlier_id, link.relation):
        raise Refused("lineage.refused.recorded_already", "store.hint.reload")
    if link.later_id == link.earlier_id or would_circle(
        reads.pairs(), link.later_id, link.earlier_id
    ):
        raise Refused("lineage.refused.circle", "lineage.hint.which_is_later")


def _is_known(document_id: int, each: NamedRelation) -> bool:
    return each.earlier_id is not None and reads.is_related(
        document_id, each.earlier_id, each.proposed.relation
    )
