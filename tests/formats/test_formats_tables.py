"""表 — workbooks, separated values and terminal tables: all rows, right types, no formula."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from mengyang.formats.columns import printed_lines, text_width, wrap
from mengyang.formats.separated import csv_bytes, csv_pieces, without_guard
from mengyang.formats.table import Cell, Column, Table
from mengyang.formats.xlsx import HEADER_ROW, write_workbook

COLUMNS = (Column("事项", 20), Column("学位", 8, "#,##0", "right"), Column("日期", 12))
DAY = datetime.fromisoformat("2024-12-31")
MOMENT = datetime.fromisoformat("2024-03-05 09:30")
ROWS: list[list[Cell]] = [
    ["新建第三幼儿园", 1270, date(2024, 12, 31)],
    ["=1+1", Decimal("3.5"), datetime(2024, 3, 5, 9, 30, tzinfo=UTC)],
    ["-不在编\x07", None, "长期"],
]


def table(rows: list[list[Cell]] = ROWS, columns: tuple[Column, ...] = COLUMNS) -> Table:
    return Table("台账", "整改台账", columns, rows, lambda count: f"共 {count} 行")


def reopened(made: Table) -> io.BytesIO:
    file = io.BytesIO()
    write_workbook([made], file)
    file.seek(0)
    return file


def test_a_workbook_opens_again_with_all_rows_and_its_count() -> None:
    file = io.BytesIO()
    assert write_workbook([table(), Table("空表", "空", COLUMNS[:1], [])], file) == {
        "台账": 3,
        "空表": 0,
    }
    file.seek(0)
    workbook = load_workbook(file)
    assert workbook.sheetnames == ["台账", "空表"]
    sheet = workbook["台账"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][0] == "整改台账"
    assert rows[1] == ["事项", "学位", "日期"]
    assert rows[2] == ["新建第三幼儿园", 1270, DAY]
    assert rows[3][1:] == [3.5, MOMENT]
    assert rows[4] == ["-不在编", None, "长期"]
    assert rows[6][0] == "共 3 行"


def test_a_row_is_high_enough_for_its_wrapped_text() -> None:
    columns = (Column("序号", 7), Column("整改措施", 48))
    rows: list[list[Cell]] = [["1", "加大培养力度"], ["2", "加大培养力度，" * 20], ["3", "一\n二"]]
    sheet = load_workbook(reopened(table([*rows, ["4", "长" * 9000]], columns))).active
    assert sheet is not None
    heights = [sheet.row_dimensions[HEADER_ROW + number].height for number in range(1, 5)]
    assert heights == [None, 105, 30, 409]


def test_the_header_stays_in_sight_and_columns_have_their_shape() -> None:
    sheet = load_workbook(reopened(table()))["台账"]
    assert sheet.freeze_panes == f"A{HEADER_ROW + 1}"
    assert sheet.print_title_rows == f"${HEADER_ROW}:${HEADER_ROW}"
    assert sheet.auto_filter.ref == "A2:C5"
    assert sheet.column_dimensions["A"].width == 20
    assert sheet["B3"].number_format == "#,##0"
    assert sheet["B3"].alignment.horizontal == "right"
    assert sheet["C3"].number_format == "yyyy-mm-dd"
    assert sheet["C4"].number_format == "yyyy-mm-dd hh:mm"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    made = table([[text, 1, None]])
    cell = load_workbook(reopened(made))["台账"]["A3"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    shown = next(csv.reader(io.StringIO(csv_bytes(made).decode("utf-8-sig").split("\r\n", 1)[1])))
    assert shown[0] == "'" + text
    assert without_guard(shown[0]) == text


def test_a_text_longer_than_a_cell_says_how_much_is_left_out() -> None:
    cell = load_workbook(reopened(table([["字" * 40_000, 1, None]])))["台账"]["A3"]
    assert len(cell.value) <= 32_767
    kept, _, left = cell.value.partition("…[+")
    assert len(kept) + int(left.rstrip("]")) == 40_000


def test_rows_that_break_off_leave_no_scratch_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def rows() -> Iterator[list[Cell]]:
        yield ["新建", 1, None]
        raise ConnectionError("gone")

    with pytest.raises(ConnectionError):
        write_workbook([Table("台账", "台账", COLUMNS, rows())], io.BytesIO())
    assert list(tmp_path.iterdir()) == []


def test_a_number_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="NaN"):
        reopened(table([["a", Decimal("NaN"), None]]))


@pytest.mark.parametrize("name", ["", "a" * 32, "a/b", "[x]"])
def test_a_name_no_sheet_can_have_is_a_mistake(name: str) -> None:
    with pytest.raises(ValueError, match="sheet"):
        Table(name, "t", COLUMNS, [])


def test_separated_values_open_with_a_mark_and_have_every_row() -> None:
    data = csv_bytes(table())
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[0] == ["事项", "学位", "日期"]
    assert rows[1:] == [
        ["新建第三幼儿园", "1270", "2024-12-31"],
        ["'=1+1", "3.5", "2024-03-05 09:30"],
        ["'-不在编\x07", "", "长期"],
    ]


def test_many_rows_leave_in_pieces() -> None:
    pieces = list(csv_pieces(table([["某事项" * 9, 1, None]] * 5000)))
    assert len(pieces) > 2
    assert b"".join(pieces).count(b"\r\n") == 5001


@given(st.lists(st.text(max_size=20), min_size=1, max_size=4))
def test_any_text_survives_separated_values(texts: list[str]) -> None:
    kept = [text for text in texts if "\0" not in text and text.isprintable()]
    columns = tuple(Column(str(n)) for n in range(len(kept) + 1))
    data = csv_bytes(Table("t", "t", columns, [[*kept, "end"]])).decode("utf-8-sig")
    row = list(csv.reader(io.StringIO(data, newline="")))[1]
    assert [without_guard(cell) for cell in row] == [*kept, "end"]


def test_a_terminal_table_is_aligned_by_east_asian_widths() -> None:
    lines = list(printed_lines(table(), 80))
    assert [line.replace("\x07", "") for line in lines] == [
        "整改台账",
        "事项            学位  日期",
        "--------------  ----  ----------------",
        "新建第三幼儿园  1270  2024-12-31",
        "=1+1             3.5  2024-03-05 09:30",
        "-不在编               长期",
        "共 3 行",
    ]


@given(st.text(max_size=60), st.integers(4, 30))
def test_wrapped_text_loses_nothing_and_fits(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join(lines) == text.replace("\n", "")
    assert all(text_width(line) <= width for line in lines)


def test_full_width_signs_take_two_columns_and_combining_marks_none() -> None:
    assert [text_width(text) for text in ("学a", "（Ａ）", "e\u0301", "\u200b", "ｱ")] == [
        3,
        6,
        1,
        0,
        1,
    ]


def test_no_line_begins_with_a_closing_mark() -> None:
    assert wrap("各县各乡。办", 8) == ["各县各", "乡。办"]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("Responsible units by when", 12, ["Responsible ", "units by ", "when"]),
        ("期限2024-12-31前", 12, ["期限", "2024-12-31前"]),
        ("on the ledger.", 13, ["on the ", "ledger."]),
        ("incomprehensibilities", 10, ["incomprehe", "nsibilitie", "s"]),
        ("aa\nbbbb cc", 6, ["aa", "bbbb ", "cc"]),
    ],
)
def test_no_word_is_broken_that_a_line_can_hold(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width) == lines


def test_a_column_keeps_room_for_its_words() -> None:
    columns = (Column("Item", 20), Column("Responsible", 20), Column("Deadline", 20))
    rows: list[list[Cell]] = [["Build a kindergarten " * 5, "Education bureau", "2024-12-31"]]
    words = " ".join(printed_lines(table(rows, columns), 50)).split()
    assert {"Responsible", "kindergarten", "Education", "2024-12-31"} <= set(words)


def test_of_a_long_cell_only_its_beginning_is_printed_where_asked_for() -> None:
    rows: list[list[Cell]] = [["幼儿" * 1000, 270, "2024-12-31"]]
    assert "".join(printed_lines(table(rows), 80)).count("幼") == 1000
    printed = "".join(printed_lines(table(rows), 80, 100))
    assert printed.count("幼") == 50
    assert "…" in printed


@given(st.integers(20, 200))
def test_rows_fit_the_terminal(width: int) -> None:
    rows: list[list[Cell]] = [["关于“学位不足”的问题,需要新建幼儿园一所。", 270, "2024-12-31"]]
    assert all(text_width(line) <= width for line in printed_lines(table(rows), width))
