"""全文检索 — folding, pairs and places, against the plain meaning of "the text holds the words"."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mengyang.core.documents.searching import (
    by_clause,
    excerpt,
    fold,
    fold_with_places,
    found_spans,
    needed_pairs,
    pairs,
    phrases,
    searched_text,
)

SIGNS = "学前教育班额〔［[〕2２ ０\u3000\nABab（(㎡ß，。\u200b"
texts = st.text(alphabet=SIGNS, max_size=60)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("云府办〔２０２６〕３号", "云府办[2026]3号"),
        ("【2026】 第3号", "[2026]第3号"),
        ("ＡＢＣ　abc", "abcabc"),
        ("3000㎡", "3000m2"),
        ("一\n二", "一\n二"),
    ],
)
def test_width_case_blanks_and_brackets_make_no_difference(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(texts)
def test_every_folded_sign_knows_its_place(text: str) -> None:
    folded = fold_with_places(text)
    assert folded.text == fold(text)
    assert len(folded.places) == len(folded.text)
    for sign, place in zip(folded.text, folded.places, strict=True):
        assert sign in fold(text[place])


@given(texts, st.text(alphabet=SIGNS.replace("\n", ""), min_size=1, max_size=6))
def test_no_text_that_holds_the_words_lacks_their_pairs(text: str, words: str) -> None:
    folded = searched_text("", "", text)
    tokens = pairs(folded)
    for phrase in phrases(words):
        holds = phrase in folded
        narrowed = all(any(t.startswith(n) for t in tokens) for n in needed_pairs(phrase))
        assert narrowed or not holds
        if len(phrase) <= 2:
            assert narrowed is holds


@given(texts, st.text(alphabet=SIGNS.replace("\n", ""), min_size=1, max_size=4))
def test_a_span_holds_the_words_asked_for(text: str, words: str) -> None:
    wanted = phrases(words)
    spans = found_spans(text, wanted)
    assert bool(spans) is any(phrase in fold(text) for phrase in wanted)
    for start, end in spans:
        assert any(phrase in fold(text[start:end]) for phrase in wanted)


def test_hits_are_told_by_clause() -> None:
    text = "前言学位\n一、学位\n二、经费\n三、学位与学位"
    spans = found_spans(text, ("学位",))
    found = by_clause(spans, [5, 10, 15])
    assert {index: len(each) for index, each in found.items()} == {-1: 1, 0: 1, 2: 2}


def test_an_excerpt_marks_every_hit_and_ends_with_its_line() -> None:
    text = "甲\n增加学位，严禁减少学位。\n乙学位"
    spans = found_spans(text, ("学位",))
    shown = excerpt(text, spans)
    assert shown.pieces == (
        ("增加", False),
        ("学位", True),
        ("，严禁减少", False),
        ("学位", True),
        ("。", False),
    )


def test_an_excerpt_says_where_it_is_cut() -> None:
    text = f"{'前' * 50}学位{'后' * 50}"
    shown = excerpt(text, found_spans(text, ("学位",)), around=3)
    assert "".join(words for words, _ in shown.pieces) == "…前前前学位后后后…"


def test_words_parted_by_blanks_are_all_asked_for() -> None:
    assert phrases(" 学前　教育 学前 \u200b") == ("学前", "教育")
