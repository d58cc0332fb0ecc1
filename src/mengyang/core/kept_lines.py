"""锚行 — one line that says how far the audit chain had come, to be printed or kept elsewhere.

`mengyang-anchor INSTANT EVENTS HASH HMAC`: whoever holds it can tell later whether anything up to
that event was changed, without trusting the machine. The HMAC shows that the machine made it.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from mengyang.core.audit import keyed

NAME = "mengyang-anchor"
_HEX = frozenset("0123456789abcdef")
_LONGEST_NUMBER = 18


@dataclass(frozen=True, slots=True)
class KeptLine:
    """The chain had `sequence` events at `at` (ISO, UTC, to the second), the last with `hash`."""

    at: str
    sequence: int
    hash: str
    mac: str = ""

    @property
    def text(self) -> str:
        """The line."""
        return f"{NAME} {self.at} {self.sequence} {self.hash} {self.mac}"

    def is_made_with(self, key: str) -> bool:
        """Whether it was made with the key, and not changed since."""
        return self.mac == _mac(key, self)


def make_line(key: str, at: datetime, sequence: int, hash_: str) -> KeptLine:
    """The line for a chain of `sequence` events."""
    line = KeptLine(at.astimezone(UTC).isoformat(timespec="seconds"), sequence, hash_)
    return replace(line, mac=_mac(key, line))


def find_line(text: str) -> KeptLine | None:
    """The line in one line of a letter or a file, wherever it begins; none where there is none."""
    words = text.split()
    if NAME not in words:
        return None
    parts = words[words.index(NAME) + 1 :][:4]
    if len(parts) < 4 or not (_is_number(parts[1]) and all(map(_is_digest, parts[2:]))):
        return None
    return KeptLine(parts[0], int(parts[1]), parts[2], parts[3])


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER


def _is_digest(text: str) -> bool:
    return len(text) == 64 and set(text) <= _HEX


def _mac(key: str, line: KeptLine) -> str:
    return keyed(key, [NAME, line.at, line.sequence, line.hash])
