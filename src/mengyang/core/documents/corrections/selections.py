"""选定文字 — words of the text that a person selected to make an entry of."""

from mengyang.core.documents.records import Span
from mengyang.core.findings import Refused

# Fewer signs are no words that a duty or a target could be made of.
_FEWEST = 4
_LONGEST_NAME = 120


def selected(span: Span, text: str) -> str | Refused:
    """The selected words. Refused where they are blank, too few, or lie outside the text."""
    start, end = span
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        return Refused("documents.refused.empty_selection", "documents.hint.select_words")
    if sum(sign.isalnum() for sign in text[start:end]) < _FEWEST:
        return Refused("documents.refused.short_selection", "documents.hint.select_words")
    return text[start:end]


def first_words(quote: str) -> str:
    """The first sentence, as the name of what is made of it."""
    return quote.strip().split("\n", 1)[0].split("。", 1)[0][:_LONGEST_NAME]
