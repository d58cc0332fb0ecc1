"""满载 — a prefecture at work: eight closed-loop clients, and the same while an import runs.

    benchmarks/load.py [--tasks N] [--rows N] [--seconds S] [--database sqlite|postgresql]

Builds an installation with so many tasks, starts the server as it is deployed (two workers of
gunicorn) and a worker for the jobs. Eight clients, signed in by the API, ask over real connections:
eight of ten requests are lists (tasks of a plan, my list, requests, all tasks, events, search), two
are writes (progress, signing for). Bars: 95 of 100 reads ≤ 50 ms, writes ≤ 150 ms, no error; while
an edited ledger of `--rows` tasks is read, judged and taken, writes ≤ 300 ms, none refused, none
over 2 s.
"""

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
CLIENTS = 8
READ_BAR_MS, WRITE_BAR_MS, WRITE_BAR_IN_IMPORT_MS, LONGEST_MS = 50, 150, 300, 2_000


def main() -> int:
    """Measure on one database or on both, each in a process of its own."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--tasks", type=int, default=48_000)
    parser.add_argument("--rows", type=int, default=150_000)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--database", choices=["sqlite", "postgresql"])
    asked = parser.parse_args()
    if asked.database:
        with _installation(asked.database):
            return _measure(asked)
    options = ["--tasks", asked.tasks, "--rows", asked.rows, "--seconds", asked.seconds]
    codes = [
        subprocess.run(
            [sys.executable, __file__, *map(str, options), "--database", database]
        ).returncode
        for database in ("sqlite", "postgresql")
    ]
    return max(codes)


@contextmanager
def _installation(database: str) -> Iterator[None]:
    """An empty installation with its tables, gone afterwards."""
    from scripts.postgres_cluster import cluster

    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="mengyang-load-"))
        os.environ |= {
            "MENGYANG_VAR": folder,
            "DJANGO_SETTINGS_MODULE": "mengyang.web.site.settings",
            "PYTHONPATH": str(ROOT / "src"),
        }
        if database == "postgresql":
            os.environ["DATABASE_URL"] = stack.enter_context(cluster())
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        yield


def _measure(asked: argparse.Namespace) -> int:
    from django.db import connection

    from benchmarks._load_clients import Client
    from benchmarks._load_import import write_ledger
    from benchmarks._load_world import build

    begun = time.perf_counter()
    built = build(asked.tasks, CLIENTS)
    sheet = write_ledger(asked.rows) if asked.rows else None
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as a database at work does by itself
    name = connection.vendor
    connection.close()
    print(f"\n## {name}: {asked.tasks:,} tasks, built in {time.perf_counter() - begun:.0f} s")
    print("| what | n | p50 ms | p95 ms | most ms |\n|---|---:|---:|---:|---:|", flush=True)
    with _served() as port:
        clients = [Client(port, built, each, at) for at, each in enumerate(built.clerks)]
        # The first answers of a process load what it needs.
        _timed_run(clients, min(5.0, asked.seconds))
        fine = _at_work(clients, asked.seconds)
        if sheet is not None:
            fine &= _while_importing(clients, port, sheet, asked.rows)
    return 0 if fine else 1


def _at_work(clients: list[Any], seconds: float) -> bool:
    """What the clients see by themselves; whether that is within the bars."""
    from benchmarks._load_clients import READS, WRITES

    seen = _timed_run(clients, seconds)
    fine = _told(seen, READS, READ_BAR_MS, "reads")
    fine &= _told(seen, WRITES, WRITE_BAR_MS, "writes")
    print(f"Faults: {dict(seen.faults) or 'none'}.", flush=True)
    return fine and not seen.faults


def _while_importing(clients: list[Any], port: int, sheet: Any, rows: int) -> bool:
    """The same while a ledger is taken in; whether the writes are within their bars."""
    from benchmarks._load_clients import READS, WRITES, run_clients
    from benchmarks._load_import import begin_import, has_ended

    begun = time.perf_counter()
    job = begin_import(port, sheet)
    seen = run_clients(clients, lambda: has_ended(job), 0.8)
    print(f"\nWhile {rows:,} rows are imported ({time.perf_counter() - begun:.0f} s):", flush=True)
    _told(seen, READS, READ_BAR_MS, "reads")
    fine = _told(seen, WRITES, WRITE_BAR_IN_IMPORT_MS, "writes")
    print(f"Faults: {dict(seen.faults) or 'none'}; {job.told()}.", flush=True)
    return fine and not seen.faults and max(seen.of(WRITES), default=0) <= LONGEST_MS


def _timed_run(clients: list[Any], seconds: float) -> Any:
    from benchmarks._load_clients import run_clients

    # Signing in takes its time, and is not measured.
    ends = time.perf_counter() + seconds + 3.0
    return run_clients(clients, lambda: time.perf_counter() > ends, 0.8)


@contextmanager
def _served() -> Iterator[int]:
    """The port of a server with two workers, and a process for the jobs, as they are deployed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "mengyang", "serve", "--bind", f"127.0.0.1:{port}"]
    server = subprocess.Popen([*command, "--workers", "2"], stdout=subprocess.DEVNULL)
    try:
        for _ in range(300):
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.2)
        yield port
    finally:
        server.terminate()
        server.wait(60)


def _told(seen: Any, names: tuple[str, ...], bar: float, word: str) -> bool:
    """Print each kind and all together; whether 95 of 100 are within the bar."""
    for name in dict.fromkeys(names):
        _row(name, seen.of((name,)))
    p95 = _row(f"**{word}, bar {bar:g}**", seen.of(names))
    return p95 <= bar


def _row(name: str, took: list[float]) -> float:
    if not took:
        return 0.0
    at = [took[min(len(took) - 1, int(len(took) * share))] for share in (0.5, 0.95)]
    print(f"| {name} | {len(took)} | {at[0]:.1f} | {at[1]:.1f} | {took[-1]:.0f} |", flush=True)
    return at[1]


if __name__ == "__main__":
    sys.exit(main())
