"""名录命令 — `mengyang directory` lists the directories that ship, loads one, or a file."""

from django.core.management.base import CommandParser

from mengyang import packs
from mengyang.actions.directory import load_directory
from mengyang.core.findings import Refused
from mengyang.packs import Directory
from mengyang.web.clock import now
from mengyang.web.management.directories import directory_named
from mengyang.web.management.soundness import require_sound
from mengyang.web.management.speech import sentence
from mengyang.web.management.spoken import SpokenCommand


class Command(SpokenCommand):
    """Areas, units and groups of a region, from a shipped directory or an office's own TOML."""

    help = "mengyang directory load 654300, mengyang directory load county.toml"
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do, and with which directory."""
        parser.add_argument("what", choices=["list", "load"], help=sentence("directory.help.what"))
        parser.add_argument("source", nargs="?", help=sentence("directory.help.source"))

    def handle(self, *_args: object, **options: object) -> None:
        """List, or load in one transaction."""
        if options["what"] == "list":
            for directory in packs.directories():
                print(_line(directory))
            return
        require_sound()
        directory = directory_named(str(options["source"] or ""))
        _load(directory)
        print(sentence("directory.said.loaded", **_counts(directory)))


def _load(directory: Directory) -> None:
    try:
        load_directory(None, directory, at=now())
    except Refused as refused:
        if refused.reason != "store.refused.exists":
            raise
        raise Refused(
            "directory.refused.loaded", "directory.hint.keys", region=directory.code
        ) from refused


def _line(directory: Directory) -> str:
    name = directory.areas[0].names[-1].value.zh
    return f"{directory.code:<8}{name}  " + sentence("directory.said.counts", **_counts(directory))


def _counts(directory: Directory) -> dict[str, object]:
    return {
        "region": directory.code,
        "areas": len(directory.areas),
        "units": len(directory.units),
        "groups": len(directory.groups),
    }
