"""附件附表 — under which annex a table stands: 附件, 附表2, printed on a line above it.

A document and a place in, the name of the annex out; none but behind the clauses of a text.
"""

from mengyang.core.documents.records import Document
from mengyang.core.patterns import lazy_pattern

_ANNEX = lazy_pattern(r"(附[件表])\s*(\d*)(?:[ \t\u3000:：](?!\s*1[.．、]).*)?")
_MOST_LINES = 6


def annex_of(document: Document, at: int) -> str | None:
    """The name printed within six lines above a place; no clause may follow."""
    text = document.text
    if not document.outline or document.outline[-1].span[0] >= at:
        return None
    end = text.rfind("\n", 0, at)
    seen = 0
    while end >= 0 and seen < _MOST_LINES:
        start = text.rfind("\n", 0, end) + 1
        words = text[start:end].strip()
        match = _ANNEX.fullmatch(words)
        if match is not None:
            return match[1] + match[2]
        seen += bool(words)
        end = start - 1
    return None
