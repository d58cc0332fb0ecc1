"""序号 — what counts as a number at the head of a line, and what only looks like one."""

import pytest

from mengyang.core.documents.numbering import (
    Rank,
    find_deep_marker,
    find_marker,
    find_ordinals,
    numeral_value,
)


@pytest.mark.parametrize(
    ("words", "rank", "step"),
    [
        ("一、总体要求", Rank.CHINESE, "一"),
        ("二十三、其他", Rank.CHINESE, "二十三"),
        ("(二)规范", Rank.BRACKETED, "(二)"),
        ("（五十三）支持", Rank.BRACKETED, "(五十三)"),
        ("( 三 )支持", Rank.BRACKETED, "(三)"),
        ("1.摸底", Rank.ARABIC, "1"),
        ("１２．摸底", Rank.ARABIC, "12"),
        ("3、整改", Rank.ARABIC, "3"),
        ("（4）整改", Rank.ARABIC_BRACKETED, "(4)"),
        ("5）整改", Rank.HALF_BRACKETED, "5)"),
        ("⑥整改", Rank.CIRCLED, "⑥"),
        ("1.2 整改", Rank.DECIMAL, "1.2"),
        ("第三章 监督", Rank.CHAPTER, "第三章"),
        ("第十二条 县级人民政府", Rank.ARTICLE, "第十二条"),
        ("问题三：收费不规范", Rank.PROBLEM, "问题三"),
    ],
)
def test_a_number_is_read(words: str, rank: Rank, step: str) -> None:
    marker = find_marker(words)
    assert marker is not None
    assert (marker.rank, marker.step) == (rank, step)


@pytest.mark.parametrize(
    "words",
    [
        "2021年1月25日",
        "一、二年级学生",
        "2、)各街道",
        "1.5亿元以上",
        "360个学位",
        "(市)人民政府",
        "第三次会议",
        "一是加强领导",
        "",
        "(",
    ],
)
def test_what_only_looks_like_a_number_is_none(words: str) -> None:
    marker = find_marker(words)
    assert marker is None or marker.rank is Rank.DECIMAL


@pytest.mark.parametrize(
    ("words", "rank", "step", "number"),
    [
        ("a.整改", Rank.SMALL_LETTER, "a", 1),
        ("c、整改", Rank.SMALL_LETTER, "c", 3),
        ("（b）整改", Rank.BRACKETED_LETTER, "(b)", 2),
        ("第二，整改", Rank.SPOKEN, "第二", 2),
        ("A．整改", Rank.CAPITAL, "A", 1),
    ],
)
def test_letters_and_spoken_numbers_are_read(
    words: str, rank: Rank, step: str, number: int
) -> None:
    marker = find_deep_marker(words)
    assert marker is not None
    assert (marker.rank, marker.step, marker.number) == (rank, step, number)


@pytest.mark.parametrize("words", ["A座大楼", "a.b", "第一幼儿园", "PPP、项目", "(ab)整改", "A.B"])
def test_a_word_that_begins_with_a_letter_is_no_number(words: str) -> None:
    assert find_deep_marker(words) is None


@pytest.mark.parametrize(
    ("numeral", "value"), [("十", 10), ("十一", 11), ("二十", 20), ("一百零三", 103), ("7", 7)]
)
def test_numerals_have_values(numeral: str, value: int) -> None:
    assert numeral_value(numeral) == value


def test_ordinals_stand_behind_a_stop_and_not_inside_a_word() -> None:
    text = "措施:一是建立机制。二是落实资金；其中之一是公开。第三是编号"
    assert [number for number, _, _ in find_ordinals(text, 0, len(text))] == [1, 2]
