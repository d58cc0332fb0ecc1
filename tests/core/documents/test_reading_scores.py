"""评分 — the benchmark counts what is right, missed and too much as the gold schema means it."""

from typing import Any

from benchmarks._scoring import from_expected, score

TARGET = {"path": "二", "comparator": ">=", "value": 98, "unit": "%", "quote": "98%以上"}
FACT = {"path": "三", "comparator": "=", "value": 10, "unit": "所", "quote": "10所", "type": "fact"}


def reading(**lists: list[dict[str, Any]]) -> dict[str, Any]:
    empty = ("outline", "obligations", "targets", "figures", "projects", "citations")
    return {name: [] for name in empty} | lists


def test_a_quantity_is_right_by_place_comparator_value_and_unit() -> None:
    gold = {"quantities": [TARGET | {"type": "target"}, FACT]}
    scores = score(reading(targets=[TARGET], figures=[FACT]), gold)
    assert (scores["targets"].f1, scores["figures"].f1, scores["kinds"].f1) == (1.0, 1.0, 1.0)


def test_what_is_missed_and_what_is_too_much_counts() -> None:
    gold = {"quantities": [TARGET | {"type": "target"}]}
    scores = score(reading(targets=[TARGET | {"value": 97}], figures=[FACT]), gold)
    assert (scores["targets"].precision, scores["targets"].recall) == (0.0, 0.0)
    assert scores["figures"].precision == 0.0
    assert len(scores["targets"].misses) == 2


def test_a_second_accepted_type_is_as_good() -> None:
    gold = {"quantities": [TARGET | {"type": "target", "accept_types": ["target", "rule"]}]}
    told_as_rule = score(reading(figures=[TARGET | {"type": "rule"}]), gold)
    assert (told_as_rule["figures"].f1, told_as_rule["targets"].f1) == (1.0, 1.0)
    assert told_as_rule["kinds"].f1 == 1.0


def test_an_optional_quantity_is_neither_required_nor_wrong() -> None:
    gold = {"quantities": [], "quantities_optional": [FACT]}
    assert score(reading(figures=[FACT]), gold)["figures"].f1 == 1.0
    assert score(reading(), gold)["figures"].f1 == 1.0


def test_bare_below_may_hold_the_number_or_not() -> None:
    gold = {"quantities": [FACT | {"comparator": "<"}]}
    assert score(reading(figures=[FACT | {"comparator": "<="}]), gold)["figures"].f1 == 1.0


def test_only_what_a_sample_states_is_scored() -> None:
    expected = {"outline": [["一", "总体要求"]], "reporting": []}
    assert set(score(reading(reporting=[]), from_expected(expected))) == {"outline", "reporting"}


def test_a_target_is_dated_right_by_year_or_its_last_day() -> None:
    dated = TARGET | {"type": "target", "date": "2025", "indicator": "入园率"}
    gold = {"quantities": [dated]}
    told = {"indicator": "毛入园率", "by": "2025-12-31"}
    scores = score(reading(targets=[TARGET | told]), gold)
    assert (scores["target dates"].f1, scores["indicators"].f1) == (1.0, 1.0)
    wrong = score(reading(targets=[TARGET | told | {"by": "2024", "indicator": "覆盖面"}]), gold)
    assert (wrong["target dates"].right, wrong["indicators"].right) == (0, 0)
    assert len(wrong["target dates"].misses) == 1


def test_who_leads_counts_where_the_gold_tells_it() -> None:
    units = [{"name": "甲局", "role": "lead"}, {"name": "乙局", "role": "lead"}]
    item = {"path": "一", "responsible_units": units, "deadline": {"kind": "none", "on": None}}
    gold_item = {
        "path": "一",
        "responsible_units": ["甲局", "乙局"],
        "deadline": {"kind": "none"},
        "lead_units": ["甲局"],
    }
    scores = score(reading(obligations=[item]), {"items": [gold_item]})
    assert (scores["leads"].right, scores["leads"].found, scores["leads"].wanted) == (1, 2, 1)
