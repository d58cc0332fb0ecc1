"""措辞 — every code of the ledger and the registry has its sentence in both languages."""

import re
from pathlib import Path

import pytest

from mengyang.core.ledger import EventKind

_CODE = re.compile(r'"((?:ledger|registry|files)\.[a-z_]+\.[a-z_]+)"')
_MSGID = re.compile(r'^msgid "(.+)"$', re.MULTILINE)


def codes_in_use(root: Path) -> set[str]:
    sources = (root / "src/mengyang").rglob("*.py")
    used = {code for path in sources for code in _CODE.findall(path.read_text("utf-8"))}
    return used | {f"ledger.refused.state_{kind}" for kind in EventKind}


def worded(root: Path, language: str, rooms: str) -> list[str]:
    catalogues = (root / "src/mengyang/web/locale").glob(f"{rooms}/{language}/LC_MESSAGES/*.po")
    return [code for path in catalogues for code in _MSGID.findall(path.read_text("utf-8"))]


@pytest.mark.parametrize("language", ["zh_Hans", "en"])
def test_every_code_in_use_has_a_sentence(root: Path, language: str) -> None:
    assert codes_in_use(root) <= set(worded(root, language, "*"))


@pytest.mark.parametrize("room", ["ledger", "registry"])
@pytest.mark.parametrize("language", ["zh_Hans", "en"])
def test_no_sentence_is_left_over(root: Path, language: str, room: str) -> None:
    sentences = worded(root, language, room)
    assert len(sentences) == len(set(sentences))
    # The words of the room's pages stand beside the codes; pages are looked through elsewhere.
    codes = {sentence for sentence in sentences if _CODE.fullmatch(f'"{sentence}"')}
    assert codes
    assert codes <= codes_in_use(root)
