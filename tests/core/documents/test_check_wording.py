"""措辞 — every code of the checks and of the open values has its sentence in both languages."""

import re
from pathlib import Path

import pytest

_CODE = re.compile(r'"(documents\.(?:check|open)\.[a-z_]+)"')
_ENTRY = re.compile(r'^msgid "(.+)"\nmsgstr "(.+)"$', re.MULTILINE)
_FIELD = re.compile(r"\{(\w+)\}")


def codes_in_use(root: Path) -> set[str]:
    sources = (root / "src/mengyang/core/documents").rglob("*.py")
    return {code for path in sources for code in _CODE.findall(path.read_text("utf-8"))}


def sentences(root: Path, language: str) -> dict[str, str]:
    path = root / f"src/mengyang/web/locale/checks/{language}/LC_MESSAGES/django.po"
    return dict(_ENTRY.findall(path.read_text("utf-8")))


@pytest.mark.parametrize("language", ["zh_Hans", "en"])
def test_every_code_has_its_sentence_and_none_is_left_over(root: Path, language: str) -> None:
    assert set(sentences(root, language)) == codes_in_use(root)


def test_both_languages_ask_for_the_same_parameters(root: Path) -> None:
    chinese, english = sentences(root, "zh_Hans"), sentences(root, "en")
    for code in chinese:
        assert set(_FIELD.findall(english[code])) == set(_FIELD.findall(chinese[code])), code
