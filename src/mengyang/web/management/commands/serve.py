"""服务 — `mengyang serve` runs the web server and the worker, and stops both cleanly."""

import os
import sys

from django.conf import settings
from django.core.management.base import CommandParser

from mengyang.core.findings import Refused
from mengyang.web.management.soundness import require_sound
from mengyang.web.management.speech import note, sentence
from mengyang.web.management.spoken import SpokenCommand
from mengyang.web.measures import begin_counting
from mengyang.web.site.faults import is_loopback
from mengyang.web.site.running import hold
from mengyang.web.site.supervisor import Address, Crew, listen, supervise


class Command(SpokenCommand):
    """Serves until it is asked to stop by SIGTERM or SIGINT."""

    help = "mengyang serve --bind 127.0.0.1:8000"
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to listen."""
        parser.add_argument("--bind", default="127.0.0.1:8000", help=sentence("serve.help.bind"))
        parser.add_argument("--port", type=int, help=sentence("serve.help.port"))
        parser.add_argument("--workers", type=int, default=2, help=sentence("serve.help.workers"))
        parser.add_argument(
            "--no-worker", action="store_true", help=sentence("serve.help.no_worker")
        )

    def handle(self, *_args: object, **options: object) -> None:
        """Check, listen, serve."""
        address = _address(str(options["bind"]), options["port"])
        if settings.DEMO and not is_loopback(address.host):
            raise Refused("serve.refused.demo_outside", "serve.hint.loopback", host=address.host)
        require_sound()
        hold(settings.ENVIRONMENT.var)
        try:
            listener = listen(address)
        except OSError as error:
            fault = os.strerror(error.errno) if error.errno else str(error)
            raise Refused(
                "serve.refused.cannot_listen",
                "serve.hint.other_port",
                address=str(address),
                fault=fault,
            ) from error
        note("serve.said.address", address=f"http://{address}/")
        os.environ.update(begin_counting(settings.ENVIRONMENT.var))
        plan = Crew(int(str(options["workers"])), with_worker=not options["no_worker"])
        sys.exit(supervise(listener, plan))


def _address(bind: str, port: object) -> Address:
    host, colon, number = bind.rpartition(":")
    if isinstance(port, int):
        if not 0 <= port < 65536:
            raise Refused("serve.refused.no_port", "serve.hint.port", port=port)
        host, number = host if colon else bind, str(port)
    elif not colon:
        host, number = bind, "8000"
    if not (number.isascii() and number.isdigit() and int(number) < 65536):
        raise Refused("serve.refused.no_address", "serve.hint.address", address=bind)
    return Address(host.strip("[]") or "127.0.0.1", int(number))
