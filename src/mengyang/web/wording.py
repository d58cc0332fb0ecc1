"""措辞 — a message code with its parameters in, the sentence in the reader's language out.

Reads the compiled catalogues of every room directly, so that a command can speak without Django.
"""

import gettext
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Formatter

from mengyang.core.findings import Finding, Params, Refused, Unknown

LOCALE = Path(__file__).resolve().parent / "locale"
_FOLDERS = {"zh": "zh_Hans", "en": "en"}


def word(code: str, params: Params | None = None, language: str = "zh") -> str:
    """The sentence of `code`; a code without a sentence comes back with its parameters."""
    sentence = catalogue(folder(language)).get(code)
    if sentence is None:
        return f"{code} {dict(params)}" if params else code
    return _filled(sentence, _in_words(params or {}, language))


def word_refused(refused: Refused, language: str = "zh") -> str:
    """What was refused and what to do next, as one paragraph."""
    said = word(refused.reason, refused.params, language)
    if not refused.hint:
        return said
    gap = "" if folder(language) == "zh_Hans" else " "
    return f"{said}{gap}{word(refused.hint, refused.params, language)}"


def word_finding(finding: Finding | Unknown, language: str = "zh") -> str:
    """The sentence of a finding, or of why a value is not known."""
    code = finding.why if isinstance(finding, Unknown) else finding.code
    return word(code, finding.params, language)


@cache
def folder(language: str) -> str:
    """The catalogue folder for a language tag in any spelling: zh-hans, zh_CN.UTF-8, en-GB."""
    return _FOLDERS.get(language.strip().lower().replace("_", "-").split("-")[0], "zh_Hans")


@cache
def catalogue(name: str) -> Mapping[str, str]:
    """Every sentence of all rooms in the language folder `name`, by its code."""
    sentences: dict[str, str] = {}
    for path in sorted(LOCALE.glob(f"*/{name}/LC_MESSAGES/django.mo")):
        with path.open("rb") as file:
            translations = gettext.GNUTranslations(file)
        entries: dict[object, str] = vars(translations)["_catalog"]
        sentences.update(
            (key, text) for key, text in entries.items() if isinstance(key, str) and key and text
        )
    return sentences


def _in_words(params: Params, language: str) -> Params:
    """The parameters with a field of a table by its word."""
    named = params.get("field")
    said = catalogue(folder(language)).get(f"field.{named}")
    return {**params, "field": said} if said else params


def _filled(sentence: str, params: Params) -> str:
    """`sentence` with its placeholders filled; one that has no value stays visible."""
    pieces = []
    for literal, field, _, _ in Formatter().parse(sentence):
        pieces.append(literal)
        if field is not None:
            pieces.append(str(params[field]) if field in params else f"{{{field}}}")
    return "".join(pieces)
