"""The outbox 发件箱: written with the notice, sent once, tried again, given up."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from mengyang.actions.assignments import assign_task
from mengyang.actions.escalation import OFFICE_TIME, Issue, issue_notice, make_due_notices
from mengyang.actions.health import health_findings
from mengyang.actions.notice_sending import Channels, Outgoing, send_next, set_notice_mail
from mengyang.actions.tasks import sign_for_task
from mengyang.core.facts import Seen
from mengyang.core.ledger.deliveries import LEASE, MOST_ATTEMPTS, Channel
from mengyang.store.models import Event, Notice, NoticeDelivery
from mengyang.store.reads.ledger.outbox import failed_deliveries, has_due_deliveries
from tests.cast import Cast
from tests.ledger_plan import Written
from tests.ledger_work import refused_by

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
LATE = datetime(2026, 5, 6, 10, tzinfo=OFFICE_TIME)
BOTH = Channels(mail=True, webhook="http://127.0.0.1:9/notices")
MAIL = "jianshe@jiahe.example"


class Broken(BaseException):
    """The machine stops in the middle of a sending."""


@pytest.fixture
def housing(cast: Cast, plan: Written) -> int:
    """Task 2 at work with the housing department, which has a mail address; the unit."""
    office, person = cast.actor("prefecture_supervisor"), cast.actor("department_officer")
    version = assign_task(office, plan.tasks["2"], 1, at=cast.at)
    sign_for_task(person, plan.tasks["2"], version, at=cast.at)
    unit_id = cast.units["jiahe-housing"]
    keeper = cast.actor("system_administrator")
    set_notice_mail(keeper, Seen(unit_id, 0), f" {MAIL} ", at=cast.at)
    return unit_id


def outbox(unit_id: int) -> list[tuple[str, str, int]]:
    rows = NoticeDelivery.objects.filter(notice__unit_id=unit_id).order_by("pk")
    return list(rows.values_list("channel", "state", "attempts"))


def test_deliveries_are_written_with_their_notices(housing: int, cast: Cast) -> None:
    make_due_notices(BOTH, at=LATE)
    assert outbox(housing) == [("mail", "waiting", 0), ("webhook", "waiting", 0)]
    # What waits for its signature goes nowhere; issued, it goes out.
    talk = Notice.objects.get(unit_id=housing, step="talk")
    issue = Issue("请到会说明。", "分管副专员")
    issue_notice(cast.actor("prefecture_supervisor"), Seen(talk.pk, 1), issue, BOTH, at=LATE)
    assert len(outbox(housing)) == 4
    mails = NoticeDelivery.objects.filter(channel="mail")
    assert set(mails.values_list("address", flat=True)) == {MAIL}


def test_without_channel_or_address_nothing_is_to_be_sent(housing: int, cast: Cast) -> None:
    keeper = cast.actor("system_administrator")
    set_notice_mail(keeper, Seen(housing, 1), "", at=cast.at)
    make_due_notices(Channels(mail=True), at=LATE)
    assert Notice.objects.filter(unit_id=housing).exists()
    assert not NoticeDelivery.objects.exists()
    assert not has_due_deliveries(LATE)


def test_each_is_sent_once(housing: int) -> None:
    make_due_notices(Channels(mail=True), at=LATE)
    sent: list[Outgoing] = []
    carriers = {Channel.MAIL: lambda one: sent.append(one) or ""}
    assert has_due_deliveries(LATE)
    while send_next(carriers, at=LATE):
        pass
    assert [each.address for each in sent] == [MAIL]
    assert sent[0].text.startswith("【催办】甲禾县住房和城乡建设局：")
    assert outbox(housing) == [("mail", "delivered", 1)]
    assert not send_next(carriers, at=LATE + timedelta(days=1))


def test_a_refused_one_waits_longer_and_is_given_up(housing: int, tmp_path: Path) -> None:
    make_due_notices(Channels(mail=True), at=LATE)
    keys, at = set(), LATE
    carriers = {Channel.MAIL: lambda one: keys.add(one.key) or "notices.fault.mail"}
    assert send_next(carriers, at=at)
    assert not send_next(carriers, at=at + timedelta(seconds=59))
    for _ in range(MOST_ATTEMPTS - 1):
        at += timedelta(hours=6)
        assert send_next(carriers, at=at)
    row = NoticeDelivery.objects.get()
    assert (row.state, row.attempts, row.fault) == ("failed", 10, "notices.fault.mail")
    assert (len(keys), failed_deliveries()) == (1, 1)
    assert not has_due_deliveries(at + timedelta(days=9))
    told = [each.params for each in health_findings(tmp_path, at=at) if "deliveries" in each.code]
    assert told == [{"count": 1}]


def test_one_broken_off_is_sent_again_once_under_its_key(housing: int) -> None:
    make_due_notices(Channels(mail=True), at=LATE)
    keys: list[str] = []

    def breaks(one: Outgoing) -> str:
        keys.append(one.key)
        raise Broken

    for at in (LATE, LATE + LEASE):
        with pytest.raises(Broken):
            send_next({Channel.MAIL: breaks}, at=at)
        assert not send_next({Channel.MAIL: breaks}, at=at + LEASE / 2)
    assert not send_next({Channel.MAIL: breaks}, at=LATE + LEASE * 3)
    assert (len(keys), len(set(keys))) == (2, 1)
    row = NoticeDelivery.objects.get()
    assert (row.state, row.lapses, row.fault) == ("failed", 1, "notices.fault.lost")


def test_only_who_keeps_the_units_sets_an_address(housing: int, cast: Cast) -> None:
    seen, keeper = Seen(housing, 1), cast.actor("system_administrator")
    office = cast.actor("prefecture_supervisor")
    assert refused_by(set_notice_mail, office, seen, MAIL, at=LATE)
    for wrong in ("somebody", "a b@c", "a@b\nBcc: x@y", "<a@b>", "a@b, c@d"):
        odd = refused_by(set_notice_mail, keeper, seen, wrong, at=LATE)
        assert odd.reason == "notices.refused.no_mail_address"
    nowhere = refused_by(set_notice_mail, keeper, Seen(10**9, 0), MAIL, at=LATE)
    assert nowhere.reason == "registry.refused.no_such_unit"
    stale = refused_by(set_notice_mail, keeper, Seen(housing, 7), MAIL, at=LATE)
    assert stale.reason == "store.refused.stale"
    assert Event.objects.filter(action="notice_address.set").count() == 1
