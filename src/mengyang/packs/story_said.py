"""演示陈述 — what a step of the story states beside its words: requests, rechecks, editions."""

from dataclasses import dataclass

from mengyang.packs.table import Table
from mengyang.packs.term import terms


@dataclass(frozen=True, slots=True)
class Lawful:
    """法定公示 of the story."""

    kind: str
    name: str
    contact: str
    duties: str


@dataclass(frozen=True, slots=True)
class Said:
    """What a request, a recheck, an archive file or an edition states beside its words.

    `request` is the kind asked for, `signatory` who signed it; `holds` what a recheck found,
    `witness` its second person; `retention` how long the file is kept; `way` how replies leave;
    `edition` which one of a plan, `lawful` what is to be shown by law.
    """

    request: str = ""
    signatory: str = ""
    holds: bool | None = None
    witness: str = ""
    retention: str = ""
    way: str = ""
    edition: str = ""
    lawful: Lawful | None = None


NOTHING_SAID = Said()


def read_said(table: Table) -> Said:
    """What the table of a step states; every code is one of its family."""
    return Said(
        request=_code(table, "request", "request_kinds"),
        signatory=table.text_or_none("signatory") or "",
        holds=table.flag("holds") if "holds" in table.values else None,
        witness=table.text_or_none("witness") or "",
        retention=_code(table, "retention", "retention_classes"),
        way=_code(table, "way", "sign_off_ways"),
        edition=_code(table, "edition", "edition_kinds"),
        lawful=_read_lawful(table.table("lawful")) if "lawful" in table.values else None,
    )


def _code(table: Table, key: str, family: str) -> str:
    return table.one_of(key, terms()[family]) if key in table.values else ""


def _read_lawful(table: Table) -> Lawful:
    table.only("kind", "name", "contact", "duties")
    kind = table.one_of("kind", terms()["lawful_notice_kinds"])
    return Lawful(kind, table.text("name"), table.text("contact"), table.text("duties"))
