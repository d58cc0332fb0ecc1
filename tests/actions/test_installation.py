"""Installation 初始化: the first administrators, one role each, one person each."""

import pytest

from mengyang.actions.accounts import NewAccount
from mengyang.actions.installation import NewSeat, install_administrator, missing_roles
from mengyang.core.access import Role
from mengyang.core.findings import Refused
from mengyang.store.models import Area, Event, Unit, User
from mengyang.store.reads.access import actor_of
from tests.cast import AT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("anchor")]
SEAT = NewSeat("某县", "某县教育局")
GOOD = "Sieben Reiher stehen 4"


def install(username: str, role: Role) -> int:
    """An administrator of an installation that begins."""
    return install_administrator(NewAccount(username, username, GOOD), role, SEAT, at=AT)


def test_an_empty_installation_gets_its_three_administrators() -> None:
    assert len(missing_roles(at=AT)) == 3
    for number, role in enumerate(missing_roles(at=AT)):
        user_id = install(f"person{number}", role)
        assert [post.role for post in actor_of(user_id, AT.date()).posts] == [role]
    assert missing_roles(at=AT) == ()
    assert (Area.objects.count(), Unit.objects.count(), User.objects.count()) == (1, 1, 3)
    assert Event.objects.filter(action="installation.initialise").count() == 3


def test_a_second_holder_of_a_role_is_refused() -> None:
    install("first", Role.SYSTEM_ADMINISTRATOR)
    with pytest.raises(Refused, match="role_taken"):
        install("second", Role.SYSTEM_ADMINISTRATOR)
    assert User.objects.count() == 1


def test_one_person_is_not_made_two_administrators() -> None:
    install("first", Role.SYSTEM_ADMINISTRATOR)
    with pytest.raises(Refused, match="name_taken"):
        install("first", Role.AUDIT_ADMINISTRATOR)


def test_only_administrators_are_made_so() -> None:
    with pytest.raises(Refused, match="no_administrator"):
        install("first", Role.LEADER)


def test_a_weak_password_leaves_nothing_behind() -> None:
    with pytest.raises(Refused, match="password_too_short"):
        install_administrator(
            NewAccount("first", "first", "x"), Role.SYSTEM_ADMINISTRATOR, SEAT, at=AT
        )
    assert not User.objects.exists()
    assert not Area.objects.exists()
