"""序号核对 — signs at the head of a line that look like numbers but opened no clause."""

from mengyang.core.documents.checks._sentences import told
from mengyang.core.documents.records import Check, Reading
from mengyang.core.findings import Level
from mengyang.core.patterns import lazy_pattern

# Letters, Greek and Roman numbers and numbers in signs of their own, before Chinese words.
_LIKE_A_NUMBER = lazy_pattern(
    r"(?:[(（]\s*[A-Za-z]{1,4}\s*[)）]|[A-Za-z]{1,4}\s*[.．、)）]|[α-ωΑ-Ω]\s*[.．、)）]"
    r"|[Ⅰ-Ⅻⅰ-ⅻ㈠-㈩⑴-⒇⒈-⒛❶-❿㊀-㊉]\s*[.．、)）]?)\s*(?=[\u4e00-\u9fff“《])"
)
_SHOWN = 12


def check(reading: Reading) -> tuple[Check, ...]:
    """One warning for all of them: what they stand before was read as part of the clause above."""
    document = reading.document
    start, end = document.body_span
    opened = {clause.span[0] for clause in document.outline}
    if not opened:
        return ()
    swallowed = [
        line
        for line in document.lines
        if start <= line.start < end
        and line.start not in opened
        and _LIKE_A_NUMBER.match(line.text)
    ]
    if not swallowed:
        return ()
    first = swallowed[0]
    code = "documents.check.number_not_read"
    params = {"first": first.text[:_SHOWN], "lines": len(swallowed)}
    return (told(document, (first.start, first.end), code, Level.WARNING, **params),)
