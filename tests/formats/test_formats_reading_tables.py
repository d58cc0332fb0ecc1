"""阅读结果表 — every column of every kind, worded in both languages, from made-up entries."""

import re
from collections.abc import Mapping

import pytest

from mengyang.core.documents.records import DeadlineKind
from mengyang.formats.reading_tables import FIELDS, reading_table
from mengyang.formats.table import Cell
from mengyang.web.wording import word

ENTRY = {"path": "三/(一)/2", "span": [0, 2], "quote": "原文"}


def rows(kind: str, entry: Mapping[str, object], language: str = "zh") -> dict[str, Cell]:
    table = reading_table(
        kind, [("a.txt", {kind: [ENTRY | entry]})], lambda code, p: word(code, p, language)
    )
    (row,) = table.rows
    return dict(zip([column.title for column in table.columns], row, strict=True))


@pytest.mark.parametrize("kind", FIELDS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_heading_is_worded(kind: str, language: str) -> None:
    table = reading_table(kind, [("a", {}), ("b", {})], lambda code, p: word(code, p, language))
    words = [table.title, *(column.title for column in table.columns)]
    assert not [each for each in words if re.search(r"[a-z]\.[a-z]", each)]
    assert len(set(words[1:])) == len(words) - 1
    assert list(table.rows) == []


def test_units_carry_their_roles() -> None:
    units = [
        {"name": "县教育局", "role": "lead", "stated": True},
        {"name": "县财政局", "role": "joint", "stated": True},
        {"name": "各乡镇", "role": "responsible", "stated": True},
        {"name": "幼儿园", "role": "responsible", "stated": False},
    ]
    entry = {"responsible_units": units, "units_are_open": True}
    who = rows("obligations", entry)["责任单位"]
    assert who == "县教育局（牵头）、县财政局（配合）、各乡镇、幼儿园（句中主语）等"
    assert str(rows("obligations", entry, "en")["Who"]).startswith("县教育局 (lead)、")


def test_leaders_stand_in_a_column_of_their_own() -> None:
    leaders = [{"name": "张三（副县长）"}, {"name": "李四"}]
    assert (
        rows("obligations", {"responsible_leaders": leaders})["责任领导"] == "张三（副县长）、李四"
    )


@pytest.mark.parametrize(
    ("deadline", "shown"),
    [
        ({"kind": "none", "on": [], "raw": []}, ""),
        ({"kind": "ongoing", "on": [], "raw": ["长期坚持"]}, "长期坚持"),
        ({"kind": "by date", "on": ["2024-12-31"], "raw": ["年底前"]}, "2024-12-31(年底前)"),
        ({"kind": "by date", "on": ["2024-12-31"], "raw": []}, "2024-12-31"),
        ({"kind": "by date-time", "on": ["2024-06-20T18:00:00"], "raw": []}, "2024-06-20 18:00:00"),
        ({"kind": "recurring", "on": [], "raw": []}, "周期性"),
        (None, ""),
    ],
)
def test_a_deadline_shows_its_day_and_its_words(deadline: object, shown: str) -> None:
    assert rows("obligations", {"deadline": deadline})["时限"] == shown


@pytest.mark.parametrize("kind", [kind for kind in DeadlineKind if kind != DeadlineKind.NONE])
def test_every_kind_of_deadline_has_a_word(kind: DeadlineKind) -> None:
    shown = rows("obligations", {"deadline": {"kind": kind.value, "on": [], "raw": []}})["时限"]
    assert shown
    assert "reading." not in str(shown)


def test_remedies_stand_one_a_line_and_an_explanation_in_their_place() -> None:
    remedies = [{"text": "一是新建。"}, {"text": "二是改建。"}]
    assert rows("obligations", {"remedies": remedies})["措施或说明"] == "一是新建。\n二是改建。"
    assert rows("obligations", {"explanation": "不存在。"})["措施或说明"] == "不存在。"


def test_one_value_is_a_number_and_a_range_is_words() -> None:
    assert rows("targets", {"value": [98], "comparator": ">="})["数值"] == 98
    shown = rows("figures", {"value": [5000, 12000], "comparator": "range"})
    assert (shown["数值"], shown["比较"]) == ("5000—12000", "区间")


def test_a_finding_is_worded_with_its_parameters() -> None:
    finding = {"code": "cli.refused.no_file", "params": {"name": "甲"}, "level": "warning"}
    shown = rows("checks", {"finding": finding})
    assert (shown["级别"], shown["核对结论"]) == ("警告", "没有找到文件“甲”。")


def test_words_outside_every_clause_are_placed_in_words() -> None:
    assert rows("unread", {"path": "closing"})["条款"] == "结尾"
    assert rows("unread", {"path": "preamble"}, "en")["Clause"] == "opening"
    assert rows("unread", {})["条款"] == "三/(一)/2"
