"""演示建立 — directories and accounts first, then every step of the story on its day, in order."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta, timezone
from functools import partial

from mengyang.actions.demo.incoming import Act, PaperTelling
from mengyang.actions.demo.matters import MatterTelling
from mengyang.actions.demo.meetings import MeetingTelling
from mengyang.actions.demo.steps import STEPS
from mengyang.actions.demo.telling import Stage, Telling
from mengyang.actions.directory import load_directory
from mengyang.actions.escalation import make_due_notices
from mengyang.core.access import Grant, Scope
from mengyang.packs import DemoAccount, working_calendar
from mengyang.store import passwords
from mengyang.store.reads import registry
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.registry import UnitRow
from mengyang.store.writes import transaction
from mengyang.store.writes.access import PostDraft, UserDraft, add_post, add_user

# The clock of the story: offices of the whole country keep one time.
_ZONE = timezone(timedelta(hours=8))
_OPENING = 9
_ALL_UNITS = Scope("unit", (Grant(),))


def build_demo(stage: Stage, tell: Callable[[int, int], None]) -> int:
    """Make the demo installation in an empty database; how many steps were told.

    `tell(done, total)` is called after each step. Every step is an action of its actor, so the
    audit chain of the demo is that of a real installation.
    """
    first = min(step.day for step in stage.demo.steps) - timedelta(days=1)
    opened = _moment(first, 0)
    for directory in stage.directories:
        load_directory(None, directory, at=opened)
    units = {row.key: row for row in _units(first)}
    users = _open_accounts(stage, units, opened)
    telling = Telling(stage, users, units, {}, {}, {})
    acts = sorted(_acts(telling), key=lambda act: act[0])
    for number, (day, act) in enumerate(acts, start=1):
        act(_moment(day, number))
        tell(number, len(acts))
    return len(acts)


def _acts(telling: Telling) -> Iterator[tuple[date, Act]]:
    """All that happens, each with its day: the story of the ledger, then the papers of a day."""
    stage = telling.stage
    for step in stage.demo.steps:
        yield step.day, partial(STEPS[step.action], telling, step)
    yield _last_working(stage.demo.day), _chase
    unit_ids = {key: unit.id for key, unit in telling.units.items()}
    papers = PaperTelling(telling.users, unit_ids, telling.documents, stage.shelf)
    yield from papers.acts(stage.papers)
    yield from MatterTelling(telling, papers.papers).acts(stage.demo.matters)
    yield from MeetingTelling(telling).acts(stage.demo.meetings)


def _last_working(day: date) -> date:
    """The last day up to `day` on which an office reminds and urges."""
    while not working_calendar().is_working(day):
        day -= timedelta(days=1)
    return day


def _chase(at: datetime) -> None:
    """What the timer of the house makes of the story as it stands that day."""
    make_due_notices(at=at)


def _units(day: date) -> tuple[UnitRow, ...]:
    return registry.units(_ALL_UNITS, day, Asked(size=100_000)).rows


def _open_accounts(stage: Stage, units: Mapping[str, UnitRow], at: datetime) -> dict[str, int]:
    """Every person of the cast with the posts; the ids by user name."""
    hashed = passwords.hashed(stage.password, "", "")
    with transaction(None, at) as work:
        users = {
            account.username: add_user(work, _account(account, hashed))
            for account in stage.demo.accounts
        }
        for account in stage.demo.accounts:
            for post in account.posts:
                unit = units[post.unit]
                draft = PostDraft(
                    users[account.username], post.role, unit.id, unit.area_id, at.date()
                )
                add_post(work, draft)
    return users


def _account(account: DemoAccount, hashed: str) -> UserDraft:
    return UserDraft(account.username, account.name.zh, hashed, False, True)


def _moment(day: date, number: int) -> datetime:
    """One minute a step from opening time on, so that the story has an order."""
    opening = datetime(day.year, day.month, day.day, _OPENING, tzinfo=_ZONE)
    return opening + timedelta(minutes=number % 480)
