"""回填结论 — a kept verdict on a row of an edited ledger, as pages and routes show verdicts."""

from collections.abc import Mapping

from mengyang.core.findings import Finding, Level
from mengyang.core.ledger import TaskState
from mengyang.core.verdicts import CellFault, RowVerdict
from mengyang.store.reads.ledger.returning import VerdictRead

_STATES = frozenset(each.value for each in TaskState)
# The parameters of a verdict that name a state.
_OF_STATES = frozenset({"old", "new", "state"})


def verdict_of(sheet: str, read: VerdictRead) -> RowVerdict:
    """The verdict as it was said."""
    faults = (CellFault(str(one["cell"]), _finding(one, Level.ERROR)) for one in read.faults)
    changes = tuple(_finding(one, Level.INFO) for one in read.changes)
    return RowVerdict(sheet, read.number, read.label, tuple(faults), changes)


def _finding(told: Mapping[str, object], level: Level) -> Finding:
    params = told["params"]
    known = params if isinstance(params, Mapping) else {}
    spoken = {str(key): _spoken(str(key), value) for key, value in known.items()}
    return Finding(str(told["code"]), level, spoken, hint=str(told["hint"]))


def _spoken(key: str, value: object) -> object:
    """A state as one, so that it is shown by its word."""
    return TaskState(str(value)) if key in _OF_STATES and value in _STATES else value
