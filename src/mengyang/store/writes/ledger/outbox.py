"""发件箱写入 — deliveries are written with their notice, claimed before they go, settled after."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q, QuerySet

from mengyang.core.ledger.deliveries import LEASE, Channel, DeliveryState, may_retry_lost, next_try
from mengyang.store.models import Notice, NoticeAddress, NoticeDelivery
from mengyang.store.reads.names import unit_names
from mengyang.store.writes.work import Work


@dataclass(frozen=True, slots=True)
class Channels:
    """发送渠道 — whether mail can be sent, and the address of the webhook; empty: none."""

    mail: bool = False
    webhook: str = ""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One delivery under way: what goes out, where to, under which lasting `key`."""

    id: int
    attempts: int
    channel: Channel
    address: str
    key: str
    notice_id: int
    step: str
    unit: str
    task_id: int
    task_number: str
    task_title: str
    due_on: date | None
    text: str
    made_at: datetime


def add_deliveries(work: Work, notices: Iterable[Notice], channels: Channels) -> int:
    """Write what is to be sent of notices that are issued; how many."""
    issued = [each for each in notices if each.state in {"sent", "decided"}]
    mails = _mails({each.unit_id for each in issued}) if channels.mail else {}
    rows = []
    for each in issued:
        if address := mails.get(each.unit_id):
            rows.append(_delivery(each, Channel.MAIL, address, work.at))
        if channels.webhook:
            rows.append(_delivery(each, Channel.WEBHOOK, channels.webhook, work.at))
    NoticeDelivery.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def claim_delivery(at: datetime) -> Outgoing | None:
    """Take the next delivery that is due; nobody else takes it. None where there is none.

    One that was begun long ago and never settled is taken once more, then given up.
    """
    while row := _due(at).order_by("next_try_at", "pk").first():
        lost = row.state == DeliveryState.CLAIMED.value
        same = NoticeDelivery.objects.filter(
            pk=row.pk, state=row.state, attempts=row.attempts, lapses=row.lapses
        )
        if lost and not may_retry_lost(row.lapses):
            same.update(state=DeliveryState.FAILED.value, fault="notices.fault.lost")
            continue
        taken = same.update(
            state=DeliveryState.CLAIMED.value,
            attempts=F("attempts") + 1,
            lapses=F("lapses") + int(lost),
            claimed_at=at,
        )
        if taken:
            return _outgoing(NoticeDelivery.objects.get(pk=row.pk), at)
    return None


def settle_delivery(sent: Outgoing, fault: str, at: datetime) -> None:
    """Write how an attempt ended; without a fault it was taken."""
    held = NoticeDelivery.objects.filter(
        pk=sent.id, state=DeliveryState.CLAIMED.value, attempts=sent.attempts
    )
    if not fault:
        held.update(state=DeliveryState.DELIVERED.value, delivered_at=at, fault="")
        return
    again = next_try(sent.attempts, at)
    state = DeliveryState.WAITING if again else DeliveryState.FAILED
    held.update(state=state.value, next_try_at=again, fault=fault)


def set_mail(work: Work, unit_id: int, mail: str, expected_version: int) -> int:
    """Write the mail address of a unit, version 0 where it has none yet; the version it has now."""
    row = NoticeAddress.objects.select_for_update().filter(unit_id=unit_id).first()
    if row is None:
        fresh = NoticeAddress(unit_id=unit_id, mail=mail)
        return work.create(fresh, action="notice_address.set").version
    changes = {"mail": mail}
    return work.change(
        row, changes, action="notice_address.set", expected_version=expected_version
    ).version


def _due(at: datetime) -> QuerySet[NoticeDelivery]:
    waiting = Q(state=DeliveryState.WAITING.value, next_try_at__lte=at)
    lost = Q(state=DeliveryState.CLAIMED.value, claimed_at__lte=at - LEASE)
    return NoticeDelivery.objects.filter(waiting | lost)


def _delivery(notice: Notice, channel: Channel, address: str, at: datetime) -> NoticeDelivery:
    return NoticeDelivery(
        notice=notice,
        channel=channel.value,
        address=address,
        key=uuid.uuid4().hex,
        next_try_at=at,
    )


def _mails(unit_ids: Iterable[int]) -> dict[int, str]:
    rows = NoticeAddress.objects.filter(unit_id__in=list(unit_ids)).exclude(mail="")
    return dict(rows.values_list("unit_id", "mail"))


def _outgoing(row: NoticeDelivery, at: datetime) -> Outgoing:
    notice = Notice.objects.select_related("task").get(pk=row.notice_id)
    named = unit_names([notice.unit_id], at.date()).get(notice.unit_id)
    words = f"\n{notice.words}" if notice.words else ""
    return Outgoing(
        id=row.pk,
        attempts=row.attempts,
        channel=Channel(row.channel),
        address=row.address,
        key=row.key,
        notice_id=notice.pk,
        step=notice.step,
        unit=named.zh if named else "",
        task_id=notice.task_id,
        task_number=notice.task.number,
        task_title=notice.task.title,
        due_on=notice.due_on,
        text=f"{notice.text}{words}",
        made_at=notice.made_at,
    )
