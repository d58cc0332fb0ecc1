"""发件箱读取 — what became of the deliveries of a notice, what is due, what could not be sent."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from mengyang.core.ledger.deliveries import LEASE
from mengyang.core.ledger.tidings import Tiding
from mengyang.store.models import Notice, NoticeAddress, NoticeDelivery

_TIDINGS = [tiding.value for tiding in Tiding]


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """发送 as shown; `fault` is a message code, empty where nothing went wrong last."""

    channel: str
    address: str
    state: str
    attempts: int
    next_try_at: datetime | None
    delivered_at: datetime | None
    fault: str


def deliveries(notice_id: int) -> tuple[DeliveryRow, ...]:
    """The deliveries of a notice that the caller has found within reach."""
    rows = NoticeDelivery.objects.filter(notice_id=notice_id).order_by("pk")
    return tuple(
        DeliveryRow(
            channel=row.channel,
            # The address of the webhook is the installation's own.
            address=row.address if row.channel == "mail" else "",
            state=row.state,
            attempts=row.attempts,
            next_try_at=row.next_try_at if row.state == "waiting" else None,
            delivered_at=row.delivered_at,
            fault=row.fault,
        )
        for row in rows
    )


def has_due_deliveries(at: datetime) -> bool:
    """Whether anything is to be sent now: asked by the timer."""
    waiting = Q(state="waiting", next_try_at__lte=at)
    return NoticeDelivery.objects.filter(
        waiting | Q(state="claimed", claimed_at__lte=at - LEASE)
    ).exists()


def unqueued_tidings(by_mail: bool, by_webhook: bool, since: datetime) -> list[int]:
    """The notices told since then in the application alone that a channel could carry, too."""
    rows = Notice.objects.filter(step__in=_TIDINGS, made_at__gte=since, deliveries__isnull=True)
    if not by_webhook:
        addressed = NoticeAddress.objects.exclude(mail="").values("unit_id")
        rows = rows.filter(unit_id__in=addressed) if by_mail else rows.none()
    return list(rows.order_by("pk").values_list("pk", flat=True))


def failed_deliveries() -> int:
    """How many deliveries were given up: asked by the checks of the installation."""
    return NoticeDelivery.objects.filter(state="failed").count()


def mail_of(unit_id: int) -> tuple[str, int]:
    """The mail address of a unit and its version; empty and 0 where it has none."""
    rows = NoticeAddress.objects.filter(unit_id=unit_id)
    return rows.values_list("mail", "version").first() or ("", 0)
