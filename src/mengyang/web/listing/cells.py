"""单元格 — one value of a record in, safe HTML or the value of an export cell out."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from html import escape

from django.utils import timezone
from django.utils.safestring import SafeData, SafeString, mark_safe
from django.utils.translation import gettext

from mengyang.formats.table import Cell
from mengyang.web.lamps import lamp, lamp_word
from mengyang.web.listing.records import Column, Kind
from mengyang.web.terms import term

NUMERIC = frozenset({Kind.NUMBER, Kind.PERCENT})


def shown(column: Column, record: object, url: str = "", label: str = "") -> SafeString:
    """The `<td>` of the cell; `label` is the column's in words, looked up once for a list."""
    value = column.of(record)
    # A text that nobody wrote is as unknown as a number that nobody knows.
    value = None if value == "" else value
    inner = _safe(column.unknown if value is None else _written(column, value))
    leads = column.url(record) if column.url else url * column.links
    if leads:
        inner = f'<a href="{_safe(leads)}">{inner}</a>'
    note = column.note(record) if column.note else ""
    if note:
        inner = f'{inner}<div class="note">{_safe(note)}</div>'
    css = _css(column) if value is not None else f"{_css(column)} blank"
    # On a narrow screen the row becomes a card, and each cell names itself.
    head = _safe(label or gettext(column.label))
    return mark_safe(f'<td class="{css}" data-head="{head}">{inner}</td>')  # all of it escaped


def exported(column: Column, record: object) -> Cell:
    """The value for a spreadsheet: numbers and days stay numbers and days, unknown stays empty."""
    value = column.of(record)
    if value is None or (isinstance(value, int | Decimal) and not isinstance(value, bool)):
        return value
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None)
    if isinstance(value, date):
        return value
    is_lamp = column.kind is Kind.LAMP
    return (lamp_word(str(value)) if is_lamp else str(_written(column, value))).strip()


def _safe(value: object) -> str:
    """What Django's `conditional_escape` gives, without its detours: cells come by thousands."""
    return str(value) if isinstance(value, SafeData) else escape(str(value))


def _written(column: Column, value: object) -> str:
    match column.kind:
        case Kind.NUMBER if isinstance(value, int | Decimal):
            return f"{value:,}"
        case Kind.PERCENT:
            return f"{value} %"
        case Kind.MOMENT if isinstance(value, datetime):
            return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
        case Kind.TERM:
            return term(column.family, str(value))
        case Kind.TERMS if isinstance(value, Iterable):
            return gettext(", ").join(term(column.family, str(code)) for code in value)
        case Kind.LAMP:
            return lamp(str(value))
        case Kind.FLAG:
            return gettext("Yes") if value else gettext("No")
        case _:
            return str(value)


def _css(column: Column) -> str:
    if column.kind in NUMERIC:
        return "num"
    return "wide" if column.wide else f"c-{column.kind}"
