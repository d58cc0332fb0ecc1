"""文件说明 — what was removed, left out or named otherwise is told before adoption."""

import io
from typing import Any

import pytest
from openpyxl import Workbook

from mengyang.core.findings import Refused
from mengyang.formats import sheet_cells
from mengyang.formats.confined import Answer, read_confined
from mengyang.formats.extraction import Extracted, extract
from mengyang.formats.series import Series
from tests.formats.making import PLAN, plan_docx

pytestmark = pytest.mark.usefixtures("warm_reading")


def said(answer: Answer | Refused) -> list[tuple[str, dict[str, object]]]:
    assert isinstance(answer, Answer)
    checks: Any = answer.reading["checks"]
    found = [check["finding"] for check in checks]
    return [
        (each["code"].removeprefix("formats.finding."), each["params"])
        for each in found
        if each["code"].startswith("formats.")
    ]


def book(cells: dict[str, str]) -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "任务"
    for row, words in enumerate(PLAN.splitlines(), 1):
        sheet.cell(row, 1, words)
    for place, words in cells.items():
        sheet[place] = words
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def findings(data: bytes) -> list[tuple[str, dict[str, object]]]:
    found = extract(data, "a.xlsx")
    assert isinstance(found, Extracted)
    return [(each.code.rpartition(".")[2], dict(each.params)) for each in found.findings]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_removed_nul_characters_are_counted_and_placed(encoding: str) -> None:
    text = PLAN.replace("\n", "\n\n", 1).replace("整改单位", "整改\0单位")
    first = text[: text.index("\0")].count("\n") + 1
    told = said(read_confined(text.encode(encoding), "a.txt"))
    assert told == [("nul_removed", {"count": text.count("\0"), "line": first})]
    assert said(read_confined(PLAN.encode(encoding), "a.txt")) == []


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("计划.PDF", plan_docx(), "DOCX"),
        ("a.doc", plan_docx(), "DOCX"),
        ("a.docx", PLAN.encode(), "TXT"),
    ],
)
def test_a_name_that_promises_another_kind_is_told(name: str, data: bytes, kind: str) -> None:
    params = {"extension": name.rpartition(".")[2].lower(), "kind": kind}
    assert said(read_confined(data, name)) == [("misnamed", params)]
    with Series() as series:
        assert said(series.read(data, name)) == [("misnamed", params)]
        assert said(series.read(plan_docx(), "a.docx")) == []


@pytest.mark.parametrize("name", ["a.docx", "A.DOCX", "a", "a.张三", "a.bak"])
def test_a_name_that_fits_or_promises_nothing_is_not_spoken_of(name: str) -> None:
    assert said(read_confined(plan_docx(), name)) == []


def test_columns_beyond_the_limit_are_told() -> None:
    beyond = {"IV1": "看得到", "IW1": "看不到", "IX2": "也看不到"}
    assert findings(book(beyond)) == [
        (
            "cells_left_out",
            {"sheet": "任务", "cells": 2, "first": "IW1", "columns": 256, "limit": 400_000},
        )
    ]
    assert findings(book({"IV1": "看得到"})) == []


def test_cells_beyond_the_limit_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = len(PLAN.splitlines())
    filled = sum(1 for line in PLAN.splitlines() if line)
    monkeypatch.setattr(sheet_cells, "_MOST_CELLS", filled)
    assert findings(book({})) == []
    ((code, params),) = findings(book({f"A{rows + 1}": "多出", f"A{rows + 2}": "的"}))
    assert (code, params["cells"], params["first"]) == ("cells_left_out", 2, f"A{rows + 1}")
