"""数据 — the facts a document states and the numbers of its rules; targets are read elsewhere."""

from mengyang.core.documents.claims import ClaimKind, find_claims
from mengyang.core.documents.records import Document, Figure

NAME = "figures"


def read(document: Document) -> tuple[Figure, ...]:
    """The facts and rule values of a document in text order."""
    text = document.text
    return tuple(
        Figure(
            path=claim.path,
            span=claim.span,
            quote=text[claim.span[0] : claim.span[1]],
            indicator=claim.indicator,
            comparator=claim.comparator,
            value=claim.amount.value,
            unit=claim.amount.unit,
            value_raw=claim.amount.raw,
            hedge=claim.amount.bound.hedge,
            type="rule" if claim.kind is ClaimKind.RULE else "fact",
            scope=claim.scope,
            part_of=claim.part_of,
        )
        for claim in find_claims(document)
        if claim.kind is not ClaimKind.TARGET
    )
