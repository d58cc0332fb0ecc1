"""Word 文档 — what stands on the paper, in its order, and nothing that is not printed."""

import io

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mengyang.core.findings import Refused
from mengyang.formats import DEFAULT_LIMITS, read_text
from mengyang.formats.docx import docx_text
from mengyang.formats.word_numbering import written
from tests.formats.making import PLAN, W, plan_docx
from tests.formats.making import docx as made
from tests.formats.making import paragraph as p
from tests.formats.word_parts import cell, level, numbered, row

LISTS = (
    f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="5">'
    + level(0, "chineseCounting", "%1、")
    + level(1, "chineseCounting", "(%2)")
    + level(2, "decimal", "%3.")
    + level(3, "bullet", "•")
    + level(4, "decimal", "%1.%5", 3, "<w:isLgl/>")
    + '</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="5"/></w:num></w:numbering>'
)
STYLES = f"""<w:styles xmlns:w="{W}"><w:style w:styleId="H2"><w:basedOn w:val="H1"/></w:style>
<w:style w:styleId="H1"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="7"/></w:numPr></w:pPr>
</w:style><w:style w:styleId="L"><w:basedOn w:val="L"/></w:style></w:styles>"""


def text(body: str, **related: str) -> str:
    return docx_text(made(body, related), DEFAULT_LIMITS)[0]


def test_paragraphs_and_tables_keep_their_order() -> None:
    document = docx.Document()
    document.add_heading("一、工作任务", 1)
    document.add_paragraph("1.新建园舍。")
    table = document.add_table(rows=2, cols=2)
    for place, words in enumerate(("单位", "时限", "县教育局", "2024年12月底前")):
        table.cell(place // 2, place % 2).text = words
    document.add_paragraph("二、工作要求")
    file = io.BytesIO()
    document.save(file)
    assert docx_text(file.getvalue(), DEFAULT_LIMITS)[0].split("\n") == [
        "一、工作任务",
        "1.新建园舍。",
        "单位\t时限",
        "县教育局\t2024年12月底前",
        "二、工作要求",
    ]


def test_automatic_numbers_are_written_out() -> None:
    body = (
        numbered("总体要求", 0) + numbered("工作任务", 0) + p("", "") + numbered("扩大资源", 1)
        + numbered("新建", 2) + numbered("改建", 2) + numbered("说明", 3)
        + p("规范管理", '<w:pPr><w:pStyle w:val="H2"/></w:pPr>') + numbered("检查", 2)
        + numbered("附则", 4) + p("结语", '<w:pPr><w:pStyle w:val="L"/></w:pPr>')
    )  # fmt: skip
    assert text(body, numbering=LISTS, styles=STYLES).split("\n") == [
        "一、总体要求", "二、工作任务", "", "(一)扩大资源", "1.新建", "2.改建", "说明",
        "(二)规范管理", "1.检查", "2.3 附则", "结语",
    ]  # fmt: skip


def test_a_list_that_does_not_exist_gives_no_number() -> None:
    assert text(numbered("总体要求", 0)) == "总体要求"


@pytest.mark.parametrize(
    ("number", "form", "printed"),
    [
        (1, "chineseCounting", "一"),
        (10, "chineseCountingThousand", "十"),
        (12, "chineseCounting", "十二"),
        (20, "japaneseCounting", "二十"),
        (35, "taiwaneseCountingThousand", "三十五"),
        (105, "chineseCountingThousand", "一百〇五"),
        (110, "chineseCounting", "一百一十"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (12, "ideographDigital", "一二"),
        (3, "decimalEnclosedCircleChinese", "③"),
        (21, "decimalEnclosedCircle", "21"),
        (12, "decimalFullWidth", "１２"),
        (2, "upperLetter", "B"),
        (27, "lowerLetter", "27"),
        (14, "lowerRoman", "xiv"),
        (49, "upperRoman", "XLIX"),
        (10_000, "chineseCounting", "10000"),
        (7, "somethingNew", "7"),
    ],
)
def test_numbers_are_written_as_word_writes_them(number: int, form: str, printed: str) -> None:
    assert written(number, form) == printed


def test_cells_under_a_merged_cell_stay_empty() -> None:
    table = (
        row(cell("问题", '<w:vMerge w:val="restart"/>'), cell("措施"), cell("单位"))
        + row(cell("", "<w:vMerge/>"), cell("培训"), cell("县教育局"))
        + row(cell("合计", '<w:gridSpan w:val="2"/>'), cell("2项"))
        + "<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>" + cell("附") + cell("注") + "</w:tr>"
        + f"<w:tr><w:trPr><w:del/></w:trPr>{cell('删去')}{cell('的行')}{cell('')}</w:tr>"
    )  # fmt: skip
    assert text(f"<w:tbl>{table}</w:tbl>").split("\n") == [
        "问题\t措施\t单位",
        "\t培训\t县教育局",
        "合计\t\t2项",
        "\t附\t注",
    ]


def test_a_table_of_one_column_is_a_frame_around_paragraphs() -> None:
    inside = f"<w:tc>{p('第一段')}{p('第二段')}</w:tc>"
    assert text(f"<w:tbl><w:tr>{inside}</w:tr></w:tbl>") == "第一段\n第二段"


def test_a_cell_of_several_paragraphs_stays_one_field() -> None:
    units = f"<w:tc>{p('县委宣传部')}{p('县教育局')}</w:tc>"
    table = f"<w:tbl>{row(cell('1'), units)}</w:tbl>"
    assert text(table) == "1\t县委宣传部 县教育局"


def test_inserted_text_counts_and_deleted_or_hidden_text_does_not() -> None:
    runs = (
        "<w:p><w:r><w:t>整改</w:t></w:r><w:ins><w:r><w:t>单位</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>旧词</w:delText></w:r></w:del>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>:县</w:t></w:r>'
        "<w:hyperlink><w:r><w:t>教育局</w:t></w:r></w:hyperlink>"
        "<w:r><w:br/><w:t>整改时限</w:t><w:tab/><w:t>年底</w:t></w:r>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    assert text(runs) == "整改单位:县教育局\n整改时限\t年底"


def test_content_controls_and_text_boxes_are_read_once() -> None:
    box = f"<w:txbxContent>{p('框内文字')}</w:txbxContent>"
    body = (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p('控件文字')}</w:sdtContent></w:sdt>"
        f"<w:p><w:r><w:t>正文</w:t></w:r><w:r><w:AlternateContent><w:Choice>{box}</w:Choice>"
        f"<w:Fallback>{box}</w:Fallback></w:AlternateContent></w:r></w:p>"
    )
    assert text(body) == "控件文字\n正文\n框内文字"


def test_notes_follow_the_text() -> None:
    notes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="-1">{p("线")}</w:footnote>'
        f'<w:footnote w:id="2">{p("适龄幼儿指三至六周岁。")}</w:footnote></w:footnotes>'
    )
    assert text(p("正文"), footnotes=notes) == "正文\n\n注1：适龄幼儿指三至六周岁。"


def test_a_secrecy_mark_in_the_page_header_is_seen_and_other_headers_are_not() -> None:
    marked = f'<w:hdr xmlns:w="{W}">{p("机密★1年")}</w:hdr>'
    plain = f'<w:hdr xmlns:w="{W}">{p("云岭县教育局文件")}</w:hdr>'
    assert text(p("正文"), header=marked) == "机密★1年\n正文"
    assert text(p("正文"), header=plain) == "正文"


def test_the_strict_edition_of_the_format_reads_alike() -> None:
    strict = made(p("正文文字")).replace(b"", b"")
    other = made(f'<x:p xmlns:x="http://purl.oclc.org/ooxml/w"><x:r><x:t>{PLAN}</x:t></x:r></x:p>')
    assert docx_text(strict, DEFAULT_LIMITS)[0] == "正文文字"
    assert "云岭县" in docx_text(other, DEFAULT_LIMITS)[0]


@given(st.data())
def test_a_mutated_document_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(plan_docx())
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(whole) - 1))
        whole[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(4, len(whole)))
    assert isinstance(read_text(bytes(whole[:cut]), "plan.docx"), str | Refused)


MARKUP = st.lists(
    st.sampled_from(
        ["<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>", "</w:t>", "<w:tbl>", "</w:tbl>", "<w:tr>",
         "</w:tr>", "<w:tc>", "</w:tc>", "<w:sdt>", "</w:sdt>", '<w:gridSpan w:val="99999"/>',
         "<w:pPr><w:numPr><w:numId w:val='7'/><w:ilvl w:val='-3'/></w:numPr></w:pPr>", "字", "&#0;"]
    ),
    max_size=40,
)  # fmt: skip


@given(MARKUP)
def test_any_nesting_is_read_or_refused(pieces: list[str]) -> None:
    answer = read_text(made("".join(pieces), {"numbering": LISTS}), "plan.docx")
    assert isinstance(answer, str | Refused)
