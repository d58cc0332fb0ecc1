"""收文规矩 — what every step of an incoming paper asks first: the right, the rules, the units."""

from datetime import date

from mengyang.core import access
from mengyang.core.access import Actor, Subject
from mengyang.core.findings import Refused
from mengyang.core.ledger.incoming import (
    Handling,
    Incoming,
    IncomingState,
    Step,
    advance,
    open_steps,
    receipt_number,
    record_kind,
)
from mengyang.store.reads import documents, incoming, registry
from mengyang.store.reads.incoming_facts import incoming_fact
from mengyang.store.reads.ledger import Lit
from mengyang.store.reads.scope import subjects
from mengyang.store.writes import Work
from mengyang.store.writes.incoming import registered_twin, take_paper


def stepped(work: Work, actor: Actor, paper_id: int, step: Handling) -> Incoming:
    """The paper after the step, its row locked. Raises `Refused`."""
    before = take_paper(work, access.scope(actor, "see", "incoming"), paper_id)
    return _after(before, actor, step, work.at.date())


def require_step(actor: Actor, paper_id: int, step: Handling, day: date) -> None:
    """As `stepped`, without a transaction: asked before anything is kept."""
    before = incoming_fact(access.scope(actor, "see", "incoming"), day, paper_id)
    _after(before, actor, step, day)


def require_attaching(actor: Actor, paper_id: int, day: date) -> None:
    """The actor keeps the register in which the paper stands. Raises `Refused`."""
    paper = incoming_fact(access.scope(actor, "see", "incoming"), day, paper_id)
    shown = subjects("registration", [paper_id], day)[paper_id]
    if not _may(actor, "attach", "registration", shown):
        raise Refused("incoming.refused.no_right", "incoming.hint.ask_office")
    if paper.state is IncomingState.WITHDRAWN:
        raise Refused("incoming.refused.state_attach", "incoming.hint.reload")


def may_record(actor: Actor, paper_id: int, day: date) -> bool:
    """Whether the actor enters in this register what leaders wrote on paper."""
    shown = subjects("registration", [paper_id], day)[paper_id]
    return _may(actor, "instruct", "registration", shown)


def register_area(actor: Actor, unit_id: int, day: date) -> int:
    """The area of the office whose register the actor keeps. Raises `Refused`."""
    own = {grant.unit_id for grant in access.scope(actor, "register", "registration").grants}
    if unit_id not in own:
        raise Refused("incoming.refused.no_right", "incoming.hint.ask_office")
    return registry.unit(access.scope(actor, "see", "unit"), day, unit_id).area_id


def require_once(unit_id: int, issuing_body: str, key: str, but: int = 0) -> None:
    """The register does not hold the same number of the same body. Raises `Refused`."""
    twin = registered_twin(unit_id, issuing_body, key, but)
    if twin is not None:
        raise Refused(
            "incoming.refused.registered_already",
            "incoming.hint.register_again",
            number=receipt_number(twin.year, twin.number),
            title=twin.title,
        )


def require_units_around(actor: Actor, paper_id: int, after: Incoming, day: date) -> None:
    """A paper goes to units of the register's area, of one under it or over it."""
    path = subjects("registration", [paper_id], day)[paper_id].area_path
    for unit_id in sorted({after.lead_unit_id or 0} | after.joint_unit_ids):
        unit = registry.unit(access.scope(actor, "see", "unit"), day, unit_id)
        if not (path and (unit.area_path.startswith(path) or path.startswith(unit.area_path))):
            raise Refused(
                "incoming.refused.unit_outside", "incoming.hint.unit_around", unit=unit.name_zh
            )


def incoming_offers(actor: Actor, paper_id: int, lit: Lit) -> frozenset[str]:
    """What a page offers to do with a paper now; `record` is an instruction given on paper."""
    row = incoming.paper(access.scope(actor, "see", "incoming"), lit, paper_id)
    asked = {kind.value: record_kind(kind) for kind in open_steps(row.state)}
    if Step.INSTRUCT.value in asked:
        asked["record"] = record_kind(Step.INSTRUCT, is_transcribed=True)
    is_free = row.document_id is None or not documents.is_adopted(row.document_id)
    if is_free and row.state is not IncomingState.WITHDRAWN:
        asked["attach"] = "registration"
    lead = row.lead_unit.id if row.lead_unit else None
    shown = {kind: subjects(kind, [paper_id], lit.day)[paper_id] for kind in set(asked.values())}
    return frozenset(
        name
        for name, kind in asked.items()
        if _may(actor, "instruct" if name == "record" else name, kind, shown[kind])
        and (name != Step.FINISH.value or _is_lead(actor, lead))
    )


def _may(actor: Actor, action: str, kind: str, subject: Subject) -> bool:
    return access.may(access.scope(actor, action, kind), subject)


def _is_lead(actor: Actor, unit_id: int | None) -> bool:
    return unit_id in {post.unit_id for post in actor.posts}


def _after(before: Incoming, actor: Actor, step: Handling, day: date) -> Incoming:
    kind = record_kind(step.kind, step.is_transcribed)
    if not _may(actor, step.kind.value, kind, subjects(kind, [before.id], day)[before.id]):
        raise Refused("incoming.refused.no_right", "incoming.hint.ask_office")
    after = advance(before, step, actor, day)
    if isinstance(after, Refused):
        raise after
    return after
