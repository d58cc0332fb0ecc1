"""The layout of official papers 公文版式: the facts of GB/T 9704 in the file that is written."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.document import Document as Paper
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from mengyang.formats.official_layout import CHARACTERS, LINES, SIZE, TIGHTER, TYPE_WIDTH
from mengyang.formats.official_paper import (
    Annex,
    Heading,
    Imprint,
    OfficialPaper,
    RedHead,
    Text,
    balanced,
    write_paper,
)
from mengyang.formats.official_tables import Form, FormRow
from mengyang.formats.table import Column, Table

TABLE = Table("t", "", (Column("序号", 6), Column("任务", 30)), [["1", "配齐保安"], ["2", "演练"]])
PAPER = OfficialPaper(
    title="关于学前教育安全提升行动方案任务进展情况的报告",
    blocks=(
        *(Heading(level, "情况") for level in (1, 2, 3, 4, 4, 2, 3, 1, 2)),
        Text("正文。"),
        Form((FormRow(("编号", "1", "时限", "立即")), FormRow(("意见", "同意"), 30))),
    ),
    head=RedHead("县教育局文件", "教〔2026〕12号", "张三"),
    addressee="县人民政府",
    closing=("县教育局", "2026年3月2日"),
    annexes=(Annex("任务分解表", (TABLE,), is_landscape=True),),
    imprint=Imprint("县教育局办公室", "2026年3月2日", "县政府办公室"),
    check="校验码：7K3M-92QF-X4TD",
)


def written(paper: OfficialPaper = PAPER) -> Paper:
    out = BytesIO()
    write_paper(paper, out)
    return Document(out)


def run_of(paper: Paper, words: str) -> Any:
    """The first run that begins with these words."""
    return next(run for each in paper.paragraphs for run in each.runs if run.text.startswith(words))


def font(run: Any) -> tuple[str, float]:
    return run._element.rPr.rFonts.get(qn("w:eastAsia")), run.font.size.pt


def test_page_margins_and_grid_are_those_of_the_standard() -> None:
    section = written(replace(PAPER, annexes=())).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    sides = (section.top_margin, section.left_margin, section.bottom_margin, section.right_margin)
    assert [round(side.mm) for side in sides] == [37, 28, 35, 26]
    grid = section._sectPr.find(qn("w:docGrid"))
    pitch = int(grid.get(qn("w:linePitch"))) / 20
    assert (grid.get(qn("w:type")), pitch) == ("lines", 28.95)
    type_area = Mm(297 - 37 - 35).pt
    assert int(type_area // pitch) == LINES == 22
    assert int(Mm(TYPE_WIDTH).pt // (SIZE.pt + TIGHTER / 20)) == CHARACTERS == 28


def test_fonts_sizes_and_lines_are_those_of_the_standard() -> None:
    paper = written()
    assert font(run_of(paper, "关于")) == ("方正小标宋简体", 22)
    assert font(run_of(paper, "正文")) == ("仿宋_GB2312", 16)
    assert font(run_of(paper, "一、")) == ("黑体", 16)
    assert font(run_of(paper, "（一）")) == ("楷体_GB2312", 16)
    assert font(run_of(paper, "1.")) == font(run_of(paper, "（1）")) == ("仿宋_GB2312", 16)
    body = next(each for each in paper.paragraphs if each.text == "正文。")
    assert body.paragraph_format.line_spacing == Pt(28.95)
    assert body.paragraph_format.first_line_indent == 2 * SIZE
    fonts = paper.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE).blob.decode()
    assert 'w:name="仿宋_GB2312"><w:altName w:val="仿宋;' in fonts
    assert "python-docx" not in (paper.core_properties.author, paper.core_properties.comments)


def test_headings_are_numbered_on_four_levels() -> None:
    told = [each.text for each in written().paragraphs if each.text.endswith("情况")]
    numbers = [words.removesuffix("情况") for words in told]
    assert numbers == ["一、", "（一）", "1.", "（1）", "（2）", "（二）", "1.", "二、", "（一）"]
    with pytest.raises(ValueError, match="level 1 to 4"):
        Heading(5, "情况")


def test_the_red_head_has_mark_number_signer_and_line() -> None:
    paper = written()
    mark, number = run_of(paper, "县教育局文件"), run_of(paper, "教〔2026〕12号")
    assert (font(mark)[0], str(mark.font.color.rgb)) == ("方正小标宋简体", "FF0000")
    assert font(number) == ("仿宋_GB2312", 16)
    assert font(run_of(paper, "张三")) == ("楷体_GB2312", 16)
    lines = [each._p.pPr.find(qn("w:pBdr")) for each in paper.paragraphs]
    red = [line.find(qn("w:bottom")).get(qn("w:color")) for line in lines if line is not None]
    assert red == ["FF0000"]
    plain = written(replace(PAPER, head=None))
    assert plain.paragraphs[0].text.startswith("关于")


def test_page_numbers_stand_between_dashes_outside_and_the_code_inside() -> None:
    paper = written()
    assert paper.settings.odd_and_even_pages_header_footer
    odd, even = (each.paragraphs[0] for each in (
        paper.sections[0].footer, paper.sections[0].even_page_footer
    ))  # fmt: skip
    assert odd.text == f"{PAPER.check}\t—  —" and even.text == f"—  —\t{PAPER.check}"
    for paragraph in (odd, even):
        (code,) = paragraph._p.iter(qn("w:instrText"))
        assert code.text.strip() == "PAGE"
        dash = next(run for run in paragraph.runs if "—" in run.text)
        assert font(dash) == ("宋体", 14)


def test_addressee_annex_and_signature_stand_where_they_belong() -> None:
    paper = written()
    told = [each.text for each in paper.paragraphs]
    addressee = paper.paragraphs[told.index("县人民政府：")]
    assert addressee.paragraph_format.first_line_indent == 0
    assert told.index("附件：任务分解表") < told.index("县教育局") < told.index("附件")
    signed = paper.paragraphs[told.index("2026年3月2日")]
    assert signed.paragraph_format.right_indent == 4 * SIZE
    assert font(run_of(paper, "附件")) != font(paper.paragraphs[told.index("附件")].runs[0])
    assert font(paper.paragraphs[told.index("附件")].runs[0]) == ("黑体", 16)
    first, second = paper.sections
    assert first.page_width < first.page_height and second.page_width > second.page_height


def test_tables_repeat_their_head_and_the_imprint_has_its_lines() -> None:
    form, table, imprint = written().tables
    assert [cell.text for cell in form.rows[0].cells] == ["编号", "1", "时限", "立即"]
    assert round(form.rows[1].height.mm) == 30
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [row.cells[1].text for row in table.rows] == ["任务", "配齐保安", "演练"]
    told = [row.cells[0].text for row in imprint.rows]
    assert told == ["抄送：县政府办公室。", "县教育局办公室\t2026年3月2日印发"]
    rules = imprint._tbl.tblPr.find(qn("w:tblBorders"))
    sizes = {each.tag.split("}")[1]: each.get(qn("w:sz")) for each in rules}
    assert sizes == {"top": "8", "bottom": "8", "insideH": "6"}


def test_a_long_title_is_broken_where_it_makes_sense() -> None:
    long = "关于《学前教育安全提升行动方案》任务进展情况的报告"
    assert balanced(long) == "关于《学前教育安全提升行动方案》\n任务进展情况的报告"
    assert balanced("短标题") == "短标题" and balanced("已经\n分行") == "已经\n分行"
    far = "关于《云麓地区学前教育专项督导反馈问题整改方案》\n任务进展情况的报告"
    assert [len(line) for line in balanced(far).split("\n")] == [12, 12, 9]
