"""直接报送 — what a unit may send without signing it off inside."""

from datetime import date

from mengyang.core.findings import Refused
from mengyang.core.ledger import SignOffWay
from mengyang.store.reads import ledger as reads


def require_direct(task_id: int, day: date) -> int:
    """The unit that answers for the task; `Refused` where its replies are signed off inside."""
    unit_id = reads.lead_unit_of(task_id)
    if reads.sign_off_way(unit_id, day) is not SignOffWay.DIRECT:
        raise Refused("ledger.refused.needs_sign_off", "ledger.hint.draft_reply")
    return unit_id
