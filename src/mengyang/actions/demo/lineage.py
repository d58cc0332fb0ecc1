"""演示沿革 — validity and relations of the demo's documents, confirmed as their texts propose."""

from datetime import datetime, timedelta

from mengyang.actions.lineage import (
    Link,
    Term,
    confirm_validity,
    propose_lineage,
    relate_documents,
)
from mengyang.core.access import Actor


def confirm_as_proposed(actor: Actor, document_id: int, at: datetime) -> None:
    """Confirm the validity that the text states. Raises `ValueError` where it states no day."""
    said = propose_lineage(actor, document_id, at.date()).validity
    if said is None or said.from_day is None:
        raise ValueError(f"document {document_id} does not say from when it holds")
    last_day = said.until_day - timedelta(days=1) if said.until_day else None
    term = Term(said.from_day, last_day, "；".join(said.words))
    confirm_validity(actor, document_id, 0, term, at=at)


def relate_as_proposed(actor: Actor, document_id: int, at: datetime) -> None:
    """Record what the text does to documents of the library, from the day it holds on."""
    said = propose_lineage(actor, document_id, at.date())
    from_day = said.validity.from_day if said.validity else None
    for each in said.relations:
        if each.earlier_id is not None and from_day is not None:
            proposed = each.proposed
            link = Link(document_id, each.earlier_id, proposed.relation, from_day, proposed.words)
            relate_documents(actor, link, at=at)
