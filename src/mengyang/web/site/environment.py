"""配置 — settings come from the environment only; this file names every variable once."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True, slots=True)
class Environment:
    """配置 — the configuration in force, read once at start.

    `demo` binds loopback, says so on every page and allows printed default passwords.
    """

    var: Path
    database_url: str
    secret_key: str | None
    demo: bool
    debug: bool
    hosts: tuple[str, ...]
    secure: bool
    upload_limit_bytes: int
    evidence_limit_bytes: int
    language: str
    name: str
    anchor_key: str | None


def read_environment() -> Environment:
    """Read the environment; what is wrong with it is told by `mengyang check`, not here."""
    demo = _flag("MENGYANG_DEMO")
    return Environment(
        var=Path(os.environ.get("MENGYANG_VAR", "var")).resolve(),
        database_url=os.environ.get("DATABASE_URL", ""),
        secret_key=os.environ.get("MENGYANG_SECRET_KEY"),
        demo=demo,
        debug=_flag("MENGYANG_DEBUG"),
        hosts=tuple(os.environ.get("MENGYANG_HOSTS", "127.0.0.1,localhost").split(",")),
        secure=_flag("MENGYANG_HTTPS"),
        upload_limit_bytes=_number("MENGYANG_UPLOAD_LIMIT_MB", 20) * 1024 * 1024,
        evidence_limit_bytes=_number("MENGYANG_EVIDENCE_LIMIT_MB", 50) * 1024 * 1024,
        language=os.environ.get("MENGYANG_LANGUAGE", "zh-hans"),
        name=os.environ.get("MENGYANG_NAME", ""),
        anchor_key=os.environ.get("MENGYANG_ANCHOR_KEY"),
    )


def database_settings(environment: Environment) -> dict[str, object]:
    """Django's database settings: SQLite under `var` unless DATABASE_URL names PostgreSQL."""
    if not environment.database_url:
        return _sqlite(environment.var / "mengyang.sqlite3")
    parts = urlsplit(environment.database_url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _sqlite(path: Path) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            # IMMEDIATE: a writer waits at its start instead of failing at its first write.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
        # Without a file of its own, the tests' in-memory database cannot be shared by threads.
        "TEST": {"NAME": os.environ.get("MENGYANG_TEST_SQLITE")},
    }


def _flag(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


def _number(name: str, default: int) -> int:
    try:
        return int(os.environ.get(name, ""))
    except ValueError:
        return default
