"""Accounts 账号: who opens, closes and grants; three administrators are three people."""

from datetime import timedelta
from pathlib import Path

import pytest

from mengyang.actions import accounts
from mengyang.actions.accounts import NewAccount, PostDraft
from mengyang.actions.health import health_findings
from mengyang.core import access
from mengyang.core.findings import Refused
from mengyang.store.models import Event, Post, User
from mengyang.store.reads import access as reads
from mengyang.store.reads.asked import Asked
from mengyang.store.writes import transaction
from mengyang.store.writes.access import add_post
from tests.cast import AT, PASSWORD, Cast

pytestmark = pytest.mark.django_db
GOOD = "Sieben Reiher stehen 4"


def last() -> Event:
    """The last event written."""
    return Event.objects.latest("sequence")


def a_post(cast: Cast, user_id: int, role: str, **days: object) -> PostDraft:
    """A post in the county bureau."""
    unit, area = cast.units["jiahe-education"], cast.areas["jiahe"]
    return PostDraft(user_id, role, unit, area, **{"from_day": cast.day, **days})  # type: ignore[arg-type]


def opened(cast: Cast, username: str = "neu") -> int:
    """A new account, opened by the system administrator."""
    account = NewAccount(username, "新人", GOOD)
    return accounts.create_user(cast.actor("system_administrator"), account, at=AT)


def test_the_system_administrator_opens_an_account_without_posts(cast: Cast) -> None:
    user_id = opened(cast)
    user = User.objects.get(pk=user_id)
    assert user.check_password(GOOD)
    assert user.must_change_password
    assert not reads.actor_of(user_id, cast.day).posts
    assert (last().action, last().subject_id) == ("user.create", user_id)
    assert GOOD not in str(list(Event.objects.values()))
    assert "新人" not in str(list(Event.objects.values()))


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("kurz", "password_too_short"),
        ("password", "password_too_common"),
        ("48151623427", "password_entirely_numeric"),
        ("somebody-new1", "password_too_similar"),
    ],
)
def test_it_refuses_a_weak_password(cast: Cast, password: str, reason: str) -> None:
    account = NewAccount("somebody-new", "某人", password)
    with pytest.raises(Refused) as refused:
        accounts.create_user(cast.actor("system_administrator"), account, at=AT)
    assert refused.value.reason == f"access.refused.{reason}"
    assert not User.objects.filter(username="somebody-new").exists()


@pytest.mark.parametrize(
    ("username", "name", "reason"),
    [
        ("leader", "某", "name_taken"),
        ("  ", "某", "no_username"),
        ("a b", "某", "no_username"),
        ("ab", " ", "no_display_name"),
    ],
)
def test_it_refuses_a_name_that_will_not_do(
    cast: Cast, username: str, name: str, reason: str
) -> None:
    with pytest.raises(Refused, match=reason):
        accounts.create_user(
            cast.actor("system_administrator"), NewAccount(username, name, GOOD), at=AT
        )


@pytest.mark.parametrize("person", ["county_officer", "security_administrator", "parent"])
def test_nobody_else_opens_accounts(cast: Cast, person: str) -> None:
    with pytest.raises(Refused, match="not_yours"):
        accounts.create_user(cast.actor(person), NewAccount("neu", "新", GOOD), at=AT)


def test_the_security_administrator_grants_and_ends_a_post(cast: Cast) -> None:
    security = cast.actor("security_administrator")
    user_id = opened(cast)
    post_id = accounts.grant_post(security, a_post(cast, user_id, "officer"), at=AT)
    assert reads.actor_of(user_id, cast.day).posts
    accounts.end_post(security, post_id, 1, until_day=cast.day, at=AT)
    assert not reads.actor_of(user_id, cast.day).posts
    assert last().action == "user.revoke"
    assert Post.objects.get(pk=post_id).version == 2
    with pytest.raises(Refused, match=r"store\.refused\.stale"):
        accounts.end_post(security, post_id, 1, until_day=cast.day, at=AT)


def test_the_system_administrator_grants_no_posts(cast: Cast) -> None:
    with pytest.raises(Refused, match="not_yours"):
        accounts.grant_post(
            cast.actor("system_administrator"), a_post(cast, opened(cast), "officer"), at=AT
        )


@pytest.mark.parametrize("role", ["system_administrator", "audit_administrator"])
def test_nobody_grants_the_own_account_anything(cast: Cast, role: str) -> None:
    security = cast.actor("security_administrator")
    with pytest.raises(Refused, match="oneself"):
        accounts.grant_post(security, a_post(cast, security.user_id, role), at=AT)


@pytest.mark.parametrize("role", ["security_administrator", "audit_administrator"])
def test_three_administrators_are_three_people(cast: Cast, role: str) -> None:
    held = cast.users["system_administrator"]
    with pytest.raises(Refused, match="one_administrator"):
        accounts.grant_post(cast.actor("security_administrator"), a_post(cast, held, role), at=AT)
    Post.objects.filter(user_id=held).update(until_day=cast.day)
    accounts.grant_post(cast.actor("security_administrator"), a_post(cast, held, role), at=AT)


def test_an_officer_is_made_no_administrator(cast: Cast) -> None:
    security, leader = cast.actor("security_administrator"), cast.users["leader"]
    with pytest.raises(Refused, match="worker_administers"):
        accounts.grant_post(security, a_post(cast, leader, "system_administrator"), at=AT)
    assert reads.roles_held(leader, cast.day) == {"leader"}


def test_an_administrator_who_does_business_all_the_same_is_told(
    cast: Cast, tmp_path: Path
) -> None:
    """A post of before the rule, written past the action."""
    held = cast.users["audit_administrator"]
    with transaction(None, AT) as work:
        add_post(work, a_post(cast, held, "officer"))
    told = {each.code: each.params for each in health_findings(tmp_path, at=AT)}
    assert told["health.found.mixed_administrators"] == {"names": "audit_administrator"}


@pytest.mark.parametrize(
    ("role", "days", "reason"),
    [
        ("king", {}, "no_such_role"),
        ("officer", {"until_day": AT.date()}, "ends_before_it_begins"),
        ("auditor", {}, "auditor_without_end"),
    ],
)
def test_it_refuses_a_post_that_makes_no_sense(
    cast: Cast, role: str, days: dict[str, object], reason: str
) -> None:
    draft = a_post(cast, cast.users["leader"], role, **days)
    with pytest.raises(Refused, match=reason):
        accounts.grant_post(cast.actor("security_administrator"), draft, at=AT)


def test_a_closed_account_is_no_way_round_the_three_people(cast: Cast) -> None:
    held = cast.users["system_administrator"]
    User.objects.filter(pk=held).update(is_active=False)
    draft = a_post(cast, held, "audit_administrator")
    with pytest.raises(Refused, match="one_administrator"):
        accounts.grant_post(cast.actor("security_administrator"), draft, at=AT)


def test_a_disabled_account_may_do_nothing_until_it_is_enabled(cast: Cast) -> None:
    system, user_id = cast.actor("system_administrator"), cast.users["county_officer"]
    accounts.disable_user(system, user_id, 1, at=AT)
    assert not cast.actor("county_officer").posts
    assert last().action == "user.disable"
    accounts.enable_user(system, user_id, 2, at=AT)
    assert cast.actor("county_officer").posts
    with pytest.raises(Refused, match="oneself"):
        accounts.disable_user(system, system.user_id, 1, at=AT)


def test_somebody_changes_the_own_password(cast: Cast) -> None:
    officer = cast.actor("county_officer")
    accounts.change_password(officer, PASSWORD, GOOD, at=AT)
    user = User.objects.get(pk=officer.user_id)
    assert user.check_password(GOOD)
    assert not user.must_change_password
    assert last().action == "user.change_password"
    for old, new, reason in ((PASSWORD, GOOD, "wrong"), (GOOD, GOOD, "same"), (GOOD, "x", "short")):
        with pytest.raises(Refused, match=reason):
            accounts.change_password(officer, old, new, at=AT)


def test_a_password_is_reset_but_not_an_administrators(cast: Cast) -> None:
    system = cast.actor("system_administrator")
    made = accounts.reset_password(system, cast.users["leader"], 1, at=AT)
    leader = User.objects.get(username="leader")
    assert leader.must_change_password and leader.check_password(made.password)
    assert made.password not in str(list(Event.objects.values()))
    with pytest.raises(Refused, match="administrators_password"):
        accounts.reset_password(system, cast.users["audit_administrator"], 1, at=AT)


def test_at_the_machine_anybodys_password_is_reset_on_record(cast: Cast) -> None:
    made = accounts.reset_at_the_machine("audit_administrator", at=AT)
    assert User.objects.get(username="audit_administrator").check_password(made.password)
    assert (last().action, last().actor_id) == ("user.reset_password", None)
    with pytest.raises(Refused, match="no_such_account"):
        accounts.reset_at_the_machine("nobody", at=AT)


def test_a_language_is_kept(cast: Cast) -> None:
    accounts.set_language(cast.actor("leader"), "en", at=AT)
    assert User.objects.get(username="leader").language == "en"
    with pytest.raises(Refused, match="no_such_language"):
        accounts.set_language(cast.actor("leader"), "fr", at=AT)


def test_a_name_is_erased_only_from_a_closed_account(cast: Cast) -> None:
    security, user_id = cast.actor("security_administrator"), cast.users["leader"]
    with pytest.raises(Refused, match="still_active"):
        accounts.erase_user(security, user_id, 1, at=AT)
    accounts.disable_user(cast.actor("system_administrator"), user_id, 1, at=AT)
    accounts.erase_user(security, user_id, 2, at=AT)
    assert User.objects.get(pk=user_id).display_name == "—"


def test_signing_in_and_out_are_events_and_no_changes(cast: Cast) -> None:
    user_id = cast.users["leader"]
    accounts.record_sign_in(user_id, at=AT)
    accounts.record_sign_out(user_id, at=AT + timedelta(hours=1))
    accounts.record_failed_sign_in("leader", at=AT)
    assert User.objects.get(pk=user_id).version == 1
    told = Event.objects.filter(subject_id=user_id, action__startswith="user.sign")
    assert list(told.order_by("sequence").values_list("action", "actor_id")) == [
        ("user.sign_in", user_id),
        ("user.sign_out", user_id),
        ("user.sign_in_failed", None),
    ]


def test_what_was_typed_for_no_account_is_kept_nowhere(cast: Cast) -> None:
    before = Event.objects.count()
    accounts.record_failed_sign_in(PASSWORD, at=AT)
    assert Event.objects.count() == before


def test_accounts_are_found_by_name_role_and_state(cast: Cast) -> None:
    reach = access.scope(cast.actor("security_administrator"), "see", "user")
    accounts.disable_user(cast.actor("system_administrator"), cast.users["leader"], 1, at=AT)

    def names(words: str = "", **filters: str) -> list[str]:
        found = reads.users(reach, cast.day, Asked(words=words, filters=filters))
        return [row.username for row in found.rows]

    assert names("春和") == ["county_officer"]
    assert names("head") == ["private_head", "public_head"]
    assert names(role="officer") == ["county_officer", "other_county_officer", "prefecture_officer"]
    assert names(is_active="no") == ["leader"]
    assert len(names()) == len(cast.users)
    shown = reads.user(reach, cast.day, cast.users["county_officer"])
    assert shown.roles == ("officer",)
    assert shown.posts[0].unit_name_zh == "甲禾县教育局"
    with pytest.raises(Refused, match="not_found"):
        reads.user(access.scope(cast.actor("leader"), "see", "user"), cast.day, shown.id)


def test_two_accounts_do_not_differ_in_case_alone(cast: Cast) -> None:
    opened(cast, "neu")
    with pytest.raises(Refused, match="name_taken"):
        opened(cast, "NEU")
    assert User.objects.filter(username__iexact="neu").count() == 1


@pytest.mark.parametrize("username", ["王😀", "<b>x", "a/b", "x" * 81])
def test_a_user_name_is_of_letters_and_digits(cast: Cast, username: str) -> None:
    with pytest.raises(Refused, match="no_username"):
        opened(cast, username)


def test_a_wrong_name_is_corrected(cast: Cast) -> None:
    user_id = opened(cast)
    actor = cast.actor("system_administrator")
    accounts.correct_name(actor, user_id, 1, " 李娜 ", at=AT)
    assert User.objects.get(pk=user_id).display_name == "李娜"
    assert (last().action, last().subject_id) == ("user.correct_name", user_id)
    for person, name, reason in (
        ("security_administrator", "李", "not_yours"),
        ("system_administrator", " ", "no_display_name"),
        ("system_administrator", "李\u202e", "no_display_name"),
    ):
        with pytest.raises(Refused, match=reason):
            accounts.correct_name(cast.actor(person), user_id, 2, name, at=AT)


def test_a_post_is_held_once_at_a_time(cast: Cast) -> None:
    granter, user_id = cast.actor("security_administrator"), opened(cast)
    day, later = cast.day, cast.day + timedelta(days=10)
    accounts.grant_post(
        granter, a_post(cast, user_id, "officer", from_day=day, until_day=later), at=AT
    )
    with pytest.raises(Refused, match="post_held"):
        accounts.grant_post(granter, a_post(cast, user_id, "officer", from_day=day), at=AT)
    accounts.grant_post(granter, a_post(cast, user_id, "officer", from_day=later), at=AT)
    accounts.grant_post(granter, a_post(cast, user_id, "supervisor", from_day=day), at=AT)
    assert Post.objects.filter(user_id=user_id).count() == 3
