"""审计校验 — `mengyang audit verify` recomputes the audit chain and compares every audited row."""

import json
import sys
import time

from django.core.management.base import CommandParser

from mengyang.actions.audit import Verification, verify_audit
from mengyang.web.management.soundness import require_sound
from mengyang.web.management.speech import line_of, note, sentence
from mengyang.web.management.spoken import SpokenCommand

SPOKEN_SECONDS = 2.0


class Command(SpokenCommand):
    """Prints what was found; exit 1 where anything was tampered with."""

    help = "mengyang audit verify --json"
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """One thing to do, and the form of the result."""
        parser.add_argument("what", choices=["verify"], help=sentence("audit.help.verify"))
        parser.add_argument("--json", action="store_true", help=sentence("audit.help.json"))

    def handle(self, *_args: object, **options: object) -> None:
        """Verify and print."""
        require_sound()
        result = verify_audit(told=_Teller())
        print(_as_json(result) if options["json"] else _as_text(result))
        if not result.is_whole:
            sys.exit(1)


class _Teller:
    """Tells of the progress now and then."""

    def __init__(self) -> None:
        self._told = time.monotonic()

    def __call__(self, result: Verification) -> None:
        if time.monotonic() - self._told > SPOKEN_SECONDS:
            self._told = time.monotonic()
            note("audit.said.progress", events=result.events, rows=result.rows)


def _as_text(result: Verification) -> str:
    code = "audit.said.whole" if result.is_whole else "audit.said.broken"
    summary = sentence(code, events=result.events, rows=result.rows, faults=result.faults)
    return "\n".join([*map(line_of, result.findings), summary])


def _as_json(result: Verification) -> str:
    findings = [
        {
            "code": finding.code,
            "level": finding.level,
            "about": finding.about,
            "params": dict(finding.params),
        }
        for finding in result.findings
    ]
    whole = {"events": result.events, "rows": result.rows, "faults": result.faults}
    return json.dumps({**whole, "findings": findings}, ensure_ascii=False, indent=2)
