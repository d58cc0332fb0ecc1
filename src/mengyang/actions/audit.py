"""审计动作 — verify the whole audit chain, for an audit administrator or at the machine itself."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from mengyang.core import access
from mengyang.core.access import Actor, Grant, Scope
from mengyang.core.findings import Finding, Level
from mengyang.store.reads.verification import (
    ChainPlace,
    RowPlace,
    verify_anchor,
    verify_end,
    verify_events,
    verify_rows,
)
from mengyang.store.writes import transaction

# Whoever may run commands on the machine may read the database anyway.
AT_THE_MACHINE = Scope("event", (Grant(),))
LISTED = 1000


@dataclass(frozen=True, slots=True)
class Verification:
    """校验结果 — how much was looked at and what was found, of which `LISTED` are listed."""

    events: int = 0
    rows: int = 0
    faults: int = 0
    findings: tuple[Finding, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether nothing was tampered with; a warning is no break."""
        return self.faults == 0

    def with_found(self, found: list[Finding], events: int = 0, rows: int = 0) -> "Verification":
        """The result with what one more step came to."""
        return replace(
            self,
            events=self.events + events,
            rows=self.rows + rows,
            faults=self.faults + sum(each.level is Level.ERROR for each in found),
            findings=(*self.findings, *found)[:LISTED],
        )


def verify_audit(
    actor: Actor | None, *, at: datetime, told: Callable[[Verification], None]
) -> Verification:
    """Recompute everything; `told` hears of the progress. `actor` is `None` at the machine.

    Raises `Refused` for somebody who may not verify.
    """
    reach = AT_THE_MACHINE if actor is None else access.scope(actor, "verify", "event")
    result = Verification()
    for result in steps(reach):
        told(result)
    if actor is not None:
        with transaction(actor, at) as work:
            work.note("event.verify", events=result.events, faults=result.faults)
    return result


def steps(reach: Scope) -> Iterator[Verification]:
    """The result so far after each step, the whole result last."""
    result, place, is_end = Verification(), ChainPlace(), False
    while not is_end:
        found, place, count = verify_events(reach, place)
        if not count:
            found, is_end = verify_end(reach, place)
        result = result.with_found(found, events=count)
        yield result
    result = result.with_found(verify_anchor(reach))
    following: RowPlace | None = RowPlace()
    while following is not None:
        found, following, count = verify_rows(reach, following)
        result = result.with_found(found, rows=count)
        yield result
