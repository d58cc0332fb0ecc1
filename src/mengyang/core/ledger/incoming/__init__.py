"""收文 — the life of an incoming paper, from its number in the register to its conclusion."""

from mengyang.core.ledger.incoming.lamps import incoming_lamp, lies_in_lamp, open_states
from mengyang.core.ledger.incoming.papers import (
    GRADES,
    Handling,
    Incoming,
    IncomingState,
    Secrecy,
    Step,
    Urgency,
    number_key,
    receipt_number,
    refused_secrecy,
)
from mengyang.core.ledger.incoming.transitions import (
    TABLE,
    advance,
    deadline_fault,
    open_steps,
    record_kind,
    spoken_fault,
)

__all__ = [
    "GRADES",
    "TABLE",
    "Handling",
    "Incoming",
    "IncomingState",
    "Secrecy",
    "Step",
    "Urgency",
    "advance",
    "deadline_fault",
    "incoming_lamp",
    "lies_in_lamp",
    "number_key",
    "open_states",
    "open_steps",
    "receipt_number",
    "record_kind",
    "refused_secrecy",
    "spoken_fault",
]
