"""任务分工环节 — one step in the life of a division inside a transaction, by the table of core."""

from mengyang.core.access import Scope
from mengyang.core.findings import Refused
from mengyang.core.ledger.division import Division, Statement, advance
from mengyang.store.writes import Work
from mengyang.store.writes.divisions import take_division


def stepped(work: Work, reach: Scope, division_id: int, said: Statement) -> Division:
    """The division after the step, its row locked. Raises `Refused` out of reach or by a guard."""
    before = take_division(work, reach, division_id)
    after = advance(before, said, work.at.date())
    if isinstance(after, Refused):
        raise after
    return after
