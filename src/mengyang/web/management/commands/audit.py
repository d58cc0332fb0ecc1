"""审计校验 — `mengyang audit verify` recomputes the audit chain and compares every audited row;
`mengyang audit anchor` prints the anchor line of the day.
"""

import json
import os
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from mengyang.actions.anchor_lines import anchor_line, compare_kept
from mengyang.actions.audit import Verification, verify_audit
from mengyang.core.findings import Refused
from mengyang.web.clock import now
from mengyang.web.management.soundness import require_sound
from mengyang.web.management.speech import line_of, note, sentence
from mengyang.web.management.spoken import SpokenCommand

SPOKEN_SECONDS = 2.0


class Command(SpokenCommand):
    """Prints what was found; exit 1 where anything was tampered with."""

    help = "mengyang audit verify --json"
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """One thing to do, the form of the result, and files elsewhere."""
        parser.add_argument(
            "what", choices=["verify", "anchor"], help=sentence("audit.help.verify")
        )
        parser.add_argument("--json", action="store_true", help=sentence("audit.help.json"))
        parser.add_argument(
            "--against", type=Path, metavar="FILE", help=sentence("audit.help.against")
        )
        parser.add_argument("--copy", type=Path, metavar="FILE", help=sentence("audit.help.copy"))

    def handle(self, *_args: object, **options: Any) -> None:
        """Verify and print, or print the line."""
        require_sound()
        if options["what"] == "anchor":
            _print_line(options["copy"], options["json"])
            return
        kept = options["against"]
        found = compare_kept(_lines_of(kept)) if kept else []
        result = verify_audit(told=_Teller(), found=found)
        print(_as_json(result) if options["json"] else _as_text(result))
        if not result.is_whole:
            sys.exit(1)


def _print_line(copy: Path | None, as_json: bool) -> None:
    """The line alone on standard output, so that it can be mailed; also at the end of `copy`."""
    line = anchor_line(None, at=now())
    print(json.dumps(asdict(line), indent=2) if as_json else line.text)
    if copy is None:
        return
    try:
        with copy.open("a", encoding="ascii") as file:
            file.write(line.text + "\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise _unreadable("audit.refused.copy", copy, error) from error
    note("audit.said.copied", file=copy)


def _lines_of(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8", errors="replace").splitlines()
    except OSError as error:
        raise _unreadable("audit.refused.against", path, error) from error


def _unreadable(reason: str, path: Path, error: OSError) -> Refused:
    return Refused(reason, "audit.hint.file", file=str(path), error=error.strerror or "")


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
