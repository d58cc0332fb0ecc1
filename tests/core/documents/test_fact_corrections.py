"""更正 — figures, projects, duties and money rules as a person sets them."""

from dataclasses import replace

import pytest

from mengyang.core.documents.corrections import (
    DutyChange,
    FigureChange,
    MoneyRuleChange,
    ProjectChange,
    WrittenQuantity,
    amount_lines,
    corrected_duty,
    corrected_figure,
    corrected_money_rule,
    corrected_project,
    new_money_rule,
    written_amounts,
)
from mengyang.core.findings import Refused

PLACE = {"path": "二", "span": [7, 40], "quote": "……"}
FIGURE = FigureChange("在园幼儿", "=", ("2,739",), "人", "fact", "全县")
PROJECT = ProjectChange("县第四幼儿园", "新建", "360", "2026-08-31", "2026年8月底前")
DUTY = DutyChange("财政部门", "落实生均公用经费", ("教育部门",))
AMOUNT = WrittenQuantity("生均公用经费", ">=", ("600",), "元/生·年")
RULE = MoneyRuleChange("生均公用经费", "公办园", (AMOUNT,), ("documents.open.first_band",))


def test_each_keeps_its_place_and_takes_what_was_filled_in() -> None:
    figure = corrected_figure(PLACE | {"type": "rule", "hedge": "约"}, FIGURE)
    assert figure == PLACE | {
        "type": "fact", "hedge": "约", "indicator": "在园幼儿", "comparator": "=",
        "value": 2739, "unit": "人", "scope": "全县",
    }  # fmt: skip
    project = corrected_project(PLACE, PROJECT)
    assert isinstance(project, dict)
    assert (project["name"], project["seats"], project["due_on"]) == (
        "县第四幼儿园",
        360,
        "2026-08-31",
    )
    duty = corrected_duty(PLACE, DUTY)
    assert duty == PLACE | {
        "department": "财政部门",
        "duty": "落实生均公用经费",
        "joint": ["教育部门"],
    }


def test_an_amount_keeps_its_words_and_a_new_one_those_of_its_rule() -> None:
    old = PLACE | {"span": [9, 12], "quote": "600元", "value_raw": "600", "by": None, "hedge": None}
    more = replace(RULE, amounts=(AMOUNT, replace(AMOUNT, values=("720",))))
    rule = corrected_money_rule(PLACE | {"amounts": [old]}, more)
    assert isinstance(rule, dict)
    first, second = rule["amounts"]  # type: ignore[misc]
    assert (first["quote"], first["value"], first["comparator"]) == ("600元", 600, ">=")
    assert (second["quote"], second["value"], second["value_raw"]) == ("……", 720, "720")
    assert rule["open_values"] == ["documents.open.first_band"]


def test_amounts_are_written_one_a_line_and_read_back() -> None:
    lines = "生均补助 | ≥ | 600 | 元/生·年\n交通补助｜｜300—900｜元/月\n"
    written = written_amounts(lines)
    assert written == (
        WrittenQuantity("生均补助", ">=", ("600",), "元/生·年"),
        WrittenQuantity("交通补助", "range", ("300", "900"), "元/月"),
    )
    rule = corrected_money_rule(PLACE, replace(RULE, amounts=written))
    assert isinstance(rule, dict)
    assert written_amounts(amount_lines(rule["amounts"])) == written  # type: ignore[arg-type]
    with pytest.raises(Refused) as refused:
        written_amounts("每人六百元")
    assert refused.value.reason == "documents.refused.amount_line"


def test_a_rule_made_of_words_keeps_what_is_read_in_them_at_its_place() -> None:
    words = "对普惠性民办园按每生每年600元给予补助，所需资金由省、县按6:4分担"
    text = f"关于经费的通知\n一、总则\n全县统一标准。{words}。"
    start = text.index(words)
    rule = new_money_rule("一", (start, start + len(words)), text)
    assert isinstance(rule, dict)
    assert (rule["path"], rule["quote"], rule["span"]) == ("一", words, [start, start + len(words)])
    (amount,) = rule["amounts"]  # type: ignore[misc]
    assert (amount["path"], amount["value"]) == ("一", 600)
    assert text[slice(*amount["span"])] == amount["quote"]
    shares = rule["cost_shares"]
    assert [(share["payer"], share["percent"]) for share in shares] == [("省", 60), ("县", 40)]  # type: ignore[attr-defined]
    assert all("6:4" in text[slice(*share["span"])] for share in shares)  # type: ignore[attr-defined]


def test_words_without_a_sum_make_a_rule_to_be_filled_in() -> None:
    text = "一、总则\n完善投入办法。"
    rule = new_money_rule("一", (5, 11), text)
    assert isinstance(rule, dict)
    assert (rule["name"], rule["amounts"], rule["open_values"]) == ("完善投入办法", [], [])
    assert isinstance(corrected_money_rule(rule, RULE), dict)


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (corrected_figure(PLACE, replace(FIGURE, kind="guess")), "unknown_choice"),
        (corrected_figure(PLACE, replace(FIGURE, values=("许多",))), "not_a_number"),
        (corrected_figure(PLACE, replace(FIGURE, indicator="")), "indicator_length"),
        (corrected_figure(PLACE, replace(FIGURE, scope="县" * 81)), "too_long"),
        (corrected_project(PLACE, replace(PROJECT, name=" ")), "name_missing"),
        (corrected_project(PLACE, replace(PROJECT, seats="-3")), "seats"),
        (corrected_project(PLACE, replace(PROJECT, seats="9" * 30)), "seats"),
        (corrected_project(PLACE, replace(PROJECT, due_on="2026-02-30")), "bad_day"),
        (corrected_project(PLACE, replace(PROJECT, action="建" * 41)), "too_long"),
        (corrected_duty(PLACE, replace(DUTY, department="")), "unit_name"),
        (corrected_duty(PLACE, replace(DUTY, joint=("局" * 121,))), "unit_name"),
        (corrected_duty(PLACE, replace(DUTY, duty=" ")), "duty_missing"),
        (corrected_money_rule(PLACE, replace(RULE, name="")), "name_missing"),
        (corrected_money_rule(PLACE, replace(RULE, open_values=("all",))), "unknown_choice"),
        (corrected_money_rule(PLACE, replace(RULE, amounts=(AMOUNT,) * 41)), "amounts"),
        (
            corrected_money_rule(PLACE, replace(RULE, amounts=(replace(AMOUNT, values=()),))),
            "value_count",
        ),
    ],
)
def test_what_cannot_be_is_refused(found: object, reason: str) -> None:
    assert isinstance(found, Refused)
    assert found.reason == f"documents.refused.{reason}"
