"""纯文本 — which bytes are characters, and what is left of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mengyang.core.findings import Refused
from mengyang.formats import Kind, sniff
from mengyang.formats.text import clean, count_letters, decode
from tests.formats.making import OLE, PLAN, packed, picture, plan_docx, random_bytes

HAN = st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk", "gb2312"])
def test_it_reads_the_encodings_of_offices(encoding: str) -> None:
    assert decode(PLAN.encode(encoding)) == PLAN


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
def test_it_reads_utf_16_in_either_order_with_its_mark(order: str) -> None:
    assert decode(("\ufeff" + PLAN).encode(order)) == PLAN


def test_the_first_bad_line_is_named() -> None:
    with pytest.raises(Refused) as refused:
        decode(PLAN.encode("utf-8-sig") + b"\xff\n")
    assert refused.value.reason == "formats.refused.encoding"
    assert refused.value.params["line"] == PLAN.count("\n") + 1


def test_of_two_encodings_the_one_that_got_further_names_the_line() -> None:
    with pytest.raises(Refused) as refused:
        decode(PLAN.encode() + b"\xff\n" + PLAN.encode())
    assert refused.value.params["line"] == PLAN.count("\n") + 1


def test_nul_and_control_characters_go_and_line_ends_become_one() -> None:
    assert clean("一\0、\r\n二\r三\x0b四\x07\ufeff\ud800") == "一、\n二\n三\n四"


def test_text_full_of_control_characters_is_no_text() -> None:
    with pytest.raises(Refused, match="unknown"):
        decode("\x01\x02通\x03知\x04".encode() * 20)


def test_letters_are_counted_without_blanks_and_marks() -> None:
    assert count_letters("一、 a-1。\n") == 3


@given(HAN)
def test_what_was_written_as_utf_8_comes_back(text: str) -> None:
    assert decode(text.encode()) == text


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        text = decode(data)
    except Refused as refused:
        assert refused.reason.startswith("formats.refused.")
    else:
        assert "\0" not in text
        text.encode("utf-8")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PLAN.encode(), Kind.TXT),
        (PLAN.encode("utf-16"), Kind.TXT),
        (b"<!DOCTYPE html><html>", Kind.HTML),
        ("\ufeff  <html lang='zh'>".encode(), Kind.HTML),
        ("<HTML><BODY>".encode("utf-16"), Kind.HTML),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD">\n<html>', Kind.HTML),
        (b"<p>text</p>", Kind.HTML),
        (b'<?xml version="1.0"?><list/>', Kind.XML),
        ("小于号<不是网页。".encode(), Kind.TXT),
        (plan_docx(), Kind.DOCX),
        (plan_docx()[:300], Kind.DOCX),
        (packed({"OFD.xml": "<a/>"}), Kind.OFD),
        (packed({"xl/workbook.xml": "<a/>"}), Kind.XLSX),
        (packed({"readme.txt": "a"}), Kind.ZIP),
        (b"PK\x03\x04" + bytes(10), Kind.TORN),
        (b"\n%PDF-1.4", Kind.PDF),
        (OLE + bytes(600), Kind.DOC),
        (picture(), Kind.PNG),
        (b"\xff\xd8\xff\xe1", Kind.JPG),
        (b"RIFF\0\0\0\0WEBPVP8 ", Kind.IMAGE),
        (random_bytes(), Kind.UNKNOWN),
        (b"", Kind.TXT),
    ],
)
def test_the_kind_is_told_by_content(data: bytes, kind: Kind) -> None:
    assert sniff(data) is kind


@given(st.binary(max_size=200))
def test_every_beginning_has_a_kind(data: bytes) -> None:
    assert isinstance(sniff(data), Kind)
    assert isinstance(sniff(b"PK\x03\x04" + data), Kind)
