"""更正 — targets and reporting duties as a person sets them, and targets of selected words."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mengyang.core.documents.corrections import (
    COMPARATORS,
    ReportChange,
    TargetChange,
    corrected_report,
    corrected_target,
    new_target,
)
from mengyang.core.findings import Refused

TEXT = "二、主要目标\n到2027年，普惠性幼儿园覆盖率达到92%以上，新增学位3000个。其余另行通知。"
TARGET = {"path": "二", "span": [7, 40], "quote": "……", "value": 92, "hedge": None}
CHANGE = TargetChange("普惠性幼儿园覆盖率", ">=", ("92.5",), "%", "2027", "keep", "全县")
REPORT = ReportChange(("各县",), ("进展",), "地区教育局", "by date", ("2026-06-30",), "6月底前")


def _span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def test_a_target_keeps_its_place_and_takes_the_new_values() -> None:
    changed = corrected_target(TARGET, CHANGE)
    assert isinstance(changed, dict)
    assert (changed["path"], changed["quote"]) == ("二", "……")
    assert (changed["value"], changed["by"], changed["verb"]) == (92.5, "2027", "keep")


def test_a_range_keeps_both_ends() -> None:
    changed = corrected_target(TARGET, replace(CHANGE, comparator="range", values=("85", "90")))
    assert isinstance(changed, dict)
    assert changed["value"] == [85, 90]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"indicator": " "}, "indicator_length"),
        ({"indicator": "长" * 161}, "indicator_length"),
        ({"unit": "个" * 31}, "too_long"),
        ({"scope": "县" * 81}, "too_long"),
        ({"comparator": "about"}, "unknown_choice"),
        ({"verb": "hope"}, "unknown_choice"),
        ({"by": "明年"}, "bad_by"),
        ({"by": "2027-02-30"}, "bad_by"),
        ({"values": ()}, "value_count"),
        ({"values": ("1", "2")}, "value_count"),
        ({"values": ("许多",)}, "not_a_number"),
        ({"values": ("NaN",)}, "not_a_number"),
        ({"values": ("1e999",)}, "not_a_number"),
        ({"comparator": "range", "values": ("9", "8")}, "range_order"),
    ],
)
def test_a_target_that_cannot_be_is_refused(changed: dict[str, object], reason: str) -> None:
    refused = corrected_target(TARGET, replace(CHANGE, **changed))
    assert isinstance(refused, Refused)
    assert refused.reason == f"documents.refused.{reason}"


@given(st.text(max_size=20), st.sampled_from(COMPARATORS))
def test_any_value_becomes_a_plain_number_or_is_refused(written: str, comparator: str) -> None:
    values = (written, written) if comparator.startswith("range") else (written,)
    changed = corrected_target(TARGET, replace(CHANGE, comparator=comparator, values=values))
    if isinstance(changed, dict):
        kept = changed["value"]
        assert all(
            Decimal(str(each)).is_finite() for each in (kept if isinstance(kept, list) else [kept])
        )


def test_selected_words_become_the_target_that_is_read_in_them() -> None:
    made = new_target("二", _span("到2027年，普惠性幼儿园覆盖率达到92%以上"), TEXT)
    assert isinstance(made, dict)
    assert (made["indicator"], made["comparator"], made["value"]) == (
        "普惠性幼儿园覆盖率",
        ">=",
        92,
    )
    assert (made["by"], made["path"]) == ("2027", "二")
    start, end = made["span"]  # type: ignore[misc]
    assert TEXT[start:end] == made["quote"]


@pytest.mark.parametrize(
    ("words", "reason"), [("其余另行通知", "no_number"), ("\n", "empty_selection")]
)
def test_words_without_a_number_make_no_target(words: str, reason: str) -> None:
    refused = new_target("二", _span(words), TEXT)
    assert isinstance(refused, Refused)
    assert refused.reason == f"documents.refused.{reason}"


def test_a_reporting_duty_takes_what_was_filled_in() -> None:
    changed = corrected_report({"path": "六", "publicity": "双公开"}, REPORT)
    assert isinstance(changed, dict)
    assert (changed["who"], changed["to"], changed["publicity"]) == (
        ["各县"],
        "地区教育局",
        "双公开",
    )
    assert changed["deadline"] == {"kind": "by date", "on": "2026-06-30", "raw": "6月底前"}


def test_a_deadline_by_the_hour_keeps_its_hour() -> None:
    by_hour = replace(REPORT, deadline_kind="by date-time", deadline_on=("2026-06-30 18:00",))
    changed = corrected_report({}, by_hour)
    assert isinstance(changed, dict)
    assert changed["deadline"] == {
        "kind": "by date-time",
        "on": "2026-06-30T18:00:00",
        "raw": "6月底前",
    }
    refused = corrected_report({}, replace(by_hour, deadline_on=("2026-06-30",)))
    assert isinstance(refused, Refused)
    assert refused.hint == "documents.hint.iso_moment"


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"what": ()}, "nothing_to_report"),
        ({"who": ("",)}, "unit_name"),
        ({"to": "局" * 161}, "too_long"),
        ({"deadline_on": ()}, "day_missing"),
    ],
)
def test_a_reporting_duty_that_cannot_be_is_refused(
    changed: dict[str, object], reason: str
) -> None:
    refused = corrected_report({}, replace(REPORT, **changed))
    assert isinstance(refused, Refused)
    assert refused.reason == f"documents.refused.{reason}"
