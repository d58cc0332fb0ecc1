"""A unit's own plan in Word 实施方案稿: its layout; it comes back after editing outside."""

from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn

from mengyang.core.documents import read
from mengyang.core.documents.as_json import as_json
from mengyang.core.documents.inherited import Above, By, Own, Pair, paired
from mengyang.formats.extraction import read_text
from mengyang.formats.official_paper import chinese
from mengyang.formats.plan_docx import PaperPart, PaperTask, PlanPaper, write_plan

TITLES = ("配足专职保安和报警装置", "开展园舍安全鉴定", "规范食堂管理", "开展应急演练")
DUE = "2027-12-31"


def paper() -> BytesIO:
    """The draft as it goes out: three tasks led, one helped with."""
    tasks = tuple(
        PaperTask(
            title, f"上级任务{place}", (("责任单位", "县教育局"), ("完成时限", "2027年12月31日前"))
        )
        for place, title in enumerate(TITLES, start=1)
    )
    groups = (("牵头任务", tasks[:2]), ("配合任务", tasks[2:]))
    parts = (
        PaperPart("总体要求", ("明确责任科室和完成时限，确保按期完成。",)),
        PaperPart("主要任务", groups=groups),
        PaperPart("工作要求", ("各责任科室按照分工抓好落实。",)),
    )
    out = BytesIO()
    title = "县教育局贯彻落实《学前教育安全提升行动方案》实施方案"
    assert write_plan(PlanPaper(title, "为贯彻落实上级方案，制定本方案。", parts), out) == 4
    return out


def came_back(out: BytesIO) -> tuple[Pair, ...]:
    """What the ordinary reader makes of the file, beside the tasks above."""
    text = read_text(out.getvalue(), "方案.docx")
    assert isinstance(text, str)
    reading = as_json(read(text))
    own = [
        Own(each["path"], each["title"], each["quote"], each["deadline"]["on"] or "")
        for each in reading["obligations"]
    ]
    above = [Above(str(place), title, DUE) for place, title in enumerate(TITLES, start=1)]
    return paired(above, own)


def test_the_layout_is_that_of_an_official_document() -> None:
    document = Document(paper())
    section = document.sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in sides] == [37, 35, 28, 26]
    fonts = [
        run._element.rPr.rFonts.get(qn("w:eastAsia"))
        for paragraph in document.paragraphs
        for run in paragraph.runs
        if run.text
    ]
    assert {"方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312"} == set(fonts)
    assert {each.paragraph_format.line_spacing.pt for each in document.paragraphs} == {28.95}


def test_unedited_it_comes_back_as_it_went_out() -> None:
    pairs = came_back(paper())
    assert [pair.by for pair in pairs] == [By.MARKER] * 4
    assert [pair.differences for pair in pairs] == [()] * 4


def test_edited_outside_every_change_is_told() -> None:
    document = Document(paper())
    for paragraph in list(document.paragraphs):
        if "开展园舍安全鉴定" in paragraph.text:
            deadline = document.paragraphs[
                [each.text for each in document.paragraphs].index(paragraph.text) + 2
            ]
            deadline.runs[0].text = "完成时限：2028年6月30日前"
        if "规范食堂管理" in paragraph.text:
            paragraph.runs[0].text = paragraph.text.replace("（上级任务3）", "")
        if "开展应急演练" in paragraph.text:
            paragraph.runs[0].text = "2.编制园所平面疏散图册。"
    out = BytesIO()
    document.save(out)
    codes = [
        (pair.by.value, [each.code.partition(".")[2] for each in pair.differences])
        for pair in came_back(out)
    ]
    assert codes == [
        ("marker", []),
        ("marker", ["later"]),
        ("likeness", []),
        ("nothing", ["missing"]),
        ("nothing", ["added"]),
    ]


@pytest.mark.parametrize(("number", "words"), [(3, "三"), (10, "十"), (12, "十二"), (40, "四十")])
def test_places_are_written_in_chinese(number: int, words: str) -> None:
    assert chinese(number) == words
