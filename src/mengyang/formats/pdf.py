"""PDF 文件 — .pdf bytes in, its pages as sheets out; pictures of pages have no text to give.

A file that asks for a password, or whose pages cannot be followed, is refused.
"""

import io
import logging
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError
from pypdf.generic import DictionaryObject

from mengyang.core.findings import Refused
from mengyang.formats.limits import Limits
from mengyang.formats.matrices import Matrix, times
from mengyang.formats.pdf_content import Painter, State
from mengyang.formats.sheets import Sheet

logging.getLogger("pypdf").setLevel(logging.CRITICAL)
_TURNS: dict[int, Matrix] = {
    0: (1, 0, 0, -1, 0, 1), 90: (0, 1, 1, 0, 0, 0),
    180: (-1, 0, 0, 1, 1, 0), 270: (0, -1, -1, 0, 1, 1),
}  # fmt: skip


def pdf_sheets(data: bytes, limits: Limits) -> list[Sheet]:
    """The pages of a .pdf; raises `Refused` for a locked or damaged file."""
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise _locked()
        pages = len(reader.pages)
    except (FileNotDecryptedError, DependencyError) as failure:
        raise _locked() from failure
    except _PASSED:
        raise
    except Exception as failure:
        # A broken file breaks the library in any way it likes.
        raise Refused("formats.refused.torn", "formats.hint.save_again") from failure
    if not pages:
        raise Refused("formats.refused.torn", "formats.hint.save_again")
    if pages > limits.max_pages:
        raise Refused(
            "formats.refused.too_many_pages",
            "formats.hint.smaller",
            pages=pages,
            limit=limits.max_pages,
        )
    return list(_sheets(reader))


def _sheets(reader: PdfReader) -> Iterator[Sheet]:
    for number in range(len(reader.pages)):
        try:
            yield _sheet(reader.pages[number], reader)
        except _PASSED:
            raise
        except Exception as failure:
            raise _damaged(f"PDF {number + 1}") from failure


def _sheet(page: Any, reader: PdfReader) -> Sheet:
    box = page.mediabox
    left, bottom = float(box.left), float(box.bottom)
    wide, high = max(float(box.width), 1.0), max(float(box.height), 1.0)
    turn = page.rotation % 360
    a, b, c, d, e, f = _TURNS.get(turn, _TURNS[0])
    sizes = (high, wide) if turn in (90, 270) else (wide, high)
    upright = times((1, 0, 0, 1, -left, -bottom), (a, b, c, d, e * sizes[0], f * sizes[1]))
    sheet = Sheet(*sizes)
    contents = page.get("/Contents")
    if contents is not None:
        painter = Painter(sheet, reader, State(place=upright))
        painter.paint(
            contents.get_object(), page.get("/Resources", DictionaryObject()).get_object()
        )
    return sheet


_PASSED = (Refused, MemoryError, RecursionError)


def _locked() -> Refused:
    return Refused("formats.refused.encrypted", "formats.hint.remove_password")


def _damaged(part: str) -> Refused:
    return Refused("formats.refused.damaged", "formats.hint.save_again", part=part)
