"""任职规则 — which posts one person may hold, and which of them a deputy (AB角) may stand in for.

The system, security and audit administrators (三员) are three people and do no business besides;
an auditor's post ends.
"""

from collections.abc import Collection, Iterable
from datetime import date

from mengyang.core.access import Post, Role
from mengyang.core.findings import Refused

ADMINISTRATORS = (
    Role.SYSTEM_ADMINISTRATOR,
    Role.SECURITY_ADMINISTRATOR,
    Role.AUDIT_ADMINISTRATOR,
)
# An administrator answers in person; an auditor's leave to look on is nobody else's.
NEVER_DEPUTISED = frozenset({*ADMINISTRATORS, Role.AUDITOR})


def check_post(
    role: str, from_day: date, until_day: date | None, held: Collection[str]
) -> Refused | None:
    """Why somebody who holds the roles `held` may not take one more over those days, if so."""
    if role not in Role:
        return Refused("access.refused.no_such_role", "access.hint.list", role=role)
    if until_day is not None and until_day <= from_day:
        return Refused("access.refused.ends_before_it_begins", "access.hint.check_days")
    if role == Role.AUDITOR and until_day is None:
        return Refused("access.refused.auditor_without_end", "access.hint.auditor_ends")
    return _separation_fault(role, held)


def check_deputy(
    principal_id: int, deputy_id: int, days: tuple[date, date], held: Collection[str] = ()
) -> Refused | None:
    """Why one may not deputise for the other `from_day` to `until_day` (exclusive), if so.

    `held` are the roles of the deputy.
    """
    if principal_id == deputy_id:
        return Refused("access.refused.own_deputy", "access.hint.other_person")
    if {*held} & {*ADMINISTRATORS}:
        return Refused("access.refused.administrator_deputises", "access.hint.other_person")
    if days[1] <= days[0]:
        return Refused("access.refused.ends_before_it_begins", "access.hint.check_days")
    return None


def deputised(posts: Iterable[Post]) -> tuple[Post, ...]:
    """What a deputy may stand in for."""
    return tuple(post for post in posts if post.role not in NEVER_DEPUTISED)


def _separation_fault(role: str, held: Collection[str]) -> Refused | None:
    """Who opens accounts, grants posts or reads the log must not do the work that is watched."""
    of_three = {*held} & {*ADMINISTRATORS}
    if role not in ADMINISTRATORS:
        if of_three:
            return Refused("access.refused.administrator_works", "access.hint.no_business")
        return None
    if of_three - {role}:
        return Refused("access.refused.one_administrator", "access.hint.three_people")
    if {*held} - of_three:
        return Refused("access.refused.worker_administers", "access.hint.no_business")
    return None
