"""文件说明 — findings on a file in, the reading with them among its checks out.

What is said of the file as a whole stands at its first line, so that it is seen before adoption.
"""

from collections.abc import Sequence
from dataclasses import replace

from mengyang.core.documents.outline import path_at
from mengyang.core.documents.records import Check, Reading
from mengyang.core.findings import Finding


def with_remarks(reading: Reading, findings: Sequence[Finding]) -> Reading:
    """`reading` with `findings` before its own checks."""
    document = reading.document
    if not findings or not document.lines:
        return reading
    first = document.lines[0]
    checks = tuple(
        Check(
            path=path_at(document, first.start),
            span=(first.start, first.end),
            quote=document.text[first.start : first.end],
            finding=finding,
        )
        for finding in findings
    )
    return replace(reading, checks=(*checks, *reading.checks))
