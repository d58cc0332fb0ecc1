"""命令说明 — the help of a management command, whole in one language; its first line in every list.

Django's own options stay usable but unseen: they are for those who work on the program.
"""

import sys
from argparse import SUPPRESS
from typing import Any, NoReturn

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser, DjangoHelpFormatter

from mengyang.web.management.speech import sentence
from mengyang.web.usage import USAGE, usage_fault

_DJANGOS = frozenset((
    "version", "verbosity", "settings", "pythonpath", "traceback", "no_color", "force_color",
    "skip_checks",
))  # fmt: skip


class SpokenCommand(BaseCommand):
    """A command that explains itself by `cli.help.about.NAME`; `help` is one example of its use."""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """The parser of Django with its words in the language of the installation."""
        parser = super().create_parser(
            prog_name, subcommand.replace("_", "-"), formatter_class=_Formatter, **kwargs
        )
        # Django names the class of its parser nowhere to be chosen.
        parser.__class__ = _Parser
        name = type(self).__module__.rpartition(".")[2]
        parser.description = sentence(f"cli.help.about.{name}")
        parser.epilog = sentence("cli.help.example_of", example=self.help)
        parser._positionals.title = sentence("cli.help.arguments")
        parser._optionals.title = sentence("cli.help.options")
        for action in parser._actions:
            if action.dest == "help":
                action.help = sentence("cli.help.help")
            elif action.dest in _DJANGOS:
                action.help = SUPPRESS
            elif action.choices and not action.option_strings and not action.metavar:
                # What is missing is called by the words to choose from, never by our own name.
                action.metavar = f"{{{','.join(map(str, action.choices))}}}"
        return parser


class _Parser(CommandParser):
    def error(self, message: str) -> NoReturn:
        if not self.called_from_command_line:
            super().error(message)
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"{usage_fault(message, self.prog, settings.LANGUAGE_CODE)}\n")


class _Formatter(DjangoHelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: Any = None) -> None:
        said = sentence("cli.help.usage") if prefix is None else prefix
        super().add_usage(usage, actions, groups, said)
