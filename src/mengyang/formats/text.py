"""纯文本 — bytes of a text file in, clean characters out: UTF-8, UTF-16 with BOM, GB18030."""

import codecs
import re

from mengyang.core.findings import Refused

_NUL_SHARE = 0.2
_CONTROL_SHARE = 0.02
# Running official text is written with the first level of GB 2312, its punctuation and its
# full-width signs. Foreign bytes that happen to form GB18030 pairs stray far beyond them.
_COMMON_ROWS = frozenset((0xA1, 0xA2, 0xA3, *range(0xB0, 0xD8)))
_COMMON_SHARE = 0.85
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f\s]+")
_DROPPED = dict.fromkeys([*range(0x20), 0x7F, *range(0x80, 0xA0), 0xFEFF, 0xFFFE, 0xFFFF])
_KEPT = {0x09: "\t", 0x0A: "\n", 0x0B: "\n", 0x0C: "\n", 0x85: "\n"}
_CLEAN = str.maketrans({**_DROPPED, **_KEPT})
_SURROGATES = re.compile("[\ud800-\udfff]")


def decode(data: bytes) -> str:
    """The characters of `data`, line ends as `\\n`, NUL and other control characters dropped.

    Raises `Refused` where no encoding fits; the place of the first bad byte is named.
    """
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return _checked(_strict(data.removeprefix(mark), encoding))
    body = data.removeprefix(codecs.BOM_UTF8)
    if body.count(0) > _NUL_SHARE * len(body):
        raise _undecodable(body, body.index(0))
    try:
        return _checked(_decoded(body, "utf-8"))
    except UnicodeDecodeError as failure:
        good = failure.start
    if len(body) < len(data):
        raise _undecodable(body, good)
    try:
        text = _decoded(body, "gb18030")
    except UnicodeDecodeError as failure:
        # The encoding that got further is the one the file was meant to have.
        raise _undecodable(body, max(good, failure.start)) from None
    if not _reads_as_chinese(text):
        raise _undecodable(body, good)
    return _checked(text)


def clean(text: str) -> str:
    """`text` without what no reader shows: control characters, byte order marks, half pairs."""
    return _SURROGATES.sub("", text.replace("\r\n", "\n").replace("\r", "\n").translate(_CLEAN))


def nul_characters(data: bytes) -> tuple[int, int]:
    """How many NUL characters the text file `data` has, and the line of the first; (0, 0)."""
    width = 2 if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else 1
    if width == 2:
        data = data.decode("utf-16", "ignore").encode("utf-8", "ignore")
    count = data.count(0)
    return (count, data.count(b"\n", 0, data.index(0)) + 1) if count else (0, 0)


def count_letters(text: str) -> int:
    """How many characters carry words or figures; blanks and punctuation do not count."""
    return sum(map(str.isalnum, text))


def _strict(data: bytes, encoding: str) -> str:
    try:
        return _decoded(data, encoding)
    except UnicodeDecodeError as failure:
        raise _undecodable(data, failure.start) from None


def _decoded(data: bytes, encoding: str) -> str:
    # final=False: a file cut in the middle of its last character is still a file.
    return codecs.getincrementaldecoder(encoding)().decode(data, final=False)


def _checked(text: str) -> str:
    cleaned = clean(text)
    lost = len(text) - len(cleaned) - text.count("\0") - text.count("\r")
    if lost > _CONTROL_SHARE * max(len(text), 1) + 1:
        raise Refused("formats.refused.unknown", "formats.hint.save_as")
    return cleaned


def _reads_as_chinese(text: str) -> bool:
    beyond_ascii = "".join(_BEYOND_ASCII.findall(text))
    pairs = beyond_ascii.encode("gb2312", "ignore")
    common = sum(map(_COMMON_ROWS.__contains__, pairs[::2]))
    return common >= _COMMON_SHARE * len(beyond_ascii)


def _undecodable(data: bytes, place: int) -> Refused:
    line = data.count(b"\n", 0, place) + 1
    return Refused("formats.refused.encoding", "formats.hint.save_as_utf8", line=line)
