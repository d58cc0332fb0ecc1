"""通知发送 — what lies in the outbox goes out one by one, outside any transaction.

A delivery is claimed and committed before it goes, settled after; killed between, it is sent once
more under the same key. The channels themselves are brought by the caller.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from mengyang.actions.jobs import Claim, Progress, job_step
from mengyang.actions.units import require
from mengyang.core.access import Actor
from mengyang.core.facts import Seen
from mengyang.core.findings import Refused
from mengyang.core.ledger.deliveries import Channel
from mengyang.core.patterns import lazy_pattern
from mengyang.store.checkpoints import reached
from mengyang.store.reads.ledger.outbox import has_due_deliveries
from mengyang.store.reads.scope import subjects
from mengyang.store.writes import transaction
from mengyang.store.writes.ledger import outbox as writes
from mengyang.store.writes.ledger.outbox import Channels, Outgoing

__all__ = ["Channels", "Outgoing"]

# What a carrier says: the code of the fault, empty where the message was taken.
type Carrier = Callable[[Outgoing], str]

_MAIL = lazy_pattern(r"[^@\s<>,;\"]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")


def send_next(carriers: Mapping[Channel, Carrier], *, at: datetime) -> bool:
    """Send one delivery that is due; false where there is none."""
    outgoing = writes.claim_delivery(at)
    if outgoing is None:
        return False
    reached("notice_delivery.claimed")
    carrier = carriers.get(outgoing.channel)
    fault = carrier(outgoing) if carrier else "notices.fault.no_channel"
    reached("notice_delivery.carried")
    writes.settle_delivery(outgoing, fault, at)
    return True


def sending_step(claim: Claim, carriers: Mapping[Channel, Carrier], *, at: datetime) -> Claim:
    """One delivery a step, until none is due."""
    sent = int(str(claim.position.get("sent", 0))) + send_next(carriers, at=at)
    with job_step(claim, at) as step:
        is_last = not has_due_deliveries(at)
        step.progress = Progress({"sent": sent}, sent, is_last=is_last, result={"sent": sent})
    return step.claim


def set_notice_mail(actor: Actor, unit: Seen, mail: str, *, at: datetime) -> int:
    """Set where a unit is told by mail, or with no address that it is not; the version now.

    `unit.version` is that of the address, 0 where the unit has none.
    """
    require(actor, "unit")
    if not subjects("unit", [unit.id], at.date()):
        raise Refused("registry.refused.no_such_unit", "registry.hint.list")
    address = mail.strip()
    if address and not _MAIL.fullmatch(address):
        raise Refused("notices.refused.no_mail_address", "notices.hint.mail_address")
    with transaction(actor, at) as work:
        return writes.set_mail(work, unit.id, address, unit.version)
