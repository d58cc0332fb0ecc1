"""收文列表 — the register of incoming papers on the screen, and as it is printed (登记簿)."""

from dataclasses import replace
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from mengyang.core.access import Scope, scope
from mengyang.core.ledger.incoming import receipt_number
from mengyang.store.reads import incoming
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.incoming import IncomingRow
from mengyang.store.reads.paging import Page
from mengyang.web.clock import today
from mengyang.web.demo import shown_name
from mengyang.web.listing import Button, Column, Filter, Kind, Listing
from mengyang.web.lit import lit, named
from mengyang.web.request import Request
from mengyang.web.task_lists import unit_choices
from mengyang.web.terms import term


def number_of(row: IncomingRow) -> str:
    """收文号."""
    return receipt_number(row.year, row.number)


def deadline_words(row: IncomingRow) -> str | None:
    """The deadline as the register prints it: its day, else its kind."""
    if row.due_on is not None:
        return row.due_on.isoformat()
    kind = row.deadline.kind.value
    return None if kind == "none" else term("deadline_kinds", kind)


def _read(reach: Scope, day: date, asked: Asked) -> Page[IncomingRow]:
    return incoming.papers(reach, lit(day), asked)


def _years(request: Request) -> list[tuple[str, str]]:
    found = incoming.years(scope(request.actor, "see", "incoming"), today())
    return [(str(year), str(year)) for year in found]


def _opinion(row: IncomingRow) -> str | None:
    if not row.opinions:
        return None
    last = row.opinions[-1]
    return f"{last.text} ({shown_name(last.author)} {last.written_at:%Y-%m-%d})"


def _instructions(row: IncomingRow) -> str | None:
    said = (
        f"{each.leader_post} {each.leader_name} {each.given_on}: {each.text}"
        for each in row.instructions
    )
    return "\n".join(said) or None


NUMBER = Column(
    key="number",
    label=gettext_noop("Receipt no."),
    kind=Kind.CODE,
    value=number_of,
    links=True,
    sorts=True,
)
RECEIVED = Column(key="received_on", label=gettext_noop("Received"), kind=Kind.DAY, sorts=True)
FROM = Column(key="issuing_body", label=gettext_noop("Issuing body"), sorts=True)
TITLE = Column(key="title", label=gettext_noop("Title"), wide=True, links=True, sorts=True)
URGENCY = Column(
    key="urgency", label=gettext_noop("Urgency"), kind=Kind.TERM, family="urgency_levels"
)
LEAD = Column(
    key="lead_unit_id",
    label=gettext_noop("Handled by"),
    value=lambda row: named(row.lead_unit),
    sorts=True,
)
STATE = Column(key="state", label=gettext_noop("State"), kind=Kind.TERM, family="incoming_states")
PAPERS: Listing[IncomingRow] = Listing(
    name="incoming",
    title=gettext_noop("Which papers came in, and who handles them?"),
    paper=gettext_noop("Register of incoming papers"),
    kind="incoming",
    columns=(
        NUMBER,
        RECEIVED,
        replace(FROM, note=lambda row: row.document_number),
        TITLE,
        URGENCY,
        STATE,
        Column(
            key="lamp",
            label=gettext_noop("Lamp"),
            kind=Kind.LAMP,
            value=lambda row: row.lamp.sign,
        ),
        Column(key="due_on", label=gettext_noop("Due"), kind=Kind.DAY, sorts=True),
        LEAD,
    ),
    filters=(
        Filter(key="words", label=gettext_noop("Title, issuing body or number")),
        Filter(key="state", label=gettext_noop("State"), kind="choice", family="incoming_states"),
        Filter(
            key="urgency", label=gettext_noop("Urgency"), kind="choice", family="urgency_levels"
        ),
        Filter(key="lamp", label=gettext_noop("Lamp"), kind="choice", family="lamp_colours"),
        Filter(key="year", label=gettext_noop("Year"), kind="choice", choices=_years),
        Filter(key="unit", label=gettext_noop("Handled by"), kind="choice", choices=unit_choices),
    ),
    read=_read,
    sort="-received_on",
    row_url=lambda row: reverse("incoming_paper", args=[row.id]),
    empty=gettext_noop("No paper is registered yet, or none has been given to your unit."),
    buttons=(
        Button(
            label=gettext_noop("Register a paper"),
            url_name="incoming_new",
            action="register",
            kind="registration",
        ),
    ),
)
# 收文登记簿 with the columns that offices print.
REGISTER = replace(
    PAPERS,
    name="register",
    title=gettext_noop("Register of incoming papers"),
    columns=(
        NUMBER,
        RECEIVED,
        FROM,
        Column(key="document_number", label=gettext_noop("Document no.")),
        TITLE,
        Column(
            key="secrecy", label=gettext_noop("Secrecy"), kind=Kind.TERM, family="secrecy_classes"
        ),
        URGENCY,
        Column(key="copies", label=gettext_noop("Copies"), kind=Kind.NUMBER),
        Column(key="pages", label=gettext_noop("Pages"), kind=Kind.NUMBER),
        Column(key="opinion", label=gettext_noop("Proposed handling"), value=_opinion, wide=True),
        Column(
            key="instructions", label=gettext_noop("Instructions"), value=_instructions, wide=True
        ),
        LEAD,
        Column(key="section", label=gettext_noop("Section that handles it")),
        Column(
            key="joint_units",
            label=gettext_noop("Joint units"),
            value=lambda row: gettext(", ").join(filter(None, map(named, row.joint_units))) or None,
        ),
        Column(key="deadline", label=gettext_noop("To be done by"), value=deadline_words),
        Column(key="result", label=gettext_noop("Result"), wide=True),
        Column(key="finished_on", label=gettext_noop("Done on"), kind=Kind.DAY),
        STATE,
    ),
)
