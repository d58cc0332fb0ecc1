"""台账回填表 — the ledger out with its hidden marks, and what comes back of it edited."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from mengyang.core.findings import Refused
from mengyang.formats import ledger_worker
from mengyang.formats.entry_form import Line
from mengyang.formats.ledger_edits import Expected
from mengyang.formats.ledger_sheet import SHEET, Marks
from mengyang.formats.ledger_worker import edited_rows
from mengyang.formats.limits import DEFAULT_LIMITS
from mengyang.formats.table import Cell, Column, Table
from mengyang.formats.xlsx import write_workbook

COLUMNS = {"number": "序号", "due_on": "到期日", "progress": "最新进展", "percent": "完成比例"}
ROWS: list[tuple[Cell, ...]] = [
    ("1", date(2026, 3, 31), "=SUM(1) 已开工", 40),
    ("2", None, "", "不详"),
    ("3", None, "甲。\r\n乙。\x07", None),
]
type Edit = Callable[[Worksheet], Any]


def taken(*edits: Edit, rows: list[tuple[Cell, ...]] = ROWS) -> list[Line] | Refused:
    marks = Marks(5, "台账", COLUMNS)
    for number, row in enumerate(rows, 1):
        marks.keep(number, 9, row)
    marks.note = "共 3 行。"
    table = Table(
        "台账", "台账", tuple(map(Column, COLUMNS.values())), rows, note=lambda _: marks.note
    )
    out = io.BytesIO()
    write_workbook([table], out, (marks.name, marks.rows()))
    if edits:
        book = openpyxl.load_workbook(io.BytesIO(out.getvalue()))
        for edit in edits:
            edit(book.worksheets[0])
        out = io.BytesIO()
        book.save(out)
    try:
        *rows, end = edited_rows(out.getvalue(), DEFAULT_LIMITS, Expected(5, COLUMNS))
    except Refused as refused:
        return refused
    assert isinstance(end, dict) and end["sheet"] == "台账"
    return [Line("台账", *row[:3], SHEET, row[3]) for row in rows]  # type: ignore[misc, index]


def put(cell: str, value: Any) -> Edit:
    def edit(sheet: Worksheet) -> None:
        sheet[cell].value = value

    return edit


def values(found: list[Line] | Refused) -> list[dict[str, str]]:
    assert isinstance(found, list)
    carried = ("task", "version", "number")
    return [{k: v for k, v in line.values.items() if k not in carried} for line in found]


def test_what_is_edited_comes_back_and_nothing_else() -> None:
    edits = (
        put("B4", date(2026, 5, 31)),
        put("C3", "=SUM(1) 已开工\n封顶。"),
        put("D3", 60),
        put("C5", "丙。甲。乙。"),
    )
    found = taken(*edits)
    # What a spreadsheet would compute is text here, as whoever typed it sees it.
    assert isinstance(found, Refused) and found.reason == "ledger.refused.sheet_computed"

    def as_text(sheet: Worksheet) -> None:
        sheet["C3"].data_type = "s"

    found = taken(*edits, as_text)
    assert values(found) == [
        {"progress": "封顶。", "percent": "60"},
        {"due_on": "2026-05-31"},
        {"progress": "丙。"},
    ]
    assert isinstance(found, list) and found[0].cell("progress") == "C3"
    assert [line.value("task") for line in found] == ["1", "2", "3"]


def test_rows_may_be_sorted_left_out_and_added() -> None:
    def work(sheet: Worksheet) -> None:
        sheet.delete_rows(3)
        sheet.insert_rows(4)
        sheet["A4"].value, sheet["C4"].value = "2.1", "新增"

    found = taken(work)
    # Rows that say what went out are not told of.
    assert isinstance(found, list) and [line.value("number") for line in found] == ["2.1"]
    assert "task" not in found[0].values


def test_a_number_that_stands_twice_says_so() -> None:
    def work(sheet: Worksheet) -> None:
        sheet.append(["2", None, "又一行"])

    (found,) = values(taken(work))
    assert found == {"progress": "又一行", "percent": "", "twice": "1"}


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda sheet: sheet.merge_cells("C3:C4"), "ledger.refused.sheet_merged"),
        (lambda sheet: sheet.parent.remove(sheet.parent["mengyang"]), "formats.refused.other_form"),
        (lambda sheet: setattr(sheet, "title", "别的"), "formats.refused.no_sheet"),
        (lambda sheet: sheet.delete_cols(2), "formats.refused.no_column"),
        (
            lambda sheet: put("B3", "6")(sheet.parent["mengyang"]),
            "ledger.refused.other_plan_sheet",
        ),
    ],
)
def test_a_file_that_is_not_this_ledger_is_refused_whole(spoil: Edit, reason: str) -> None:
    found = taken(spoil)
    assert isinstance(found, Refused) and found.reason == reason


def test_more_rows_than_the_limit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_worker, "MOST_TASKS", 2)
    found = taken()
    assert isinstance(found, Refused) and found.params == {"rows": 3, "limit": 2}


@settings(max_examples=4, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=60, max_size=60))
def test_whatever_a_text_holds_it_comes_back_as_it_went_out(texts: list[str]) -> None:
    rows: list[tuple[Cell, ...]] = [
        (str(number), None, text, None) for number, text in enumerate(texts)
    ]
    assert all(not each for each in values(taken(rows=rows)))
