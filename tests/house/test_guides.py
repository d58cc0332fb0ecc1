"""The operator's guide in both languages 运维手册: the same commands, and nothing left out."""

import re
from pathlib import Path

from build_bundle import GUIDES, furnish
from tests.conftest import ROOT

FOLDER = ROOT / "docs" / "how-to"
ENGLISH = (FOLDER / "operate.md").read_text(encoding="utf-8")
CHINESE = (FOLDER / "operate.zh-CN.md").read_text(encoding="utf-8")


def commands(guide: str) -> list[str]:
    """Every line to be typed, without what is said beside it."""
    blocks = re.findall(r"^ *```sh\n(.*?)^ *```", guide, re.MULTILINE | re.DOTALL)
    lines = [re.sub(r"(^|\s)\s*# .*", "", line).strip() for line in "".join(blocks).splitlines()]
    return [line for line in lines if line]


def test_both_say_the_same_commands() -> None:
    assert len(commands(ENGLISH)) > 30
    assert commands(CHINESE) == commands(ENGLISH)


def test_what_the_english_names_the_chinese_names() -> None:
    named = re.compile(r"MENGYANG_[A-Z_]+|DATABASE_URL|`[^`\n]*[/-][^`\n]*`")
    prose = re.sub(r"```.*?```", "", ENGLISH, flags=re.DOTALL)
    wanted = {each for each in named.findall(prose) if "DAY" not in each}
    assert sorted(each for each in wanted if each not in CHINESE) == []


def test_the_bundle_carries_the_guides(tmp_path: Path) -> None:
    furnish(tmp_path)
    for guide in GUIDES:
        name = guide.rpartition("/")[2]
        assert (tmp_path / name).read_bytes() == (ROOT / guide).read_bytes()


def test_every_trouble_has_its_row() -> None:
    rows = [len(re.findall(r"^\|", guide, re.MULTILINE)) for guide in (ENGLISH, CHINESE)]
    assert rows[0] == rows[1] > 15


def test_every_link_of_a_guide_leads_somewhere_in_the_bundle_too() -> None:
    carried = {guide.rpartition("/")[2] for guide in GUIDES}
    for name in carried - {"LICENSE"}:
        links = re.findall(r"\]\(([^)#]+)", (FOLDER / name).read_text(encoding="utf-8"))
        local = {link for link in links if "://" not in link}
        assert local <= carried, name
