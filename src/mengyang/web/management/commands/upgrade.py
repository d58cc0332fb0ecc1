"""升级命令 — `mengyang upgrade` backs up, brings the tables to this version, verifies."""

import shlex
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandParser

from mengyang.actions.restores import note_remembered_restore
from mengyang.actions.upgrades import note_upgrade
from mengyang.core.findings import Refused
from mengyang.store.dumps import has_pending, is_empty
from mengyang.web.clock import now
from mengyang.web.management.custody import (
    add_keeping,
    back_up,
    drop,
    is_sound_and_whole,
    keep_of,
    target_of,
)
from mengyang.web.management.passphrases import add_passphrase, passphrase_of
from mengyang.web.management.speech import note, sentence
from mengyang.web.management.spoken import SpokenCommand
from mengyang.web.site.running import alone


class Command(SpokenCommand):
    """Server and worker must be stopped; nothing is taken back unasked."""

    help = "mengyang upgrade"
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Where the backup goes, under which passphrase, how many to keep."""
        parser.add_argument("--backup", help=sentence("backup.help.out"))
        add_keeping(parser)
        add_passphrase(parser)

    def handle(self, *_args: object, **options: object) -> None:
        """Back up, migrate, verify; say how to go back."""
        if is_empty():
            raise Refused("upgrade.refused.nothing_there", "upgrade.hint.init")
        keep = keep_of(options)
        with alone(settings.ENVIRONMENT.var):
            if not has_pending():
                print(sentence("upgrade.said.newest"))
                return
            passphrase = passphrase_of(options)
            target = target_of(options["backup"], passphrase)
            made = back_up(target, passphrase)
            note("upgrade.said.backed_up", path=target)
            way_back = _restoring(target, options["passphrase_file"])
            try:
                call_command("migrate", verbosity=0, interactive=False)
            except BaseException:
                note("upgrade.said.failed", path=target, command=way_back)
                raise
            if not is_sound_and_whole():
                note("upgrade.said.failed", path=target, command=way_back)
                sys.exit(1)
            note_remembered_restore(settings.ENVIRONMENT.var, at=now())
            note_upgrade(made.version, at=now())
            print(sentence("upgrade.said.done"))
            note("upgrade.said.way_back", command=way_back, path=target)
            if not passphrase:
                note("upgrade.said.unsealed", path=target)
            drop(target.parent, keep)


def _restoring(target: Path, passphrase_file: object) -> str:
    opened = f" --passphrase-file {shlex.quote(str(passphrase_file))}" if passphrase_file else ""
    return f"mengyang restore {shlex.quote(str(target))}{opened}"
