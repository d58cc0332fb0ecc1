"""Appointment rules 任职规则: the truth table of the three administrators, auditors, deputies."""

from datetime import date
from itertools import combinations, product

import pytest

from mengyang.core.access import Post, Role
from mengyang.core.appointments import ADMINISTRATORS, check_deputy, check_post, deputised

FIRST, LATER = date(2026, 1, 1), date(2026, 7, 1)
SETS = [frozenset(each) for size in range(4) for each in combinations(ADMINISTRATORS, size)]


# Named in one order: the words of a set stand in another order in every process.
NAMED = [
    pytest.param(held, role, id="-".join([*sorted(held), "and", role]))
    for held, role in product(SETS, Role)
]


@pytest.mark.parametrize(("held", "role"), NAMED)
def test_nobody_holds_two_of_the_three(held: frozenset[Role], role: Role) -> None:
    refused = check_post(role, FIRST, LATER, held)
    clashes = role in ADMINISTRATORS and bool(held - {role})
    assert (refused is not None) is clashes
    assert refused is None or refused.reason == "access.refused.one_administrator"


def test_other_roles_go_with_an_administrators() -> None:
    assert check_post(Role.OFFICER, FIRST, None, {Role.AUDIT_ADMINISTRATOR}) is None
    assert check_post(Role.AUDIT_ADMINISTRATOR, FIRST, None, {Role.OFFICER}) is None


@pytest.mark.parametrize("role", Role)
def test_only_an_auditors_post_must_end(role: Role) -> None:
    refused = check_post(role, FIRST, None, ())
    assert (refused is not None) is (role is Role.AUDITOR)
    assert check_post(role, FIRST, LATER, ()) is None
    assert check_post(role, LATER, FIRST, ()) is not None


def test_an_unknown_role_is_refused() -> None:
    refused = check_post("king", FIRST, None, ())
    assert refused is not None and refused.reason == "access.refused.no_such_role"


@pytest.mark.parametrize(
    ("principal", "deputy", "days", "reason"),
    [
        (1, 2, (FIRST, LATER), None),
        (1, 1, (FIRST, LATER), "access.refused.own_deputy"),
        (1, 2, (FIRST, FIRST), "access.refused.ends_before_it_begins"),
        (1, 2, (LATER, FIRST), "access.refused.ends_before_it_begins"),
    ],
)
def test_who_may_deputise(
    principal: int, deputy: int, days: tuple[date, date], reason: str | None
) -> None:
    refused = check_deputy(principal, deputy, days)
    assert (refused.reason if refused else None) == reason


@pytest.mark.parametrize("role", Role)
def test_administrators_and_auditors_act_in_person(role: Role) -> None:
    post = Post(role, 1, "1.")
    never = {*ADMINISTRATORS, Role.AUDITOR}
    assert deputised([post]) == (() if role in never else (post,))
