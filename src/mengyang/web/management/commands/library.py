"""文件库 — `mengyang library rebuild` makes the full-text index anew from the documents."""

import sys

from django.core.management.base import CommandParser

from mengyang.actions.library import rebuild_index
from mengyang.web.clock import now
from mengyang.web.management.soundness import require_sound
from mengyang.web.management.speech import sentence
from mengyang.web.management.spoken import SpokenCommand


class Command(SpokenCommand):
    """Prints how many documents were indexed."""

    help = "mengyang library rebuild"
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """One thing to do."""
        parser.add_argument("what", choices=["rebuild"], help=sentence("library.help.rebuild"))

    def handle(self, *_args: object, **_options: object) -> None:
        """Rebuild and print."""
        require_sound()
        documents = rebuild_index(self._tell, at=now())
        print(sentence("library.done.rebuild", documents=documents))

    def _tell(self, done: int) -> None:
        print(f"\r{done}", end="\n" if sys.stderr.isatty() else "\r", file=sys.stderr, flush=True)
