"""读取子进程 — run as `python -m mengyang.formats.worker`: a file on stdin, its reading on stdout.

It limits itself before the first byte is read. What leaves is one JSON object: `reading` and
`kind`, or `refused` with code, hint and parameters. Exit 0 for both; anything else is a crash.
The file's name stays with the caller: arguments can be seen by everyone on the machine. A second
argument is the ending of the name, where it is one that promises a kind of file.
"""

import contextlib
import json
import resource
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace

from mengyang.core.documents import read
from mengyang.core.documents.as_json import as_json
from mengyang.core.findings import Refused
from mengyang.formats.extensions import extension_findings
from mengyang.formats.extraction import Extracted, extract
from mengyang.formats.limits import MIB, Limits
from mengyang.formats.remarks import with_remarks
from mengyang.formats.sniff import sniff

# Enough for Python to keep its compiled modules, too little to fill a disk.
_WRITTEN = 16 * MIB


def main() -> int:
    """Read one file in full."""
    return serve(lambda found: as_json(with_remarks(read(found.text), found.findings)))


def serve(reading: Callable[[Extracted], Mapping[str, object]]) -> int:
    """Read one file under the limits given as JSON in the first argument.

    `reading` is made of what it holds, once no secrecy mark stands in its text.
    """
    return serve_bytes(lambda data, limits: _answer(data, limits, reading))


def serve_bytes(answering: Callable[[bytes, Limits], Mapping[str, object]]) -> int:
    """Answer for the bytes on stdin, whatever they hold, under the same limits."""
    limits = Limits(**json.loads(sys.argv[1]))
    confine(limits)
    # Readers warn on stdout now and then; stdout belongs to the answer.
    with contextlib.redirect_stdout(sys.stderr):
        answer = answering(sys.stdin.buffer.read(), limits)
    sys.stdout.write(json.dumps(answer))
    return 0


def told(refused: Refused) -> dict[str, object]:
    """A refusal as the answer carries it."""
    return {"refused": {"reason": refused.reason, "hint": refused.hint, "params": refused.params}}


def confine(limits: Limits) -> None:
    """Take no more memory, time and disk than allowed."""
    for kind, amount, spare in (
        (resource.RLIMIT_AS, limits.memory_bytes, 0),
        # The second between the two limits lets the caller tell time from memory.
        (resource.RLIMIT_CPU, limits.cpu_seconds, 1),
        (resource.RLIMIT_FSIZE, _WRITTEN, 0),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        _, hard = resource.getrlimit(kind)
        top = amount + spare if hard == resource.RLIM_INFINITY else min(amount + spare, hard)
        resource.setrlimit(kind, (min(amount, top), top))


def _answer(
    data: bytes, limits: Limits, reading: Callable[[Extracted], Mapping[str, object]]
) -> dict[str, object]:
    found = extract(data, "", limits)
    if isinstance(found, Refused):
        return told(found)
    kind = sniff(data)
    said = extension_findings("".join(sys.argv[2:3]), kind)
    found = replace(found, findings=(*said, *found.findings))
    return {"kind": kind.value, "reading": reading(found)}


if __name__ == "__main__":
    sys.exit(main())
