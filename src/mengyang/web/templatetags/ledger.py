"""台账标签 — names of units, counts by code, and targets, as pages print them."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from mengyang import packs
from mengyang.store.reads.ledger import TargetRow
from mengyang.store.reads.names import Named
from mengyang.web.bilingual import in_language
from mengyang.web.lit import named as in_reader_language
from mengyang.web.quantities import printed_quantity

register = template.Library()

# The steps that lead no task on.
_APART = frozenset(
    {
        *("withdraw", "carry_over", "keep", "restore", "merge"),
        *("ask", "recall", "extend", "suspend", "transfer", "reopen", "archive"),
        *("set_body", "waive_body", "find_amount", "split"),
    }
)


@register.filter
def after_heading(text: str) -> str:
    """`{{ notice.text|after_heading }}` — the words of a notice without whom they are to."""
    return text.partition("\n")[2] or text


@register.filter
def has_rare(steps: Iterable[Mapping[str, Any]]) -> bool:
    """`{% if steps|has_rare %}` — whether a rare decision is the person's to take."""
    return any(step["is_rare"] and step["refusal"] is None for step in steps)


@register.filter
def share(percent: Decimal | None) -> str:
    """`{{ percent|share }}` — a rate in percent as it was rounded; none is unknown."""
    return "—" if percent is None else f"{percent} %"


@register.simple_tag
def paper_name(kind: str) -> str:
    """What a paper is called; one whose template is gone by now goes by its code."""
    known = packs.papers().get(kind)
    return in_language(known.name.zh, known.name.en) if known else kind


@register.simple_tag
def bilingual(name: Named | None) -> str:
    """A unit or an area in the reader's language."""
    return in_reader_language(name) or "—"


@register.simple_tag
def bilingual_all(names: Iterable[Named], without: str = "") -> str:
    """Units in the reader's language, one behind the other; `without` where there is none."""
    return gettext(", ").join(map(bilingual, names)) or without


@register.simple_tag
def task_link(task: Any) -> SafeString:
    """`{% task_link row %}` — number and title of a task, leading to its page."""
    words = '<a href="{}" lang="zh-Hans">{} {}</a>'
    return format_html(words, reverse("task", args=[task.id]), task.number, task.title)


@register.filter
def at(counts: Mapping[str, int], key: str) -> int:
    """The number that stands under a code; a code that was not counted has 0."""
    return counts.get(key, 0)


@register.simple_tag
def target_value(target: TargetRow) -> str:
    """What is to be reached or kept, with its comparator and its unit."""
    values = [target.value] if target.value_to is None else [target.value, target.value_to]
    return printed_quantity(target.comparator, values, target.unit)


@register.filter
def refused_together(steps: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """`{% for refused in steps|refused_together %}` — what is refused, each reason said once."""
    by_answer: dict[Any, list[str]] = {}
    for step in steps:
        if step["refusal"] is not None:
            by_answer.setdefault(step["refusal"], []).append(step["kind"])
    return [{"kinds": kinds, "answer": answer} for answer, kinds in by_answer.items()]


@register.filter
def are_with_others(steps: Iterable[Mapping[str, Any]]) -> bool:
    """`{% if steps|are_with_others %}` — at most withdrawal is left: the next step is another's."""
    return not any(step["refusal"] is None and step["kind"] not in _APART for step in steps)
