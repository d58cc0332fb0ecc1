"""审计链 — the list of events and `mengyang audit verify` at five million events.

    benchmarks/audit.py [--events N] [--database sqlite|postgresql] [--in FOLDER]

Builds an installation with a real chain — every event hashed after the one before, every row with
the digest of its last event — and prints what that took. Then the milliseconds of the page, as the
auditor's browser asks for it: each filter, fifty pages turned; then the speed of the verification.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]


def main() -> int:
    """Build and measure on one database or on both, each in a process of its own."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--events", type=int, default=5_000_000)
    parser.add_argument("--database", choices=["sqlite", "postgresql"])
    parser.add_argument("--in", dest="folder", type=Path, default=Path(tempfile.gettempdir()))
    asked = parser.parse_args()
    if asked.database:
        with _installation(asked.database, asked.folder):
            _run(asked.events)
        return 0
    for database in ("sqlite", "postgresql"):
        # Django reads its settings once in a process.
        options = ["--events", str(asked.events), "--in", asked.folder, "--database", database]
        subprocess.run([sys.executable, __file__, *options], check=True)
    return 0


@contextmanager
def _installation(database: str, parent: Path) -> Iterator[None]:
    """An empty installation with its tables, gone afterwards."""
    from scripts.postgres_cluster import cluster

    with ExitStack() as stack:
        folder = stack.enter_context(
            tempfile.TemporaryDirectory(prefix="mengyang-audit-", dir=parent)
        )
        os.environ |= {
            "MENGYANG_VAR": folder,
            "DJANGO_SETTINGS_MODULE": "mengyang.web.site.settings",
        }
        if database == "postgresql":
            os.environ["DATABASE_URL"] = stack.enter_context(cluster())
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        yield


def _run(events: int) -> None:
    from benchmarks._audit_chain import build
    from benchmarks._audit_pages import measure_pages
    from benchmarks._audit_verification import measure_verification

    begun = perf_counter()
    built = build(events)
    print(f"\n## {built.database}, {built.events:,} events, {built.rows:,} rows", flush=True)
    print(f"built in {perf_counter() - begun:.0f} s, {built.megabytes:,.0f} MB", flush=True)
    measure_pages(built)
    measure_verification()


if __name__ == "__main__":
    sys.exit(main())
