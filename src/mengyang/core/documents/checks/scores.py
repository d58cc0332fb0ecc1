"""分值核对 — points in brackets: 食堂（60分） with 留样（20分）、证照（20分）、卫生（20分）."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from mengyang.core.documents.checks._sentences import compared, printed
from mengyang.core.documents.clause_index import ClauseIndex
from mengyang.core.documents.records import Check, Clause, Document, Reading
from mengyang.core.patterns import lazy_pattern

_POINTS = lazy_pattern(r"[(（](?:满分|计|共)?\s*(\d{1,4}(?:\.\d)?)\s*分[)）]")
_FEWEST = 2


def check(reading: Reading) -> tuple[Check, ...]:
    """Every clause whose points are dealt out within it or to the clauses below."""
    document = reading.document
    if not any(sign in document.text for sign in ("分）", "分)")):
        return ()
    index = ClauseIndex(document)
    return tuple(
        found
        for clause in document.outline
        for found in _clause(document, clause, index.children(clause))
    )


def _clause(document: Document, clause: Clause, below: Sequence[Clause]) -> Iterator[Check]:
    own = list(_POINTS.finditer(document.text, *clause.own_span))
    if not own:
        return
    total, inside = own[0], own[1:]
    if below:
        firsts = [_POINTS.search(document.text, *child.own_span) for child in below]
        inside = [each for each in firsts if each is not None]
        if len(inside) < len(below) or len(own) > 1:
            return
    if len(inside) < _FEWEST:
        return
    parts = [Decimal(each[1]) for each in inside]
    agrees = sum(parts) == Decimal(total[1])
    yield compared(
        document,
        (total.start(), inside[-1].end()),
        agrees,
        "documents.check.sum_agrees",
        "documents.check.sum_differs",
        indicator=clause.heading[:20] or clause.path,
        stated=printed(Decimal(total[1])),
        computed=printed(sum(parts, Decimal(0))),
        parts=" + ".join(map(printed, parts)),
        unit="分",
    )
