"""Opinions of the public 公众意见动作: taken in within limits, sorted, answered, published."""

from datetime import timedelta

import pytest

from mengyang import packs
from mengyang.actions import opinions
from mengyang.actions.opinions import Sent
from mengyang.core.facts import Seen
from mengyang.store.models import (
    Edition,
    Event,
    EventChange,
    OpinionSalt,
    OpinionSending,
    PublicOpinion,
)
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.ledger import opinions as reads
from mengyang.store.reads.ledger.opinions import public_answers
from tests.cast import Cast
from tests.ledger_plan import Written, write_plan
from tests.ledger_work import LATER, refused_by
from tests.publication_cast import drafted, published

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
ADDRESS = "203.0.113.7"
TEXT = "第四幼儿园何时开园？我是家长欧阳建国，电话13812345678。"


@pytest.fixture
def edition(cast: Cast) -> Edition:
    return published(cast, write_plan(cast))


def sent(edition: Edition, text: str = TEXT, **more: str) -> Sent:
    return Sent(edition.pk, text, **more)


def received(edition: Edition, text: str = TEXT) -> PublicOpinion:
    said = sent(edition, text, task_number="2", name="欧阳建国", contact="13812345678")
    return PublicOpinion.objects.get(pk=opinions.receive_opinion(said, ADDRESS, at=LATER))


def test_an_opinion_is_sorted_answered_approved_and_published(cast: Cast, edition: Edition) -> None:
    row = received(edition)
    assert row.state == "received" and row.due_on is not None and row.due_on > LATER.date()
    office, housing = cast.actor("prefecture_officer"), cast.actor("department_officer")
    unit = cast.units["jiahe-housing"]
    assert not reads.opinions(opinions.reach_of_opinions(housing), LATER.date(), Asked()).rows
    opinions.accept_opinion(office, Seen(row.pk, 1), unit, "请答复", at=LATER)
    [seen] = reads.opinions(opinions.reach_of_opinions(housing), LATER.date(), Asked()).rows
    # The unit that answers sees what was said, not who said it.
    assert seen.text == TEXT and (seen.name, seen.contact) == ("", "")
    opinions.answer_opinion(housing, Seen(row.pk, 2), "明年春季开园。", at=LATER)
    opinions.send_answer_back(office, Seen(row.pk, 3), "写明月份", at=LATER)
    opinions.answer_opinion(housing, Seen(row.pk, 4), "明年三月开园。", at=LATER)
    own = refused_by(opinions.publish_answer, housing, Seen(row.pk, 5), (), at=LATER)
    assert own.reason in {"ledger.refused.no_right", "opinions.refused.own_answer"}
    opinions.publish_answer(office, Seen(row.pk, 5), ("我是家长",), at=LATER)
    row.refresh_from_db()
    assert row.state == "published"
    [answer] = public_answers(edition.plan_id, LATER.date())
    assert answer.answer == "明年三月开园。" and answer.task_number == "2"
    for secret in ("欧阳建国", "13812345678", "我是家长"):
        assert secret not in answer.text
    actions = Event.objects.filter(subject_kind="ledger.public_opinion").order_by("sequence")
    assert list(actions.values_list("action", flat=True)) == [
        *("opinion.receive", "opinion.accept", "opinion.answer", "opinion.send_back"),
        *("opinion.answer", "opinion.publish"),
    ]
    told = "".join(map(str, Event.objects.values_list("before", "after")))
    assert "欧阳建国" not in told and "13812345678" not in told
    assert not EventChange.objects.filter(subject_kind="ledger.public_opinion").exists()


def test_an_answer_that_holds_what_the_rules_remove_is_not_published(
    cast: Cast, edition: Edition
) -> None:
    row, office = received(edition), cast.actor("prefecture_officer")
    housing = cast.actor("department_officer")
    unit = cast.units["jiahe-housing"]
    opinions.accept_opinion(office, Seen(row.pk, 1), unit, "", at=LATER)
    opinions.answer_opinion(housing, Seen(row.pk, 2), "欧阳建国您好，请拨13812345678。", at=LATER)
    refused = refused_by(opinions.publish_answer, office, Seen(row.pk, 3), (), at=LATER)
    assert refused.reason == "publication.refused.not_public"
    assert PublicOpinion.objects.get().state == "answered"


def test_what_is_not_accepted_says_why(cast: Cast, edition: Edition) -> None:
    office = cast.actor("prefecture_officer")
    first, second, third = (received(edition, f"{TEXT}{n}") for n in range(3))
    opinions.decline_opinion(office, Seen(first.pk, 1), "不属于本方案。", at=LATER)
    opinions.forward_opinion(office, Seen(second.pk, 1), "已转信访部门。", at=LATER)
    opinions.join_opinion(office, Seen(third.pk, 1), first.pk, "", at=LATER)
    states = PublicOpinion.objects.order_by("pk").values_list("state", "triage_words", "repeats")
    assert list(states) == [
        ("declined", "不属于本方案。", None),
        ("forwarded", "已转信访部门。", None),
        ("duplicate", "", first.pk),
    ]
    county = cast.actor("county_officer")
    refused = refused_by(opinions.decline_opinion, county, Seen(first.pk, 2), "…", at=LATER)
    assert refused.reason == "opinions.refused.no_such_opinion"


def test_an_address_sends_only_so_many_and_is_itself_never_stored(edition: Edition) -> None:
    limits = packs.publishing_on(LATER.date())
    for number in range(limits.opinions_per_hour):
        received(edition, f"{TEXT}{number}")
    refused = refused_by(opinions.receive_opinion, sent(edition), ADDRESS, at=LATER)
    assert refused.reason == "opinions.refused.too_many"
    opinions.receive_opinion(sent(edition), "203.0.113.8", at=LATER)
    assert PublicOpinion.objects.count() == limits.opinions_per_hour + 1
    assert not OpinionSending.objects.filter(mark__contains=ADDRESS).exists()
    salt = OpinionSalt.objects.get().salt
    # With the day its salt is forgotten: the marks of yesterday lead to nobody.
    opinions.receive_opinion(sent(edition), ADDRESS, at=LATER + timedelta(days=2))
    assert OpinionSalt.objects.get().salt != salt and OpinionSending.objects.count() == 1


def test_of_all_only_so_many_come_in_a_day(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    few = replace(packs.publishing_on(LATER.date()), opinions_of_all_per_day=1)
    monkeypatch.setattr(packs, "publishing_on", lambda _day: few)
    received(edition)
    refused = refused_by(opinions.receive_opinion, sent(edition), "203.0.113.9", at=LATER)
    assert refused.reason == "opinions.refused.too_many_of_all"


@pytest.mark.parametrize(
    "more,reason",
    [
        ({"text": " 短 "}, "opinions.refused.length"),
        ({"text": "长" * 1001}, "opinions.refused.length"),
        ({"name": "名" * 51}, "opinions.refused.length"),
        ({"task_number": "99"}, "opinions.refused.no_such_task"),
        ({"trap": "http://"}, "opinions.refused.machine"),
    ],
)
def test_what_is_no_opinion_is_refused_in_plain_words(
    edition: Edition, more: dict[str, str], reason: str
) -> None:
    said = Sent(edition.pk, **{"text": TEXT, **more})
    assert refused_by(opinions.receive_opinion, said, ADDRESS, at=LATER).reason == reason
    assert not PublicOpinion.objects.exists() and not OpinionSending.objects.exists()


def test_nobody_speaks_of_what_was_not_published(cast: Cast, edition: Edition) -> None:
    draft = drafted(cast, write_plan_again(cast, edition), notice="更正。")
    refused = refused_by(opinions.receive_opinion, sent(draft), ADDRESS, at=LATER)
    assert refused.reason == "publication.refused.no_such_publication"


def write_plan_again(cast: Cast, edition: Edition) -> Written:
    return Written(edition.plan_id, 0, {})
