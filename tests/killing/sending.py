"""Sendings broken off 发送中断: a fork is killed before and after a notice went out."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings

from mengyang.actions.escalation import OFFICE_TIME, make_due_notices
from mengyang.actions.notice_sending import Channels, Outgoing, send_next
from mengyang.core.ledger.deliveries import LEASE, Channel
from mengyang.store.checkpoints import killed_at
from mengyang.store.models import NoticeDelivery, Task
from tests.cast import write_cast
from tests.killing.kills import in_a_fork
from tests.ledger_plan import write_plan

AT = datetime(2026, 5, 6, 10, tzinfo=OFFICE_TIME)
KILLS = (
    ("notice.make.before_commit", None),
    ("notice.make.after_commit", None),
    ("notice_delivery.claimed", timedelta()),
    ("notice_delivery.carried", LEASE),
)


def kill_sendings() -> None:
    """Kill at every point in turn; prints the states and how often each number went out."""
    plan = write_plan(write_cast())
    # Written past the rules: one task is due, everything else is left alone.
    Task.objects.filter(pk=plan.tasks["2"]).update(state="in_progress", due_on=AT.date())
    told = []
    for point, after in KILLS:
        act = _send(AT + after) if after is not None else _make
        status = in_a_fork(partial(_killed, point, act))
        told.append([point, status, *_outbox()])
    send_next({Channel.WEBHOOK: _carry}, at=AT + LEASE * 2)
    told.append(["at the end", 0, *_outbox()])
    print(json.dumps(told))


def _killed(point: str, act: Callable[[], object]) -> None:
    with killed_at(point):
        act()


def _make() -> None:
    make_due_notices(Channels(webhook="http://127.0.0.1:9/"), at=AT)


def _send(at: datetime) -> Callable[[], object]:
    return partial(send_next, {Channel.WEBHOOK: _carry}, at=at)


def _carry(outgoing: Outgoing) -> str:
    with (settings.ENVIRONMENT.var / "arrived").open("a") as file:
        file.write(f"{outgoing.key}\n")
    return ""


def _outbox() -> list[object]:
    """The states of the outbox, how often something arrived, and how many numbers that were."""
    file = settings.ENVIRONMENT.var / "arrived"
    arrived = file.read_text().split() if file.exists() else []
    states = list(NoticeDelivery.objects.values_list("state", flat=True))
    return [states, len(arrived), len(set(arrived))]
