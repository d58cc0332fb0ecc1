"""文本提取 — bytes of any file in, its text out, or a refusal that says what is wrong.

Readers are imported when a file of their kind comes: the child process starts with little.
"""

from mengyang.core.findings import Refused
from mengyang.formats.limits import DEFAULT_LIMITS, MIB, Limits
from mengyang.formats.sniff import Kind, sniff
from mengyang.formats.text import count_letters, decode

_PRINTED = {
    Kind.PDF: "PDF",
    Kind.OFD: "OFD",
    Kind.DOC: ".doc / .wps",
    Kind.RTF: "RTF",
    Kind.MHT: ".mht",
}
_REFUSED = {
    Kind.ENCRYPTED: ("formats.refused.encrypted", "formats.hint.remove_password"),
    Kind.XLSX: ("formats.refused.spreadsheet", "formats.hint.choose_document"),
    Kind.XLS: ("formats.refused.spreadsheet", "formats.hint.choose_document"),
    Kind.PPTX: ("formats.refused.slides", "formats.hint.choose_document"),
    Kind.ZIP: ("formats.refused.archive", "formats.hint.unpack"),
    Kind.PNG: ("formats.refused.image", "formats.hint.recognise"),
    Kind.JPG: ("formats.refused.image", "formats.hint.recognise"),
    Kind.IMAGE: ("formats.refused.image", "formats.hint.recognise"),
    Kind.UNKNOWN: ("formats.refused.unknown", "formats.hint.save_as"),
}


def read_text(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> str | Refused:
    """The text of the file `data`; `name` is only for the message. Never raises for bad bytes."""
    try:
        return _text_of(data, limits)
    except Refused as refused:
        return named(refused, name)
    except (RecursionError, MemoryError):
        return Refused("formats.refused.too_complex", "formats.hint.save_as", name=name)


def too_large(size: int, name: str, limits: Limits) -> Refused | None:
    """The refusal of a file of `size` bytes, or `None` when it is within the limit."""
    if size <= limits.max_bytes:
        return None
    return Refused(
        "formats.refused.too_large",
        "formats.hint.smaller",
        name=name,
        limit=f"{limits.max_bytes / MIB:.4g}",
    )


def named(refused: Refused, name: str) -> Refused:
    """`refused` with the file's name among its parameters."""
    return Refused(refused.reason, refused.hint, refused.source, **{**refused.params, "name": name})


def _text_of(data: bytes, limits: Limits) -> str:
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise Refused("formats.refused.empty", "formats.hint.empty")
    if refused := too_large(len(data), "", limits):
        raise refused
    return _checked(_by_kind(data, sniff(data), limits), limits)


def _by_kind(data: bytes, kind: Kind, limits: Limits) -> str:
    if kind in _PRINTED:
        raise Refused("formats.refused.not_yet_read", "formats.hint.save_as", kind=_PRINTED[kind])
    if kind in _REFUSED:
        raise Refused(*_REFUSED[kind])
    if kind is Kind.DOCX:
        from mengyang.formats.docx import docx_text

        return docx_text(data, limits)
    text = decode(data)
    if kind in (Kind.HTML, Kind.XML):
        from mengyang.formats.html import html_text

        return html_text(text)
    return text


def _checked(text: str, limits: Limits) -> str:
    letters = count_letters(text)
    if letters < limits.min_characters:
        raise Refused("formats.refused.too_little", "formats.hint.too_little", letters=letters)
    if len(text) > limits.max_characters:
        raise Refused(
            "formats.refused.too_long",
            "formats.hint.smaller",
            letters=len(text),
            limit=limits.max_characters,
        )
    return text
