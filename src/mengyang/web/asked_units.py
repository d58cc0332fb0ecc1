"""征求意见单位 — who was asked in the rounds of a division and what came back, as a list."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_noop

from mengyang.core.access import Scope
from mengyang.store.reads import divisions as reads
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.divisions import AskedRow
from mengyang.store.reads.paging import Page
from mengyang.web.demo import shown_name
from mengyang.web.listing import Column, Filter, Kind, Listing
from mengyang.web.lit import named
from mengyang.web.request import Request


def _opinions(row: AskedRow) -> str:
    said = gettext("on single tasks: %(number)s")
    return said % {"number": len(row.opinions)} if row.opinions else ""


def _by_whom(row: AskedRow) -> str:
    name = shown_name(row.replied_by)
    return f"{name} {gettext('(entered from paper)')}" if row.is_recorded else name


COLUMNS = (
    Column(
        key="unit_id", label=gettext_noop("Unit"), value=lambda row: named(row.unit), sorts=True
    ),
    Column(
        key="round__number",
        label=gettext_noop("Round"),
        kind=Kind.NUMBER,
        value=lambda row: row.round_number,
        sorts=True,
    ),
    Column(
        key="tasks",
        label=gettext_noop("Tasks"),
        kind=Kind.NUMBER,
        value=lambda row: len(row.item_ids),
    ),
    Column(
        key="reply",
        label=gettext_noop("Reply"),
        kind=Kind.TERM,
        family="division_replies",
        note=_opinions,
    ),
    Column(key="words", label=gettext_noop("General words"), wide=True),
    Column(
        key="replied_on",
        label=gettext_noop("Replied on"),
        kind=Kind.DAY,
        note=_by_whom,
        sorts=True,
    ),
    Column(key="reminded_on", label=gettext_noop("Reminded"), kind=Kind.DAY, sorts=True),
)
PAPER = Column(
    key="scan_name",
    label=gettext_noop("Paper"),
    url=lambda row: reverse("division_scan", args=[row.id]) if row.scan_name else "",
    sorts=True,
)


def asked_listing(context: Mapping[str, Any], numbers: Sequence[int]) -> Listing[AskedRow]:
    """The list for a division: `context` is its frame, `numbers` its rounds, the latest first.

    The latest round is shown until another is asked for.
    """
    division = context["division"]
    may_enter = context["may_record"] and division.state == "commenting"

    def rounds(request: Request) -> list[tuple[str, str]]:
        del request
        return [(str(each), gettext("Round %(n)s") % {"n": each}) for each in numbers]

    return Listing(
        name="asked-units",
        title=gettext_noop("Who was asked, and what came back?"),
        paper=gettext_noop("Replies to the request for comment"),
        about=division.title,
        kind="division",
        columns=(*COLUMNS, replace(PAPER, note=partial(_entry, may_enter))),
        filters=(
            Filter(key="words", label=gettext_noop("Unit or words")),
            Filter(
                key="round",
                label=gettext_noop("Round"),
                kind="choice",
                choices=rounds,
                default=str(next(iter(numbers), "")),
            ),
            Filter(
                key="reply", label=gettext_noop("Reply"), kind="choice", family="division_replies"
            ),
        ),
        read=partial(_read, division.id),
        sort="-round__number",
        empty=gettext_noop("The draft has not been sent for comment yet."),
    )


def _read(division_id: int, reach: Scope, day: date, asked: Asked) -> Page[AskedRow]:
    return reads.asked_units(reach, day, division_id, asked)


def _entry(may_enter: bool, row: AskedRow) -> str:
    """The way to enter what a unit gave on paper, as long as the round is open."""
    if row.scan_name or not (may_enter and row.is_open):
        return ""
    address = reverse("division_record", args=[row.id])
    return format_html('<a href="{}">{}</a>', address, gettext("Enter from paper"))
