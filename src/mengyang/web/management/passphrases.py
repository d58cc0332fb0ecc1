"""口令文件 — the passphrase of a backup comes from a file: none stands in a command line."""

import sys
from pathlib import Path

from django.core.management.base import CommandParser

from mengyang.core.findings import Refused
from mengyang.web.management.speech import sentence

SHORTEST = 12


def add_passphrase(parser: CommandParser) -> None:
    """The option that names the file."""
    parser.add_argument("--passphrase-file", help=sentence("backup.help.passphrase"))


def passphrase_of(options: dict[str, object]) -> str:
    """The first line of the file, or nothing where none was named. Raises `Refused`."""
    if not options["passphrase_file"]:
        return ""
    path = Path(str(options["passphrase_file"]))
    try:
        # `-`: the account that restores need not be allowed to read the file itself.
        text = sys.stdin.readline() if str(path) == "-" else path.read_text("utf-8")
        first = text.split("\n", 1)[0].strip("\r")
    except (OSError, UnicodeDecodeError) as error:
        fault = getattr(error, "strerror", None) or str(error)
        raise Refused(
            "init.refused.unreadable_file", "backup.hint.passphrase_file", path=path, fault=fault
        ) from error
    if len(first) < SHORTEST:
        raise Refused("backup.refused.short", "backup.hint.passphrase_file", length=SHORTEST)
    return first
