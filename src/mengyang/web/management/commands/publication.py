"""公开命令 — `mengyang publication` lists what was published and writes packages for web sites."""

from pathlib import Path

from django.core.management.base import CommandParser

from mengyang.core.findings import Refused
from mengyang.store.reads.ledger.public_editions import public_edition, public_editions
from mengyang.web.bilingual import in_language
from mengyang.web.clock import today
from mengyang.web.edition_package import write_edition
from mengyang.web.management.soundness import require_sound
from mengyang.web.management.speech import sentence
from mengyang.web.management.spoken import SpokenCommand
from mengyang.web.terms import term


class Command(SpokenCommand):
    """The public editions of this installation, for the machine that carries the web site."""

    help = "mengyang publication list; mengyang publication package 3 --out plan.zip"
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do, with which version."""
        known = ["list", "package"]
        parser.add_argument("what", choices=known, help=sentence("publication.help.what"))
        parser.add_argument(
            "edition", nargs="?", type=int, help=sentence("publication.help.edition")
        )
        parser.add_argument("--out", default="", help=sentence("publication.help.out"))

    def handle(self, *_args: object, **options: object) -> None:
        """List, or write a package."""
        require_sound()
        if options["what"] == "list":
            for line in _lines():
                print(line)
            return
        if not isinstance(options["edition"], int):
            raise Refused("publication.refused.edition_missing", "publication.hint.list")
        print(sentence("publication.said.written", path=_written(options)))


def _lines() -> list[str]:
    return [
        sentence(
            "publication.said.edition",
            id=row.id,
            area=in_language(row.area.zh, row.area.en),
            title=row.plan_title,
            number=row.number,
            day=row.data_day,
            state=term("edition_states", row.state.value),
        )
        for row in public_editions(today())
    ]


def _written(options: dict[str, object]) -> Path:
    found = public_edition(int(str(options["edition"])), today())
    out = Path(str(options["out"] or f"publication-{found.row.id}.zip"))
    with out.open("wb") as file:
        write_edition(found, file)
    return out
