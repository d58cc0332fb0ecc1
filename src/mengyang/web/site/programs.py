"""系统软件 — what the machine lacks for some features; nothing here stops the house."""

import ctypes.util
import shutil
import subprocess
from collections.abc import Iterator

from mengyang.core.findings import Finding, Level

PATIENCE_SECONDS = 10


def missing_programs() -> Iterator[Finding]:
    """Notes on the text library of PDF files and on Chinese fonts."""
    if ctypes.util.find_library("pango-1.0") is None:
        yield Finding("check.found.no_pango", Level.INFO)
    if not _has_chinese_fonts():
        yield Finding("check.found.no_fonts", Level.INFO)


def _has_chinese_fonts() -> bool:
    program = shutil.which("fc-list")
    if program is None:
        return False
    try:
        shown = subprocess.run(
            [program, ":lang=zh", "family"], capture_output=True, timeout=PATIENCE_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return bool(shown.stdout.strip())
