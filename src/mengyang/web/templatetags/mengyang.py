"""模板标签 — words of codes and terms, lamps, days, form fields, charts; `{% load mengyang %}`."""

import json
import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django import template
from django.forms import BoundField
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from mengyang.core.ledger import TaskState
from mengyang.store.reads.event_names import NO_NAMES, EventNames
from mengyang.web import lamps, terms
from mengyang.web.bilingual import in_language
from mengyang.web.clock import today
from mengyang.web.demo import shown_name
from mengyang.web.event_records import record_url
from mengyang.web.wording import word as word_of

register = template.Library()

UNKNOWN = "—"
# Which terms the codes of a table's field belong to; a code is looked for in each in turn.
FAMILIES = {
    "withdrawn_from": ("task_states",),
    "reply_kind": ("reply_kinds",),
    "request_kind": ("request_kinds",),
    "edition_kind": ("edition_kinds",),
    "notice_kind": ("lawful_notice_kinds",),
    "way": ("sign_off_ways",),
    "decision": ("task_decisions",),
    "urgency": ("urgency_levels",),
    "secrecy": ("secrecy_classes",),
    "state": ("task_states", "document_states", "plan_states", "job_states", "division_states"),
    "status": ("entry_statuses",),
    "origin": ("entry_origins",),
    "reading": ("reading_kinds",),
    "genre": ("genres",),
    "role": ("roles", "unit_roles"),
    "unit_kind": ("unit_kinds",),
    "area_kind": ("area_kinds",),
    "task_kind": ("obligation_kinds",),
    "response": ("responses",),
    "reply": ("division_replies",),
    "verdict": ("division_verdicts",),
    "deadline_kind": ("deadline_kinds",),
    "disclosure": ("disclosure_kinds",),
    "outcome": ("verdict_outcomes",),
    "amount_kind": ("amount_kinds",),
    "origin_kind": ("origin_kinds",),
}
# Where records of a kind use a code that another kind words otherwise.
OWN_FAMILIES = {
    ("incoming.paper", "state"): ("incoming_states",),
    ("ledger.edition", "state"): ("edition_states",),
    ("ledger.public_opinion", "state"): ("opinion_states",),
    ("ledger.reply", "state"): ("reply_states",),
    ("ledger.request", "state"): ("request_states",),
    ("ledger.outside_body", "state"): ("body_states",),
}
# Fields that hold a share in per cent.
_SHARES = frozenset({"progress_percent", "percent"})
# Fields that only repeat the day of the event, which stands above its changes.
_SAID_BY_TIME = frozenset({"state_since", "session_epoch"})


# A point in time as an event keeps it.
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00$")


@register.simple_tag
def word(code: str, params: dict[str, object] | None = None) -> str:
    """`{% word finding.code finding.params %}` — the sentence of a message code."""
    told = {key: _told(value) for key, value in (params or {}).items()}
    return word_of(code, told, get_language() or "zh-hans") if code else ""


def _told(value: object) -> object:
    """A parameter as it is read: the state of a task by its word."""
    return terms.term("task_states", value) if isinstance(value, TaskState) else value


@register.simple_tag
def term(family: str, code: str) -> str:
    """`{% term "task_states" task.state %}` — the word of a term."""
    return terms.term(family, code) if code else UNKNOWN


@register.simple_tag
def term_note(family: str, code: str) -> str:
    """`{% term_note "roles" role %}` — what the term means."""
    return terms.term_note(family, code)


@register.simple_tag
def named(record: object, stem: str = "name") -> str:
    """`{% named unit %}` — `name_zh` or `name_en` of a record; `{% named task "unit_name" %}`."""
    zh, en = getattr(record, f"{stem}_zh"), getattr(record, f"{stem}_en", "")
    return in_language(zh or UNKNOWN, en)


@register.simple_tag
def listed(words: Iterable[str]) -> str:
    """`{% listed name.units %}` — words one behind the other, parted as the language does."""
    return gettext(", ").join(words)


@register.filter
def person(name: str) -> str:
    """`{{ event.actor_name|person }}` — a person's name in the reader's language."""
    return shown_name(name)


@register.simple_tag(name="in_language")
def either(zh: str, en: str) -> str:
    """`{% in_language name.zh name.en %}` — one of two names."""
    return in_language(zh, en)


@register.simple_tag
def lamp(colour: str) -> SafeString:
    """`{% lamp task.lamp %}` — shape and word."""
    return lamps.lamp(colour)


@register.simple_tag
def lamp_shape(colour: str) -> SafeString:
    """`{% lamp_shape "red" %}` — the shape where the word stands beside it."""
    return lamps.lamp_shape(colour)


@register.simple_tag
def lamp_meaning(colour: str) -> str:
    """`{% lamp_meaning "red" %}` — what the lamp says."""
    return lamps.lamp_meaning(colour)


@register.filter
def day(value: date | None) -> str:
    """`{{ task.due_on|day }}` — 2026-03-31; unknown stays a dash."""
    return value.isoformat() if value else UNKNOWN


@register.simple_tag
def gap() -> str:
    """`{% gap %}` — behind a colon or a sentence: nothing in Chinese, whose signs are wide."""
    return in_language("", " ")


@register.simple_tag
def days(first: date | None, last: date | None) -> str:
    """`{% days post.from_day post.until_day %}` — from one to the other, to today, or from a
    day to come."""
    if last is None and first is not None and first > today():
        return gettext("from %(first)s on") % {"first": day(first)}
    said = gettext("%(first)s to %(last)s") if last else gettext("%(first)s to today")
    return said % {"first": day(first), "last": day(last)}


@register.filter
def moment(value: datetime | None) -> str:
    """`{{ event.at|moment }}` — 2026-03-31 09:30 in the time of the installation."""
    return f"{timezone.localtime(value):%Y-%m-%d %H:%M}" if value else UNKNOWN


@register.filter
def number(value: Decimal | int | None) -> str:
    """`{{ total|number }}` — grouped by thousands; unknown is never 0."""
    # The same in both languages: the Chinese format of Django groups nothing.
    return UNKNOWN if value is None else f"{value:,}"


@register.filter
def percent(value: Decimal | int | None) -> str:
    """`{{ task.progress_percent|percent }}` — 40 %; unknown is never 0 %."""
    return UNKNOWN if value is None else f"{value} %"


@register.filter
def size(value: int) -> str:
    """`{{ evidence.size|size }}` — a file's size."""
    if value < 1024:
        return f"{value} B"
    kilobytes = value / 1024
    return f"{kilobytes:,.0f} kB" if kilobytes < 1024 else f"{kilobytes / 1024:,.1f} MB"


@register.inclusion_tag("frame/field.html")
def field(bound: BoundField) -> dict[str, object]:
    """`{% field form.name %}` — label, control, help and errors of a form field."""
    kind = getattr(bound.field.widget, "input_type", "textarea")
    css = {"select": "form-select", "checkbox": "form-check-input"}.get(kind, "form-control")
    if bound.errors:
        css = f"{css} is-invalid"
    return {"bound": bound, "control": bound.as_widget(attrs={"class": css}), "kind": kind}


@register.simple_tag
def chart(identifier: str, option: dict[str, object], label: str) -> SafeString:
    """`{% chart "trend" option label %}` — an ECharts block; put its table beside it for print."""
    # `<` could close the block; JSON may write it as an escape.
    data = json.dumps(option, ensure_ascii=False, default=str).replace("<", "\\u003c")
    return format_html(
        '<div class="chart" id="{0}" role="img" aria-label="{1}" data-chart="{0}-data"></div>'
        '<script type="application/json" id="{0}-data">{2}</script>',
        identifier,
        label,
        mark_safe(data),
    )


@register.simple_tag
def changes(
    before: dict[str, object],
    after: dict[str, object],
    names: EventNames = NO_NAMES,
    kind: str = "",
) -> SafeString:
    """`{% changes event.before event.after event.names event.subject_kind %}` — what changed."""
    keys = [key for key in after if before.get(key) != after[key] and key not in _SAID_BY_TIME]
    lines = (
        (field_word(key), _was(before, key, names, kind), value_word(after, key, names, kind))
        for key in keys
    )
    return format_html_join("", "<li>{} {}{}</li>", lines)


@register.simple_tag
def value_word(
    values: dict[str, object], name: str, names: EventNames = NO_NAMES, kind: str = ""
) -> str:
    """`{% value_word event.after name event.names event.subject_kind %}` — a stored value.

    A code becomes the word of its term, an id the name of what it stands for, a record a link.
    """
    value = values.get(name)
    if name in _SHARES and isinstance(value, int):
        return percent(value)
    if named := names.of(name, value):
        said, address = in_language(named.zh, named.en), record_url(names.sort_of(name), value)
        return format_html('<a href="{}">{}</a>', address, said) if address else said
    if name == "name" and not kind:
        # An event about no record that has a name is about a job.
        job = word_of(f"jobs.name.{value}", {}, get_language() or "zh-hans")
        return job.removeprefix("jobs.name.")
    for family in OWN_FAMILIES.get((kind, name), FAMILIES.get(name, ())):
        if isinstance(value, str) and (known := terms.term(family, value)) != value:
            return known
    return plain(value)


@register.filter
def field_word(name: str) -> str:
    """`{{ name|field_word }}` — the word of a table's field; one without a word as it is."""
    said = word_of(f"field.{name}", {}, get_language() or "zh-hans")
    return said.removeprefix("field.")


@register.filter
def plain(value: object) -> str:
    """`{{ value|plain }}` — a stored value of an event; nothing is a dash, never 0."""
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, str) and _INSTANT.match(value):
        return moment(datetime.fromisoformat(value))
    return UNKNOWN if value is None or value == "" else str(value)


def _was(values: dict[str, object], name: str, names: EventNames, kind: str) -> SafeString:
    """The value before with its arrow; a first share has none, nor has a record just made."""
    if not values or (name in _SHARES and values.get(name) is None):
        return mark_safe("")
    return format_html("{} → ", value_word(values, name, names, kind))
