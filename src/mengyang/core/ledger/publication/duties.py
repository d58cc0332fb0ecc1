"""公开事项 — what must be published by when, from the plan, its reports and the limits in force."""

import calendar
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mengyang.core.ledger.publication.editions import EditionKind


class DutyGround(StrEnum):
    """首次公开、定期更新、文件要求公开的报送: from what a duty to publish comes."""

    FIRST = "first"
    RENEWAL = "renewal"
    REPORT = "report"


class DutyState(StrEnum):
    """已公开、逾期、待公开、未定时限."""

    DONE = "done"
    LATE = "late"
    OPEN = "open"
    UNTIMED = "untimed"


@dataclass(frozen=True, slots=True)
class PublicReport:
    """A reporting duty whose document orders to publish: `publicity` in its words; `closed_on` the
    day its task was closed, None while it is open."""

    number: str
    title: str
    publicity: str
    due_on: date | None
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class PublishedPlan:
    """What the duties of a plan follow from; `published` are its publications by kind and day."""

    adopted_on: date
    is_running: bool
    published: tuple[tuple[EditionKind, date], ...] = ()
    reports: tuple[PublicReport, ...] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """公开事项 — `number` and `words` are those of a report; `done_on` when it was published."""

    ground: DutyGround
    kind: EditionKind
    due_on: date | None
    done_on: date | None = None
    number: str = ""
    words: str = ""

    def state(self, day: date) -> DutyState:
        """How it stands on a day; published after its day it is done all the same."""
        if self.done_on is not None:
            return DutyState.DONE
        if self.due_on is None:
            return DutyState.UNTIMED
        return DutyState.LATE if self.due_on < day else DutyState.OPEN

    @property
    def was_late(self) -> bool:
        """Whether it was published after its day."""
        done, due = self.done_on, self.due_on
        return done is not None and due is not None and due < done


def duties_of(
    plan: PublishedPlan, first_due: Callable[[date], date], renew_months: int
) -> tuple[Due, ...]:
    """The duties of a plan: its first public edition, due `first_due` of its adoption; while it
    runs, a new one `renew_months` after the last; each report that is to be published."""
    public = sorted(day for kind, day in plan.published if kind is EditionKind.PUBLIC)
    first = Due(
        DutyGround.FIRST,
        EditionKind.PUBLIC,
        first_due(plan.adopted_on),
        public[0] if public else None,
    )
    renewal = (
        [Due(DutyGround.RENEWAL, EditionKind.PUBLIC, months_later(public[-1], renew_months))]
        if public and plan.is_running
        else []
    )
    return (first, *renewal, *_reports(plan))


def ordered_kinds(publicity: str) -> tuple[EditionKind, ...]:
    """For whom the words of a document order to publish; 双公开 and both readers are both."""
    is_inside = any(word in publicity for word in ("党内", "内部", "系统内"))
    is_outside = any(word in publicity for word in ("社会", "公众", "群众", "家长"))
    if "双公开" in publicity or (is_inside and is_outside):
        return (EditionKind.INSIDE, EditionKind.PUBLIC)
    return (EditionKind.INSIDE,) if is_inside else (EditionKind.PUBLIC,)


def months_later(day: date, months: int) -> date:
    """The same day so many months on, of a shorter month the last."""
    years, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))


def _reports(plan: PublishedPlan) -> Iterator[Due]:
    for report in plan.reports:
        for kind in ordered_kinds(report.publicity):
            done = _first_since(plan.published, kind, report.closed_on)
            words = report.publicity
            yield Due(DutyGround.REPORT, kind, report.due_on, done, report.number, words)


def _first_since(
    published: Iterable[tuple[EditionKind, date]], kind: EditionKind, since: date | None
) -> date | None:
    """The first publication of a kind once the report was made; a report that is not yet made
    cannot have been published."""
    if since is None:
        return None
    return min((day for each, day in published if each is kind and day >= since), default=None)
