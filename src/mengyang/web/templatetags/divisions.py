"""分工标签 — the division of work of a document, as far as the reader may see it."""

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
