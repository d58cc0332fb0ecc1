"""账号导入 — accounts and posts from rows of a form: a verdict on each row, then all or nothing.

The system administrator imports accounts, the security administrator posts; never both at once.
"""

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from mengyang.actions.accounts import (
    ONE_TIME_LASTS,
    FirstPassword,
    PostDraft,
    is_display_name,
    is_username,
    require,
)
from mengyang.core.access import Actor
from mengyang.core.appointments import ADMINISTRATORS, check_post
from mengyang.core.dated import typed_day
from mengyang.core.findings import Finding, Level, Refused
from mengyang.core.verdicts import CellFault, RowVerdict, is_clean
from mengyang.formats.entry_form import Line
from mengyang.packs import terms
from mengyang.store import passwords
from mengyang.store.reads import access as reads
from mengyang.store.reads.unit_names import UnitPlace, places_by_name
from mengyang.store.writes import access as writes
from mengyang.store.writes import transaction
from mengyang.store.writes.access import UserDraft

MOST_ROWS = 2000


def check_accounts(actor: Actor, lines: Sequence[Line]) -> tuple[RowVerdict, ...]:
    """A verdict on each row of `username`, `display_name`."""
    require(actor, "create")
    _bounded(lines)
    times = Counter(line.value("username").lower() for line in lines)
    taken = reads.usernames_among(list(times))
    return tuple(
        RowVerdict(
            line.sheet,
            line.number,
            " ".join(filter(None, (line.value("username"), line.value("display_name")))),
            tuple(_account_faults(line, times, taken)),
        )
        for line in lines
    )


def import_accounts(
    actor: Actor, lines: Sequence[Line], *, at: datetime, lasting: timedelta = ONE_TIME_LASTS
) -> tuple[FirstPassword, ...]:
    """Open all the accounts or none; their one-time passwords, shown once."""
    _require_clean(check_accounts(actor, lines))
    made = [
        FirstPassword(line.value("username"), line.value("display_name"), _made(), at + lasting)
        for line in lines
    ]
    drafts = [
        UserDraft(
            one.username,
            one.display_name,
            passwords.hashed_one_time(one.password),
            one_time_until=one.until,
        )
        for one in made
    ]
    with transaction(actor, at) as work:
        writes.add_users(work, drafts)
    return tuple(made)


def check_posts(actor: Actor, lines: Sequence[Line], *, day: date) -> tuple[RowVerdict, ...]:
    """A verdict on each row of `username`, `role`, `unit`, `from_day`, `until_day`."""
    require(actor, "grant")
    _bounded(lines)
    people, units = _known(lines, day)
    administrators = reads.holders(ADMINISTRATORS, day)
    met: list[PostDraft] = []
    return tuple(
        RowVerdict(
            line.sheet,
            line.number,
            line.value("username"),
            tuple(_post_faults(actor, line, people, units))
            or tuple(_held_faults(line, _post(line, people, units), (met, administrators))),
        )
        for line in lines
    )


def import_posts(actor: Actor, lines: Sequence[Line], *, at: datetime) -> int:
    """Grant all the posts or none; how many."""
    day = at.date()
    _require_clean(check_posts(actor, lines, day=day))
    people, units = _known(lines, day)
    drafts = [_post(line, people, units) for line in lines]
    with transaction(actor, at) as work:
        writes.add_posts(work, drafts)
    return len(drafts)


def role_code(text: str) -> str:
    """The role by its code or its name in either language; empty where there is none."""
    for code, term in terms()["roles"].items():
        if text in (code, term.zh, term.en):
            return code
    return ""


def _account_faults(
    line: Line, times: Mapping[str, int], taken: frozenset[str]
) -> Iterator[CellFault]:
    username, name = line.value("username"), line.value("display_name")
    at_name = line.cell("username")
    if not is_username(username):
        yield _fault(at_name, "access.refused.no_username")
    elif times[username.lower()] > 1:
        yield _fault(at_name, "access.import.twice", name=username)
    elif username.lower() in taken:
        yield _fault(at_name, "access.refused.name_taken", name=username)
    if not is_display_name(name):
        yield _fault(line.cell("display_name"), "access.refused.no_display_name")


def _post_faults(
    actor: Actor,
    line: Line,
    people: Mapping[str, int],
    units: Mapping[str, tuple[UnitPlace, ...]],
) -> Iterator[CellFault]:
    username, unit = line.value("username"), line.value("unit")
    if username not in people:
        yield _fault(line.cell("username"), "access.refused.no_such_account", name=username)
    elif people[username] == actor.user_id:
        yield _fault(line.cell("username"), "access.refused.oneself")
    if not unit:
        yield _fault(line.cell("unit"), "access.import.unit_missing")
    elif len(units.get(unit, ())) != 1:
        code = "access.import.units_alike" if unit in units else "access.import.no_such_unit"
        yield _fault(line.cell("unit"), code, name=unit)
    days = {key: typed_day(line.value(key)) for key in ("from_day", "until_day")}
    for key, day in days.items():
        if day is None and (line.value(key) or key == "from_day"):
            code = "access.import.no_day" if line.value(key) else "access.import.day_missing"
            yield _fault(line.cell(key), code, text=line.value(key))
    yield from _role_faults(line, days["from_day"], days["until_day"])


def _held_faults(
    line: Line, post: PostDraft, held: tuple[list[PostDraft], Container[int]]
) -> Iterator[CellFault]:
    """The same post twice: on record already, or in a row before (the first of `held`, which
    grows); and a post for an administrator (the second)."""
    met, administrators = held
    days = (post.from_day, post.until_day)
    if post.user_id in administrators:
        yield _fault(line.cell("role"), "access.refused.administrator_works")
    if any(_is_same(post, other) for other in met):
        yield _fault(line.cell("username"), "access.import.post_twice")
    elif reads.holds(post.user_id, (post.role, post.unit_id), days):
        yield _fault(line.cell("username"), "access.refused.post_held")
    met.append(post)


def _is_same(one: PostDraft, other: PostDraft) -> bool:
    """Whether both are one role of one person in one unit, with days in common."""
    if (one.user_id, one.role, one.unit_id) != (other.user_id, other.role, other.unit_id):
        return False
    first, second = sorted((one, other), key=lambda post: post.from_day)
    return first.until_day is None or second.from_day < first.until_day


def _role_faults(line: Line, from_day: date | None, until_day: date | None) -> Iterator[CellFault]:
    role = role_code(line.value("role"))
    if role in ADMINISTRATORS:
        yield _fault(line.cell("role"), "access.import.one_by_one")
        return
    if not role:
        yield _fault(line.cell("role"), "access.refused.no_such_role", role=line.value("role"))
    elif from_day is not None:
        refused = check_post(role, from_day, until_day, ())
        if refused is not None:
            yield _fault(line.cell("until_day"), refused.reason)


def _known(
    lines: Sequence[Line], day: date
) -> tuple[dict[str, int], dict[str, tuple[UnitPlace, ...]]]:
    people = reads.user_ids([line.value("username") for line in lines])
    return people, places_by_name([line.value("unit") for line in lines], day)


def _post(
    line: Line, people: Mapping[str, int], units: Mapping[str, tuple[UnitPlace, ...]]
) -> PostDraft:
    place, from_day = units[line.value("unit")][0], typed_day(line.value("from_day"))
    if from_day is None:
        raise ValueError("a row that was taken has no first day")
    until_day = typed_day(line.value("until_day"))
    role = role_code(line.value("role"))
    return PostDraft(
        people[line.value("username")], role, place.unit_id, place.area_id, from_day, until_day
    )


def _made() -> str:
    return passwords.one_time_password()


def _bounded(lines: Sequence[Line]) -> None:
    if not lines:
        raise Refused("access.refused.no_rows", "access.hint.fill_form")
    if len(lines) > MOST_ROWS:
        raise Refused("formats.refused.too_many_rows", "access.hint.in_portions", limit=MOST_ROWS)


def _require_clean(verdicts: Sequence[RowVerdict]) -> None:
    if not is_clean(verdicts):
        raise Refused("access.refused.rows_faulty", "access.hint.mend_rows")


def _fault(cell: str, code: str, **params: object) -> CellFault:
    return CellFault(cell, Finding(code, Level.ERROR, params))
