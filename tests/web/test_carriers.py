"""Carriers 发送渠道: a real mail server and a real receiver on this machine."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from pytest_django import Settings

from mengyang.actions.notice_sending import Outgoing
from mengyang.core.ledger.deliveries import Channel
from mengyang.web.carriers import carriers, channels, post_webhook, send_mail
from mengyang.web.site.channel_faults import sending_faults
from tests.web.receivers import Heard, Inbox, mail_server, receiver

SECRET = "sixteen letters and more"
NOTICE = Outgoing(
    id=7,
    attempts=1,
    channel=Channel.MAIL,
    address="jianshe@jiahe.example",
    key="5f" * 16,
    notice_id=3,
    step="urge",
    unit="甲禾县住房和城乡建设局",
    task_id=2,
    task_number="2",
    task_title="消除大班额",
    due_on=date(2026, 3, 31),
    text="【催办】甲禾县住房和城乡建设局：\n请抓紧办理。",
    made_at=datetime(2026, 5, 6, 2, tzinfo=UTC),
)


@pytest.fixture
def inbox(settings: Settings) -> Iterator[Inbox]:
    with mail_server() as inbox:
        settings.ENVIRONMENT = replace(
            settings.ENVIRONMENT,
            mail_host="127.0.0.1",
            mail_port=inbox.port,
            mail_security="none",
            mail_from="地区督查室 <ducha@yunlu.example>",
        )
        yield inbox


@pytest.fixture
def heard(settings: Settings) -> Iterator[Heard]:
    with receiver() as heard:
        settings.ENVIRONMENT = replace(
            settings.ENVIRONMENT, webhook_url=heard.url, webhook_secret=SECRET
        )
        yield heard


def test_a_mail_arrives_under_the_same_number_each_time(inbox: Inbox) -> None:
    assert send_mail(NOTICE) == "" == send_mail(replace(NOTICE, attempts=2))
    one, two = inbox.mails
    assert one["Message-ID"] == two["Message-ID"] == f"<{NOTICE.key}@yunlu.example>"
    assert one["To"] == NOTICE.address
    assert one["Subject"] == "【催办】2 消除大班额"
    assert "请抓紧办理。" in one.get_content()


def test_a_refused_recipient_and_a_silent_server_are_told_apart(
    inbox: Inbox, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    inbox.refuses.add(NOTICE.address)
    assert send_mail(NOTICE) == "notices.fault.mail_recipient"
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, mail_port=1)
    assert send_mail(NOTICE) == "notices.fault.mail"
    # The log knows the delivery by its number alone.
    assert NOTICE.address not in caplog.text and NOTICE.unit not in caplog.text
    assert "Delivery 7" in caplog.text


def test_a_title_of_several_lines_forges_no_header(inbox: Inbox) -> None:
    forged = replace(NOTICE, task_title="甲\r\nBcc: x@y.example")
    assert send_mail(forged) == ""
    assert inbox.mails[0]["Bcc"] is None


def test_the_webhook_is_signed(heard: Heard) -> None:
    assert post_webhook(replace(NOTICE, address=heard.url)) == ""
    headers, body = heard.posts[0]
    told = json.loads(body)
    assert (told["id"], told["text"], told["task"]["due_on"]) == (
        NOTICE.key,
        NOTICE.text,
        "2026-03-31",
    )
    assert headers["x-mengyang-delivery"] == NOTICE.key
    signed = headers["x-mengyang-timestamp"].encode() + b"." + body
    expected = hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
    assert headers["x-mengyang-signature"] == f"sha256={expected}"


@pytest.mark.parametrize("status", [302, 400, 500])
def test_what_the_receiver_does_not_take_is_a_fault(heard: Heard, status: int) -> None:
    heard.status = status
    assert post_webhook(replace(NOTICE, address=heard.url)) == "notices.fault.webhook_refused"
    # A signed message follows nobody elsewhere.
    assert len(heard.posts) == 1


def test_a_receiver_that_is_not_there_is_a_fault(heard: Heard) -> None:
    gone = replace(NOTICE, address="http://127.0.0.1:1/notices")
    assert post_webhook(gone) == "notices.fault.webhook"


def test_only_what_is_configured_is_used(inbox: Inbox, settings: Settings) -> None:
    assert channels().mail and not channels().webhook
    assert set(carriers()) == {Channel.MAIL}
    assert list(sending_faults(settings.ENVIRONMENT)) == []
    wrong = replace(
        settings.ENVIRONMENT,
        mail_from="督查室",
        mail_security="magic",
        webhook_url="ftp://x",
        webhook_secret="short",
        escalation="luck",
    )
    assert [each.code for each in sending_faults(wrong)] == [
        "check.found.escalation",
        "check.found.mail_from",
        "check.found.mail_security",
        "check.found.webhook_url",
        "check.found.webhook_secret",
    ]
    open_ = replace(settings.ENVIRONMENT, mail_user="ducha")
    assert [each.code for each in sending_faults(open_)] == ["check.found.mail_open"]
