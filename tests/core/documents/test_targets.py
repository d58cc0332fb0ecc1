"""目标值 — comparator, value, date, verb, scope of what is to be reached or kept."""

from typing import Any

import pytest

from benchmarks._tally import sets
from mengyang.core.documents import read
from tests.core.documents.texts import gold_documents
from tests.core.documents.written_plans import plan

GOLD = gold_documents()


def test_one_date_is_inherited_by_the_targets_behind_it() -> None:
    reading = plan("到2025年,全县毛入园率保持在95%以上,覆盖率达到90%;公办园占比达到60%。")
    assert [target.by for target in reading.targets] == ["2025"] * 3
    assert [target.verb for target in reading.targets] == ["keep", "reach", "reach"]
    assert {target.scope for target in reading.targets[:2]} == {"全县"}


def test_a_date_above_holds_for_the_clauses_below() -> None:
    reading = plan("到2025年,实现以下目标:\n1.毛入园率达到93%。\n2.新建幼儿园10所。")
    assert [target.by for target in reading.targets] == ["2025", "2025"]


def test_values_are_dealt_out_to_the_indicators_in_order() -> None:
    reading = plan("到2025年,毛入园率和覆盖率分别达到93%和88%。")
    assert [(target.indicator, int(target.value[0])) for target in reading.targets] == [
        ("毛入园率", 93),
        ("覆盖率", 88),
    ]


def test_values_are_dealt_out_to_the_years_in_order() -> None:
    reading = plan("2021年、2022年、2023年分别新建幼儿园10所、12所、15所。")
    assert [target.by for target in reading.targets] == ["2021", "2022", "2023"]


def test_one_value_of_several_indicators_is_told_of_each() -> None:
    reading = plan("合格率、满意率均达到95%以上。")
    assert [target.indicator for target in reading.targets] == ["合格率", "满意率"]


def test_what_is_put_in_is_told_apart_from_what_is_reached() -> None:
    (put_in,) = plan("从县城优质园抽调5名骨干教师。").targets
    assert (put_in.is_input, put_in.by) == (True, None)
    (reached,) = plan("新增学位360个。").targets
    assert not reached.is_input


def test_the_hedge_is_kept() -> None:
    (target,) = plan("每个乡镇原则上至少办好一所公办中心园。").targets
    assert (target.hedge, target.value_raw) == ("原则上", "一")


@pytest.mark.parametrize(
    ("words", "indicator"),
    [
        ("每个乡镇原则上至少办好一所公办中心园。", "每个乡镇公办中心园"),
        ("到2025年,每个县至少建成1所公办托育服务中心。", "每个县公办托育服务中心"),
        ("到2025年,每学期开展2次联合教研。", "每学期开展联合教研"),
        ("到2025年,毛入园率达到93%。", "毛入园率"),
    ],
)
def test_what_is_counted_is_named_behind_the_verb(words: str, indicator: str) -> None:
    reading = plan(words)
    (claim,) = (*reading.targets, *reading.figures)
    assert claim.indicator == indicator


@pytest.mark.skipif(not GOLD, reason="no folder of shared documents")
@pytest.mark.parametrize(("name", "text", "gold"), GOLD, ids=[each[0] for each in GOLD])
def test_the_documents_targets_are_found(name: str, text: str, gold: dict[str, Any]) -> None:
    found = {
        (target.path, target.comparator, float(target.value[0]), target.unit, target.by)
        for target in read(text).targets
    }
    wanted = {
        (entry["path"], entry["comparator"], float(entry["value"]), entry["unit"], entry["date"])
        for entry in gold["quantities"]
        if entry["type"] == "target"
    }
    scored = sets(found, wanted)
    assert scored.f1 >= 0.95, (name, scored.misses)
