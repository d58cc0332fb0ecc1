"""文本行 — what is normalised, what stays, and where the lines lie."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mengyang.core.documents.lines import normalise, split_lines


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("\ufeff一、总则\r\n二、附则\r", "一、总则\n二、附则\n"),
        ("发\u3000文\xa0号", "发 文 号"),
        ("甲\x00乙\x07丙\u200b丁", "甲乙丙丁"),
        ("第一页\x0c第二页\u2028第三页", "第一页\n第二页\n第三页"),
        ("甲\t乙", "甲\t乙"),
        ("坏\ud800字", "坏字"),
        ("各县(市)人民政府，“双公开”", "各县(市)人民政府，“双公开”"),
    ],
)
def test_it_changes_blanks_line_ends_and_control_characters_only(raw: str, text: str) -> None:
    assert normalise(raw) == text


def test_every_kind_of_blank_becomes_a_plain_one() -> None:
    blanks = [chr(code) for code in range(0x80, 0x4000) if unicodedata.category(chr(code)) == "Zs"]
    assert len(blanks) == 16
    assert normalise("甲".join(blanks)) == "甲".join(" " * len(blanks))


def test_a_line_knows_its_place_and_number() -> None:
    text = "甲\n\n  乙 丙  \n\t\n丁"
    lines = split_lines(text)
    assert [(line.number, line.text) for line in lines] == [(0, "甲"), (2, "乙 丙"), (4, "丁")]
    assert all(text[line.start : line.end] == line.text for line in lines)


@given(st.text())
def test_normalising_twice_changes_nothing_more(raw: str) -> None:
    once = normalise(raw)
    assert normalise(once) == once


@given(st.text(alphabet="甲乙 \t\n。一、"))
def test_every_line_indexes_the_text(raw: str) -> None:
    text = normalise(raw)
    for line in split_lines(text):
        assert text[line.start : line.end] == line.text == line.text.strip()
        assert text.count("\n", 0, line.start) == line.number
