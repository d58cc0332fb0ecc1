"""密钥 — the signing key: from the environment, else made once under `var` with mode 600."""

import contextlib
import os
import secrets
from pathlib import Path

from mengyang.web.site.environment import Environment

_makes = True


def make_no_keys() -> None:
    """Let this process make none: who only looks at an installation leaves it as it is."""
    global _makes
    _makes = False


def secret_key(environment: Environment) -> str:
    """The key of the environment, or the one kept in `var/secret-key`, made at the first start."""
    return environment.secret_key or kept_key(environment.var / "secret-key")


def anchor_key(environment: Environment) -> str:
    """The key of the audit anchor: from the environment, else kept beside the anchor file."""
    return environment.anchor_key or kept_key(environment.var / "audit" / "anchor-key")


def kept_key(path: Path) -> str:
    """The key kept in `path`; made if absent, so that two processes starting at once agree.

    Where nothing can or shall be written it lives as long as the process: `check` says what is
    wrong.
    """
    if not (_makes or path.exists()):
        return secrets.token_urlsafe(50)
    try:
        return _kept(path)
    except OSError:
        return secrets.token_urlsafe(50)


def _kept(path: Path) -> str:
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
        # A hard link fails when another process was first; its key then counts.
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(draft)
        draft.unlink()
    return path.read_text(encoding="ascii").strip()
