"""读取文件 — bytes of an uploaded or named file in, what was read out of it out.

Nothing is stored here. No Django: the command line reads without a database.
"""

import hashlib
from dataclasses import dataclass

from mengyang.core.findings import Refused
from mengyang.formats.confined import Answer, read_confined
from mengyang.formats.limits import DEFAULT_LIMITS, Limits
from mengyang.formats.series import Series


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that could be read.

    `text` is the normalised text that every span of `reading` indexes, `reading` the JSON of
    the reading, `sha256` the digest of the bytes as they came, `kind` what they are (docx …).
    """

    name: str
    kind: str
    sha256: str
    text: str
    reading: dict[str, object]


def read_file(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> ReadFile | Refused:
    """Read a file in a confined process; a file with a secrecy mark (密级) is refused."""
    return _told(data, name, read_confined(data, name, limits))


def read_in_turn(data: bytes, name: str, series: Series) -> ReadFile | Refused:
    """As `read_file`, for one of many files: what reading needs is loaded once for all."""
    return _told(data, name, series.read(data, name))


def _told(data: bytes, name: str, answer: Answer | Refused) -> ReadFile | Refused:
    if isinstance(answer, Refused):
        return answer
    return ReadFile(
        name=name,
        kind=answer.kind,
        sha256=hashlib.sha256(data).hexdigest(),
        text=str(answer.reading["text"]),
        reading=answer.reading,
    )
