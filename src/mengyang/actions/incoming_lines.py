"""收文登记簿的一行 — what a line of the register says, and whether it can be so."""

from dataclasses import dataclass
from datetime import date

from mengyang.core.documents.secrecy import secrecy_mark
from mengyang.core.findings import Refused
from mengyang.core.ledger.incoming import Urgency, number_key, refused_secrecy
from mengyang.store.writes.incoming import LineDraft


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterLine:
    """A line as it is filled in; `is_again` says that the same paper is meant to stand twice."""

    issuing_body: str
    title: str
    received_on: date
    document_number: str = ""
    secrecy: str = "none"
    urgency: str = "ordinary"
    copies: int | None = None
    pages: int | None = None
    is_again: bool = False


def checked_line(form: RegisterLine, day: date) -> LineDraft:
    """The line as it is to be written. Raises `Refused` where it cannot be so."""
    _require_fit(form, day)
    _require_words(form)
    return LineDraft(
        issuing_body=form.issuing_body.strip(),
        document_number=form.document_number.strip(),
        number_key=number_key(form.document_number),
        title=form.title.strip(),
        received_on=form.received_on,
        secrecy=form.secrecy,
        urgency=form.urgency,
        copies=form.copies,
        pages=form.pages,
    )


def _require_fit(form: RegisterLine, day: date) -> None:
    refused = refused_secrecy(form.secrecy)
    if refused is not None:
        raise refused
    if form.urgency not in set(Urgency):
        raise Refused("incoming.refused.no_urgency", "incoming.hint.state_urgency")
    if form.received_on > day:
        raise Refused("incoming.refused.received_later", "incoming.hint.received", day=day)


def _require_words(form: RegisterLine) -> None:
    """It says whose paper it is and what it is called, and no grade."""
    if not form.issuing_body.strip() or not form.title.strip():
        raise Refused("incoming.refused.no_title", "incoming.hint.title")
    if secrecy_mark(f"{form.title}\n{form.document_number}") is not None:
        raise Refused("incoming.refused.secrecy", "incoming.hint.secrecy")
