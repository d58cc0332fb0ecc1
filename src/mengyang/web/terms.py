"""术语 — the word of a code of the packs, in the language of the reader."""

from mengyang import packs
from mengyang.web.bilingual import in_language


def term(family: str, code: str) -> str:
    """The word; a code that no pack knows is shown as it is, so that nothing is hidden."""
    known = packs.terms().get(family, {}).get(code)
    return in_language(known.zh, known.en) if known else code


def term_note(family: str, code: str) -> str:
    """What the word means, where the pack says it."""
    known = packs.terms().get(family, {}).get(code)
    return in_language(known.note.zh, known.note.en) if known and known.note else ""


def family_words(family: str) -> list[tuple[str, str]]:
    """Every code of a family with its word, in the order of the pack: what a choice offers."""
    known = packs.terms().get(family, {}).values()
    return [(each.code, in_language(each.zh, each.en)) for each in known]
