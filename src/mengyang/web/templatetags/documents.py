"""文件标签 — how pages print deadlines, quantities and entries of a reading."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from mengyang.store.reads.documents import EntryRow
from mengyang.web.quantities import printed_quantity
from mengyang.web.terms import term

register = template.Library()

_QUANTITIES = frozenset({"targets", "figures"})


@register.filter
def entry_template(entry: EntryRow) -> str:
    """The template that prints an entry of this reading."""
    name = "quantity" if entry.reading in _QUANTITIES else entry.reading
    return f"documents/entries/{name}.html"


@register.filter
def clause_line(path: str) -> str:
    """The clause whose line the page can jump to: ordinals (一是) stand inside their clause."""
    return path.rpartition("/")[0] if path.endswith("是") else path


@register.filter
def without_gaps(text: str) -> str:
    """A text without its empty lines, as an official document is printed."""
    return "\n".join(line for line in text.splitlines() if line.strip())


@register.filter
def clause_name(path: str) -> str:
    """The path of a clause as printed; words outside every clause are named in words."""
    return {"preamble": gettext("Preamble"), "closing": gettext("Closing words")}.get(path, path)


@register.simple_tag
def deadline(content: object) -> SafeString | str:
    """A deadline: its kind, its days, and the printed words."""
    if not isinstance(content, Mapping):
        return "—"
    kind = str(content.get("kind") or "none")
    days = "、".join(str(day) for day in _several(content.get("on")))
    raw = "；".join(str(each) for each in _several(content.get("raw")))
    word = term("deadline_kinds", kind)
    # The words of the document are not said twice where they are the term itself.
    printed = format_html('<q lang="zh-Hans">{}</q>', raw) if raw and raw != word else ""
    return format_html('{} <strong class="value">{}</strong> {}', word, days, printed)


@register.simple_tag
def remedy_days(remedy: Mapping[str, Any]) -> str:
    """The days that a single remedy prints for itself."""
    return "、".join(str(day) for day in _several(remedy["deadline"].get("on")))


@register.simple_tag
def quantity(content: Mapping[str, Any]) -> str:
    """A value with its comparator and its unit; a missing unit is said to be missing."""
    values = _several(content.get("value"))
    return printed_quantity(content["comparator"], values, str(content.get("unit") or ""))


def _several(value: object) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]
