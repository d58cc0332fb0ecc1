"""重置密码 — `mengyang reset-password` gives an account a one-time password at the machine."""

from django.core.management.base import CommandParser

from mengyang.actions.accounts import reset_at_the_machine
from mengyang.actions.second_factor import reset_code_at_the_machine
from mengyang.web.clock import now
from mengyang.web.management.soundness import require_sound
from mengyang.web.management.speech import note, sentence
from mengyang.web.management.spoken import SpokenCommand
from mengyang.web.one_time import lasting, let_in


class Command(SpokenCommand):
    """For whoever no administrator can help: the three themselves. The event stays on record."""

    help = "mengyang reset-password --username zhangwei"
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose password."""
        parser.add_argument("--username", required=True, help=sentence("reset.help.username"))
        parser.add_argument(
            "--second-factor", action="store_true", help=sentence("reset.help.second_factor")
        )

    def handle(self, *_args: object, **options: object) -> None:
        """Print the one-time password on stdout, what to do with it beside it."""
        require_sound()
        if options["second_factor"]:
            reset_code_at_the_machine(str(options["username"]), at=now())
            note("reset.said.code_removed", username=options["username"])
            return
        named = str(options["username"])
        made = let_in(reset_at_the_machine(named, at=now(), lasting=lasting()))
        print(made.password)
        note("reset.said.done", username=made.username)
