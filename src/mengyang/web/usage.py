"""用法 — the argument parser of the commands that speak without Django, in both languages."""

import argparse
import re
import sys
from typing import Any, NoReturn

from mengyang.web.wording import word

LANGUAGES = ("zh", "en")
USAGE = 2
# What argparse says in English, and the code under which we say it.
_FAULTS = (
    (re.compile(r"unrecognized arguments: (?P<what>.*)"), "cli.usage.unrecognised"),
    (re.compile(r"the following arguments are required: (?P<what>.*)"), "cli.usage.required"),
    (re.compile(r"argument (?P<what>.*?): not allowed with .*"), "cli.usage.excluded"),
    (re.compile(r"argument (?P<what>.*): expected .* argument"), "cli.usage.expected"),
    (re.compile(r"argument .*: invalid choice: '(?P<what>.*?)' .*"), "cli.usage.choice"),
    (re.compile(r"argument .*: invalid .* value: '(?P<what>.*)'"), "cli.usage.choice"),
    (re.compile(r"argument COMMAND: invalid choice: '(?P<what>.*?)' .*"), "cli.usage.command"),
)


class Parser(argparse.ArgumentParser):
    """Explains and refuses in the reader's language; a wrong usage ends with exit 2."""

    def __init__(self, name: str, about: str, epilog: str, language: str) -> None:
        def told(code: str) -> str:
            return word(f"cli.help.{code}", None, language)

        class Formatter(argparse.RawDescriptionHelpFormatter):
            def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: Any = None) -> None:
                super().add_usage(
                    usage, actions, groups, told("usage") if prefix is None else prefix
                )

        super().__init__(
            prog=name,
            description=word(about, None, language),
            epilog=epilog,
            formatter_class=Formatter,
            add_help=False,
        )
        self.language = language
        self.arguments = self.add_argument_group(told("arguments"))
        self.options = self.add_argument_group(told("options"))
        self.options.add_argument("-h", "--help", action="help", help=told("help"))
        self.options.add_argument("--lang", choices=LANGUAGES, help=told("lang"))

    def error(self, message: str) -> NoReturn:
        """Print the usage and the fault."""
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"{usage_fault(message, self.prog, self.language)}\n")


def usage_fault(message: str, command: str, language: str) -> str:
    """What argparse says in English about a wrong usage, as a sentence in the language."""
    fault = message
    for pattern, code in _FAULTS:
        if found := pattern.fullmatch(message):
            fault = word(code, found.groupdict(), language)
    return word("cli.refused.usage", {"fault": fault, "command": command}, language)
