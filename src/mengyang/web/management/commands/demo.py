"""演示命令 — `mengyang demo`: makes the demo installation under `var` and prints its accounts."""

import sys
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandParser

from mengyang import packs
from mengyang.actions.demo import Stage, build_demo
from mengyang.actions.evidence import Shelf
from mengyang.core.access import Grant, Scope
from mengyang.core.findings import Refused
from mengyang.formats.series import Series
from mengyang.store.reads.access import demo_accounts, users
from mengyang.store.reads.asked import Asked
from mengyang.web.bilingual import in_language
from mengyang.web.clock import today
from mengyang.web.demo import DEMO_PASSWORD, shown_name
from mengyang.web.management.speech import sentence
from mengyang.web.management.spoken import SpokenCommand
from mengyang.web.terms import term


class Command(SpokenCommand):
    """Build the demo once; say who may sign in with what."""

    help = "mengyang demo"
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """As of which day."""
        parser.add_argument("--day", type=date.fromisoformat, help=sentence("demo.help.day"))

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Build where nothing is there, refuse where real accounts are."""
        if not settings.DEMO:
            raise Refused("demo.refused.not_demo_mode", "demo.hint.set_demo")
        call_command("migrate", verbosity=0)
        made = len(demo_accounts(today()))
        if made == 0:
            if users(Scope("user", (Grant(),)), today(), Asked()).total:
                raise Refused("demo.refused.real_accounts", "demo.hint.other_var")
            self._build(options["day"] or today())
        self._print_accounts()

    def _build(self, day: date) -> None:
        environment = settings.ENVIRONMENT
        story, papers = packs.story_on(packs.demo(), packs.demo_papers(), day)
        with Series() as series:
            stage = Stage(
                story,
                packs.directories(),
                packs.lamps()["default"],
                DEMO_PASSWORD,
                Shelf(environment.var / "files", environment.evidence_limit_bytes),
                papers,
                series,
            )
            build_demo(stage, self._tell)
        print(file=sys.stderr)

    def _tell(self, done: int, total: int) -> None:
        print(f"\r{done}/{total}", end="", file=sys.stderr, flush=True)

    def _print_accounts(self) -> None:
        for account in demo_accounts(today()):
            roles = "、".join(term("roles", role) for role in account.roles)
            self.stdout.write(
                f"  {account.username:<24}{shown_name(account.display_name)}  {roles}"
            )
        self.stdout.write(in_language("密码", "Password") + f": {DEMO_PASSWORD}")
