"""锚行校验 — lines that were kept elsewhere against the chain, and the line of this moment."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.conf import settings

from mengyang.core.access import Scope
from mengyang.core.findings import Finding, Level, Refused
from mengyang.core.kept_lines import KeptLine, make_line
from mengyang.store.models.audit import Event, Head
from mengyang.store.reads.verification.leave import require_all


def line_now(scope: Scope, at: datetime) -> KeptLine:
    """The line of this moment. Raises `Refused` where nothing has happened yet."""
    require_all(scope)
    head = Head.objects.first()
    if head is None or not head.sequence:
        raise Refused("audit.refused.no_events", "audit.hint.no_events")
    return make_line(settings.AUDIT_ANCHOR_KEY, at, head.sequence, head.hash)


def verify_kept(scope: Scope, lines: Iterable[KeptLine]) -> list[Finding]:
    """What the lines say otherwise than the chain: shorter, changed; or no lines of ours."""
    require_all(scope)
    last = Event.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0
    return [finding for line in lines for finding in _findings(line, last)]


def _findings(line: KeptLine, last: int) -> Iterator[Finding]:
    params = {"sequence": line.sequence, "at": line.at, "last": last}
    if not line.is_made_with(settings.AUDIT_ANCHOR_KEY):
        yield Finding("audit.found.kept_forged", Level.ERROR, params)
    elif line.sequence > last:
        yield Finding("audit.found.kept_longer", Level.ERROR, params)
    else:
        said = Event.objects.filter(sequence=line.sequence).values_list("hash", flat=True).first()
        if said != line.hash:
            yield Finding("audit.found.kept_differs", Level.ERROR, params)
