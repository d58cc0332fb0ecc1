"""配置检查 — `mengyang check` prints the configuration in force and what is wrong with it."""

import sys
from argparse import SUPPRESS
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.management.base import CommandParser
from django.core.management.commands import check

from mengyang.actions.health import file_findings, health_findings
from mengyang.actions.library import index_findings
from mengyang.core.findings import Finding, Level
from mengyang.web.clock import now
from mengyang.web.management.speech import line_of, sentence
from mengyang.web.management.spoken import SpokenCommand
from mengyang.web.site.faults import configuration_faults, is_not_begun, is_wrong
from mengyang.web.site.programs import missing_programs
from mengyang.web.site.shown import ShownSetting, shown_settings


class Command(SpokenCommand, check.Command):
    """Without options our own check; with an option of Django's `check`, that one."""

    help = "mengyang check"

    def add_arguments(self, parser: CommandParser) -> None:
        """Django's own options stay usable but unseen."""
        super().add_arguments(parser)
        parser.add_argument("--files", action="store_true", help=sentence("check.help.files"))
        for action in parser._actions:
            if action.dest in {"args", "tags", "deploy", "list_tags", "fail_level", "databases"}:
                action.help = SUPPRESS

    def handle(self, *app_labels: Any, **options: Any) -> None:
        """Print and exit 1 where something is wrong."""
        if app_labels or any(options[name] for name in ("deploy", "tags", "list_tags")):
            super().handle(*app_labels, **options)
            return
        print("\n".join(_configuration()))
        faults = configuration_faults()
        if not is_wrong(faults):
            # Django's own checks open the database: they wait until there is one.
            faults += _django()
            faults += health_findings(settings.ENVIRONMENT.var, at=now())
            if options["files"]:
                faults += file_findings(settings.ENVIRONMENT.var)
        if not is_wrong(faults):
            faults += index_findings()
        faults += missing_programs()
        print("\n".join(map(line_of, faults)))
        print(sentence(_verdict(faults)))
        if is_wrong(faults):
            sys.exit(1)


def _verdict(faults: list[Finding]) -> str:
    if is_not_begun(faults):
        return "check.said.not_begun"
    return "check.said.wrong" if is_wrong(faults) else "check.said.right"


def _configuration() -> list[str]:
    shown = shown_settings()
    width = max(len(each.name) for each in shown)
    return [
        f"{each.name.ljust(width)}  {_value(each)}  — {sentence(each.meaning)}" for each in shown
    ]


def _value(each: ShownSetting) -> str:
    source = sentence("check.said.set" if each.is_set else "check.said.default")
    return f"{each.value or '-'} ({source})"


def _django() -> list[Finding]:
    """What Django itself finds, as it says it."""
    found = checks.run_checks(include_deployment_checks=settings.ENVIRONMENT.secure)
    return [
        Finding(
            "check.found.django",
            Level.ERROR if each.level >= checks.ERROR else Level.WARNING,
            {"id": each.id, "fault": str(each.msg)},
        )
        for each in found
        if not each.is_silenced()
    ]
