"""分工标签 — the division of work of a document, as far as the reader may see it."""

from collections.abc import Mapping
from typing import Any

from django import template

from mengyang.core.access import scope
from mengyang.store.reads import divisions
from mengyang.web.clock import today

register = template.Library()


@register.inclusion_tag("divisions/link.html", takes_context=True)
def division_link(context: dict[str, Any], document_id: int) -> dict[str, Any]:
    """`{% division_link row.id %}` — a link to the division of a document, where there is one."""
    reach = scope(context["request"].actor, "see", "division")
    return {"division": divisions.division_of_document(reach, today(), document_id)}


@register.filter
def outcome(outcomes: Mapping[int, dict[str, Any]], opinion_id: int) -> dict[str, Any] | None:
    """What accepting an opinion would change; nothing where it is settled."""
    return outcomes.get(opinion_id)
