"""导入表格单元格 — whatever a spreadsheet makes of what was typed comes back as it was typed."""

from datetime import date, datetime

import pytest
from openpyxl import Workbook

from mengyang.core.findings import Refused
from mengyang.formats.cells_worker import MOST_ROWS, typed_sheets
from mengyang.formats.limits import DEFAULT_LIMITS
from tests.formats.workbook_papers import saved

TYPED = [
    ("甲禾县 ", "甲禾县"),
    ("007", "007"),
    (7, "7"),
    (7.0, "7"),
    (0.25, "0.25"),
    (True, "TRUE"),
    (date(2026, 3, 31), "2026-03-31"),
    (datetime(2026, 3, 31, 18, 30), "2026-03-31 18:30:00"),  # noqa: DTZ001
    ("=1+1", ""),
    ("两\n行", "两\n行"),
]


def rows(made: Workbook) -> object:
    return sheets(saved(made))["Sheet"]


def sheets(data: bytes) -> dict[str, object]:
    return {str(each["name"]): each["rows"] for each in typed_sheets(data, DEFAULT_LIMITS)}


@pytest.mark.parametrize(("value", "text"), TYPED)
def test_a_cell_comes_back_as_it_was_typed(value: object, text: str) -> None:
    made = Workbook()
    made.active["B3"] = value
    made.active["C3"] = "末"
    assert rows(made) == [[], [], ["", text, "末"]]


@pytest.mark.parametrize("form", ['yyyy"年"m"月"d"日"', 'm"月"d"日"', "dd/mm/yyyy"])
def test_a_day_is_known_by_its_look(form: str) -> None:
    made = Workbook()
    made.active.append([date(2026, 3, 31)])
    made.active["A1"].number_format = form
    assert rows(made) == [["2026-03-31"]]


def test_days_count_from_where_the_workbook_says() -> None:
    made = Workbook()
    made.epoch = datetime(1904, 1, 1)  # noqa: DTZ001
    made.active.append([date(2026, 3, 31)])
    assert rows(made) == [["2026-03-31"]]


def test_hidden_sheets_and_gaps_are_kept_and_empty_ends_are_not() -> None:
    made = Workbook()
    made.active.append(["一", None, None])
    made.active.append([])
    made.active.append([None, "二"])
    made.create_sheet("底稿").sheet_state = "hidden"
    found = sheets(saved(made))
    assert found == {"Sheet": [["一"], [], ["", "二"]], "底稿": []}


def test_too_many_rows_and_no_workbook_are_refused() -> None:
    made = Workbook()
    made.active.cell(MOST_ROWS + 1, 1).value = "多"
    with pytest.raises(Refused, match="too_many_rows"):
        rows(made)
    with pytest.raises(Refused, match="torn"):
        typed_sheets(b"PK\x03\x04 no package", DEFAULT_LIMITS)


def test_merged_and_computed_cells_are_named() -> None:
    made = Workbook()
    made.active.append(["一", "=1+1"])
    made.active.merge_cells("A2:B3")
    (found,) = typed_sheets(saved(made), DEFAULT_LIMITS)
    assert (found["merged"], found["computed"]) == (["A2"], ["B1"])
