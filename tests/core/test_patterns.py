"""Patterns of the core 正则表达式: they find what `re` finds, and are compiled when first used."""

import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from unittest.mock import patch

import pytest

from mengyang import core
from mengyang.core.patterns import by_first_letter, compile_patterns, lazy_pattern, matches_from

CORE = Path(core.__path__[0])


@pytest.fixture
def compiled() -> Iterator[list[str]]:
    """The words of the patterns that are compiled meanwhile."""
    words: list[str] = []
    genuine = re.compile

    def noted(pattern: str, flags: int = 0) -> re.Pattern[str]:
        words.append(pattern)
        return genuine(pattern, flags)

    with patch.object(re, "compile", noted):
        yield words


def test_it_is_compiled_when_first_used_and_only_then(compiled: list[str]) -> None:
    pattern = lazy_pattern("(?P<year>[0-9]{4})年")
    assert compiled == []
    found = pattern.search("到2027年底", 1)
    assert found is not None and found["year"] == "2027" and found.span() == (1, 6)
    assert pattern.match("到2027年") is None
    assert compiled == ["(?P<year>[0-9]{4})年"]


def test_it_answers_as_a_compiled_one_does() -> None:
    text = "甲局、乙局，丙办"
    for method, arguments in (
        ("findall", (text,)),
        ("fullmatch", (text,)),
        ("match", (text, 3)),
        ("search", (text, 2, 5)),
        ("split", (text,)),
        ("sub", ("-", text)),
        ("subn", ("-", text)),
    ):
        late = getattr(lazy_pattern("[、，]"), method)(*arguments)
        plain = getattr(re.compile("[、，]"), method)(*arguments)
        assert repr(late) == repr(plain)
    late_ones = [match.span() for match in lazy_pattern("B", re.IGNORECASE).finditer("abB")]
    assert late_ones == [(1, 2), (2, 3)]


def test_the_words_of_a_pattern_are_known_before_it_is_compiled(compiled: list[str]) -> None:
    assert lazy_pattern("甲|乙").pattern == "甲|乙"
    assert compiled == []


def test_every_pattern_of_the_core_compiles(compiled: list[str]) -> None:
    for module in pkgutil.walk_packages(core.__path__, f"{core.__name__}."):
        import_module(module.name)
    lazy_pattern("还未用到")
    compile_patterns()
    assert "还未用到" in compiled
    compiled.clear()
    compile_patterns()
    assert compiled == []


def test_no_module_of_the_core_compiles_a_pattern_while_it_is_loaded() -> None:
    loud = [
        path.name
        for path in CORE.rglob("*.py")
        if path.name != "patterns.py" and "re.compile(" in path.read_text(encoding="utf-8")
    ]
    assert loud == []


def test_alternatives_by_their_first_letter_find_what_they_find_in_a_row() -> None:
    words = ("县政府", "区政府", "县", "区教育局?", "县(?=[市区])", "办")
    text = "县政府、区教育局办、县市区政府、区教育、办"
    together, in_a_row = by_first_letter(words), "|".join(words)
    assert together == "县(?:政府||(?=[市区]))|区(?:政府|教育局?)|办(?:)"
    spans = [match.span() for match in re.finditer(in_a_row, text)]
    assert [match.span() for match in re.finditer(together, text)] == spans
    assert len(spans) == 7


@pytest.mark.parametrize("word", ["", "[县区]", r"\d", "(?<!办)县", "县?区", "县+"])
def test_alternatives_that_do_not_begin_with_a_letter_are_refused(word: str) -> None:
    with pytest.raises(ValueError, match="letter"):
        by_first_letter(["办", word])


@pytest.mark.parametrize("words", ["[担配]套?(?!装)", "担.|配套", "(?<=分)担|配套?(?=资)"])
def test_matches_from_a_few_signs_are_those_of_a_search(words: str) -> None:
    text = "担担分担，配套资金由县级配套，配套装备另配；分担"
    pattern = lazy_pattern(words)
    for span in ((0, len(text)), (1, 20), (3, 3), (0, 10**6)):
        found = [match.span() for match in matches_from("担配", pattern, text, span)]
        assert found == [match.span() for match in pattern.finditer(text, *span)]
