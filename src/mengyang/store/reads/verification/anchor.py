"""锚点校验 — the anchor file against itself, its key and the chain."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from hmac import compare_digest

from django.conf import settings
from django.db.models import Max, Min

from mengyang.core.access import Scope
from mengyang.core.findings import Finding, Level
from mengyang.store import anchor
from mengyang.store.models.audit import Event, Head
from mengyang.store.reads.verification.leave import require_all

LONGEST_BEHIND = timedelta(days=1)


@dataclass(slots=True)
class _File:
    """What reading the file from top to end came to."""

    last: anchor.Line | None = None
    torn: int = 0
    forged: int = 0


def verify_anchor(scope: Scope) -> list[Finding]:
    """What is wrong with the anchor: forged, cut, ahead of the chain, or saying something else."""
    require_all(scope)
    # The head is read before and after the file, for others may write meanwhile.
    seen = Head.objects.values_list("anchored", flat=True).first() or 0
    file = _read()
    head = Head.objects.first() or Head()
    return [*_head_findings(head), *_file_findings(file), *_chain_findings(file, seen, head)]


def _read() -> _File:
    file = _File()
    for line in anchor.lines():
        if line is None:
            file.torn += 1
        elif line.is_after(file.last, settings.AUDIT_ANCHOR_KEY):
            file.last = line
        else:
            file.forged += 1
            file.last = line
    return file


def _head_findings(head: Head) -> Iterator[Finding]:
    # Without it an event added at the very end would pass for the trace of a crash.
    honest = anchor.head_seal(head.sequence, head.hash, head.anchored)
    if head.sequence and not compare_digest(head.seal, honest):
        yield Finding("audit.found.head_forged", Level.ERROR, {"head": head.sequence})


def _file_findings(file: _File) -> Iterator[Finding]:
    if file.torn:
        yield Finding("audit.found.anchor_torn", Level.WARNING, {"lines": file.torn})
    if file.forged:
        yield Finding("audit.found.anchor_forged", Level.ERROR, {"lines": file.forged})


def _chain_findings(file: _File, seen: int, head: Head) -> Iterator[Finding]:
    reached = file.last.sequence if file.last else 0
    params = {"anchored": reached, "head": head.sequence}
    if reached > head.sequence:
        yield Finding("audit.found.chain_cut", Level.ERROR, params)
    elif reached < seen:
        yield Finding("audit.found.anchor_cut", Level.ERROR, {**params, "seen": seen})
    elif reached < head.sequence:
        yield _behind(reached, params)
    if file.last is not None and reached <= head.sequence:
        stored = Event.objects.filter(sequence=reached).values_list("hash", flat=True).first()
        if stored != file.last.hash:
            yield Finding("audit.found.anchor_differs", Level.ERROR, params)


def _behind(reached: int, params: dict[str, int]) -> Finding:
    """A crash between a commit and its line leaves a little, which the next commit's line covers.

    More than a day of work outside the anchor proves nothing: it may have been cut on purpose.
    """
    left = Event.objects.filter(sequence__gt=reached).aggregate(first=Min("at"), last=Max("at"))
    if left["first"] is None or left["last"] - left["first"] <= LONGEST_BEHIND:
        return Finding("audit.found.anchor_behind", Level.WARNING, params)
    days = (left["last"] - left["first"]).days
    return Finding("audit.found.anchor_stale", Level.ERROR, {**params, "days": days})
