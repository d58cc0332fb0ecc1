"""督办通知标签 — what units were told of a task, on the page of the task."""

from typing import Any

from django import template

from mengyang.core.access import Actor, scope
from mengyang.core.ledger.guards import unit_ids
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.ledger.notices import NoticeReach, notices
from mengyang.store.reads.ledger.outbox import mail_of
from mengyang.web.clock import today

register = template.Library()
_SHOWN = 3


def notice_reach(actor: Actor) -> NoticeReach:
    """What the person may see of notices."""
    deciding = scope(actor, "escalate", "judgement")
    return NoticeReach(scope(actor, "see", "task"), deciding, unit_ids(actor))


@register.inclusion_tag("notices/address.html", takes_context=True)
def notice_address(context: dict[str, Any], unit_id: int) -> dict[str, Any]:
    """`{% notice_address unit.id %}` — where a unit is told by mail, for who manages units."""
    may_manage = bool(scope(context["request"].actor, "manage", "unit").grants)
    mail, version = mail_of(unit_id) if may_manage else ("", 0)
    return {
        "csrf_token": context.get("csrf_token"),
        "unit_id": unit_id,
        "may_manage": may_manage,
        "mail": mail,
        "version": version,
    }


@register.inclusion_tag("notices/of_task.html", takes_context=True)
def notices_of(context: dict[str, Any], task_id: int) -> dict[str, Any]:
    """`{% notices_of row.id %}` — the latest notices, each with its text to be copied."""
    asked = Asked(filters={"task": str(task_id)}, size=_SHOWN)
    found = notices(notice_reach(context["request"].actor), today(), asked)
    return {"notices": found.rows, "total": found.total, "task_id": task_id}
