"""识别缺口 — what must be known of a reading before it is trusted: cut off, clauses unread."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

# What is said of the whole text or file; every other check stands at its own place.
_OF_THE_WHOLE = frozenset(
    {
        "documents.check.no_body",
        "documents.check.no_numbering",
        "documents.check.nothing_to_do",
        "documents.check.number_not_read",
        "documents.check.read_by_paragraph",
        "documents.check.seems_cut_off",
    }
)
_OF_THE_FILE = ["formats", "finding"]
# A clause or two without a demand are usual; this many, or every fifth, are worth a look.
_MANY = 10
_FEW = 3
_EVERY = 5


class Read(Protocol):
    """识别结果 as far as it matters here; `content` in the shape of the reading JSON."""

    @property
    def reading(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def content(self) -> Mapping[str, object]: ...
    @property
    def origin(self) -> str: ...
    @property
    def is_rejected(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Shortfalls:
    """识别缺口; `whole` are (code, parameters) of what concerns the whole text.

    `unread` counts the clauses that gave nothing and of which nobody made anything, `warnings`
    the other checks that warn.
    """

    whole: tuple[tuple[str, Mapping[str, object]], ...]
    unread: int
    warnings: int
    is_much_unread: bool

    @property
    def are_grave(self) -> bool:
        """Whether the person should look before anything else."""
        return bool(self.whole) or self.is_much_unread

    @property
    def are_any(self) -> bool:
        """Whether anything at all is open."""
        return self.are_grave or bool(self.unread or self.warnings)


def find_shortfalls(entries: Sequence[Read], clauses: int) -> Shortfalls:
    """What is open in a reading with so many `clauses`."""
    warned = list(_warned(entries))
    whole = tuple(each for each in warned if _is_of_the_whole(each[0]))
    unread = _unread(entries)
    return Shortfalls(
        whole=whole,
        unread=unread,
        warnings=len(warned) - len(whole),
        is_much_unread=unread >= _MANY or (unread >= _FEW and unread * _EVERY >= clauses),
    )


def _warned(entries: Iterable[Read]) -> Iterable[tuple[str, Mapping[str, object]]]:
    for entry in entries:
        finding = entry.content.get("finding") if entry.reading == "checks" else None
        if isinstance(finding, Mapping) and finding.get("level") == "warning":
            params = finding.get("params")
            yield str(finding.get("code")), params if isinstance(params, Mapping) else {}


def _is_of_the_whole(code: str) -> bool:
    return code in _OF_THE_WHOLE or code.split(".")[:2] == _OF_THE_FILE


def _unread(entries: Sequence[Read]) -> int:
    made = [
        (each.start, each.end)
        for each in entries
        if each.origin == "person" and not each.is_rejected
    ]
    left = [(each.start, each.end) for each in entries if each.reading == "unread"]
    return sum(not any(a < end and start < b for a, b in made) for start, end in left)
