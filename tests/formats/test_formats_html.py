"""网页 — the document of a government page, without the page around it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mengyang.core.findings import Refused
from mengyang.formats import read_text
from mengyang.formats.html import html_text

PAGES = Path(__file__).parent / "pages"
ARTICLE = "<p>各单位要高度重视，认真落实整改任务。</p><p>县教育局要按月报送进展情况。</p>"


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.html")), ids=lambda page: page.stem)
def test_it_gives_the_document_and_nothing_of_the_page(page: Path) -> None:
    text = read_text(page.read_bytes(), page.name)
    assert isinstance(text, str)
    lines = [line.strip(" \xa0　") for line in text.split("\n")]
    expected = page.with_suffix(".txt").read_text("utf-8").replace("⇥", "\t").splitlines()
    assert lines == expected


def test_a_cell_covered_by_a_span_stays_empty() -> None:
    table = (
        "<table><tr><td rowspan=3>一</td><td>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr>"
        "<tr><td colspan=2>戊</td></tr></table>"
    )
    assert html_text(ARTICLE + table).split("\n")[2:] == ["一\t甲\t乙", "\t丙\t丁", "\t戊\t"]


def test_a_table_that_frames_the_page_is_no_table() -> None:
    text = html_text(f"<table><tr><td>{ARTICLE}</td></tr></table>")
    assert text.split("\n") == [
        "各单位要高度重视，认真落实整改任务。",
        "县教育局要按月报送进展情况。",
    ]


def test_words_parted_by_markup_stay_together() -> None:
    page = (
        "<p>整改<b>单</b><span>位</span>:县\n教育局</p>"
        "<p>说明\xa0文字 and words\nhere，按期完成。</p>"
    )
    assert html_text(page).split("\n") == [
        "整改单位:县教育局",
        "说明\xa0文字 and words here，按期完成。",
    ]


def test_a_covering_notice_in_a_box_of_its_own_is_kept() -> None:
    page = (
        "<div class=a><p>现将方案印发给你们，请认真贯彻执行。</p></div>"
        f"<div class=b>{ARTICLE * 30}</div>"
    )
    assert "现将方案印发给你们，请认真贯彻执行。" in html_text(page)


def test_an_article_called_position_is_not_taken_for_a_breadcrumb() -> None:
    assert "认真落实" in html_text(f"<div class='position-content'>{ARTICLE}</div>")


def test_a_page_without_a_heading_takes_the_title_it_declares() -> None:
    head = '<head><meta name="ArticleTitle" content="关于幼儿园安全工作的通知"></head>'
    lines = html_text(f"<html>{head}<body><div>{ARTICLE}</div></body></html>").split("\n")
    assert lines[0] == "关于幼儿园安全工作的通知"


def test_entities_are_refused() -> None:
    with pytest.raises(Refused, match="dtd"):
        html_text('<!DOCTYPE html [<!ENTITY x "y">]><p>&x;</p>')


@given(st.data())
def test_a_damaged_page_is_read_or_refused(data: st.DataObject) -> None:
    page = (PAGES / "table-header.html").read_bytes()
    start = data.draw(st.integers(0, len(page) - 1))
    end = data.draw(st.integers(start, min(start + 200, len(page))))
    broken = page[:start] + data.draw(st.binary(max_size=40)) + page[end:]
    assert isinstance(read_text(broken, "page.html"), str | Refused)


@given(st.text(alphabet="<>/=\"' divtablrpoh1;&#x字。：\n", max_size=300))
def test_any_markup_is_survived(markup: str) -> None:
    assert isinstance(html_text(markup), str)


def test_a_unit_that_spans_rows_holds_for_each_task() -> None:
    head = "".join(f"<td>{word}</td>" for word in ("序号", "工作任务", "责任单位", "完成时限"))
    first = "<td>1</td><td>新建幼儿园</td><td rowspan=2>县教育局</td><td>年底前</td>"
    page = f"<table><tr>{head}</tr><tr>{first}</tr><tr><td>2</td><td>改建</td><td>立行立改</td>"
    text = read_text(f"<html><body><p>任务清单如下。</p>{page}</tr></table>".encode(), "a.html")
    assert isinstance(text, str)
    assert text.split("\n")[-2:] == [
        "1\t新建幼儿园\t县教育局\t年底前",
        "2\t改建\t县教育局\t立行立改",
    ]
