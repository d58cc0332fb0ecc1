"""字体 — the fonts of a PDF page in, characters and widths of printed bytes out."""

from dataclasses import dataclass
from typing import Any

from pypdf.generic import DictionaryObject, IndirectObject
from pypdf.generic._font import Font

UNREADABLE = "\ufffd"


@dataclass(frozen=True, slots=True)
class Face:
    """A font as it is used here; `is_mute` where its glyphs cannot be told as characters."""

    font: Font
    is_mute: bool

    def shown(self, printed: bytes | str) -> tuple[str, float, int]:
        """The characters of `printed`, their width in thousandths, how many codes they were."""
        encoding = self.font.encoding
        if isinstance(printed, str):
            raw = named = printed
        elif isinstance(encoding, str):
            raw = named = printed.decode(encoding, "replace")
        else:
            raw = "".join(map(chr, printed))
            named = "".join(str(encoding.get(byte, chr(byte)))[:1] or " " for byte in printed)
        width = self.font.get_text_width(raw)
        if self.is_mute:
            return UNREADABLE * len(raw), width, len(raw)
        # What the file says of a code goes before what the encoding says of it.
        meant = self.font.character_map
        told = "".join(
            str(meant.get(code, meant.get(name, name)))
            for code, name in zip(raw, named, strict=True)
        )
        return told, width, len(raw)


def faces_of(resources: object) -> dict[str, Face]:
    """The fonts of a dictionary of resources by their names; what is no font is left out."""
    fonts = _entry(resources, "/Font")
    if not isinstance(fonts, DictionaryObject):
        return {}
    found = {}
    for name in fonts:
        font = _entry(fonts, name)
        if isinstance(font, DictionaryObject):
            face = Font.from_font_resource(font)
            found[str(name)] = Face(face, not face.interpretable or _is_mute(font))
    return found


def _is_mute(font: DictionaryObject) -> bool:
    """A composite font whose codes are glyph numbers and which does not say what they mean."""
    encoding = _entry(font, "/Encoding")
    is_numbered = isinstance(encoding, str) and encoding.startswith("/Identity")
    return font.get("/Subtype") == "/Type0" and is_numbered and "/ToUnicode" not in font


def _entry(holder: Any, name: str) -> Any:
    held = holder.get(name) if isinstance(holder, DictionaryObject) else None
    return held.get_object() if isinstance(held, IndirectObject) else held
