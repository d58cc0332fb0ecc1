"""发现 — one shape for whatever a rule says: a code with parameters, never a sentence.

The sentences of the codes, Chinese and English, live in `web/locale`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from mengyang.core.sources import Source

type Params = Mapping[str, object]

_NOTHING: Params = MappingProxyType({})


class Level(StrEnum):
    """How much a finding matters to the person who reads it."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says: `code` and `params` make the message, `hint` the code of what to do."""

    code: str
    level: Level
    params: Params = field(default_factory=lambda: _NOTHING)
    hint: str = ""
    source: Source | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Unknown:
    """不详 — the value is not known; `why` is a message code. Unknown is never zero."""

    why: str
    params: Params = field(default_factory=lambda: _NOTHING)


class Refused(Exception):
    """不予办理 — the answer is no. Core returns it, actions raise it, one place words it.

    `reason` and `hint` are message codes; `params` fills both.
    """

    def __init__(
        self,
        reason: str,
        hint: str = "",
        source: Source | None = None,
        **params: object,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint
        self.source = source
        self.params = params

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Refused) and (self.reason, self.hint, self.params) == (
            other.reason,
            other.hint,
            other.params,
        )

    def __hash__(self) -> int:
        return hash((self.reason, self.hint))
