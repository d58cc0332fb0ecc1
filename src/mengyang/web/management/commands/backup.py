"""备份命令 — `mengyang backup` writes one archive of everything while the server runs."""

from django.core.management.base import CommandParser

from mengyang.actions.backups import note_backup
from mengyang.store.dumps import has_pending
from mengyang.web.clock import now
from mengyang.web.management.custody import add_keeping, back_up, drop, keep_of, target_of
from mengyang.web.management.passphrases import add_passphrase, passphrase_of
from mengyang.web.management.soundness import require_sound
from mengyang.web.management.speech import note, sentence
from mengyang.web.management.spoken import SpokenCommand


class Command(SpokenCommand):
    """Prints the path of the archive; what it holds is told on stderr."""

    help = "mengyang backup /srv/backups --keep 14 --passphrase-file /etc/mengyang/phrase"
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to, under which passphrase, how many to keep."""
        parser.add_argument("out", nargs="?", help=sentence("backup.help.out"))
        add_keeping(parser)
        add_passphrase(parser)

    def handle(self, *_args: object, **options: object) -> None:
        """Back up, put it on record, drop what is older."""
        require_sound()
        keep = keep_of(options)
        passphrase = passphrase_of(options)
        target = target_of(options["out"], passphrase)
        made = back_up(target, passphrase)
        if not has_pending():
            note_backup(made, at=now())
        print(target)
        note(
            "backup.said.done",
            rows=sum(made.dump.rows.values()),
            members=made.members,
            head=made.head.sequence,
        )
        drop(target.parent, keep)
