"""双语 — names that records carry in Chinese and English, in the language of the reader."""

from typing import Literal

from django.utils.translation import get_language


def language() -> Literal["zh", "en"]:
    """The language of the reader, as papers and workbooks are written in."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def in_language(zh: str, en: str) -> str:
    """The name for the reader; where there is no English, the Chinese one stands."""
    return en if en and language() == "en" else zh
