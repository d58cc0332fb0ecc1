"""审计动作 — verify the whole audit chain, for an audit administrator or at the machine itself."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from mengyang.actions.jobs import Claim, JobDraft, Progress, job_step, owner_of
from mengyang.core import access
from mengyang.core.access import Actor, Grant, Scope
from mengyang.core.findings import Finding, Level, Refused
from mengyang.store.reads.verification import (
    ChainPlace,
    RowPlace,
    verify_anchor,
    verify_end,
    verify_events,
    verify_rows,
)

# Whoever may run commands on the machine may read the database anyway.
AT_THE_MACHINE = Scope("event", (Grant(),))
LISTED = 200
_BEGINNING = ChainPlace()


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


@dataclass(frozen=True, slots=True)
class Place:
    """How far a verification has come: first the chain with its anchor, then the rows."""

    chain: ChainPlace = _BEGINNING
    rows: RowPlace | None = None
    is_last: bool = False


def verify_audit(
    *, told: Callable[[Verification], None], found: Iterable[Finding] = ()
) -> Verification:
    """Recompute everything, for a command at the machine; `told` hears of the progress.

    `found` is what was found before, of lines kept elsewhere.
    """
    place, result = Place(), Verification().with_found([*found])
    while not place.is_last:
        place, result = _next(AT_THE_MACHINE, place, result)
        told(result)
    return result


def verification_draft(actor: Actor, *, at: datetime) -> JobDraft:
    """The job that verifies everything, at most one a minute. Raises `Refused` if not allowed."""
    if Grant() not in access.scope(actor, "verify", "event").grants:
        raise Refused("audit.refused.not_yours", "access.hint.ask_administrator")
    return JobDraft("audit_verification", f"audit_verification {at:%Y-%m-%d %H:%M}")


def verify_step(claim: Claim, *, at: datetime) -> Claim:
    """One step of the job. Raises `Refused` where its owner may not verify any more."""
    owner = owner_of(claim, at)
    reach = access.scope(owner, "verify", "event") if owner else AT_THE_MACHINE
    place, before = _place(claim.position), _result(claim.position)
    place, result = _next(reach, place, before)
    with job_step(claim, at) as step:
        values = {**asdict(result), "findings": [_plain(each) for each in result.findings]}
        step.progress = Progress(
            position={"place": asdict(place), "result": values},
            done=result.events + result.rows,
            step="audit.step.rows" if place.rows else "audit.step.events",
            is_last=place.is_last,
            result=values if place.is_last else {},
        )
        if place.is_last:
            step.work.note("event.verify", events=result.events, faults=result.faults)
    return step.claim


def _next(reach: Scope, place: Place, result: Verification) -> tuple[Place, Verification]:
    if place.rows is not None:
        found, following, count = verify_rows(reach, place.rows)
        result = result.with_found(found, rows=count)
        return replace(place, rows=following, is_last=following is None), result
    found, chain, count = verify_events(reach, place.chain)
    if count:
        return replace(place, chain=chain), result.with_found(found, events=count)
    found, is_end = verify_end(reach, place.chain)
    if not is_end:
        return place, result.with_found(found)
    result = result.with_found([*found, *verify_anchor(reach)])
    return replace(place, rows=RowPlace()), result


def _place(position: Mapping[str, Any]) -> Place:
    if not position:
        return Place()
    kept = position["place"]
    rows = RowPlace(**kept["rows"]) if kept["rows"] else None
    return Place(ChainPlace(**kept["chain"]), rows, kept["is_last"])


def _result(position: Mapping[str, Any]) -> Verification:
    if not position:
        return Verification()
    kept = position["result"]
    findings = tuple(
        Finding(each["code"], Level(each["level"]), each["params"], about=each["about"])
        for each in kept["findings"]
    )
    return Verification(kept["events"], kept["rows"], kept["faults"], findings)


def _plain(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "level": finding.level.value,
        "params": dict(finding.params),
        "about": finding.about,
    }
