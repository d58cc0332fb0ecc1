"""命令用语 — what commands say, in the language of the installation."""

import sys

from django.conf import settings

from mengyang.core.findings import Finding, Level
from mengyang.web.wording import word, word_finding

SIGNS = {Level.ERROR: "✗", Level.WARNING: "!", Level.INFO: "·"}


def sentence(code: str, **params: object) -> str:
    """The sentence of a code."""
    return word(code, params, settings.LANGUAGE_CODE)


def note(code: str, **params: object) -> None:
    """Say something beside the result, on stderr."""
    print(sentence(code, **params), file=sys.stderr, flush=True)


def line_of(finding: Finding) -> str:
    """A finding with the sign of its level, and what to do where that is known."""
    said = f"{SIGNS[finding.level]} {word_finding(finding, settings.LANGUAGE_CODE)}"
    # Chinese sentences stand side by side.
    gap = "" if settings.LANGUAGE_CODE.startswith("zh") else " "
    return f"{said}{gap}{sentence(finding.hint)}" if finding.hint else said
