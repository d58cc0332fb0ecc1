"""The list of changes 变更记录: one line a change, under the heading of its room, none twice."""

import re
from collections import Counter

from tests.conftest import ROOT

TEXT = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
# Two branches that land a line each at one place leave both, and now and then one of them twice.
ENTRIES = [" ".join(each.split()) for each in re.findall(r"^- .*?(?=^- |^#|\Z)", TEXT, re.S | re.M)]
HEADS = [line for line in TEXT.splitlines() if line.startswith("#")]


def test_no_change_is_told_twice() -> None:
    assert len(ENTRIES) > 100
    assert [each for each, times in Counter(ENTRIES).items() if times > 1] == []
    begun = Counter(each[:80] for each in ENTRIES)
    assert [words for words, times in begun.items() if times > 1] == []


def test_every_change_stands_under_a_heading() -> None:
    before, *_ = TEXT.partition("\n### ")
    assert [line for line in before.splitlines() if line.startswith("- ")] == []
    assert [head for head, times in Counter(HEADS).items() if times > 1] == []


def test_no_line_stands_between_two_changes() -> None:
    told = TEXT[TEXT.index("\n### ") :].splitlines()
    loose = [line for line in told if line and not line.startswith(("#", "- ", "  "))]
    assert loose == []
