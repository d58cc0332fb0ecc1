"""文本行 — raw text in, the normalised text and its lines out.

Blanks of every kind become a plain blank, line ends become LF, marks and control characters go;
nothing else changes, so that a span found later can be shown in the source.
"""

import re

from mengyang.core.documents.records import Line
from mengyang.core.patterns import lazy_pattern

_COMMON_BLANKS = "\u3000\xa0"
_BLANKS = "\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
_LINE_ENDS = "\r\x0b\x0c\x85\u2028\u2029"
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_ODD = lazy_pattern(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ud800-\udfff]"
)


def normalise(raw: str) -> str:
    """The text that every span of the reading indexes."""
    text = raw.replace("\r\n", "\n")
    for blank in _COMMON_BLANKS:
        text = text.replace(blank, " ")
    # Every odd sign and blank counts as unprintable: most texts are told clean in one quick look.
    if not text.replace("\n", "").replace("\t", "").isprintable():
        text = _ODD.sub(_line_end_or_nothing, text)
        for blank in _BLANKS:  # one sign after another is replaced faster than a class of them
            text = text.replace(blank, " ")
    # Full-width digits are the same digits; numbers of some size hold one of these.
    return text.translate(_DIGITS) if any(sign in text for sign in "１２０") else text


def split_lines(text: str) -> tuple[Line, ...]:
    """The lines of a normalised text that hold more than blanks; `number` counts from 0."""
    lines = []
    position = 0
    for number, words in enumerate(text.split("\n")):
        length = len(words)
        if stripped := words.strip():
            long = len(stripped)
            start = position if long == length else position + words.index(stripped[0])
            lines.append(Line(number, start, start + long, stripped))
        position += length + 1
    return tuple(lines)


def _line_end_or_nothing(odd: re.Match[str]) -> str:
    return "\n" if odd[0] in _LINE_ENDS else ""
