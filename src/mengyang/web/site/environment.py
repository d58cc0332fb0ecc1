"""配置 — settings come from the environment only; this file names every variable once."""

import os
from dataclasses import dataclass
from pathlib import Path

PREFIX = "MENGYANG_"
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Variable:
    """配置项 — one variable of the environment; its meaning is the message `config.<name>`."""

    name: str
    default: str = ""
    is_secret: bool = False
    is_number: bool = False
    is_flag: bool = False

    @property
    def is_set(self) -> bool:
        """Whether the environment names it; empty counts as not named."""
        return bool(os.environ.get(self.name))

    @property
    def text(self) -> str:
        """The value in force."""
        return os.environ.get(self.name) or self.default


VARIABLES = {
    variable.name: variable
    for variable in (
        Variable("MENGYANG_VAR", "var"),
        Variable("DATABASE_URL"),
        Variable("MENGYANG_NAME"),
        Variable("MENGYANG_LANGUAGE", "zh-hans"),
        Variable("MENGYANG_HOSTS", "127.0.0.1,localhost"),
        Variable("MENGYANG_HTTPS", "0", is_flag=True),
        Variable("MENGYANG_DEMO", "0", is_flag=True),
        Variable("MENGYANG_DEBUG", "0", is_flag=True),
        Variable("MENGYANG_SECRET_KEY", is_secret=True),
        Variable("MENGYANG_ANCHOR_KEY", is_secret=True),
        Variable("MENGYANG_METRICS_TOKEN", is_secret=True),
        Variable("MENGYANG_ADMIN_CODES", "0", is_flag=True),
        Variable("MENGYANG_ONE_TIME_HOURS", "72", is_number=True),
        Variable("MENGYANG_TRUSTED_PROXIES"),
        Variable("MENGYANG_OIDC_ISSUER"),
        Variable("MENGYANG_OIDC_CLIENT_ID"),
        Variable("MENGYANG_OIDC_CLIENT_SECRET", is_secret=True),
        Variable("MENGYANG_OIDC_NAME"),
        Variable("MENGYANG_ESCALATION", "default"),
        Variable("MENGYANG_MAIL_HOST"),
        Variable("MENGYANG_MAIL_PORT", "25", is_number=True),
        Variable("MENGYANG_MAIL_SECURITY", "starttls"),
        Variable("MENGYANG_MAIL_USER"),
        Variable("MENGYANG_MAIL_PASSWORD", is_secret=True),
        Variable("MENGYANG_MAIL_FROM"),
        Variable("MENGYANG_WEBHOOK_URL", is_secret=True),
        Variable("MENGYANG_WEBHOOK_SECRET", is_secret=True),
        Variable("MENGYANG_UPLOAD_LIMIT_MB", "20", is_number=True),
        Variable("MENGYANG_EVIDENCE_LIMIT_MB", "50", is_number=True),
    )
}
FLAGS = {"1": True, "true": True, "yes": True, "on": True}
FLAGS |= {"0": False, "false": False, "no": False, "off": False}


@dataclass(frozen=True, slots=True)
class Environment:
    """配置 — the configuration in force, read once at start.

    `demo` binds loopback, says so on every page and allows printed default passwords.
    """

    var: Path
    database_url: str
    name: str
    secret_key: str
    demo: bool
    debug: bool
    hosts: tuple[str, ...]
    secure: bool
    upload_limit_bytes: int
    evidence_limit_bytes: int
    language: str
    anchor_key: str
    metrics_token: str
    admin_codes: bool
    one_time_hours: int
    trusted_proxies: tuple[str, ...]
    oidc_issuer: str
    oidc_client_id: str
    oidc_client_secret: str
    oidc_name: str
    escalation: str = "default"
    mail_host: str = ""
    mail_port: int = 25
    mail_security: str = "starttls"
    mail_user: str = ""
    mail_password: str = ""
    mail_from: str = ""
    webhook_url: str = ""
    webhook_secret: str = ""

    @property
    def largest_file_bytes(self) -> int:
        """The size of the largest file that anything takes."""
        return max(self.upload_limit_bytes, self.evidence_limit_bytes)

    @property
    def largest_request_bytes(self) -> int:
        """The size of the largest request that is read: such a file, and the form around it."""
        return self.largest_file_bytes + MEGABYTE


def read_environment() -> Environment:
    """Read the environment; what is wrong with it is told by `mengyang check`, not here."""
    return Environment(
        var=Path(_text("MENGYANG_VAR")).resolve(),
        database_url=_text("DATABASE_URL"),
        name=_text("MENGYANG_NAME"),
        secret_key=_text("MENGYANG_SECRET_KEY"),
        demo=_flag("MENGYANG_DEMO"),
        debug=_flag("MENGYANG_DEBUG"),
        hosts=_list("MENGYANG_HOSTS"),
        secure=_flag("MENGYANG_HTTPS"),
        upload_limit_bytes=_number("MENGYANG_UPLOAD_LIMIT_MB") * MEGABYTE,
        evidence_limit_bytes=_number("MENGYANG_EVIDENCE_LIMIT_MB") * MEGABYTE,
        language=_language("MENGYANG_LANGUAGE"),
        anchor_key=_text("MENGYANG_ANCHOR_KEY"),
        metrics_token=_text("MENGYANG_METRICS_TOKEN"),
        admin_codes=_flag("MENGYANG_ADMIN_CODES"),
        one_time_hours=_number("MENGYANG_ONE_TIME_HOURS"),
        trusted_proxies=_list("MENGYANG_TRUSTED_PROXIES"),
        oidc_issuer=_text("MENGYANG_OIDC_ISSUER").rstrip("/"),
        oidc_client_id=_text("MENGYANG_OIDC_CLIENT_ID"),
        oidc_client_secret=_text("MENGYANG_OIDC_CLIENT_SECRET"),
        oidc_name=_text("MENGYANG_OIDC_NAME"),
        escalation=_text("MENGYANG_ESCALATION"),
        mail_host=_text("MENGYANG_MAIL_HOST"),
        mail_port=_number("MENGYANG_MAIL_PORT"),
        mail_security=_text("MENGYANG_MAIL_SECURITY").lower(),
        mail_user=_text("MENGYANG_MAIL_USER"),
        mail_password=_text("MENGYANG_MAIL_PASSWORD"),
        mail_from=_text("MENGYANG_MAIL_FROM"),
        webhook_url=_text("MENGYANG_WEBHOOK_URL"),
        webhook_secret=_text("MENGYANG_WEBHOOK_SECRET"),
    )


def _text(name: str) -> str:
    return VARIABLES[name].text


def _list(name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _text(name).split(",") if part.strip())


def _flag(name: str) -> bool:
    return FLAGS.get(_text(name).lower(), False)


def _number(name: str) -> int:
    text = _text(name)
    return int(text if is_number(text) else VARIABLES[name].default)


def is_number(text: str) -> bool:
    """Whether a limit is a whole number above zero."""
    return text.isascii() and text.isdigit() and 0 < int(text) < 100_000


def _language(name: str) -> str:
    """Any spelling of a language tag: zh_CN.UTF-8 is Chinese, en-GB English."""
    return "en" if _text(name).lower().startswith("en") else "zh-hans"
