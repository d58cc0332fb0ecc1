"""网页 — the document of a government page, without the page around it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mengyang.core.documents import read
from mengyang.core.findings import Level, Refused
from mengyang.formats import read_text
from mengyang.formats.html import html_text
from mengyang.formats.page_furniture import is_furniture, is_header_line
from tests.conftest import SHARED
from tests.formats.wrappings import WRAPPINGS, page_of

PAGES = Path(__file__).parent / "pages"
SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*/*/text.txt"))
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
    assert lines_of(ARTICLE + table)[2:] == ["一\t甲\t乙", "\t丙\t丁", "\t戊\t"]


def test_a_table_that_frames_the_page_is_no_table() -> None:
    assert lines_of(f"<table><tr><td>{ARTICLE}</td></tr></table>") == [
        "各单位要高度重视，认真落实整改任务。",
        "县教育局要按月报送进展情况。",
    ]


def test_words_parted_by_markup_stay_together() -> None:
    page = (
        "<p>整改<b>单</b><span>位</span>:县\n教育局</p>"
        "<p>说明\xa0文字 and words\nhere，按期完成。</p>"
    )
    assert lines_of(page) == [
        "整改单位:县教育局",
        "说明\xa0文字 and words here，按期完成。",
    ]


def test_a_covering_notice_in_a_box_of_its_own_is_kept() -> None:
    page = (
        "<div class=a><p>现将方案印发给你们，请认真贯彻执行。</p></div>"
        f"<div class=b>{ARTICLE * 30}</div>"
    )
    assert "现将方案印发给你们，请认真贯彻执行。" in lines_of(page)


def test_an_article_called_position_is_not_taken_for_a_breadcrumb() -> None:
    assert len(lines_of(f"<div class='position-content'>{ARTICLE}</div>")) == 2


def test_a_page_without_a_heading_takes_the_title_it_declares() -> None:
    head = '<head><meta name="ArticleTitle" content="关于幼儿园安全工作的通知"></head>'
    lines = lines_of(f"<html>{head}<body><div>{ARTICLE}</div></body></html>")
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
    assert isinstance(html_text(markup)[0], str)


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


@pytest.mark.parametrize("markup", WRAPPINGS)
def test_a_document_reads_the_same_whatever_marks_it_up(markup: str) -> None:
    for file in (*SAMPLES, *sorted((SHARED / "documents").glob("**/*.txt"))):
        printed = file.read_text("utf-8")
        lines = [line.strip(" \u3000") for line in printed.split("\n") if line.strip()]
        assert document_of(lines_of(page_of(lines, WRAPPINGS[markup]))) == document_of(lines), file


@pytest.mark.parametrize("markup", ["span, br", "pre", "Word"])
def test_no_item_is_lost_whatever_marks_it_up(markup: str) -> None:
    for file in SAMPLES[::8]:
        lines = [line.strip() for line in file.read_text("utf-8").split("\n") if line.strip()]
        text = "\n".join(lines_of(page_of(lines, WRAPPINGS[markup])))
        found = [item.path for item in read(text).obligations]
        assert found == [item.path for item in read("\n".join(lines)).obligations]


def test_a_breadcrumb_before_running_text_takes_nothing_with_it() -> None:
    crumb = "当前位置：首页 &gt; 公开\n"
    assert lines_of(f"<pre>{crumb}一、总体要求\n{ARTICLE}</pre>")[0] == "一、总体要求"
    assert "高度重视" in lines_of(f"<p>当前位置：首页 {'各单位要高度重视' * 30}</p>")[0]


def test_parts_of_a_document_in_boxes_of_their_own_stay_together() -> None:
    page = (
        "<div>各县（市）人民政府：</div><div>现将方案印发给你们。</div><div>一、总体要求</div>"
        f"<div>{ARTICLE * 40}</div><div>云岭县人民政府办公室</div><div>2024年3月5日</div>"
        "<div>网站导航</div>"
    )
    lines = lines_of(page)
    assert lines[:3] == ["各县（市）人民政府：", "现将方案印发给你们。", "一、总体要求"]
    assert lines[-2:] == ["云岭县人民政府办公室", "2024年3月5日"]


def test_rows_of_a_table_outside_the_text_stay() -> None:
    table = "<table><tr><td>序号<td>任务<td>单位</tr><tr><td>1<td>建园<td>县教育局</tr></table>"
    assert lines_of(f"<div>{ARTICLE * 40}</div>{table}")[-1] == "1\t建园\t县教育局"


def test_the_caption_of_a_table_is_a_line() -> None:
    table = "<table><caption>任务清单</caption><tr><td>1<td>建园</tr></table>"
    assert lines_of(ARTICLE + table)[2:] == ["任务清单", "1\t建园"]


@pytest.mark.parametrize(
    ("outside", "level", "count"),
    [
        ("<nav><a>首页</a><p>政务公开</p></nav>", Level.INFO, 2),
        ("<div hidden>本页由统计程序生成。</div>", Level.WARNING, 1),
        ("<p>技术支持：云岭县大数据中心。</p>", Level.INFO, 1),
        ("<div><p>网上问政</p></div>", Level.INFO, 1),
    ],
)
def test_what_is_left_out_of_a_page_is_told(outside: str, level: Level, count: int) -> None:
    _, told = html_text(f"<div>{ARTICLE * 9}</div>{outside}")
    assert [(each.code, each.level) for each in told] == [("formats.finding.page_left_out", level)]
    assert told[0].params["count"] == count


def test_a_page_that_is_all_document_says_nothing() -> None:
    assert html_text(f"<div>{ARTICLE}</div>")[1] == ()


def lines_of(page: str) -> list[str]:
    return html_text(page)[0].split("\n")


def document_of(lines: list[str]) -> list[str]:
    """The lines without header fields and furniture, blanks as one."""
    cells = ("\t".join(" ".join(cell.split()) for cell in line.split("\t")) for line in lines)
    return [
        line
        for line in map(str.strip, cells)
        if line
        and line != "通 知"
        and not is_furniture(line)
        and not is_header_line(line.replace("\t", ":"))
    ]
