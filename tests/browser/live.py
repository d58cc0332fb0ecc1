"""A running demo and a browser that looks at it 浏览器测试: what the browser tests stand on."""

import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    Request,
)

from mengyang.web.declared import Screen
from mengyang.web.demo import DEMO_PASSWORD

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = Path("/usr/bin/chromium")
# The same without windows: a quarter less work where Debian has it. Its own words are English.
WINDOWLESS = Path("/usr/bin/chromium-headless-shell")
# Another clock for a process; None where Debian's libfaketime is not here.
CLOCK = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
LOCALES = {"zh": "zh-CN", "en": "en-GB"}
STARTING_SECONDS = 60
SESSIONS = "sessions.json"
# The demo, and a session of each of its accounts: a password takes half a second to check, and
# what the tests of signing in check need not be checked by every other test again.
BUILD = f"""
import json, sys
from mengyang import packs
from mengyang.cli import main
# As it is told: the tests name its days.
if status := main(["demo", "--day", packs.demo().day.isoformat()]):
    sys.exit(status)
from django.conf import settings
from django.test import Client
from mengyang.store.models import User
sessions = {{}}
for user in User.objects.all():
    client = Client()
    client.force_login(user, "mengyang.web.signing_in.Accounts")
    sessions[user.username] = client.cookies[settings.SESSION_COOKIE_NAME].value
with (settings.ENVIRONMENT.var / "{SESSIONS}").open("w") as file:
    json.dump(sessions, file)
"""
WIDTH, HEIGHT, PHONE_WIDTH = 1280, 800, 390


@dataclass
class Live:
    """A server under way, and what the browsers that look at it complained of."""

    url: str
    browser: Browser
    complaints: list[str] = field(default_factory=list)
    # Statuses a test provokes on purpose; the browser reports each as an error.
    expected: set[int] = field(default_factory=set)
    # The session of each account of the demo.
    sessions: dict[str, str] = field(default_factory=dict)
    # What a test has opened, closed at its end; and one page a language that stays open.
    opened: list[BrowserContext] = field(default_factory=list)
    kept: dict[str, Page] = field(default_factory=dict)

    def elsewhere(self, url: str) -> "Live":
        """The same browser before another server; what it opens is closed with this one's."""
        return replace(self, url=url, sessions={}, kept={})

    def context(self, language: str = "zh", width: int = WIDTH) -> BrowserContext:
        """A browser of its own, of a stranger: watched, in one language."""
        context = self._context(language, width)
        self.opened.append(context)
        return context

    def signed_in(self, account: str, language: str = "zh", width: int = WIDTH) -> Page:
        """An empty page of somebody who has signed in; without an account, of a stranger."""
        page = self.context(language, width).new_page()
        self._become(page, account)
        return page

    def looking(self, account: str, language: str = "zh", width: int = WIDTH) -> Page:
        """The page that stays open, in the hands of that account: whoever looks at many pages
        loads style sheets and scripts once."""
        if language not in self.kept:
            self.kept[language] = self._context(language, WIDTH).new_page()
        page = self.kept[language]
        page.context.clear_cookies()
        self._become(page, account)
        page.set_viewport_size({"width": width, "height": HEIGHT})
        return page

    def _context(self, language: str, width: int) -> BrowserContext:
        context = self.browser.new_context(
            base_url=self.url,
            locale=LOCALES[language],
            viewport={"width": width, "height": HEIGHT},
            accept_downloads=True,
        )
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.complaints.append(f"error: {error.error}"))
        context.on("request", self._watch)
        return context

    def _become(self, page: Page, account: str) -> None:
        if account:
            session = self.sessions[account]
            page.context.add_cookies([{"name": "sessionid", "value": session, "url": self.url}])

    def _hear(self, message: ConsoleMessage) -> None:
        text = message.text
        if message.type != "error" or any(f"a status of {code}" in text for code in self.expected):
            return
        self.complaints.append(f"console: {text} ({message.page.url if message.page else ''})")

    def _watch(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and address.hostname != "127.0.0.1":
            self.complaints.append(f"request to {request.url}")


def launch(playwright: Playwright, program: Path = CHROMIUM, language: str = "zh") -> Browser:
    """Debian's Chromium; its own words, in fields of days and files, are in the language."""
    return playwright.chromium.launch(
        executable_path=program,
        args=list(ARGUMENTS),
        env={**os.environ, "LANGUAGE": LOCALES[language].replace("-", "_")},
    )


def build_demo(var: Path) -> None:
    """Make the demo installation under `var`, and a session of each account."""
    command = [sys.executable, "-c", BUILD]
    subprocess.run(command, env=environment(var), check=True, capture_output=True)


def built_once(folder: Path) -> Path:
    """The demo in that folder, made by whichever process comes first; the others wait for it."""
    var = folder / "demo"
    with (folder / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not var.exists():
            var.mkdir()
            build_demo(var)
    return var


def sessions_of(var: Path) -> dict[str, str]:
    """The session of each account of the demo, in the installation and in every copy."""
    sessions: dict[str, str] = json.loads((var / SESSIONS).read_text(encoding="utf-8"))
    return sessions


@contextmanager
def serving(var: Path, days_ahead: int = 0) -> Iterator[str]:
    """The address of a server of the installation under `var`, stopped at the end.

    `days_ahead` puts its clock, and nobody else's, so many days on.
    """
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    log = (var / "serve.log").open("wb")
    server = subprocess.Popen(
        # One browser asks; a second web process would only take longer to start.
        [*(sys.executable, "-m", "mengyang", "serve"), *("--port", str(port), "--workers", "1")],
        env=environment(var) | (_ahead(days_ahead) if days_ahead else {}),
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        _wait(server, url, var)
        yield url
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=30)
        log.close()


def copied(var: Path, target: Path) -> Path:
    """A copy of an installation, to be changed without harm."""
    return Path(shutil.copytree(var, target))


def environment(var: Path) -> dict[str, str]:
    """The settings of a demo under `var`, nothing of the caller's."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("MENGYANG_") and name != "DATABASE_URL"
    }
    paths = {"MENGYANG_VAR": str(var), "MENGYANG_DEMO": "1", "PYTHONPATH": str(ROOT / "src")}
    return kept | paths


def sign_in(page: Page, account: str) -> None:
    """Sign in through the page, as a person does."""
    page.goto("/sign-in/")
    page.fill("#sign-in-form [name=username]", account)
    page.fill("#sign-in-form [name=password]", DEMO_PASSWORD)
    page.click("#sign-in-form button.btn-primary")
    page.wait_for_load_state()
    if "/sign-in/" in page.url:
        raise ValueError(f"{account} cannot sign in: {page.locator('.notice').all_inner_texts()}")


def open_screen(page: Page, screen: Screen) -> None:
    """Go where the screen is declared to be."""
    page.goto(screen.path)
    for selector in screen.follow:
        # Short: what is not there at once will not come.
        page.locator(selector).first.click(timeout=5_000)
        page.wait_for_load_state()


def _ahead(days: int) -> dict[str, str]:
    """What gives a process another clock. Debian's program `faketime` would stand between it and
    the signal that ends it, so its library is loaded here.
    """
    return {"LD_PRELOAD": str(CLOCK), "FAKETIME": f"+{days}d"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(server: subprocess.Popen[bytes], url: str, var: Path) -> None:
    ends = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < ends and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/sign-in/", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"the server did not start: {(var / 'serve.log').read_text()[-2000:]}")
