"""锚行动作 — the anchor line of the day: to print, to send elsewhere, to hold against the chain."""

from collections.abc import Iterable
from datetime import datetime

from mengyang.actions.audit import AT_THE_MACHINE
from mengyang.core import access
from mengyang.core.access import Actor
from mengyang.core.findings import Finding, Level
from mengyang.core.kept_lines import KeptLine, find_line
from mengyang.store.reads.verification import line_now, verify_kept


def anchor_line(actor: Actor | None, *, at: datetime) -> KeptLine:
    """The line of this moment; `None` is a command at the machine.

    Raises `Refused` for whoever may not verify the chain.
    """
    reach = access.scope(actor, "verify", "event") if actor else AT_THE_MACHINE
    return line_now(reach, at)


def compare_kept(texts: Iterable[str]) -> list[Finding]:
    """What is wrong with lines that were kept elsewhere, for a command at the machine."""
    lines = [line for text in texts if (line := find_line(text)) is not None]
    if not lines:
        return [Finding("audit.found.kept_none", Level.ERROR, {})]
    return verify_kept(AT_THE_MACHINE, lines)
