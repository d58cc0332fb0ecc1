"""Kills inside a request 请求中断电: a web worker dies within a POST, the next one takes it again.

Run inside an installation with the cast in it: `kill_in_requests()` prints, for each POST, what it
was answered, how things stood after it, and what was wrong.
"""

import json
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection, RemoteDisconnected
from urllib.parse import urlencode

from django.conf import settings
from django.db import connections
from django.test import Client
from gunicorn.app.base import BaseApplication
from gunicorn.workers.base import Worker

from mengyang.actions.adoption import preview_adoption
from mengyang.actions.audit import verify_audit
from mengyang.store.checkpoints import killed_at
from mengyang.store.models import Document, Plan, Task, Unit, User
from mengyang.web.clock import now, today
from tests.killing import rounds
from tests.warm import read_warm

# The first worker dies at the first point, the second at the second; the fifth lives.
POINTS = (
    "document.adopt.before_commit",
    "document.adopt.after_commit",
    "task.sign_for.before_commit",
    "task.sign_for.after_commit",
)
ROUND, WAIT_S = 101, 30
TOKEN = "k" * 32
KILLED = 0


class Server(BaseApplication):  # type: ignore[misc]
    """The web server as `mengyang serve` runs it, with one worker at a time."""

    def __init__(self, listener: socket.socket) -> None:
        self._listener = listener
        self._lasting = ExitStack()
        super().__init__()

    def load_config(self) -> None:
        """As in `web.site.supervisor`; each worker is told where to die."""
        for name, value in {
            "bind": f"fd://{self._listener.fileno()}",
            "worker_class": "gthread",
            "workers": 1,
            "threads": 8,
            "loglevel": "critical",
            "preload_app": True,
            "control_socket_disable": True,
            "post_fork": self._doom,
        }.items():
            self.cfg.set(name, value)

    def load(self) -> object:
        """The application itself."""
        from mengyang.web.site.wsgi import application

        return application

    def _doom(self, _arbiter: object, worker: Worker) -> None:
        place = worker.age - 1
        if place < len(POINTS):
            self._lasting.enter_context(killed_at(POINTS[place]))


class Browser:
    """A person signed in, who sends forms."""

    def __init__(self, port: int, person: str) -> None:
        client = Client()
        client.force_login(User.objects.get(username=person), "mengyang.web.signing_in.Accounts")
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self._port = port
        self._cookies = f"{settings.SESSION_COOKIE_NAME}={session}; csrftoken={TOKEN}"

    def post(self, address: str, **form: object) -> int:
        """The status of the answer, `KILLED` where the line went dead instead."""
        line = HTTPConnection("127.0.0.1", self._port, timeout=WAIT_S)
        body = urlencode(form | {"csrfmiddlewaretoken": TOKEN})
        kind = "application/x-www-form-urlencoded"
        try:
            line.request("POST", address, body, {"Cookie": self._cookies, "Content-Type": kind})
            return line.getresponse().status
        except (RemoteDisconnected, ConnectionResetError):
            return KILLED
        finally:
            line.close()


def kill_in_requests() -> None:
    """Adopt a plan and sign for a task, each killed before and after its commit; print it all."""
    with read_warm():
        rounds.archives().mkdir(exist_ok=True)
        rounds.upload(ROUND)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        # What a worker loads with its first page is there before it is forked.
        Client().get("/sign-in/")
        office, finance = Browser(port, "prefecture_officer"), Browser(port, "finance_officer")
        with _serving(listener):
            told = [*_adopted(office), *_signed_for(office, finance)]
    print(json.dumps({"told": told, "whole": verify_audit(told=lambda _: None).is_whole}))


def _adopted(office: Browser) -> Iterator[list[object]]:
    """The same form three times: killed before the commit, after it, and answered."""
    document = Document.objects.get()
    actor = rounds.actor_named("prefecture_officer")
    form = {
        "stamp": preview_adoption(actor, document.pk, day=today()).stamp,
        "owner": Unit.objects.get(key="yunlu-education").pk,
        "unit:地区民宗委": "nobody",
    }
    for _ in range(3):
        status = office.post(f"/documents/{document.pk}/adopt/", **form)
        document.refresh_from_db()
        yield ["adopt", status, document.state, Plan.objects.count(), *rounds.faults()]


def _signed_for(office: Browser, finance: Browser) -> Iterator[list[object]]:
    plan = Plan.objects.get()
    status = office.post(f"/plans/{plan.pk}/assign/")
    task = Task.objects.get(plan=plan, lead_unit__key="jiahe-finance")
    yield ["assign", status, task.state, *rounds.faults()]
    form = {"version": task.version, "target_on": now().date().isoformat()}
    for _ in range(3):
        status = finance.post(f"/tasks/{task.pk}/sign-for/", **form)
        task.refresh_from_db()
        yield ["sign_for", status, task.state, *rounds.faults()]
    status = finance.post(f"/tasks/{task.pk}/steps/start/", version=task.version)
    task.refresh_from_db()
    yield ["start", status, task.state, *rounds.faults()]


@contextmanager
def _serving(listener: socket.socket) -> Iterator[None]:
    """The server in a process of its own, ended at the end."""
    connections.close_all()
    server = os.fork()
    if server == 0:
        try:
            sys.argv = ["gunicorn"]
            Server(listener).run()
        finally:
            os._exit(0)
    try:
        yield
    finally:
        os.kill(server, signal.SIGTERM)
        os.waitpid(server, 0)
