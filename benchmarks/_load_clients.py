"""满载的人 — closed-loop clients over real connections: a page or a write, and the next at once."""

import json
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection
from urllib.parse import quote

from benchmarks._load_world import PASSWORD, Built

# Eight of ten are lists.
READS = (
    *("plan",) * 6,
    *("my_list",) * 6,
    *("requests",) * 3,
    *("tasks",) * 2,
    *("events",) * 2,
    *("search",) * 1,
)
WRITES = ("report", "report", "report", "sign_for")
SHARE_OF_READS = 0.8


@dataclass(slots=True)
class Seen:
    """What the clients saw: milliseconds by kind of request, and answers that were no success."""

    took: dict[str, list[float]] = field(default_factory=dict)
    faults: Counter[str] = field(default_factory=Counter)

    def add(self, name: str, milliseconds: float, status: int) -> None:
        """One answer."""
        self.took.setdefault(name, []).append(milliseconds)
        if not 200 <= status < 300:
            self.faults[f"{name} {status}"] += 1

    def of(self, names: tuple[str, ...]) -> list[float]:
        """All of these kinds together, in order."""
        return sorted(each for name in set(names) for each in self.took.get(name, ()))


class Session:
    """A signed-in person; each request comes on a connection of its own."""

    def __init__(self, port: int, username: str) -> None:
        self._port = port
        self._cookies: dict[str, str] = {}
        self.ask("GET", "/api/session")
        status, _ = self.ask("POST", "/api/session", {"username": username, "password": PASSWORD})
        if status != 200:
            raise SystemExit(f"{username} was not let in: {status}")

    def ask(self, method: str, path: str, sent: object = None) -> tuple[int, bytes]:
        """Status and content of the answer, read to its end."""
        headers = {"Accept": "text/html" if method == "GET" else "application/json"}
        headers["Cookie"] = "; ".join(f"{key}={value}" for key, value in self._cookies.items())
        body = None
        if sent is not None:
            headers |= {"Content-Type": "application/json"}
            headers["X-CSRFToken"] = self._cookies.get("csrftoken", "")
            body = json.dumps(sent).encode()
        return self._exchange(method, path, body, headers)

    def send_file(self, path: str, data: bytes) -> tuple[int, bytes]:
        """Upload a file as a form does."""
        edge = "an-edge-that-no-workbook-holds"
        head = 'Content-Disposition: form-data; name="file"; filename="a.xlsx"'
        body = f"--{edge}\r\n{head}\r\n\r\n".encode() + data + f"\r\n--{edge}--\r\n".encode()
        headers = {
            "Accept": "application/json",
            "Content-Type": f"multipart/form-data; boundary={edge}",
            "Cookie": "; ".join(f"{key}={value}" for key, value in self._cookies.items()),
            "X-CSRFToken": self._cookies.get("csrftoken", ""),
        }
        return self._exchange("POST", path, body, headers)

    def _exchange(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> tuple[int, bytes]:
        with closing(HTTPConnection("127.0.0.1", self._port, timeout=120)) as connection:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            for line in answer.headers.get_all("Set-Cookie") or ():
                key, _, value = line.partition(";")[0].partition("=")
                self._cookies[key] = value
            return answer.status, answer.read()


@dataclass(slots=True)
class Client:
    """One closed loop: an office, an auditor and the clerk of one unit, in turns as dice say."""

    port: int
    built: Built
    clerk: str
    seed: int
    seen: Seen = field(default_factory=Seen)
    versions: dict[int, int] = field(default_factory=dict)

    def run(self, until: Callable[[], bool], begun: threading.Barrier, share: float) -> None:
        """Sign in, wait for the others, then go on until told to stop."""
        dice = random.Random(self.seed)
        office, auditor = Session(self.port, "office"), Session(self.port, "auditor")
        clerk = Session(self.port, self.clerk)
        begun.wait()
        while not until():
            if dice.random() < share:
                name = dice.choice(READS)
                person = {"my_list": clerk, "events": auditor}.get(name, office)
                self._timed(name, person, "GET", self._page(name, dice))
            else:
                self._write(dice, clerk)

    def _page(self, name: str, dice: random.Random) -> str:
        match name:
            case "plan":
                return f"/plans/{dice.choice(self.built.plans)}/"
            case "my_list":
                return "/my-list/"
            case "search":
                return f"/documents/search/?words={quote('督导')}"
        return f"/{name}/"

    def _write(self, dice: random.Random, clerk: Session) -> None:
        name = dice.choice(WRITES)
        signable, working = self.built.clerks[self.clerk]
        if name == "sign_for" and signable:
            task_id = signable.pop()
            sent = {"version": 1}
            if self._timed(name, clerk, "POST", f"/api/tasks/{task_id}/sign-for", sent)[0] == 200:
                working.append(task_id)
                self.versions[task_id] = 2
            return
        task_id = dice.choice(working)
        sent = {
            "version": self.versions.get(task_id, 1),
            "text": "主体完工，正在装修，教职工已招录到位。",
            "percent": dice.randrange(101),
        }
        path = f"/api/tasks/{task_id}/report"
        status, content = self._timed("report", clerk, "POST", path, sent)
        if status == 200:
            self.versions[task_id] = int(json.loads(content)["version"])

    def _timed(
        self, name: str, person: Session, method: str, path: str, sent: object = None
    ) -> tuple[int, bytes]:
        begun = time.perf_counter()
        status, content = person.ask(method, path, sent)
        self.seen.add(name, (time.perf_counter() - begun) * 1000, status)
        return status, content


def run_clients(clients: list[Client], until: Callable[[], bool], share: float) -> Seen:
    """Let all go on at once until told to stop; what they saw together."""
    begun = threading.Barrier(len(clients))
    for each in clients:
        each.seen = Seen()
    with ThreadPoolExecutor(len(clients)) as loops:
        # A client that breaks ends the measurement.
        for ended in [loops.submit(each.run, until, begun, share) for each in clients]:
            ended.result()
    together = Seen()
    for client in clients:
        for name, took in client.seen.took.items():
            together.took.setdefault(name, []).extend(took)
        together.faults.update(client.seen.faults)
    return together
