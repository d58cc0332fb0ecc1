"""作业进程 — `mengyang worker` runs background jobs until it is asked to stop."""

import logging

from django.conf import settings
from django.core.management.base import CommandParser

from mengyang.web.jobs.worker import work
from mengyang.web.management.soundness import require_sound
from mengyang.web.management.speech import sentence
from mengyang.web.management.spoken import SpokenCommand
from mengyang.web.site.running import hold


class Command(SpokenCommand):
    """A stop signal lets the step under way end; a second one does not."""

    help = "mengyang worker --batch"
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """How long to go on."""
        parser.add_argument("--batch", action="store_true", help=sentence("worker.help.batch"))

    def handle(self, *_args: object, **options: object) -> None:
        """Work."""
        require_sound()
        hold(settings.ENVIRONMENT.var)
        # The library tells of every ordinary stop as a warning.
        logging.getLogger("django_tasks_db").setLevel(logging.ERROR)
        work(batch=bool(options["batch"]))
