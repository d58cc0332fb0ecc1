"""PDF 样张 — pages drawn by their own operators: where every character stands is said here."""

import io
from collections.abc import Sequence

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
)

LEFT, RIGHT = 80.0, 528.0
SIZE = 16.0
SIGNS = 28


def pdf(pages: Sequence[str], password: str = "", turned: int = 0, mute: bool = False) -> bytes:
    """A .pdf of A4 pages with these operators; font /F1 prints UTF-16, picture /I1 is grey."""
    writer = PdfWriter()
    font = _font(writer, mute)
    picture = DecodedStreamObject()
    picture.set_data(b"\x80")
    picture.update({
        NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Image"),
        NameObject("/Width"): NumberObject(1), NameObject("/Height"): NumberObject(1),
        NameObject("/ColorSpace"): NameObject("/DeviceGray"),
        NameObject("/BitsPerComponent"): NumberObject(8),
    })  # fmt: skip
    drawn = writer._add_object(picture)
    for operators in pages:
        page = writer.add_blank_page(595, 842)
        content = DecodedStreamObject()
        content.set_data(operators.encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(content)
        page[NameObject("/Resources")] = DictionaryObject({
            NameObject("/Font"): DictionaryObject({NameObject("/F1"): font}),
            NameObject("/XObject"): DictionaryObject({NameObject("/I1"): drawn}),
        })  # fmt: skip
        if turned:
            page.rotate(turned)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def words(x: float, y: float, text: str, size: float = SIZE, mode: int = 0) -> str:
    """Characters from `x` on the baseline `y`, counted from the top of the page."""
    code = text.encode("utf-16-be").hex()
    return f"BT {mode} Tr /F1 {size} Tf 1 0 0 1 {x} {842 - y} Tm <{code}> Tj ET\n"


def lines(texts: Sequence[str], top: float = 120.0) -> str:
    """Lines below one another; an ideographic blank at their head is an indent of two."""
    return "".join(
        words(LEFT + 2 * SIZE * (text[:1] == "　"), top + 29 * n, text.strip("　"))
        for n, text in enumerate(texts)
    )


def rule(x0: float, y0: float, x1: float, y1: float) -> str:
    """A ruled line, from the top of the page."""
    return f"{x0} {842 - y0} m {x1} {842 - y1} l S\n"


def whole_picture() -> str:
    """A picture over the whole page."""
    return "q 595 0 0 842 0 0 cm /I1 Do Q\n"


def _font(writer: PdfWriter, mute: bool) -> DictionaryObject:
    inner = DictionaryObject({
        NameObject("/Type"): NameObject("/Font"),
        NameObject("/Subtype"): NameObject("/CIDFontType0"),
        NameObject("/BaseFont"): NameObject("/STSong-Light"),
        NameObject("/DW"): FloatObject(1000),
    })  # fmt: skip
    encoding = "/Identity-H" if mute else "/UniGB-UTF16-H"
    return writer._add_object(DictionaryObject({
        NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type0"),
        NameObject("/BaseFont"): NameObject("/STSong-Light"),
        NameObject("/Encoding"): NameObject(encoding),
        NameObject("/DescendantFonts"): ArrayObject([writer._add_object(inner)]),
    }))  # fmt: skip
