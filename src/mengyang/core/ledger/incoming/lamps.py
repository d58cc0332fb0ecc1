"""收文亮灯 — the lamp of an incoming paper by the scheme of the ledger."""

from datetime import date

from mengyang.core.ledger.counts import Alike
from mengyang.core.ledger.deadlines import Deadline
from mengyang.core.ledger.incoming.papers import IncomingState
from mengyang.core.ledger.lamps import Colour, Lamp, LampScheme, Window, lamp, windows
from mengyang.core.ledger.tasks import TaskState

_ENDED = {
    IncomingState.DONE: Lamp(Colour.GREEN, "incoming.lamp.done"),
    IncomingState.WITHDRAWN: Lamp(Colour.GREY, "incoming.lamp.withdrawn", is_lit=False),
}


def open_states() -> frozenset[IncomingState]:
    """The states in which the paper still has to be dealt with."""
    return frozenset(IncomingState) - frozenset(_ENDED)


def incoming_lamp(
    state: IncomingState, deadline: Deadline, due_on: date | None, lit: tuple[LampScheme, date]
) -> Lamp:
    """Grey without a day or withdrawn; green in time or done; yellow near; red past."""
    if state in _ENDED:
        return _ENDED[state]
    return lamp(Alike(TaskState.IN_PROGRESS, deadline.kind, due_on), *lit)


def lies_in_lamp(colour: Colour, scheme: LampScheme, day: date) -> tuple[Window, ...]:
    """The open papers that show `colour`, as ranges of due days a query can be compiled from."""
    return tuple(
        window for window in windows(colour, scheme, day) if TaskState.IN_PROGRESS in window.states
    )
