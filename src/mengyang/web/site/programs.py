"""系统软件 — what the machine lacks for some features; nothing here stops the house."""

from collections.abc import Iterator

from mengyang.core.findings import Finding, Level
from mengyang.formats.office import office_program


def missing_programs() -> Iterator[Finding]:
    """A note where the program that opens old Word files is missing."""
    if office_program() is None:
        yield Finding("check.found.no_office", Level.INFO)
