"""读取文件 — bytes of an uploaded or named file in, what was read out of it out.

Nothing is stored here. No Django: the command line reads without a database.
"""

import hashlib
from dataclasses import dataclass

from mengyang.core.findings import Refused
from mengyang.formats.confined import read_confined
from mengyang.formats.limits import DEFAULT_LIMITS, Limits


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
    answer = read_confined(data, name, limits)
    if isinstance(answer, Refused):
        return answer
    return ReadFile(
        name=name,
        kind=answer.kind,
        sha256=hashlib.sha256(data).hexdigest(),
        text=str(answer.reading["text"]),
        reading=answer.reading,
    )
