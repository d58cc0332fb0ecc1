"""命令行 — the one command: `read` answers here, every other name is a management command.

Results go to stdout, refusals and notes to stderr; exit 0, 1 (refused) or 2 (usage).
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from mengyang import __version__
from mengyang.core.findings import Refused
from mengyang.web.usage import LANGUAGES, Parser
from mengyang.web.wording import folder, word, word_refused

COMMANDS = Path(__file__).resolve().parent / "web" / "management" / "commands"
_SETTINGS = "mengyang.web.site.settings"
_REFUSED, _USAGE, _INTERRUPTED = 1, 2, 130
# Commands that make nothing where there is nothing.
_LOOKING = frozenset({"check"})


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        # A terminal that lacks a character shows a question mark, never a traceback.
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    asked = _take_language(given)
    language = asked or os.environ.get("MENGYANG_LANGUAGE") or os.environ.get("LANG") or "zh"
    try:
        return _dispatch(given, language, asked)
    except Refused as refused:
        print(word_refused(refused, language), file=sys.stderr)
        return _REFUSED
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone (`| head`); what is still buffered has no reader.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _REFUSED


def command_names() -> tuple[str, ...]:
    """Every management command by name."""
    modules = sorted(path for path in COMMANDS.glob("*.py") if not path.name.startswith("_"))
    return tuple(path.stem.replace("_", "-") for path in modules)


def _dispatch(given: list[str], language: str, asked: str) -> int:
    name = next((each for each in given if not each.startswith("-")), "")
    if name == "read":
        from mengyang.web.read_command import read_files

        given.remove("read")
        return _flushed(read_files(given, language))
    if given and given[0] == name and name in command_names():
        return _managed(given, asked)
    return _top(given, language)


def _top(given: list[str], language: str) -> int:
    """What `mengyang`, `mengyang --help` and an unknown name get."""
    parser = Parser("mengyang", "cli.help.about", _overview(language), language)
    version = word("cli.help.version", None, language)
    parser.options.add_argument(
        "--version", action="version", version=f"mengyang {__version__}", help=version
    )
    names = ["read", *command_names()]
    parser.arguments.add_argument(
        "command", choices=names, metavar="COMMAND", help=word("cli.help.command", None, language)
    )
    parser.arguments.add_argument(
        "rest", nargs=argparse.REMAINDER, metavar="…", help=argparse.SUPPRESS
    )
    parser.parse_args(given or ["--help"])
    return _USAGE


def _overview(language: str) -> str:
    shown = {"read": word("cli.help.read", None, language)}
    for name in command_names():
        shown[name] = word(f"cli.help.about.{name.replace('-', '_')}", None, language)
    width = max(map(len, shown))
    lines = [f"  {name.ljust(width)}  {text}" for name, text in shown.items()]
    return "\n".join(
        [
            word("cli.help.commands", None, language),
            *lines,
            "",
            word("cli.help.example", None, language),
        ]
    )


def _managed(given: list[str], asked: str) -> int:
    """Hand a command over to Django, which is imported only now."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", _SETTINGS)
    # The pages' own language is not taken from LANG: only what was asked for is handed on.
    if asked:
        os.environ["MENGYANG_LANGUAGE"] = "en" if folder(asked) == "en" else "zh-hans"
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import ManagementUtility
    from django.db import DatabaseError

    from mengyang.web.site.secret import make_no_keys

    name, *rest = given
    if name in _LOOKING or {"-h", "--help"} & set(rest):
        make_no_keys()
    try:
        ManagementUtility(["mengyang", name.replace("-", "_"), *rest]).execute()
    except ImproperlyConfigured as failure:
        raise Refused("cli.refused.settings", "cli.hint.settings", fault=str(failure)) from failure
    except DatabaseError as failure:
        raise Refused("cli.refused.database", "cli.hint.database", fault=str(failure)) from failure
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else _REFUSED * bool(ended.code)
    return 0


def _take_language(given: list[str]) -> str:
    """The language asked for by --lang, which is taken out of `given`; empty without one."""
    for place, each in enumerate(given):
        option, equals, value = each.partition("=")
        if each == "--":
            break
        if option == "--lang" and not equals:
            value = "".join(given[place + 1 : place + 2])
        # Another language stays where it is: the parser says which ones there are.
        if option == "--lang" and value.lower().startswith(LANGUAGES):
            del given[place : place + (1 if equals else 2)]
            return value
    return ""


def _flushed(status: int) -> int:
    sys.stdout.flush()
    return status
