"""任务表 — rows going on with the item above: each remedy its own day and unit, no other row's."""

from datetime import date

import pytest

from mengyang.core.documents import read
from mengyang.core.documents.records import Obligation, Reading
from mengyang.formats.merged_cells import Placed, rows_of_cells

HEADS = ("序号", "反馈问题", "整改措施", "责任单位", "整改时限")


def table(*rows: tuple[str, ...], before: str = "") -> Reading:
    lines = "\n".join("\t".join(row) for row in (HEADS, *rows))
    return read(f"甲县整改台账\n{before}{lines}\n")


def remedies(item: Obligation) -> list[tuple[str, list[str], list[date]]]:
    return [
        (each.text, [unit.name for unit in each.responsible_units], list(each.deadline.on))
        for each in item.remedies
    ]


def test_an_item_of_two_rows_has_the_days_of_both() -> None:
    reading = table(
        ("1", "用地未落实", "征地", "甲局", "2024年6月底前"),
        ("", "", "施工", "乙局", "2024年12月底前"),
    )
    (item,) = reading.obligations
    assert (item.deadline.kind, item.deadline.on) == (
        "several", (date(2024, 6, 30), date(2024, 12, 31)),
    )  # fmt: skip
    assert remedies(item) == [
        ("征地", ["甲局"], [date(2024, 6, 30)]),
        ("施工", ["乙局"], [date(2024, 12, 31)]),
    ]
    assert item.quote.endswith("乙局\t2024年12月底前")


@pytest.mark.parametrize(
    ("first", "second", "kind", "days"),
    [
        ("2024年6月底前", "2024年6月底前", "by date", [date(2024, 6, 30)]),
        ("2024年6月底前", "长期坚持", "by date+ongoing", [date(2024, 6, 30)]),
        ("立行立改", "", "immediate", []),
        ("", "2024年9月底前", "by date", [date(2024, 9, 30)]),
        ("长期坚持", "长期坚持", "ongoing", []),
    ],
)
def test_the_days_of_rows_are_joined(first: str, second: str, kind: str, days: list[date]) -> None:
    reading = table(("1", "缺教师", "招聘", "甲局", first), ("", "", "培训", "甲局", second))
    (item,) = reading.obligations
    assert (item.deadline.kind, list(item.deadline.on)) == (kind, days)
    assert [unit.name for unit in item.responsible_units] == ["甲局"]


@pytest.mark.parametrize("before", ["", "一、整改任务\n"])
def test_a_number_of_a_row_is_due_by_its_own_day(before: str) -> None:
    reading = table(
        ("1", "用地未落实", "征地5处", "甲局", "2024年6月底前"),
        ("2", "缺教师", "招聘20人", "乙局", "2024年8月31日前"),
        ("3", "缺保育员", "招聘30人", "乙局", "长期坚持"),
        before=before,
    )
    assert [(each.value[0], each.by) for each in reading.targets] == [
        (5, "2024-06-30"), (20, "2024-08-31"), (30, None),
    ]  # fmt: skip


def test_a_cell_merged_in_the_file_gives_the_same() -> None:
    cells = [Placed(word, 0, at) for at, word in enumerate(HEADS)]
    cells += [Placed("1", 1, 0, height=2), Placed("用地未落实", 1, 1, height=2)]
    cells += [Placed("征地", 1, 2), Placed("甲局", 1, 3), Placed("2024年6月底前", 1, 4)]
    cells += [Placed("施工", 2, 2), Placed("乙局", 2, 3), Placed("2024年12月底前", 2, 4)]
    (item,) = read("甲县整改台账\n" + "\n".join(rows_of_cells(cells)) + "\n").obligations
    assert [days for _, _, days in remedies(item)] == [[date(2024, 6, 30)], [date(2024, 12, 31)]]
