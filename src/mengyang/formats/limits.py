"""读取限额 — how large a foreign file may be, and what the process that reads it may use."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost.

    `max_inflated_bytes`, `max_entries` and `max_ratio` hold for files that are ZIP packages
    inside (.docx); `memory_bytes`, `cpu_seconds` and `wall_seconds` for the child process.
    """

    max_bytes: int = 20 * MIB
    max_characters: int = 2_000_000
    min_characters: int = 20
    max_inflated_bytes: int = 200 * MIB
    max_entries: int = 2_000
    max_ratio: int = 200
    max_pages: int = 1_000
    memory_bytes: int = 1024 * MIB
    cpu_seconds: int = 20
    wall_seconds: float = 30.0

    def __post_init__(self) -> None:
        if min(self.max_bytes, self.max_characters, self.memory_bytes, self.cpu_seconds) < 1:
            raise ValueError("a limit must be at least 1")


DEFAULT_LIMITS = Limits()
