"""电子表格文档 — a task table kept in Excel or as CSV is a document like any other."""

from datetime import date

import pytest
from openpyxl import Workbook

from mengyang.core.documents import read
from mengyang.core.findings import Refused
from mengyang.formats.extraction import Extracted, extract
from tests.formats.making import packed
from tests.formats.workbook_papers import book, saved


def text(data: bytes) -> str:
    extracted = extract(data, "a")
    assert isinstance(extracted, Extracted), (extracted.reason, extracted.params)
    return extracted.text


def test_a_workbook_reads_as_its_rows_show_them() -> None:
    assert text(saved(book())).split("\n") == [
        "云岭县学前教育重点任务分解表",
        "序号\t工作任务\t责任单位\t完成时限",
        "1\t新建县第三幼儿园\t县教育局\t2026年9月30日",
        "2\t改建幼儿园4所 增设学位\t县教育局\t立行立改",
        "3\t开展收费检查\t县发改局\t",
    ]


def test_its_tasks_have_units_and_days() -> None:
    items = read(text(saved(book()))).obligations
    assert [[unit.name for unit in item.responsible_units] for item in items] == [
        ["县教育局"], ["县教育局"], ["县发改局"],
    ]  # fmt: skip
    assert items[0].deadline.on == (date(2026, 9, 30),)


@pytest.mark.parametrize(
    ("form", "shown"),
    [("yyyy-mm-dd", "2026年9月30日"), ('yyyy"年"m"月"', "2026年9月"), ("0.00", "46295"),
     ("[$-804]yyyy/m/d;@", "2026年9月30日"), ("mmm-yy", "2026年9月")],
)  # fmt: skip
def test_a_day_reads_as_one_and_a_number_stays_one(form: str, shown: str) -> None:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append([46295, "云岭县学前教育重点任务分解表完成时限一览表附后"])
    sheet["A1"].number_format = form
    assert text(saved(made)).split("\t")[0] == shown


def test_csv_is_told_by_its_rows_and_running_text_with_commas_is_not() -> None:
    rows = '序号,工作任务,责任单位\n1,新建县第三幼儿园,县教育局\n2,"扩建,改建幼儿园",县财政局\n'
    assert text(rows.encode("gb18030")).split("\n")[2] == "2\t扩建,改建幼儿园\t县财政局"
    prose = "为推进工作,现将方案印发给你们,请遵照执行。\n各单位要高度重视,认真组织。\n"
    assert text(prose.encode()) == prose


def test_a_workbook_that_asks_for_entities_or_is_torn_is_refused() -> None:
    hostile = packed({"xl/workbook.xml": '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'})
    answer = extract(hostile, "a.xlsx")
    assert isinstance(answer, Refused)
    assert answer.reason == "formats.refused.dtd"
    whole = saved(book())
    torn = extract(whole[: len(whole) // 2], "a.xlsx")
    assert isinstance(torn, Refused)
    assert torn.reason == "formats.refused.torn"
