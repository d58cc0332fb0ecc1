"""公开事项 — the duties to publish of plans within reach, by the limits in force on the day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mengyang import packs
from mengyang.core.access import Scope
from mengyang.core.ledger.publication import Due, duties_of
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.ledger.publication_duties import plans_to_publish
from mengyang.store.reads.paging import Page


@dataclass(frozen=True, slots=True)
class DutyRow:
    """公开事项 of a plan, as it stands on the day asked."""

    plan_id: int
    plan_title: str
    ground: str
    kind: str
    state: str
    due_on: date | None
    done_on: date | None
    was_late: bool
    number: str
    words: str


def duties_to_publish(scope: Scope, day: date, plan_id: int | None = None) -> list[DutyRow]:
    """The duties of all plans within reach, or of one, those without a day last."""
    rows = list(_rows(scope, day, plan_id))
    return sorted(rows, key=lambda row: (row.due_on or date.max, row.plan_id, row.ground))


def asked_duties(scope: Scope, day: date, asked: Asked) -> Page[DutyRow]:
    """The same as a list: words look in the title; filters `state`, `ground`, `kind`."""
    wanted = {name: asked.filter(name) for name in ("state", "ground", "kind")}
    rows = [
        row
        for row in duties_to_publish(scope, day)
        if asked.words.strip().lower() in row.plan_title.lower()
        and all(not value or getattr(row, name) == value for name, value in wanted.items())
    ]
    if asked.sort == "-due_on":
        rows.reverse()
    # As few as there are plans: they stand on one page.
    return Page(tuple(rows), len(rows))


def _rows(scope: Scope, day: date, plan_id: int | None) -> Iterator[DutyRow]:
    limits, working = packs.publishing_on(day), packs.working_calendar()

    def first_due(adopted_on: date) -> date:
        return working.after(adopted_on, limits.publish_within_working_days).on

    for plan in plans_to_publish(scope, day, plan_id):
        for due in duties_of(plan.facts, first_due, limits.renew_after_months):
            yield _row(plan.plan_id, plan.title, due, day)


def _row(plan_id: int, title: str, due: Due, day: date) -> DutyRow:
    return DutyRow(
        plan_id=plan_id,
        plan_title=title,
        ground=due.ground.value,
        kind=due.kind.value,
        state=due.state(day).value,
        due_on=due.due_on,
        done_on=due.done_on,
        was_late=due.was_late,
        number=due.number,
        words=due.words,
    )
