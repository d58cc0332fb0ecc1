"""恢复命令 — `mengyang restore` brings an empty installation into the state of an archive."""

import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandParser

from mengyang.actions.restores import note_restore, remember_restore, restore_backup
from mengyang.store.dumps import has_pending
from mengyang.web.clock import now
from mengyang.web.management.custody import Teller, is_sound_and_whole, own_place
from mengyang.web.management.passphrases import add_passphrase, passphrase_of
from mengyang.web.management.speech import note, sentence
from mengyang.web.management.spoken import SpokenCommand
from mengyang.web.site.running import alone
from mengyang.web.site.secret import anchor_key


class Command(SpokenCommand):
    """Into an empty `MENGYANG_VAR` and an empty database only; exit 1 where it does not verify."""

    help = "mengyang restore /srv/backups/mengyang-20261122-031500.tar.gz"
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Which archive, under which passphrase."""
        parser.add_argument("archive", help=sentence("restore.help.archive"))
        add_passphrase(parser)

    def handle(self, *_args: object, **options: object) -> None:
        """Verify the archive, restore, verify the installation."""
        place, path = own_place(), Path(str(options["archive"]))
        with alone(place.var):
            teller = Teller("restore.said.progress")
            made = restore_backup(place, path, passphrase_of(options), teller)
            told = {"made_at": made.made_at, "version": made.version}
            print(sentence("restore.said.done", rows=sum(made.dump.rows.values()), **told))
            # From here on the keys count that came back.
            settings.AUDIT_ANCHOR_KEY = anchor_key(settings.ENVIRONMENT)
            if has_pending():
                remember_restore(place.var, made)
                note("restore.said.upgrade")
                return
            if not is_sound_and_whole():
                sys.exit(1)
            note_restore(made, at=now())
