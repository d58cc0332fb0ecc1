"""整改金额标签 — sums of money, on the page of a plan and beside a task."""

from decimal import Decimal
from typing import Any

from django import template

from mengyang.core.access import scope
from mengyang.store.reads import ledger
from mengyang.web.clock import today

register = template.Library()


@register.inclusion_tag("acceptance/of_plan.html", takes_context=True)
def amounts_of_plan(context: dict[str, Any], plan_id: int) -> dict[str, Any]:
    """`{% amounts_of_plan plan.id %}` — what is in question and what was put right."""
    reach = scope(context["request"].actor, "see", "task")
    return {"amounts": ledger.amounts_of_plan(reach, today(), plan_id)}


@register.filter
def yuan(amount: Decimal | None) -> str:
    """`{{ amounts.found|yuan }}` — 1,234.50; none is not known."""
    return "—" if amount is None else f"{amount:,.2f}"
