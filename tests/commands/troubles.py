"""The machine's troubles 故障: gone through in an installation, each told as it was answered.

Run inside an installation with the cast in it: `go_through()` prints what came of each as JSON. The
server is a real one in a thread; PostgreSQL is reached through a line that can be cut.
"""

import json
import resource
import signal
import socket
import sqlite3
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import psycopg
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from mengyang.actions.archives import Place
from mengyang.actions.audit import verify_audit
from mengyang.actions.backups import BackupOrder, make_backup
from mengyang.core.findings import Refused
from mengyang.formats.confined import clean_environment
from mengyang.store import checkpoints
from mengyang.store.models import Area, Document, Event, Head, User
from mengyang.web.clock import now
from tests.upload_cast import PLAN
from tests.warm import read_warm, readers

TOKEN = "k" * 32
LONGEST_WAIT_S = 30
# How long a writer waits for another one; the installation's own patience is for people.
# Less than the document: on PostgreSQL it is the file store that finds no room.
LARGEST_FILE = 2000
LOCK_WAIT_MS = 50
POINT = "document.upload.before_commit"

type Answer = tuple[int, str]


class Line:
    """A line to PostgreSQL that can be cut and mended."""

    def __init__(self, port: int) -> None:
        self._there = ("127.0.0.1", port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._ends: list[socket.socket] = []
        self._is_cut = False
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Nobody comes through any more, in the middle of a word."""
        self._is_cut = True
        while self._ends:
            with suppress(OSError):
                self._ends.pop().shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        """Let the next one through."""
        self._is_cut = False

    def _accept(self) -> None:
        while True:
            here, _ = self._listener.accept()
            if self._is_cut:
                here.close()
                continue
            there = socket.create_connection(self._there)
            self._ends += [here, there]
            for one, other in ((here, there), (there, here)):
                threading.Thread(target=_pump, args=(one, other), daemon=True).start()


class Office:
    """A person signed in at a server, who sends documents."""

    def __init__(self) -> None:
        client = Client()
        user = User.objects.get(username="prefecture_officer")
        client.force_login(user, "mengyang.web.signing_in.Accounts")
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self._cookies = f"{settings.SESSION_COOKIE_NAME}={session}; csrftoken={TOKEN}"
        self._area = Area.objects.get(key="yunlu").pk
        from mengyang.web.site.wsgi import application

        server = make_server("127.0.0.1", 0, application, handler_class=_Quiet)
        self._port = server.server_port
        threading.Thread(target=server.serve_forever, daemon=True).start()

    def send(self, number: int) -> Answer:
        """Send a document in."""
        text = PLAN.replace("3号", f"{number}号") + "\n" * LARGEST_FILE
        file = SimpleUploadedFile("plan.txt", text.encode())
        fields = {"file": file, "area": self._area, "csrfmiddlewaretoken": TOKEN}
        body = encode_multipart(BOUNDARY, fields)
        return self._asked("POST", "/documents/upload/", body)

    def look(self) -> Answer:
        """Look at a page."""
        return self._asked("GET", "/plans/")

    def _asked(self, method: str, path: str, body: bytes = b"") -> Answer:
        line = HTTPConnection("127.0.0.1", self._port, timeout=LONGEST_WAIT_S)
        kind = {"Content-Type": MULTIPART_CONTENT} if body else {}
        headers = {"Cookie": self._cookies, "Accept-Language": "zh", **kind}
        line.request(method, path, body, headers)
        answer = line.getresponse()
        told = answer.status, answer.read().decode()
        line.close()
        return told


def go_through() -> None:
    """A full disk, a lock, a lost database; what came of each as one line of JSON."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    # Python would keep the beginning of a module compiled while no file can grow.
    sys.dont_write_bytecode = True
    own = connections.settings["default"]
    is_file = str(own["ENGINE"]).endswith("sqlite3")
    direct, line = dict(own), Line(int(own["PORT"] or 0))
    if is_file:
        own["OPTIONS"] |= {"timeout": LOCK_WAIT_MS / 1000}
        # An open file stays open wherever it is moved: what matters is who comes after.
        own["CONN_MAX_AGE"] = 0
        locked, gone = _locked_file(Path(str(own["NAME"]))), _moved_away(Path(str(own["NAME"])))
    else:
        own["OPTIONS"] |= {"options": f"-c lock_timeout={LOCK_WAIT_MS}"}
        own["PORT"] = str(line.port)
        locked, gone = _locked_head(direct), _cut_before_commit(line)
    # The reading process is there before: no limit of a disk is meant for it.
    readers().run(["-c", "pass"], clean_environment(), b"", LONGEST_WAIT_S)
    with read_warm():
        print(json.dumps(_gone_through(Office(), locked, gone)))


def _gone_through(
    office: Office, locked: AbstractContextManager[None], gone: AbstractContextManager[None]
) -> dict[str, object]:
    return {
        "full": _tried(office, 41, "磁盘空间不足", _full_disk()),
        "backup": _backed_up_on_full_disk(),
        "again": _done(office, 41),
        "locked": _tried(office, 42, "系统正忙", locked),
        "gone": _tried(office, 42, "数据库暂时没有应答", gone),
        "back": _done(office, 42),
        "whole": verify_audit(told=lambda _: None).is_whole,
    }


def _tried(
    office: Office, number: int, said: str, trouble: AbstractContextManager[None]
) -> list[object]:
    """Status, whether it was said, whether the program showed, whether all is as before."""
    before = _held()
    with trouble:
        status, page = office.send(number)
    connections.close_all()
    return [status, said in page, "Traceback" in page, _held() == before]


def _done(office: Office, number: int) -> list[int]:
    """The status, and how many documents came in; that the list answers goes without saying."""
    before = _held()[0]
    assert office.look()[0] == 200
    return [office.send(number)[0], _held()[0] - before]


def _held() -> list[int]:
    return [Document.objects.count(), Event.objects.count()]


@contextmanager
def _full_disk() -> Iterator[None]:
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, hard))


def _backed_up_on_full_disk() -> list[object]:
    var: Path = settings.ENVIRONMENT.var
    place = Place(var, Path(str(settings.DATABASES["default"]["NAME"])))
    try:
        with _full_disk():
            make_backup(BackupOrder(place, var / "b" / "x.tar.gz"), lambda _: None, at=now())
    except Refused as refused:
        return [refused.reason, [path.name for path in (var / "b").iterdir()]]
    return ["a backup was made"]


@contextmanager
def _locked_file(database: Path) -> Iterator[None]:
    """Another program writes into SQLite's file."""
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def _locked_head(place: Mapping[str, object]) -> Iterator[None]:
    """Another program holds the head of the chain."""
    address = {"host": place["HOST"], "port": place["PORT"], "dbname": place["NAME"]}
    with psycopg.connect(user=place["USER"], **address) as other:
        other.execute(f"SELECT * FROM {Head._meta.db_table} FOR UPDATE")
        yield


@contextmanager
def _moved_away(database: Path) -> Iterator[None]:
    """SQLite's file is not where it was."""
    aside = database.with_suffix(".aside")
    _await_nobody_at(database)
    database.rename(aside)
    yield
    _await_nobody_at(database)
    aside.replace(database)


def _await_nobody_at(database: Path) -> None:
    """Until the last line to the file is closed and what was beside it is in it.

    The server closes its own only behind its answer; a file moved before that loses what is new.
    """
    connections.close_all()
    beside = [database.with_name(database.name + end) for end in ("-wal", "-shm")]
    limit = time.monotonic() + LONGEST_WAIT_S
    while any(each.exists() for each in beside) and time.monotonic() < limit:
        time.sleep(0.02)


@contextmanager
def _cut_before_commit(line: Line) -> Iterator[None]:
    """The line to PostgreSQL breaks when all is written and nothing committed; then it is back."""
    reached, cut = checkpoints.reached, []

    def reaching(point: str) -> None:
        reached(point)
        if point == POINT:
            cut.append(point)
            line.cut()

    checkpoints.reached = reaching
    try:
        yield
    finally:
        checkpoints.reached = reached
        assert cut == [POINT]
        line.mend()


def _pump(one: socket.socket, other: socket.socket) -> None:
    """Hand on what comes until one of them is closed."""
    with suppress(OSError), one, other:
        while block := one.recv(65536):
            other.sendall(block)


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing: stdout is for what was found."""
