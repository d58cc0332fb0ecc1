"""事项对照标签 — the same duty in other plans, on the page of a task."""

from typing import Any

from django import template

from mengyang.core.access import scope
from mengyang.store.reads import ledger
from mengyang.web.clock import today
from mengyang.web.lit import lit

register = template.Library()


@register.inclusion_tag("crosswalk/linked.html", takes_context=True)
def same_duty(context: dict[str, Any], task_id: int) -> dict[str, Any]:
    """`{% same_duty row.id %}` — the tasks linked; to link and to part them where allowed."""
    actor, day = context["request"].actor, today()
    runs = scope(actor, "assign", "judgement")
    return {
        "csrf_token": context.get("csrf_token"),
        "task_id": task_id,
        "same_matter": ledger.linked(scope(actor, "see", "task"), lit(day), task_id),
        "may_link": bool(ledger.matter_plans(runs, day, [task_id])),
    }
