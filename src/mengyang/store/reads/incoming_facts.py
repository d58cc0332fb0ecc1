"""收文要素 — incoming papers as the rules see them."""

from datetime import date

from mengyang.core.access import Scope
from mengyang.core.facts import DeadlineKind
from mengyang.core.findings import Refused
from mengyang.core.ledger import Deadline
from mengyang.core.ledger.incoming import Incoming, IncomingState
from mengyang.store.models import IncomingPaper, IncomingUnit
from mengyang.store.reads.scope import within


def incoming_fact(scope: Scope, day: date, paper_id: int) -> Incoming:
    """One paper. Raises `Refused` where it is not within reach."""
    row = IncomingPaper.objects.filter(within(scope, day), pk=paper_id).first()
    if row is None:
        raise Refused("incoming.refused.not_found", "incoming.hint.list")
    return incoming_of(row)


def incoming_of(row: IncomingPaper) -> Incoming:
    """A row as the rules see it."""
    days = (row.deadline_on,) if row.deadline_on else ()
    return Incoming(
        id=row.pk,
        version=row.version,
        state=IncomingState(row.state),
        received_on=row.received_on,
        deadline=Deadline(DeadlineKind(row.deadline_kind), days, row.deadline_raw),
        due_on=row.due_on,
        state_since=row.state_since,
        lead_unit_id=row.lead_unit_id,
        joint_unit_ids=frozenset(
            IncomingUnit.objects.filter(paper=row).values_list("unit_id", flat=True)
        ),
        section=row.section,
        result=row.result,
        finished_on=row.finished_on,
        withdraw_reason=row.withdraw_reason,
    )
