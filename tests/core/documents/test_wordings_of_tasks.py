"""任务措辞 — who does a task and by when, told in its sentences in many ways."""

import pytest

from mengyang.core.documents import read
from mengyang.core.documents.records import Obligation


def task(sentence: str, title: str = "工作方案") -> Obligation:
    reading = read(
        f"某县某项{title}\n一、主要任务\n（一）某项工作。{sentence}\n（二）其他。完成。\n"
    )
    return reading.obligations[0]


def units(sentence: str, title: str = "工作方案") -> list[str]:
    marks = {"lead": "!", "joint": "+", "responsible": ""}
    found = task(sentence, title).responsible_units
    return [f"{marks[unit.role]}{unit.name}" for unit in found]


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("省发改委会同省民政厅、省统计局开展评估。", ["!省发改委", "+省民政厅", "+省统计局"]),
        ("由乡镇人民政府牵头，组织教育、公安、消防等部门联合执法。",
         ["!乡镇人民政府", "+教育", "+公安", "+消防"]),
        ("各乡镇人民政府组织村干部进行排查，建立一园一档。", ["各乡镇人民政府"]),
        ("县教育局制定年度计划。", ["县教育局"]),
        ("县教育局按照职责分工，统筹全县布局。", ["县教育局"]),
        ("教育、公安等部门要加强巡查。", ["教育", "公安"]),
        ("县教育局印发了通知。", []),
        ("县教育局组织开展了排查。", []),
    ],
)  # fmt: skip
def test_who_does_a_task_is_told_by_its_sentences(sentence: str, named: list[str]) -> None:
    assert units(sentence) == named


def test_a_circular_tells_what_offices_did() -> None:
    reading = read("某县某项情况通报\n一、工作情况\n（一）某项工作。县教育局组织开展排查。\n")
    assert [each for each in reading.obligations if each.responsible_units] == []


@pytest.mark.parametrize(
    ("sentence", "kind", "raw"),
    [
        ("由县教育局在20个工作日内依法发放办学许可证。", "relative", "20个工作日内"),
        ("下达通知书，整改期限不超过3个月。", "relative", "3个月"),
        ("应当于收到文件后30日内将资金分解到园。", "relative", "30日内"),
        ("明确过渡期为两年。", "none", ""),
    ],
)
def test_lengths_of_time_are_deadlines_where_work_may_take_them(
    sentence: str, kind: str, raw: str
) -> None:
    found = task(sentence).deadline
    assert (found.kind.value, "".join(found.raw)) == (kind, raw)


def test_a_goal_finished_in_stages_is_a_task() -> None:
    reading = read(
        "某县专项整治工作方案\n一、工作目标\n2031年8月31日前完成任务的80%以上，2031年12月31日前全面完成任务。\n"
        "二、整治措施\n（一）依法取缔。坚决关停。\n"
    )
    assert [each.path for each in reading.obligations] == ["一", "二/(一)"]


def test_a_report_names_who_put_a_problem_right() -> None:
    report = (
        "关于某县审计查出问题整改情况的报告\n一、整改情况\n"
        "1.关于资金滞留的问题。{}\n2.关于管理的问题。已整改。\n"
    )
    told = {
        "截至11月底，县财政局已下达4102万元。": ["县财政局"],
        "县农业农村局、县教育局等5个部门已退回12.6万元。": ["县农业农村局", "县教育局"],
        "市教育局会同市规划局编制完成规划。": ["市教育局", "市规划局"],
        "资金已全部下达。": [],
    }
    found = {
        words: [unit.name for unit in read(report.format(words)).obligations[0].responsible_units]
        for words in told
    }
    assert found == told


def test_what_is_said_to_all_of_how_they_carry_it_out_is_no_task() -> None:
    plan = (
        "某县重点任务分工方案\n一、任务\n（一）建园。（县教育局）\n"
        "二、工作要求\n（一）{}\n（二）县政府督查室要于6月底前开展督查。\n"
    )
    told = {
        "加强组织。各牵头单位要于3月底前制定台账并报县政府督查室。": 2,
        "加强组织。各县（市、区）要于3月底前制定方案并报市教育局。": 3,
        "本通知自2031年1月1日起施行，有效期3年。": 2,
    }
    assert {words: len(read(plan.format(words)).obligations) for words in told} == told


def test_who_acts_may_stand_behind_the_day() -> None:
    assert units("12月底前，各县区要完成总结。") == ["各县区"]
    assert units("省教育厅将会同省财政厅开展检查。") == ["!省教育厅", "+省财政厅"]
