"""转储内容 — what is known of a dump, whichever database it came from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

PART_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Head:
    """How far the audit chain had come."""

    sequence: int = 0
    hash: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the database: bytes in memory, or a file of ours."""

    name: str
    content: bytes | Path


@dataclass(slots=True)
class Dump:
    """One consistent state. `rows` of a table are known once its parts were taken.

    `migrations` are `app.name`; `columns` and `sequences` are PostgreSQL's alone.
    """

    vendor: str
    migrations: tuple[str, ...]
    head: Head = field(default_factory=Head)
    rows: dict[str, int] = field(default_factory=dict)
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sequences: Mapping[str, tuple[int, bool]] = field(default_factory=dict)
    parts: Iterable[Part] = ()


class Refill(Protocol):
    """Takes a dump's parts in order; nothing counts before `finish`."""

    def begin(self) -> None:
        """Make ready: the tables as they were."""
        ...

    def take(self, name: str, content: "Content") -> None:
        """One part."""
        ...

    def finish(self) -> None:
        """Let it count."""
        ...

    def undo(self) -> None:
        """Leave the database as empty as it was."""
        ...


class Content(Protocol):
    """The bytes of a part."""

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes, none at the end."""
        ...
