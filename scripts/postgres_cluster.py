"""A throw-away PostgreSQL cluster 临时数据库: started on a free loopback port, removed on exit.

    with cluster() as url: ...

Trust on 127.0.0.1 only, no fsync, nothing kept. Run as a command it serves until interrupted.
"""

import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

OLDEST_MAJOR = 15
OWNER = "mengyang"
START_LIMIT_S = 30
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=50")


class NoServer(Exception):
    """No PostgreSQL server of the version that Django needs is installed."""


@dataclass(frozen=True, slots=True)
class Account:
    """Whom the server runs as; None in each field is oneself."""

    user: int | None = None
    group: int | None = None
    extra_groups: list[int] | None = None


def server_programs() -> Path:
    """The folder of the newest installed server's programs; raises NoServer."""
    found = list(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    on_path = shutil.which("postgres")
    if on_path:
        found.append(Path(on_path).resolve())
    versions = [(_major(program), program.parent) for program in found]
    fitting = [entry for entry in versions if entry[0] >= OLDEST_MAJOR]
    if not fitting:
        raise NoServer(f"no PostgreSQL server of version {OLDEST_MAJOR} or later is installed")
    return max(fitting)[1]


@contextmanager
def cluster() -> Iterator[str]:
    """Start a cluster and give the address of its empty database; stop and remove it after."""
    programs = server_programs()
    account = _account()
    folder = Path(tempfile.mkdtemp(prefix="mengyang-postgres-"))
    if account.user is not None and account.group is not None:
        os.chown(folder, account.user, account.group)
    try:
        _initialise(programs, folder, account)
        port = _free_port()
        server = _start(programs, folder, account, port)
        try:
            _wait(programs, port, server, folder / "log")
            yield f"postgresql://{OWNER}@127.0.0.1:{port}/postgres"
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=START_LIMIT_S)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    """Serve a cluster until interrupted, for tests run by hand with DATABASE_URL."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with cluster() as url:
            print(f"DATABASE_URL={url}", flush=True)
            signal.pause()
    except KeyboardInterrupt:
        return 0
    except NoServer as reason:
        print(reason, file=sys.stderr)
        return 1
    return 0


def _major(program: Path) -> int:
    shown = subprocess.run([program, "--version"], capture_output=True, text=True)
    number = re.search(r"\d+", shown.stdout)
    return int(number[0]) if number else 0


def _account() -> Account:
    """Oneself, but never root, whom PostgreSQL refuses."""
    if os.geteuid() != 0:
        return Account()
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid, [])
    raise NoServer("root may not run PostgreSQL, and there is no account postgres or nobody")


def _initialise(programs: Path, folder: Path, account: Account) -> None:
    data = folder / "data"
    options = ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    made = subprocess.run(
        [programs / "initdb", "-D", data, "-U", OWNER, *options],
        capture_output=True,
        text=True,
        cwd=folder,
        user=account.user,
        group=account.group,
        extra_groups=account.extra_groups,
    )
    if made.returncode:
        raise RuntimeError(f"initdb failed: {made.stderr.strip()}")
    (data / "pg_hba.conf").write_text("host all all 127.0.0.1/32 trust\n", encoding="utf-8")


def _start(programs: Path, folder: Path, account: Account, port: int) -> subprocess.Popen[bytes]:
    settings = [
        *QUICK,
        "listen_addresses=127.0.0.1",
        f"port={port}",
        f"unix_socket_directories={folder}",
    ]
    options = [part for setting in settings for part in ("-c", setting)]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [programs / "postgres", "-D", folder / "data", *options],
            stdout=log,
            stderr=log,
            cwd=folder,
            # An interrupt from the keyboard is for the tests; the server is stopped after them.
            process_group=0,
            user=account.user,
            group=account.group,
            extra_groups=account.extra_groups,
        )


def _wait(programs: Path, port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    probe = [str(programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    limit = time.monotonic() + START_LIMIT_S
    while server.poll() is None and time.monotonic() < limit:
        if subprocess.run(probe).returncode == 0:
            return
        time.sleep(0.1)
    raise RuntimeError(f"PostgreSQL did not start: {log.read_text(errors='replace')[-2000:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
