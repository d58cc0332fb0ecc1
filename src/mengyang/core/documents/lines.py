"""文本行 — raw text in, the normalised text and its lines out.

Blanks of every kind become a plain blank, line ends become LF, marks and control characters go;
nothing else changes, so that a span found later can be shown in the source.
"""

import re

from mengyang.core.documents.records import Line

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_REMOVED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
    "\ud800-\udfff]"
)


def normalise(raw: str) -> str:
    """The text that every span of the reading indexes."""
    return _BLANKS.sub(" ", _REMOVED.sub("", _LINE_ENDS.sub("\n", raw)))


def split_lines(text: str) -> tuple[Line, ...]:
    """The lines of a normalised text that hold more than blanks; `number` counts from 0."""
    lines = []
    position = 0
    for number, words in enumerate(text.split("\n")):
        stripped = words.strip()
        if stripped:
            start = position + len(words) - len(words.lstrip())
            lines.append(Line(number, start, start + len(stripped), stripped))
        position += len(words) + 1
    return tuple(lines)
