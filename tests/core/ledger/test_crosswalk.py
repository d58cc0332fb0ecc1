"""Crosswalk 事项对照: what names one duty is found by rare words and its reasons are told."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mengyang.core.ledger.crosswalk import LikelyPair, Matter, TaskPair, likely_pairs

REVIEW = "落实三年一轮幼儿园办园质量督导评估，落实责任督学挂牌督导制度，评估结果与奖补资金挂钩。"
OTHERS = (
    "建立适龄幼儿人口预测机制，每年更新学位需求清单。",
    "新建棠川市第五幼儿园，改扩建第二幼儿园。",
    "及时补充公办园教职工，严禁有编不补。",
    "配齐专职保安，实现视频监控全覆盖。",
)


def matters(*, area: int = 2) -> list[Matter]:
    """Two plans of four tasks each, of which the last of the first and the last share a duty."""
    one = [Matter(n, 1, 1, f"事项{n}", words) for n, words in enumerate(OTHERS[:3], start=1)]
    one.append(Matter(4, 1, 1, "开展办园质量督导评估", REVIEW))
    other = Matter(9, 2, area, "督导结果运用不充分", REVIEW.replace("奖补资金", "评优评先"))
    return [*one, Matter(8, 2, area, "安全防范", OTHERS[3]), other]


def pairs(found: Sequence[LikelyPair]) -> list[TaskPair]:
    return [pair.tasks for pair in found]


def test_a_shared_duty_is_found_with_its_reasons() -> None:
    [pair] = likely_pairs(matters(area=1))
    assert pair.tasks == (4, 9) and 60 <= pair.percent <= 100
    [why] = pair.why
    assert why.code == "crosswalk.why.words"
    assert "落实责任督学挂牌督导制度" in str(why.params["words"])


def test_no_number_and_no_cut_word_is_shown_as_shared() -> None:
    words = "2026年10月底前，扩建幼儿园，督学责任区。"
    told = [
        Matter(place, plan, 1, title, f"{REVIEW}{words}")
        for place, plan, title in ((1, 1, "甲"), (2, 2, "乙"))
    ]
    told[1] = replace(told[1], words=f"{REVIEW}2023年，幼儿园12所，责任区。")
    [pair] = likely_pairs([*told, *matters()[:3]])
    shown = str(pair.why[0].params["words"]).split("、")
    assert all(len(run) > 3 and not run.isdecimal() for run in shown)


def test_plans_of_other_areas_pair_only_where_a_unit_takes_part_in_both() -> None:
    assert likely_pairs(matters()) == ()
    shared = [replace(each, unit_ids=frozenset({7, each.task_id})) for each in matters()]
    [pair] = likely_pairs(shared)
    assert [why.code for why in pair.why] == ["crosswalk.why.words", "crosswalk.why.unit"]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"unit_ids": frozenset({7})}, "unit"),
        ({"indicators": frozenset({"评估覆盖率"})}, "indicator"),
        ({"cites": frozenset({1})}, "cited"),
    ],
)
def test_each_sign_counts_and_is_told(more: dict[str, frozenset[int]], code: str) -> None:
    [plain] = likely_pairs(matters(area=1))
    told = {4: more, 9: more}
    both = [replace(each, **told.get(each.task_id, {})) for each in matters(area=1)]
    [pair] = likely_pairs(both)
    assert pair.percent >= min(100, plain.percent + 4)
    assert f"crosswalk.why.{code}" in {why.code for why in pair.why}


def test_what_is_known_and_what_lies_in_one_plan_is_not_proposed() -> None:
    assert likely_pairs(matters(area=1), [TaskPair(4, 9)]) == ()
    assert likely_pairs([replace(each, plan_id=1) for each in matters(area=1)]) == ()


@given(st.permutations(matters(area=1)))
def test_the_order_of_the_tasks_does_not_matter(shuffled: list[Matter]) -> None:
    assert likely_pairs(shuffled) == likely_pairs(matters(area=1))
