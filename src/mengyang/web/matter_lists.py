"""督办事项列表 — the supervised matters on the screen and as the register is taken home."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from mengyang.core.access import Scope, scope
from mengyang.store.reads import ledger
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.ledger import SupervisedRow
from mengyang.store.reads.paging import Page
from mengyang.web.bilingual import in_language
from mengyang.web.clock import today
from mengyang.web.listing import Button, Column, Filter, Kind, Listing
from mengyang.web.lit import lit, named
from mengyang.web.request import Request
from mengyang.web.task_lists import responsible, unit_choices


def giver_words(row: SupervisedRow) -> str:
    """Who gave it: the post or body, with the person where one is named."""
    return f"{row.giver} {row.giver_name}".strip()


def _read(reach: Scope, day: date, asked: Asked) -> Page[SupervisedRow]:
    return ledger.supervised_matters(reach, lit(day), asked)


def _years(request: Request) -> list[tuple[str, str]]:
    found = ledger.supervised_years(scope(request.actor, "see", "task"), today())
    return [(str(year), str(year)) for year in found]


def _registers(request: Request) -> list[tuple[str, str]]:
    found = ledger.supervised_units(scope(request.actor, "see", "task"), today())
    return [(str(unit.id), in_language(unit.zh, unit.en)) for unit in found]


def _joint(row: SupervisedRow) -> str | None:
    return gettext(", ").join(filter(None, map(named, row.task.joint_units))) or None


MATTERS: Listing[SupervisedRow] = Listing(
    name="supervised",
    title=gettext_noop("Which matters are supervised, and how do they stand?"),
    paper=gettext_noop("Register of supervised matters"),
    kind="task",
    columns=(
        Column(
            key="number",
            label=gettext_noop("Matter no."),
            kind=Kind.CODE,
            links=True,
            sorts=True,
        ),
        Column(key="source", label=gettext_noop("Source"), kind=Kind.TERM, family="matter_sources"),
        Column(
            key="title",
            label=gettext_noop("Matter"),
            value=lambda row: row.task.title,
            note=lambda row: named(row.unit),
            wide=True,
            links=True,
        ),
        Column(
            key="giver",
            label=gettext_noop("Given by"),
            value=giver_words,
            note=lambda row: row.reference,
            sorts=True,
        ),
        Column(key="given_on", label=gettext_noop("Given on"), kind=Kind.DAY, sorts=True),
        Column(
            key="lead_unit",
            label=gettext_noop("Responsible"),
            value=lambda row: responsible(row.task),
            note=_joint,
            sorts=True,
        ),
        Column(
            key="state",
            label=gettext_noop("State"),
            kind=Kind.TERM,
            family="task_states",
            value=lambda row: row.task.state,
        ),
        Column(
            key="lamp",
            label=gettext_noop("Lamp"),
            kind=Kind.LAMP,
            value=lambda row: row.task.lamp.sign,
        ),
        Column(
            key="due_on",
            label=gettext_noop("Due"),
            kind=Kind.DAY,
            value=lambda row: row.task.due_on,
            sorts=True,
        ),
        Column(
            key="urgency", label=gettext_noop("Urgency"), kind=Kind.TERM, family="urgency_levels"
        ),
    ),
    filters=(
        Filter(key="words", label=gettext_noop("Words, giver or number of the paper")),
        Filter(key="source", label=gettext_noop("Source"), kind="choice", family="matter_sources"),
        Filter(key="unit", label=gettext_noop("Unit"), kind="choice", choices=unit_choices),
        Filter(key="state", label=gettext_noop("State"), kind="choice", family="task_states"),
        Filter(
            key="urgency", label=gettext_noop("Urgency"), kind="choice", family="urgency_levels"
        ),
        Filter(key="year", label=gettext_noop("Year"), kind="choice", choices=_years),
        Filter(key="office", label=gettext_noop("Register of"), kind="choice", choices=_registers),
    ),
    read=_read,
    sort="-given_on",
    row_url=lambda row: reverse("matter", args=[row.id]),
    empty=gettext_noop("No matter is registered within your reach yet."),
    buttons=(
        Button(
            label=gettext_noop("Register a matter"),
            url_name="matter_new",
            action="register",
            kind="matter",
        ),
    ),
)
