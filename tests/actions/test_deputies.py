"""Deputies AB角: who acts for whom, on which days, and what every event then tells."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from mengyang.actions import deputies
from mengyang.actions.deputies import DeputyDraft
from mengyang.core.access import Role
from mengyang.core.findings import Refused
from mengyang.store.models import Deputy, Event
from mengyang.store.reads import deputies as reads
from mengyang.store.writes import transaction
from tests.cast import AT, DAY, Cast

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
UNTIL = DAY + timedelta(days=10)


def draft(cast: Cast, principal: str, deputy: str, until: date = UNTIL) -> DeputyDraft:
    return DeputyDraft(cast.users[principal], cast.users[deputy], DAY, until)


def test_a_colleague_acts_for_the_own_days_and_the_event_tells_both(cast: Cast) -> None:
    supervisor = cast.actor("prefecture_supervisor")
    chosen = draft(cast, "prefecture_supervisor", "secretary")
    deputies.appoint_deputy(supervisor, chosen, at=AT)
    assert Event.objects.latest("sequence").action == "user.appoint_deputy"
    secretary = cast.users["secretary"]
    acting = reads.acting_actor(secretary, supervisor.user_id, DAY)
    assert acting is not None and acting.posts[0].role is Role.SUPERVISOR
    with transaction(acting, AT) as work:
        work.note("user.sign_in")
    event = Event.objects.latest("sequence")
    assert (event.actor_id, event.acting_for_id) == (secretary, supervisor.user_id)
    assert reads.acting_actor(secretary, supervisor.user_id, UNTIL) is None
    assert reads.acting_actor(cast.users["leader"], supervisor.user_id, DAY) is None


def test_a_deputy_ends_today(cast: Cast) -> None:
    supervisor = cast.actor("prefecture_supervisor")
    chosen = draft(cast, "prefecture_supervisor", "secretary")
    made = deputies.appoint_deputy(supervisor, chosen, at=AT)
    deputies.end_deputy(supervisor, made, 1, at=AT)
    assert Deputy.objects.get(pk=made).until_day == DAY
    assert reads.acting_actor(cast.users["secretary"], supervisor.user_id, DAY) is None
    assert Event.objects.latest("sequence").action == "user.end_deputy"


@pytest.mark.parametrize(
    ("actor", "principal", "deputy", "reason"),
    [
        ("leader", "leader", "leader", "own_deputy"),
        ("leader", "leader", "secretary", "no_colleague"),
        ("security_administrator", "leader", "audit_administrator", "administrator_deputises"),
        ("secretary", "leader", "secretary", "not_yours"),
        ("security_administrator", "system_administrator", "secretary", "nothing_to_deputise"),
        ("security_administrator", "auditor", "secretary", "nothing_to_deputise"),
    ],
)
def test_it_refuses(cast: Cast, actor: str, principal: str, deputy: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        deputies.appoint_deputy(cast.actor(actor), draft(cast, principal, deputy), at=AT)
    assert not Deputy.objects.exists()


def test_the_security_administrator_appoints_across_units_once(cast: Cast) -> None:
    security, chosen = cast.actor("security_administrator"), draft(cast, "leader", "secretary")
    deputies.appoint_deputy(security, chosen, at=AT)
    with pytest.raises(Refused, match="deputy_already"):
        deputies.appoint_deputy(security, chosen, at=AT)


def test_a_deputy_appoints_no_deputy(cast: Cast) -> None:
    security = cast.actor("security_administrator")
    deputies.appoint_deputy(security, draft(cast, "leader", "secretary"), at=AT)
    acting = reads.acting_actor(cast.users["secretary"], cast.users["leader"], DAY)
    assert acting is not None
    with pytest.raises(Refused, match="not_yours"):
        deputies.appoint_deputy(acting, draft(cast, "secretary", "auditor"), at=AT)


def test_nobody_deputises_for_days_that_are_over(cast: Cast) -> None:
    over = draft(cast, "leader", "secretary", until=DAY)
    with pytest.raises(Refused, match="deputy_over"):
        deputies.appoint_deputy(
            cast.actor("security_administrator"), replace(over, from_day=date(2020, 1, 1)), at=AT
        )
    assert not Deputy.objects.exists()
