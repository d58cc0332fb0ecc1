"""目标值 — what is to be reached or kept, with comparator, value and the date it is meant for."""

from mengyang.core.documents.claims import ClaimKind, find_claims
from mengyang.core.documents.records import Document, Target

NAME = "targets"


def read(document: Document) -> tuple[Target, ...]:
    """The targets of a document in text order."""
    text = document.text
    return tuple(
        Target(
            path=claim.path,
            span=claim.span,
            quote=text[claim.span[0] : claim.span[1]],
            indicator=claim.indicator,
            comparator=claim.comparator,
            value=claim.amount.value,
            unit=claim.amount.unit,
            value_raw=claim.amount.raw,
            by=claim.by,
            hedge=claim.amount.bound.hedge,
            verb=claim.verb,
            scope=claim.scope,
            is_input=claim.is_input,
            part_of=claim.part_of,
        )
        for claim in find_claims(document)
        if claim.kind is ClaimKind.TARGET
    )
