"""督办事项标签 — the matter that a task stands for, and the matters that came on a paper."""

from typing import Any

from django import template

from mengyang.core.access import scope
from mengyang.store.reads import ledger
from mengyang.web.clock import today
from mengyang.web.lit import lit
from mengyang.web.request import may_somewhere

register = template.Library()


@register.inclusion_tag("matters/of_task.html", takes_context=True)
def matter_of(context: dict[str, Any], task_id: int) -> dict[str, Any]:
    """`{% matter_of row.id %}` — the matter of a task, or the way onto the register."""
    actor = context["request"].actor
    return {
        "matter": ledger.supervised_of_task(scope(actor, "see", "task"), lit(today()), task_id),
        "task_id": task_id,
        "may_register": may_somewhere(actor, "register", "matter"),
    }


@register.inclusion_tag("matters/of_paper.html", takes_context=True)
def matters_of(context: dict[str, Any], paper_id: int) -> dict[str, Any]:
    """`{% matters_of row.id %}` — the matters that came on an incoming paper."""
    reach = scope(context["request"].actor, "see", "task")
    return {"matters": ledger.supervised_of_paper(reach, lit(today()), paper_id)}


@register.simple_tag(takes_context=True)
def may_register_matters(context: dict[str, Any]) -> bool:
    """`{% may_register_matters as may_register %}` — whether the reader keeps a register."""
    return may_somewhere(context["request"].actor, "register", "matter")
