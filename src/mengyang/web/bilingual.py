"""双语 — names that records carry in Chinese and English, in the language of the reader."""

from django.utils.translation import get_language


def in_language(zh: str, en: str) -> str:
    """The name for the reader; where there is no English, the Chinese one stands."""
    return en if en and (get_language() or "").startswith("en") else zh
