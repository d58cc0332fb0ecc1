"""亮灯 — a lamp as a drawn shape and a word; the colour never stands alone."""

from functools import cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from mengyang import packs
from mengyang.web.bilingual import in_language, language
from mengyang.web.terms import term

# What a withdrawn task shows where the others show their lamp.
UNLIT = "withdrawn"
# Each shape is known apart without its colour, on paper and to the colour-blind.
DRAWINGS = {
    "ring": '<circle cx="8" cy="8" r="5.5" class="hollow"/>',
    "circle": '<circle cx="8" cy="8" r="6.5"/><path class="mark" d="M5 8.2l2.2 2.2L11.2 6"/>',
    "triangle": '<path d="M8 1.2 15.2 14.5H.8z"/><path class="mark" d="M8 6v4M8 11.6v.9"/>',
    "square": '<path d="M1.5 1.5h13v13h-13z"/><path class="mark" d="M5 5l6 6M11 5l-6 6"/>',
}


def lamp(colour: str, scheme: str = "default") -> SafeString:
    """Shape and word of a lamp; the bare word where none is lit."""
    return _drawn(colour, scheme, language())


def lamp_shape(colour: str, scheme: str = "default") -> SafeString:
    """The shape alone, for where the word stands beside it in another way."""
    sign = packs.lamps()[scheme].signs.get(colour)
    drawing = DRAWINGS[sign.shape] if sign else ""
    return format_html(
        '<svg class="lamp-shape lamp-{}" viewBox="0 0 16 16" aria-hidden="true">{}</svg>',
        colour,
        mark_safe(drawing),
    )


def lamp_word(colour: str, scheme: str = "default") -> str:
    """The word of a lamp; a colour the scheme does not know is shown as it is."""
    if colour == UNLIT:
        return term("task_states", UNLIT)
    sign = packs.lamps()[scheme].signs.get(colour)
    return in_language(sign.word.zh, sign.word.en) if sign else colour


def lamp_meaning(colour: str, scheme: str = "default") -> str:
    """What the lamp says, for legends."""
    sign = packs.lamps()[scheme].signs.get(colour)
    return in_language(sign.meaning.zh, sign.meaning.en) if sign else ""


@cache
def _drawn(colour: str, scheme: str, _language: str) -> SafeString:
    # A list draws fifty lamps of four kinds.
    if colour == UNLIT:
        return format_html('<span class="lamp lamp-word">{}</span>', lamp_word(colour, scheme))
    return format_html(
        '<span class="lamp lamp-{}">{}<span class="lamp-word">{}</span></span>',
        colour,
        lamp_shape(colour, scheme),
        lamp_word(colour, scheme),
    )
