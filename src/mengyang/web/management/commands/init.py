"""初始化 — `mengyang init` makes an empty installation and its first administrators."""

import getpass
import sys
from pathlib import Path

from django.core.management import call_command
from django.core.management.base import CommandParser
from django.db import DatabaseError

from mengyang.actions.accounts import NewAccount
from mengyang.actions.installation import (
    NewSeat,
    Seat,
    SeatInDirectory,
    install_administrator,
    missing_roles,
)
from mengyang.core.access import Role
from mengyang.core.appointments import ADMINISTRATORS
from mengyang.core.findings import Refused
from mengyang.store.reads.access import has_demo_accounts
from mengyang.web.clock import now
from mengyang.web.management.directories import directory_named
from mengyang.web.management.speech import note, sentence
from mengyang.web.management.spoken import SpokenCommand
from mengyang.web.terms import term

# How many units of a directory a refusal names.
_NAMED = 8


class Command(SpokenCommand):
    """Makes the tables and one administrator; each of the three types the own password."""

    help = "mengyang init --username zhangwei --role system_administrator"
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Who it is; no password has a default, and none stands in the command line."""
        parser.add_argument("--username", required=True, help=sentence("init.help.username"))
        parser.add_argument("--display-name", help=sentence("init.help.display_name"))
        parser.add_argument(
            "--role",
            choices=[role.value for role in ADMINISTRATORS],
            default=ADMINISTRATORS[0].value,
            help=sentence("init.help.role"),
        )
        place = parser.add_mutually_exclusive_group()
        place.add_argument("--directory", help=sentence("init.help.directory"))
        place.add_argument("--area", help=sentence("init.help.area"))
        parser.add_argument("--unit", help=sentence("init.help.unit"))
        source = parser.add_mutually_exclusive_group()
        source.add_argument("--password-file", help=sentence("init.help.password_file"))
        source.add_argument(
            "--password-stdin", action="store_true", help=sentence("init.help.password_stdin")
        )

    def handle(self, *_args: object, **options: object) -> None:
        """Migrate, write the administrator, say who is still missing."""
        _migrate()
        if has_demo_accounts():
            raise Refused("check.found.demo_accounts", "demo.hint.other_var")
        role, username = Role(str(options["role"])), str(options["username"])
        if role not in missing_roles(at=now()):
            taken = term("roles", role)
            raise Refused(
                "installation.refused.role_taken", "installation.hint.sign_in", role=taken
            )
        seat = _seat(options)
        account = NewAccount(
            username,
            str(options["display_name"] or username),
            _password(options, username),
            # Typed here by the person; from a file or a pipe others may know it.
            own=not (options["password_file"] or options["password_stdin"]),
        )
        install_administrator(account, role, seat, at=now())
        print(sentence("init.said.done", username=username, role=term("roles", role)))
        for missing in missing_roles(at=now()):
            note("init.said.missing", name=term("roles", missing), role=missing.value)


def _seat(options: dict[str, object]) -> Seat:
    unit = str(options["unit"] or "")
    if not options["directory"]:
        area = str(options["area"] or sentence("init.default.area"))
        return NewSeat(area, unit or sentence("init.default.unit"))
    directory = directory_named(str(options["directory"]))
    found = directory.unit_called(unit)
    if found is None:
        units = "、".join(each.names[-1].value.zh for each in directory.units[:_NAMED])
        raise Refused("init.refused.which_unit", "init.hint.which_unit", unit=unit, units=units)
    return SeatInDirectory(directory, found.key)


def _migrate() -> None:
    try:
        call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as error:
        fault = str(error).strip().split("\n")[0]
        raise Refused("init.refused.database", "init.hint.database", fault=fault) from error


def _password(options: dict[str, object], username: str) -> str:
    if options["password_file"]:
        return _from_file(Path(str(options["password_file"])))
    if options["password_stdin"]:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise Refused("init.refused.no_password", "init.hint.password")
    first = getpass.getpass(sentence("init.ask.password", username=username))
    if first != getpass.getpass(sentence("init.ask.again")):
        raise Refused("init.refused.passwords_differ", "init.hint.password")
    return first


def _from_file(path: Path) -> str:
    try:
        return path.read_text("utf-8").split("\n", 1)[0].rstrip("\r")
    except (OSError, UnicodeDecodeError) as error:
        fault = getattr(error, "strerror", None) or str(error)
        raise Refused(
            "init.refused.unreadable_file", "init.hint.password", path=path, fault=fault
        ) from error
