"""汇总采纳 — the office settles each opinion with words; what it takes over changes the draft."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from mengyang.actions.division_life import stepped
from mengyang.actions.divisions import changed_columns, deadline_of_row
from mengyang.core import access
from mengyang.core.access import Actor
from mengyang.core.facts import Seen
from mengyang.core.ledger.division import (
    Counter,
    Division,
    ItemChange,
    Statement,
    Step,
    Verdict,
    countered,
    item_fault,
    past_day_fault,
    settlement_fault,
)
from mengyang.store.reads import divisions as reads
from mengyang.store.reads import registry
from mengyang.store.reads.divisions import ItemRow, OpinionRow
from mengyang.store.writes import Work, transaction
from mengyang.store.writes.divisions import (
    change_division,
    change_item,
    drop_signatures,
)
from mengyang.store.writes.divisions import settle_opinion as write_verdict


@dataclass(frozen=True, slots=True)
class Settlement:
    """采纳情况 — the verdict with its reason; for a part taken over, what it changes in the draft.

    What is accepted changes the draft as the unit proposed it; `keeps_former`: who led until now
    helps from now on.
    """

    verdict: str
    reason: str = ""
    lead_unit_id: int | None = None
    due_on: date | None = None
    keeps_former: bool = False


def settle_opinion(
    actor: Actor, opinion_id: int, expected_version: int, settled: Settlement, *, at: datetime
) -> None:
    """采纳、部分采纳、不采纳 — one opinion; a change of the draft is an event of its own."""
    day, reach = at.date(), access.scope(actor, "divide", "division")
    division_id, opinion = reads.opinion_division(reach, day, opinion_id)
    counter = _taken_over(opinion, settled)
    changes = counter.other_unit_id is not None or counter.other_day is not None
    fault = settlement_fault(
        settled.verdict,
        settled.reason,
        proposes=opinion.other_unit is not None or opinion.other_day is not None,
        changes=changes,
    )
    if fault is not None:
        raise fault
    with transaction(actor, at) as work:
        after = stepped(work, reach, division_id, Statement(step=Step.SETTLE))
        write_verdict(work, opinion_id, expected_version, settled.verdict, settled.reason.strip())
        if changes:
            [row] = reads.items(reach, day, division_id, [opinion.item_id])
            change = countered(item_as_it_is(row), counter)
            _take_over(work, actor, row, change, after)


def agree_division(
    actor: Actor, division_id: int, expected_version: int, reason: str = "", *, at: datetime
) -> None:
    """定稿 — every opinion is settled; changes not shown to the units again need a reason."""
    said = Statement(step=Step.AGREE, text=reason)
    _step(actor, Seen(division_id, expected_version), said, "division.agree", at)


def reopen_division(
    actor: Actor, division_id: int, expected_version: int, reason: str, *, at: datetime
) -> None:
    """退回修改 — back to settling, with the reason; everybody countersigns again."""
    said = Statement(step=Step.REOPEN, text=reason)
    _step(actor, Seen(division_id, expected_version), said, "division.reopen", at)


def _step(actor: Actor, seen: Seen, said: Statement, action: str, at: datetime) -> None:
    reach = access.scope(actor, "divide", "division")
    with transaction(actor, at) as work:
        after = stepped(work, reach, seen.id, said)
        if said.step is Step.REOPEN:
            drop_signatures(work, seen.id)
        changes = {"state": after.state.value, "reason": said.text.strip()}
        change_division(work, seen.id, seen.version, changes, action)


def proposed_by(opinion: OpinionRow) -> Counter:
    """What the unit would have instead."""
    other = opinion.other_unit.id if opinion.other_unit else None
    return Counter(other, opinion.other_day, opinion.unit_id)


def item_as_it_is(row: ItemRow) -> ItemChange:
    """The row of the draft as the rules see it."""
    return ItemChange(row.lead_ids, row.joint_ids, deadline_of_row(row), row.remarks)


def _taken_over(opinion: OpinionRow, settled: Settlement) -> Counter:
    own = Counter(settled.lead_unit_id, settled.due_on, opinion.unit_id)
    says_nothing = (settled.lead_unit_id, settled.due_on) == (None, None)
    as_proposed = settled.verdict == Verdict.ACCEPTED and says_nothing
    return replace(proposed_by(opinion) if as_proposed else own, keeps_former=settled.keeps_former)


def _take_over(work: Work, actor: Actor, row: ItemRow, change: ItemChange, after: Division) -> None:
    fault = item_fault(change) or past_day_fault(
        deadline_of_row(row), change.deadline, work.at.date()
    )
    if fault is not None:
        raise fault
    for unit_id in change.lead_ids:
        registry.unit(access.scope(actor, "see", "unit"), work.at.date(), unit_id)
    columns = changed_columns(row, change, after.rounds)
    change_item(work, Seen(row.id, row.version), columns, "division.take_over")
