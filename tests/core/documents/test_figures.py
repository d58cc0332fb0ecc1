"""数据 — facts and rule values, what they are part of, the area they are said of."""

from typing import Any

import pytest

from benchmarks._tally import sets
from mengyang.core.documents import read
from tests.core.documents.texts import gold_documents
from tests.core.documents.written_plans import plan

GOLD = gold_documents()


def test_a_part_names_its_whole_and_not_its_neighbour() -> None:
    reading = plan("现有幼儿园40所(含6所民办),在园幼儿5000人(其中民办700人)。")
    assert [(figure.value_raw, figure.part_of) for figure in reading.figures] == [
        ("40", None),
        ("6", "现有幼儿园"),
        ("5000", None),
        ("700", "在园幼儿"),
    ]


def test_the_scope_comes_from_the_sentence() -> None:
    reading = plan("根据人口变化,桐川市区已建成幼儿园10所,在园幼儿2739人。")
    assert [figure.scope for figure in reading.figures] == ["桐川市区", "桐川市区"]
    assert plan("根据城市发展需要,已建成幼儿园10所。").figures[0].scope is None


def test_a_number_glued_to_another_counts_the_same() -> None:
    reading = plan("截至目前,累计搬迁5086户20402人。")
    assert {figure.indicator for figure in reading.figures} == {"累计搬迁"}


def test_a_missing_unit_of_money_is_supplied_and_the_print_kept() -> None:
    reading = plan("对村级教师给予每月500—2000不等的补助。")
    (figure,) = reading.figures
    assert (figure.unit, figure.value_raw, figure.type) == ("元/月", "500—2000", "rule")


def test_a_fact_told_again_is_told_once() -> None:
    reading = plan("区委已组建4个巡察组开展巡察。4个巡察组已反馈情况。")
    assert len(reading.figures) == 1


PROBLEMS = (
    "云岭县学前教育问题整改方案\n\n2025年3月,督导室对我县学前教育工作开展督导,"
    "现有幼儿园40所,反馈了{}问题。为逐项抓好整改落实,结合我县实际,制定本方案,请各单位认真执行。\n"
    "一、整改任务\n(一)学位供给不足\n1.关于“城区学位紧张”的问题。\n整改措施:新建幼儿园。\n"
    "整改单位:县教育局\n2.关于“农村园条件薄弱”的问题。\n整改措施:补充玩教具。\n整改单位:县教育局\n"
)


@pytest.mark.parametrize(
    ("said", "stated", "code"),
    [
        ("1个方面2个", 2, "announced_agrees"),
        ("一个方面两个", 2, "announced_agrees"),
        ("3个", 3, "announced_differs"),
    ],
)
def test_announced_problems_are_facts_and_compared(said: str, stated: int, code: str) -> None:
    reading = read(PROBLEMS.format(said))
    assert {(each.type, each.path) for each in reading.figures} == {("fact", "preamble")}
    assert reading.figures[0].value == (40,)
    [check] = [each for each in reading.checks if ".announced_" in each.finding.code]
    assert check.finding.code == f"documents.check.{code}"
    assert dict(check.finding.params) == {"stated": stated, "listed": 2}
    assert check.quote == f"反馈了{said}问题"


@pytest.mark.skipif(not GOLD, reason="no folder of shared documents")
@pytest.mark.parametrize(("name", "text", "gold"), GOLD, ids=[each[0] for each in GOLD])
def test_the_documents_figures_are_found(name: str, text: str, gold: dict[str, Any]) -> None:
    figures = read(text).figures
    found = {
        (each.path, each.type, each.comparator, tuple(map(float, each.value)), each.unit)
        for each in figures
    }
    wanted = {
        (each["path"], each["type"], each["comparator"], _values(each["value"]), each["unit"])
        for each in gold["quantities"]
        if each["type"] != "target"
    }
    scored = sets(found, wanted)
    assert scored.f1 >= 0.95, (name, scored.misses)


@pytest.mark.skipif(not GOLD, reason="no folder of shared documents")
@pytest.mark.parametrize(("name", "text", "gold"), GOLD, ids=[each[0] for each in GOLD])
def test_nothing_forbidden_is_reported(name: str, text: str, gold: dict[str, Any]) -> None:
    reading = read(text)
    whole = reading.document.text
    for words in gold.get("not_quantities", []):
        at = whole.find(words)
        while at >= 0:
            for entry in (*reading.targets, *reading.figures):
                number = whole.find(entry.value_raw, *entry.span)
                assert not at <= number < at + len(words), (name, words, entry.quote)
            at = whole.find(words, at + 1)


def _values(value: Any) -> tuple[float, ...]:
    return tuple(map(float, value)) if isinstance(value, list) else (float(value),)
