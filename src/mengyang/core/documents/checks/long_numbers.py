"""超长数字 — a run of digits too long for a count or a sum is no number, and is told."""

import re
from collections.abc import Iterator

from mengyang.core.documents.checks._sentences import told
from mengyang.core.documents.phrases.numerals import ARABIC, MOST_DIGITS
from mengyang.core.documents.records import Check, Document, Reading
from mengyang.core.findings import Level
from mengyang.core.patterns import lazy_pattern

# A run of digits and commas that may be too long; most texts have none.
_LONG = lazy_pattern(rf"(?<![\d,])(?=[\d,]{{{MOST_DIGITS + 1}}}){ARABIC}")
# Whether there is one at all. Such a run holds two of every ninth character that stand next to each
# other: only around two that may be of one is it looked for.
_STEP = (MOST_DIGITS + 1) // 2
_OF_RUN = lazy_pattern(r"[\d,]{2}")
_ANY = lazy_pattern(rf"[\d,]{{{MOST_DIGITS + 1}}}")
_SHOWN = 12


def check(reading: Reading) -> tuple[Check, ...]:
    """Every run of digits in the body that was not taken for a number."""
    return tuple(_found(reading)) if _may_hold_any(reading.document) else ()


def _may_hold_any(document: Document) -> bool:
    text, (start, end) = document.text, document.body_span
    for match in _OF_RUN.finditer(text[start:end:_STEP]):
        at = start + match.start() * _STEP
        furthest = at + _STEP + MOST_DIGITS + 1
        if _ANY.search(text, max(start, at - MOST_DIGITS), min(end, furthest)):
            return True
    return False


def _found(reading: Reading) -> Iterator[Check]:
    document = reading.document
    line = 1
    counted_to = 0
    for match in _LONG.finditer(document.text, *document.body_span):
        whole = re.split("[.．]", match.group())[0]
        digits = len(whole.replace(",", ""))
        if digits <= MOST_DIGITS:
            continue
        start = match.start()
        line += document.text.count("\n", counted_to, start)
        counted_to = start
        yield told(
            document,
            (start, start + _SHOWN),
            "documents.check.long_number",
            Level.WARNING,
            begins=document.text[start : start + _SHOWN],
            digits=digits,
            line=line,
        )
