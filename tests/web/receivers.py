"""Receivers 收件方: a mail server and an HTTP server on loopback that keep what they are sent."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller


@dataclass
class Inbox:
    """What arrived at the mail server; an address in `refuses` is not taken."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, *said: Any) -> str:
        """Take or refuse a recipient."""
        address = said[0]
        if address in self.refuses:
            return "550 no such office"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        """Keep a mail."""
        mail = message_from_bytes(envelope.content, policy=policy.default)
        self.mails.append(mail)  # type: ignore[arg-type]
        return "250 taken"


@dataclass
class Heard:
    """What was posted: headers in small letters and body; `status` is the answer."""

    url: str = ""
    status: int = 204
    posts: list[tuple[dict[str, str], bytes]] = field(default_factory=list)


@contextmanager
def mail_server() -> Iterator[Inbox]:
    """A mail server on a free port of loopback."""
    # The library asks for a number: one that is free now.
    with socket.create_server(("127.0.0.1", 0)) as free:
        inbox = Inbox(free.getsockname()[1])
    server = Controller(inbox, hostname="127.0.0.1", port=inbox.port)
    server.start()
    try:
        yield inbox
    finally:
        server.stop()


@contextmanager
def receiver() -> Iterator[Heard]:
    """An HTTP server on a free port of loopback."""
    heard = Heard()

    class Recorder(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            heard.posts.append(({k.lower(): v for k, v in self.headers.items()}, body))
            self.send_response(heard.status)
            if heard.status == 302:
                self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Recorder) as server:
        heard.url = f"http://127.0.0.1:{server.server_port}/notices"
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield heard
        server.shutdown()
