"""台账回填读取 — an edited ledger is read in a confined process; the rows that say something.

A workbook in, a file of rows out, one a line, whole or not at all: whoever goes on with it reads
it from any place.
"""

import json
import os
import secrets
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from mengyang.core.findings import Refused
from mengyang.formats.confined import clean_environment, judged, timed_out
from mengyang.formats.entry_form import Line
from mengyang.formats.extraction import named
from mengyang.formats.ledger_edits import Expected
from mengyang.formats.ledger_sheet import SHEET
from mengyang.formats.limits import MIB, Limits

# A ledger of two hundred thousand tasks; nobody waits for it but a background job.
LEDGER_LIMITS = Limits(
    max_bytes=100 * MIB,
    max_inflated_bytes=2048 * MIB,
    memory_bytes=2048 * MIB,
    cpu_seconds=300,
    wall_seconds=900.0,
)
_WORKER = "mengyang.formats.ledger_worker"


@dataclass(frozen=True, slots=True)
class EditedLedger:
    """How many rows came back, how many of them say something, and how the sheet is called."""

    rows: int
    edited: int
    sheet: str


def read_edited(
    workbook: Path, name: str, expected: Expected, out: Path, limits: Limits = LEDGER_LIMITS
) -> EditedLedger | Refused:
    """Write the rows of `workbook` that say something to `out`; `name` is the file's own.

    Refused: no ledger, that of another plan, merged cells, cells with formulas, too many rows.
    """
    out.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = out.with_name(f"{out.name}.{secrets.token_hex(8)}.part")
    try:
        with part.open("x", encoding="utf-8") as lines:
            found = _read(workbook, name, expected, (lines, limits))
            lines.flush()
            os.fsync(lines.fileno())
        if isinstance(found, EditedLedger):
            part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    return found


def edited_lines(out: Path, sheet: str, offset: int) -> Iterator[tuple[int, Line]]:
    """The rows from a place of the file on, each with the place behind it."""
    with out.open("rb") as lines:
        lines.seek(offset)
        for text in lines:
            offset += len(text)
            number, values, letters, unread = json.loads(text)
            yield offset, Line(sheet, number, values, letters, SHEET, tuple(unread))


def _read(
    workbook: Path, name: str, expected: Expected, to: tuple[IO[str], Limits]
) -> EditedLedger | Refused:
    lines, limits = to
    asked = json.dumps([expected.plan_id, dict(expected.columns)])
    command = [sys.executable, "-P", "-m", _WORKER, json.dumps(asdict(limits)), asked]
    with (
        workbook.open("rb") as data,
        subprocess.Popen(
            command,
            stdin=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=clean_environment(),
            text=True,
            encoding="utf-8",
        ) as child,
    ):
        late = threading.Timer(limits.wall_seconds, child.kill)
        late.start()
        try:
            last = _copied(child, lines)
            errors = child.stderr.read() if child.stderr else ""
            child.wait()
        finally:
            is_late = not late.is_alive()
            late.cancel()
    if is_late:
        return timed_out(name, limits)
    if not isinstance(last, Mapping):
        ended = subprocess.CompletedProcess(command, child.returncode or 1, b"", errors.encode())
        refused = judged(ended, name, limits)
        if isinstance(refused, Refused):
            return refused
        raise ValueError("a reading process that ended early answers nothing")
    return _understood(last, name)


def _copied(child: "subprocess.Popen[str]", lines: IO[str]) -> object:
    """Copy the rows; what is no row is the end."""
    for text in child.stdout or ():
        if text.startswith("{"):
            return json.loads(text)
        lines.write(text)
    return None


def _understood(last: Mapping[str, object], name: str) -> EditedLedger | Refused:
    match last:
        case {"refused": {"reason": str(reason), "hint": str(hint), "params": dict(params)}}:
            return named(Refused(reason, hint, **params), name)
        case {"rows": int(rows), "edited": int(edited), "sheet": str(sheet)}:
            return EditedLedger(rows, edited, sheet)
    raise ValueError("the reading process answers in another form than its caller expects")
