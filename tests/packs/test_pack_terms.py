"""术语 — every code of the core has its words, and every word stands in both languages."""

import re
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from mengyang.core.access import Role
from mengyang.core.documents import records
from mengyang.core.documents.genres import find_genres
from mengyang.core.findings import Level
from mengyang.core.ledger import Colour, TaskState
from mengyang.packs import terms
from mengyang.packs.term import read_terms

CHINESE = re.compile(r"[\u4e00-\u9fff]")
EVERY_TERM = [term for family in terms().values() for term in family.values()]


def literal(record: type, field: str) -> set[str]:
    """The codes that a field of a record admits."""
    hint = get_type_hints(record)[field]
    choices = [code for part in (hint, *get_args(hint)) for code in get_args(part)]
    return {code for code in choices if isinstance(code, str)}


def test_every_term_has_chinese_and_english() -> None:
    for term in EVERY_TERM:
        for zh, en in [(term.zh, term.en), *([(term.note.zh, term.note.en)] if term.note else [])]:
            assert CHINESE.search(zh), term
            assert en.isascii(), term
            assert not re.search(r"[,;()]", zh), f"{term}: Chinese takes full-width punctuation"


def test_a_family_never_words_two_codes_alike() -> None:
    for family, words in terms().items():
        for language in ("zh", "en"):
            said = [getattr(term, language) for term in words.values()]
            assert len(set(said)) == len(said), (family, language)


@pytest.mark.parametrize(
    ("family", "codes"),
    [
        ("roles", set(Role)),
        ("task_states", set(TaskState)),
        ("lamp_colours", set(Colour)),
        ("finding_levels", set(Level)),
        ("deadline_kinds", set(records.DeadlineKind)),
        ("genres", {genre.code for genre in find_genres()}),
        ("comparators", set(get_args(records.Comparator.__value__))),
        ("responses", literal(records.Obligation, "response")),
        ("claimed_statuses", literal(records.Obligation, "claimed_status")),
        ("obligation_kinds", literal(records.Obligation, "kind") | {"reporting", "evaluation"}),
        ("unit_roles", literal(records.ResponsibleUnit, "role")),
        ("target_verbs", literal(records.Target, "verb")),
        ("figure_types", literal(records.Figure, "type")),
        ("mechanism_kinds", literal(records.Mechanism, "kind")),
        ("clause_kinds", literal(records.Clause, "kind")),
    ],
)
def test_a_family_words_exactly_the_codes_of_the_core(family: str, codes: set[str]) -> None:
    assert set(terms()[family]) == {str(code) for code in codes}


def test_the_readings_of_a_document_are_worded() -> None:
    fields = set(get_type_hints(records.Reading)) - {"document", "more"}
    assert set(terms()["reading_kinds"]) == fields | {"outline"}


def test_a_new_file_is_a_new_family_and_nothing_else_changes(pack: Path) -> None:
    (pack / "terms/weather.toml").write_text('[rain]\nzh = "雨"\nen = "Rain"\n', encoding="utf-8")
    found = read_terms(pack)
    assert found["weather"]["rain"].zh == "雨"
    assert set(found) == set(terms()) | {"weather"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[rain]\nzh = "雨"\n', r"terms/weather\.toml: rain: en: a text is needed"),
        ('[rain]\nzh = " 雨"\nen = "Rain"\n', r"terms/weather\.toml: rain: zh: a text"),
        ('[rain]\nzh = "雨"\nen = "Rain"\nfr = "pluie"\n', r"weather\.toml: rain: fr: unknown key"),
        ('rain = "雨"\n', r"weather\.toml: rain: a table is needed"),
        ("[rain\n", r"terms/weather\.toml: "),
    ],
)
def test_a_fault_names_file_and_key(pack: Path, text: str, message: str) -> None:
    (pack / "terms/weather.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        read_terms(pack)


def test_bytes_that_are_no_utf8_are_a_fault_of_the_file(pack: Path) -> None:
    (pack / "terms/weather.toml").write_bytes("[rain]\nzh = '雨'\n".encode("gb18030"))
    with pytest.raises(ValueError, match=r"terms/weather\.toml"):
        read_terms(pack)
