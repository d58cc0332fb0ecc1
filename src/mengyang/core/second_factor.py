"""动态口令 — one-time codes by time (RFC 6238, SHA-1, six digits, thirty seconds).

Pure: the secret, the moment and the last counter used come in; the counter that fits goes out.
"""

import base64
import hashlib
import hmac
from datetime import datetime
from urllib.parse import quote, urlencode

STEP_S = 30
DIGITS = 6
# A clock may be off by one step either way (RFC 6238, 5.2).
WINDOW = 1
SECRET_BYTES = 20
MOST_FAILURES = 5
LOCK_MINUTES = 15


def code_at(secret: bytes, counter: int) -> str:
    """The code of a counter (RFC 4226, 5.3)."""
    digest = hmac.new(secret, counter.to_bytes(8, "big"), hashlib.sha1).digest()
    start = digest[-1] & 0x0F
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def counter_at(at: datetime) -> int:
    """How many steps have passed since the epoch."""
    return int(at.timestamp()) // STEP_S


def fitting_counter(secret: bytes, code: str, at: datetime, last_used: int) -> int | None:
    """The counter whose code was typed, if it lies near the moment and was not used before."""
    typed = code.replace(" ", "")
    now = counter_at(at)
    for counter in range(now - WINDOW, now + WINDOW + 1):
        if counter > last_used and hmac.compare_digest(
            code_at(secret, counter).encode(), typed.encode("utf-8", "replace")
        ):
            return counter
    return None


def as_text(secret: bytes) -> str:
    """The secret as an app takes it by hand."""
    return base64.b32encode(secret).decode().rstrip("=")


def as_bytes(text: str) -> bytes:
    """The secret of its text; raises `ValueError` where it is none."""
    plain = text.replace(" ", "").upper()
    return base64.b32decode(plain + "=" * (-len(plain) % 8))


def address(secret: bytes, username: str, issuer: str) -> str:
    """What the square code holds for an app."""
    label = quote(f"{issuer}:{username}")
    return f"otpauth://totp/{label}?" + urlencode({"secret": as_text(secret), "issuer": issuer})
