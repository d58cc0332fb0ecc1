"""双公开标签 — words frozen in an edition, removed places, addresses that keep a language."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from mengyang import packs
from mengyang.core.ledger.publication import MARK
from mengyang.web.bilingual import in_language
from mengyang.web.lamps import DRAWINGS
from mengyang.web.terms import term

register = template.Library()


@register.filter
def said(words: Mapping[str, str] | None) -> str:
    """`{{ task.lead|said }}` — `zh` or `en` of what an edition froze; nothing is a dash."""
    return in_language(words["zh"], words["en"]) if words else "—"


@register.filter
def said_all(words: list[Mapping[str, str]]) -> str:
    """`{{ task.joint|said_all }}` — several of them."""
    return in_language("、", ", ").join(map(said, words))


@register.filter
def marked(text: str | None) -> SafeString:
    """`{{ task.title|marked }}` — a text with the places marked where something was removed."""
    kept = escape(text or "")
    return mark_safe(kept.replace(escape(MARK), f'<mark class="removed">{MARK}</mark>'))


@register.simple_tag
def frozen_lamp(lamp: Mapping[str, str]) -> SafeString:
    """`{% frozen_lamp task.lamp %}` — the lamp as it burnt on the day of the data."""
    word = in_language(lamp["zh"], lamp["en"])
    if not lamp["colour"]:
        return format_html('<span class="lamp">{}</span>', word)
    return format_html(
        '<span class="lamp"><svg class="lamp-shape lamp-{}" viewBox="0 0 16 16"'
        ' aria-hidden="true">{}</svg><span class="lamp-word">{}</span></span>',
        lamp["colour"],
        mark_safe(DRAWINGS.get(lamp["shape"], "")),
        word,
    )


@register.simple_tag
def rule_words(scheme: str, code: str, part: str) -> str:
    """`{% rule_words edition.scheme each.rule "name" %}` — `name` or `basis` of a rule."""
    known = packs.redactions().get(scheme)
    words = known.words.get(code) if known else None
    wording = getattr(words, part) if words else None
    return in_language(wording.zh, wording.en) if wording else code


@register.simple_tag
def scheme_words(scheme: str, part: str) -> str:
    """`{% scheme_words edition.scheme "source" %}` — `name` or `source` of a scheme of rules."""
    known = packs.redactions().get(scheme)
    wording = getattr(known, part) if known else None
    return in_language(wording.zh, wording.en) if wording else scheme


@register.simple_tag(takes_context=True)
def public_url(context: Context, name: str, *parts: Any) -> str:
    """`{% public_url 'public_edition' 3 %}` — the address, in the language chosen on this page."""
    chosen = context.get("chosen_language", "")
    return reverse(name, args=parts) + (f"?lang={chosen}" if chosen else "")


@register.filter
def content_field(name: str) -> str:
    """`{{ change.field|content_field }}` — what a field of a content is called."""
    return term("edition_fields", name.rpartition(".")[2])


@register.filter
def content_place(place: str) -> str:
    """`{{ removed.place|content_place }}` — `tasks[2].causes` by the word of its field."""
    parts = [part.partition("[")[0] for part in place.split(".")]
    field = parts[1] if parts[0] == "tasks" and len(parts) > 1 else parts[0]
    return content_field(field)
