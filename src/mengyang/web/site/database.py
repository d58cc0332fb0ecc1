"""数据库配置 — Django's database: SQLite under `var` unless DATABASE_URL names another."""

from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from mengyang.web.site.environment import Environment

SCHEMES = ("postgresql", "postgres", "sqlite")
# A writer waits so long for another one and is then told that the system is busy.
LOCK_SECONDS = 20
_PATIENCE = {"connect_timeout": 10, "options": f"-c lock_timeout={LOCK_SECONDS}s"}


def database_settings(environment: Environment) -> dict[str, object]:
    """The default database. Raises `ImproperlyConfigured` for an address that is none."""
    if not environment.database_url:
        return _sqlite(environment.var / "mengyang.sqlite3")
    parts = urlsplit(environment.database_url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    if parts.scheme not in SCHEMES:
        raise ImproperlyConfigured(f"DATABASE_URL: {parts.scheme or '?'}:// ≠ postgresql, sqlite")
    return _postgresql(parts)


def _postgresql(parts: SplitResult) -> dict[str, object]:
    try:
        port = parts.port
    except ValueError as error:
        raise ImproperlyConfigured(f"DATABASE_URL: {error}") from error
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # sslmode, sslrootcert, connect_timeout, options … as the address gives them.
        "OPTIONS": {**_PATIENCE, **dict(parse_qsl(parts.query))},
    }


def _sqlite(path: Path) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            # IMMEDIATE: a writer waits at its start instead of failing at its first write.
            "transaction_mode": "IMMEDIATE",
            "timeout": LOCK_SECONDS,
            # WAL: readers never wait. FULL: a commit is on the disk before the anchor names it.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }
