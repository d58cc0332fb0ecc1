"""The documents beside the project: read as their gold files say, and the founding one exactly."""

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from benchmarks._scoring import score
from benchmarks._tally import Gold, Json, Score, sets
from benchmarks.reading import BARS as READING_BARS
from mengyang.core.documents import Reading, read
from mengyang.core.documents.as_json import as_json
from mengyang.core.findings import Level
from tests.core.documents.texts import gold_documents

DOCUMENTS = gold_documents()
FOUNDING = ("altay-2021", "huairou-2023")
BARS = READING_BARS | {"headings": 0.98}

pytestmark = pytest.mark.skipif(not DOCUMENTS, reason="no folder of shared documents")


@pytest.mark.parametrize(("name", "text", "gold"), DOCUMENTS, ids=[each[0] for each in DOCUMENTS])
def test_a_document_is_read_as_its_gold_says(name: str, text: str, gold: dict[str, Any]) -> None:
    reading = as_json(read(text))
    scored = score(reading, gold) | {"headings": _headings(reading, gold)}
    for what, bar in BARS.items():
        if what in ("leads", "target dates") and what not in scored:
            continue
        least = bar if name in FOUNDING or what in ("targets", "figures") else 0.92
        assert scored[what].f1 >= least, (what, scored[what].misses)


def _headings(reading: Json, gold: Gold) -> Score:
    return sets(
        ((node["path"], node["heading"]) for node in reading["outline"] if node["heading"]),
        ((node["path"], node["heading"]) for node in gold["outline"]),
    )


def _founding(name: str) -> Reading:
    return read(next(text for each, text, _ in DOCUMENTS if each == name))


def test_the_rectification_plan_comes_out_exactly() -> None:
    reading = _founding("altay-2021")
    items = reading.obligations
    assert Counter(item.kind for item in items) == {
        "problem": 12, "recommendation": 13, "opinion": 2,
    }  # fmt: skip
    assert Counter(item.response for item in items if item.kind == "problem") == {
        "remedies": 8, "explanation": 2, "denial": 2,
    }  # fmt: skip
    remedies = [remedy for item in items for remedy in item.remedies]
    assert (len(remedies), sum(remedy.path.endswith("是") for remedy in remedies)) == (15, 11)
    ordinals = [node for node in reading.document.outline if node.kind == "ordinal"]
    assert (len(ordinals), len(reading.document.outline)) == (23, 67)
    kinds = Counter(item.deadline.kind for item in items if item.responsible_units)
    assert kinds == {"immediate+ongoing": 7, "done": 1}
    assert len(reading.duties) == 11


def test_the_reporting_duty_comes_out_exactly() -> None:
    (report,) = _founding("altay-2021").reporting
    assert report.deadline.on == (date(2021, 1, 31),)
    assert (len(report.who), report.what) == (2, ("整改方案", "整改情况"))
    assert report.signatory == "主要领导"
    assert report.publicity is not None
    assert "党内" in report.publicity and "社会" in report.publicity


def test_the_day_of_issue_is_not_the_day_of_the_page() -> None:
    header = _founding("altay-2021").document.header
    assert header.signed_on == date(2021, 1, 25)
    assert header.generated_on == date(2021, 2, 15)


def test_the_action_plan_comes_out_exactly() -> None:
    reading = _founding("huairou-2023")
    assert len(reading.document.outline) == 32
    assert len(reading.obligations) == 15
    assert {item.path.rpartition("/")[0] for item in reading.obligations} == {
        "三/(一)", "三/(二)", "三/(三)", "三/(四)",
    }  # fmt: skip
    assert not any(item.responsible_units or item.deadline.on for item in reading.obligations)


def _checks(reading: Reading) -> dict[str, list[tuple[str, Level, dict[str, Any]]]]:
    found: dict[str, list[tuple[str, Level, dict[str, Any]]]] = {}
    for check in reading.checks:
        told = (check.path, check.finding.level, dict(check.finding.params))
        found.setdefault(check.finding.code.removeprefix("documents.check."), []).append(told)
    return found


def test_the_share_of_the_plan_is_recomputed_and_its_note_contradicts_the_problem() -> None:
    checks = _checks(_founding("altay-2021"))
    ((path, level, params),) = checks["share_agrees"]
    assert (path, level) == ("三/(二)/2", Level.INFO)
    assert (params["stated"], params["computed"]) == ("95.68", "95.68")
    assert (params["part"], params["whole"]) == ("27708", "28959")
    ((path, level, params),) = checks["note_contradicts_problem"]
    assert (path, level, params["value"]) == ("三/(二)/2", Level.WARNING, "95.68")


def test_the_return_was_due_at_once_and_had_passed_which_is_information() -> None:
    checks = _checks(_founding("altay-2021"))
    ((path, level, params),) = checks["deadline_soon_after_signing"]
    assert (path, level, params["days"]) == ("六/(二)", Level.INFO, 6)
    ((path, level, params),) = checks["deadline_passed_when_published"]
    assert (path, level, params["days"]) == ("六/(二)", Level.INFO, 15)


def test_the_figures_of_the_plan_are_named_and_scoped() -> None:
    figures = [
        (figure.indicator, figure.value[0], figure.unit, figure.scope)
        for figure in _founding("altay-2021").figures
        if figure.path in ("三/(二)/1", "三/(二)/2")
    ]
    assert figures == [
        ("阿勒泰市区已建成幼儿园", 10, "所", "阿勒泰市区"),
        ("在园幼儿", 2739, "人", "阿勒泰市区"),
        ("阿勒泰地区现有幼儿园", 322, "所", "阿勒泰地区"),
        ("民办", 8, "所", "阿勒泰地区"),
        ("在园幼儿", 28959, "人", "阿勒泰地区"),
        ("民办在园幼儿", 1251, "人", "阿勒泰地区"),
        ("公办幼儿园在园幼儿占比", Decimal("95.68"), "%", "阿勒泰地区"),
    ]


def test_the_targets_of_the_plan_are_named() -> None:
    targets = _founding("altay-2021").targets
    assert [(target.indicator, target.verb) for target in targets] == [
        ("增设学位", "reach"),
        ("抽调中层领导、骨干教师", "reach"),
        ("每个乡(镇)公办中心园", "reach"),
    ]


def test_the_distance_allowance_keeps_its_open_values() -> None:
    rules = _founding("altay-2021").money_rules
    (rule,) = [rule for rule in rules if rule.path == "四/(三)/1/二是"]
    assert (rule.name, rule.beneficiary) == ("差异化补助政策", "村级幼儿园教师")
    assert [amount.value_raw for amount in rule.amounts] == ["200", "10—20", "20", "500—2000"]
    assert [code.removeprefix("documents.open.") for code in rule.open_values] == [
        "unit_missing", "step_amounts", "first_band",
    ]  # fmt: skip


def test_every_unit_of_the_plan_answers_in_its_role() -> None:
    named = Counter(
        (unit.name, unit.role, unit.stated)
        for item in _founding("altay-2021").obligations
        for unit in item.responsible_units
    )
    assert named == {
        ("各县(市)人民政府", "responsible", True): 5,
        ("布尔津县人民政府", "responsible", True): 2,
        ("阿勒泰市人民政府", "responsible", True): 1,
        ("各有关部门(单位)", "responsible", True): 1,
    }


def test_two_problems_are_denied_and_each_denial_is_told() -> None:
    reading = _founding("altay-2021")
    denied = [item.path for item in reading.obligations if item.response == "denial"]
    assert denied == ["三/(四)/2", "三/(四)/3"]
    assert [path for path, _, _ in _checks(reading)["problem_denied"]] == denied


def test_the_duties_of_the_departments_come_out_exactly() -> None:
    duties = _founding("altay-2021").duties
    assert [duty.department for duty in duties if duty.path == "三/(四)/1"] == [
        "住建部门", "市场监管部门", "民政部门", "财政部门", "消防救援部门",
        "地、县教育部门", "地、县两级",
    ]  # fmt: skip
    (with_others,) = [duty for duty in duties if duty.joint]
    assert with_others.department == "地、县教育部门"
    assert with_others.joint == ("住建", "消防救援", "应急管理", "市场监管", "民政")


def test_the_targets_of_the_action_plan_are_to_be_kept() -> None:
    targets = _founding("huairou-2023").targets
    assert [
        (target.indicator, target.comparator, target.value[0], target.unit) for target in targets
    ] == [
        ("全区学前三年入园率", ">=", 98, "%"),
        ("普惠性幼儿园覆盖率", ">=", 90, "%"),
        ("公办园在园幼儿占比", ">=", 50, "%"),
    ]
    assert {(target.verb, target.by, target.scope) for target in targets} == {
        ("keep", "2025", "全区")
    }


def test_the_projects_and_citations_of_the_action_plan_come_out_exactly() -> None:
    reading = _founding("huairou-2023")
    assert [(project.path, project.name, project.action) for project in reading.projects] == [
        ("三/(一)/1", "科学城国际幼儿园", "布局建设"),
        ("三/(一)/1", "琉璃庙镇中心小学附属幼儿班", "改建"),
        ("三/(一)/1", "长哨营满族乡中心幼儿园", "新建"),
        ("三/(一)/3", "陈各庄配套幼儿园", "投入使用"),
        ("三/(一)/3", "58万平米安置房第一幼儿园", "投入使用"),
        ("三/(一)/3", "58万平米安置房第二幼儿园", "投入使用"),
        ("三/(一)/3", "张各长安置房配套幼儿园", "投入使用"),
    ]
    assert len({citation.title for citation in reading.citations}) == len(reading.citations) == 7
    numbered = [each.document_number for each in reading.citations if each.document_number]
    assert numbered == ["京教学前〔2022〕4号"]


def test_the_action_plan_has_its_three_year_round_and_its_veto() -> None:
    reading = _founding("huairou-2023")
    kinds = {mechanism.kind: mechanism for mechanism in reading.mechanisms}
    assert (kinds["veto"].name, kinds["veto"].path) == ("一票否决", "三/(二)/2")
    assert kinds["cycle"].path == "三/(二)/3"
    assert kinds["cycle"].name.startswith("三年一轮")
    (figure,) = reading.figures
    assert figure.indicator == "持续开展幼儿园办园质量督导评估"
    assert (figure.value, figure.unit, figure.type) == ((3,), "年/轮", "rule")
