"""无框线表 — a table printed without lines is read where its columns can be told, else named."""

import pytest

from mengyang.formats.sheet_text import sheets_text
from mengyang.formats.sheets import Run, Sheet

SIZE = 12.0
HEADS = ("序号", "反馈问题", "整改措施", "责任单位", "整改时限")
LEFT = (60.0, 110.0, 210.0, 330.0, 430.0)
PROSE = "一、整改任务，逐项抓好落实，确保按期完成整改任务并报送情况。"


def run(text: str, x: float, y: float) -> Run:
    return Run(text, x, x + SIZE * len(text), y, SIZE)


def page(*lines: tuple[float, tuple[str, ...]]) -> Sheet:
    """A page of lines, each with its height and its cells; one cell alone is a line of prose."""
    sheet = Sheet(595, 842)
    for y, cells in lines:
        for x, words in zip(LEFT, cells, strict=False):
            if words:
                sheet.add(run(words, x, y))
    return sheet


FIRST = (
    (100.0, (PROSE,)),
    (130.0, HEADS),
    (150.0, ("1", "门卫配备", "配齐专职保", "县公安局", "2026年6月")),
    (168.0, ("", "不足", "安", "", "底前")),
    (190.0, ("2", "食堂证照", "限期补办", "县市场监", "立行立改")),
    (208.0, ("", "不全", "", "管局", "")),
)
CLOSING = (240.0, ("二、工作要求，各单位要加强组织领导，认真抓好落实。",))


def test_cells_over_several_lines_are_rows_again() -> None:
    text, findings = sheets_text([page(*FIRST, CLOSING)], 10)
    assert text.split("\n") == [
        PROSE,
        "\t".join(HEADS),
        "1\t门卫配备不足\t配齐专职保安\t县公安局\t2026年6月底前",
        "2\t食堂证照不全\t限期补办\t县市场监管局\t立行立改",
        CLOSING[1][0],
    ]
    assert findings == ()


def test_it_goes_on_over_the_page_end_with_its_numbers() -> None:
    following = (
        (80.0, ("3", "消防设施", "更换设施", "县消防大", "长期坚持")),
        (98.0, ("", "老化", "", "队", "")),
    )
    sheets = [page(*FIRST, (800.0, ("", "", "— 1 —"))), page(*following, CLOSING)]
    text, findings = sheets_text(sheets, 10)
    assert "3\t消防设施老化\t更换设施\t县消防大队\t长期坚持" in text.split("\n")
    assert findings == ()


@pytest.mark.parametrize(
    "rows",
    [
        # no serial number tells where a row begins
        ((130.0, ("", *HEADS[1:])), (150.0, ("", "门卫配备", "配齐", "县公安局", "6月底前"))),
        # words that reach over two columns
        ((130.0, HEADS), (150.0, ("1", "门卫配备不足且没有专职保安人员", "", "县公安局"))),
    ],
)
def test_what_cannot_be_told_is_said(rows: tuple[tuple[float, tuple[str, ...]], ...]) -> None:
    _, findings = sheets_text([page((100.0, (PROSE,)), *rows, CLOSING)], 10)
    [finding] = findings
    assert (finding.code, finding.params) == ("formats.finding.columns_untold", {"pages": "1"})


def test_a_line_of_spaced_words_is_no_table() -> None:
    _, findings = sheets_text([page((100.0, (PROSE,)), (130.0, ("甲", "乙", "丙", "丁")))], 10)
    assert findings == ()
