"""演示陈述 — what a step of the story states beside its words, and how it stands in the TOML."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mengyang.packs.table import Table
from mengyang.packs.term import terms

# Which family of terms a key takes its codes from.
_CODES = {
    "request": "request_kinds",
    "retention": "retention_classes",
    "way": "sign_off_ways",
    "edition": "edition_kinds",
    "outcome": "verdict_outcomes",
    "amount_kind": "amount_kinds",
}
SAID_KEYS = (
    *("request", "signatory", "witness", "holds", "retention", "way", "edition", "lawful"),
    *("part", "part_unit"),
    *("body", "outcome", "document_number", "dated_on", "amount", "amount_kind"),
)


@dataclass(frozen=True, slots=True)
class Lawful:
    """法定公示 of the story."""

    kind: str
    name: str
    contact: str
    duties: str


@dataclass(frozen=True, slots=True)
class Said:
    """What a request, a recheck, an edition, a verdict or an amount states beside its words.

    `request` is the kind asked for, `signatory` who signed it; `holds` what a recheck found,
    `witness` its second person; `retention` how long the file is kept; `way` how replies leave;
    `edition` which one of a plan, `lawful` what is to be shown by law; `body` who accepts outside,
    `outcome` with number and day of the document what was decided there; `amount` yuan,
    `amount_kind` how money was put right; `part` what is split off, `part_unit` for which unit.
    """

    request: str = ""
    signatory: str = ""
    holds: bool | None = None
    witness: str = ""
    retention: str = ""
    way: str = ""
    edition: str = ""
    lawful: Lawful | None = None
    body: str = ""
    outcome: str = ""
    document_number: str = ""
    dated_on: date | None = None
    amount: Decimal | None = None
    amount_kind: str = ""
    part: str = ""
    part_unit: str = ""


NOTHING_SAID = Said()


def read_said(table: Table) -> Said:
    """What the table of a step states; every code is one of its family."""
    codes = {
        key: table.one_of(key, terms()[family])
        for key, family in _CODES.items()
        if key in table.values
    }
    amount = table.text_or_none("amount")
    return Said(
        **codes,
        signatory=table.text_or_none("signatory") or "",
        holds=table.flag("holds") if "holds" in table.values else None,
        witness=table.text_or_none("witness") or "",
        lawful=_read_lawful(table.table("lawful")) if "lawful" in table.values else None,
        body=table.text_or_none("body") or "",
        document_number=table.text_or_none("document_number") or "",
        dated_on=table.day_or_none("dated_on"),
        amount=Decimal(amount) if amount else None,
        part=table.text_or_none("part") or "",
        part_unit=table.text_or_none("part_unit") or "",
    )


def _read_lawful(table: Table) -> Lawful:
    table.only("kind", "name", "contact", "duties")
    kind = table.one_of("kind", terms()["lawful_notice_kinds"])
    return Lawful(kind, table.text("name"), table.text("contact"), table.text("duties"))
