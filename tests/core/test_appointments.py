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
    clashes = bool(held - {role})
    reason = "one_administrator" if role in ADMINISTRATORS else "administrator_works"
    assert (refused.reason if refused else None) == (
        f"access.refused.{reason}" if clashes else None
    )


@pytest.mark.parametrize("role", [role for role in Role if role not in ADMINISTRATORS])
def test_an_administrator_does_no_business(role: Role) -> None:
    for of_three in ADMINISTRATORS:
        works = check_post(role, FIRST, LATER, {of_three})
        administers = check_post(of_three, FIRST, LATER, {role})
        assert works is not None and works.reason == "access.refused.administrator_works"
        assert administers is not None
        assert administers.reason == "access.refused.worker_administers"
        assert check_post(role, FIRST, LATER, {Role.OFFICER}) is None


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


def test_an_administrator_deputises_for_nobody() -> None:
    refused = check_deputy(1, 2, (FIRST, LATER), {Role.OFFICER, Role.AUDIT_ADMINISTRATOR})
    assert refused is not None and refused.reason == "access.refused.administrator_deputises"
    assert check_deputy(1, 2, (FIRST, LATER), {Role.OFFICER}) is None
