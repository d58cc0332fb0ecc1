"""沿革接口 — validity of a document, its chain, and what one document does to another."""

from datetime import date, datetime

from ninja import Field, Schema

from mengyang.actions import lineage as actions
from mengyang.actions.lineage import Link, Term
from mengyang.core.documents.lineage import Relation, Standing
from mengyang.store.reads import lineage as reads
from mengyang.web.clock import now, today
from mengyang.web.interface_routes import Router
from mengyang.web.interface_types import REFUSALS, DoneOut, IdOut, RowId, Version
from mengyang.web.request import Request, reach_of

PREFIX = "/documents"
router = Router(tags=["documents"])


class ValidityOut(Schema):
    """有效期; `until_day` is exclusive."""

    from_day: date
    until_day: date | None
    words: str
    confirmed_by: str
    confirmed_at: datetime
    version: int


class LinkedOut(Schema):
    """A document of the chain; without a title where it is out of reach."""

    id: int
    title: str
    document_number: str
    standing: Standing


class RelationOut(Schema):
    """文件关系: what the later document does to the earlier one."""

    id: int
    later: LinkedOut
    earlier: LinkedOut
    relation: Relation
    from_day: date
    holds: bool
    words: str
    version: int


class LineageOut(Schema):
    """沿革."""

    document_id: int
    standing: Standing
    validity: ValidityOut | None
    chain: list[RelationOut]


class ProposedValidityOut(Schema):
    """What the text says of its validity."""

    from_day: date | None
    until_day: date | None
    words: list[str]


class ProposedRelationOut(Schema):
    """An earlier document as the text names it; `earlier_id` where it is in the library."""

    title: str
    document_number: str
    relation: Relation
    words: str
    earlier_id: int | None


class ProposalsOut(Schema):
    """沿革识别: proposals that a person confirms."""

    validity: ProposedValidityOut | None
    relations: list[ProposedRelationOut]


class ValidityIn(Schema):
    """A validity; `version` 0 where none was confirmed before, `last_day` is still in force."""

    version: int = Field(ge=0, le=2**31 - 1)
    from_day: date
    last_day: date | None = None
    words: str = Field("", max_length=400)


class RelationIn(Schema):
    """What the document of the address does to an earlier one."""

    earlier_id: RowId
    relation: Relation
    from_day: date
    words: str = Field("", max_length=400)


class LineageSeenIn(Schema):
    """The version the caller saw."""

    version: Version


@router.get("/{document_id}/lineage", response={200: LineageOut, **REFUSALS})
def lineage(request: Request, document_id: RowId) -> object:
    """How a document stands today, and its chain."""
    return reads.lineage(reach_of(request.actor, "see", "document"), today(), document_id)


@router.get("/{document_id}/lineage/proposals", response={200: ProposalsOut, **REFUSALS})
def proposals(request: Request, document_id: RowId) -> object:
    """What the text itself says of its validity and of earlier documents."""
    found = actions.propose_lineage(request.actor, document_id, today())
    relations = [
        {
            "title": each.proposed.title,
            "document_number": each.proposed.document_number,
            "relation": each.proposed.relation,
            "words": each.proposed.words,
            "earlier_id": each.earlier_id,
        }
        for each in found.relations
    ]
    return {"validity": found.validity, "relations": relations}


@router.post("/{document_id}/validity", response={200: DoneOut, **REFUSALS})
def validity(request: Request, document_id: RowId, sent: ValidityIn) -> DoneOut:
    """Confirm from when until when a document holds."""
    term = Term(sent.from_day, sent.last_day, sent.words)
    actions.confirm_validity(request.actor, document_id, sent.version, term, at=now())
    return DoneOut()


@router.post("/{document_id}/relations", response={200: IdOut, **REFUSALS})
def relate(request: Request, document_id: RowId, sent: RelationIn) -> dict[str, int]:
    """Record what the document does to an earlier one."""
    link = Link(document_id, sent.earlier_id, sent.relation, sent.from_day, sent.words)
    return {"id": actions.relate_documents(request.actor, link, at=now())}


@router.post("/relations/{relation_id}/take-back", response={200: DoneOut, **REFUSALS})
def unrelate(request: Request, relation_id: RowId, sent: LineageSeenIn) -> DoneOut:
    """Take back a relation recorded by mistake."""
    actions.unrelate_documents(request.actor, relation_id, sent.version, at=now())
    return DoneOut()
