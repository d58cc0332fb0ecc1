"""文件类型 — what a file is, told by its bytes and never by its name."""

import io
import re
import zipfile
from enum import StrEnum

_HEAD = 8192
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
# Characters that no text has; NUL is left out because damaged text has it now and then.
_CONTROL = bytes(byte for byte in range(1, 32) if byte not in b"\t\n\v\f\r") + b"\x7f"
_CONTROL_SHARE = 0.02
_HTML = re.compile(
    r"^\s*<(?:!doctype\s+html|div|p|table|meta|h[1-6]|title|article)\b|<(?:html|head|body)\b",
    re.IGNORECASE,
)
_XML = re.compile(r"^\s*<\?xml\b|^\s*<!DOCTYPE\b|^\s*<!ENTITY\b", re.IGNORECASE)


class Kind(StrEnum):
    """What the bytes are."""

    TXT = "txt"
    HTML = "html"
    XML = "xml"
    DOCX = "docx"
    ENCRYPTED = "encrypted"
    DOC = "doc"
    RTF = "rtf"
    MHT = "mht"
    PDF = "pdf"
    OFD = "ofd"
    XLSX = "xlsx"
    XLS = "xls"
    PPTX = "pptx"
    ZIP = "zip"
    TORN = "torn"
    PNG = "png"
    JPG = "jpg"
    IMAGE = "image"
    UNKNOWN = "unknown"


_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"\xff\xd8\xff", Kind.JPG),
    (b"GIF8", Kind.IMAGE),
    (b"II*\x00", Kind.IMAGE),
    (b"MM\x00*", Kind.IMAGE),
    (b"{\\rtf", Kind.RTF),
    (b"Rar!", Kind.ZIP),
    (b"7z\xbc\xaf", Kind.ZIP),
    (b"\x1f\x8b", Kind.ZIP),
)
# Stands for the names of a package so torn that not even the first can be read.
_NO_NAME = "?"
# Names inside a ZIP package that settle its kind, asked in this order.
_PACKAGES = (
    ("word/", Kind.DOCX),
    ("xl/", Kind.XLSX),
    ("ppt/", Kind.PPTX),
    ("OFD.xml", Kind.OFD),
)


def sniff(data: bytes) -> Kind:
    """The kind of `data`; `UNKNOWN` where neither a signature nor text is seen."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data.startswith(_OLE):
        return _inside_ole(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _inside_zip(data)
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Kind.IMAGE
    return _inside_text(data)


def _inside_ole(data: bytes) -> Kind:
    streams = (
        ("EncryptedPackage", Kind.ENCRYPTED),
        ("WordDocument", Kind.DOC),
        ("Workbook", Kind.XLS),
    )
    for name, kind in streams:
        if name.encode("utf-16-le") in data:
            return kind
    return Kind.DOC


def _inside_zip(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, UnicodeError):
        # A cut package has lost its directory, but its first local names still tell the kind.
        names = re.findall(r"word/|xl/|ppt/|OFD\.xml", data[: 64 * _HEAD].decode("latin-1"))
        names = names or [_NO_NAME]
    for prefix, kind in _PACKAGES:
        if any(name.startswith(prefix) for name in names):
            return kind
    return Kind.TORN if names == [_NO_NAME] else Kind.ZIP


def _inside_text(data: bytes) -> Kind:
    head = data[:_HEAD]
    if head.startswith(_UTF16):
        shown = head.decode("utf-16", "replace")
    else:
        shown = head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
        if _share(head, _CONTROL) > _CONTROL_SHARE:
            return Kind.UNKNOWN
    if shown.lstrip().startswith("MIME-Version:"):
        return Kind.MHT
    if _HTML.search(shown):
        return Kind.HTML
    return Kind.XML if _XML.search(shown) else Kind.TXT


def _share(data: bytes, wanted: bytes) -> float:
    return (len(data) - len(data.translate(None, wanted))) / max(len(data), 1)
