"""数字核对 — everyday sentences, right and wrong: each is told as what it is, and nothing else."""

import pytest

from tests.core.documents.written_plans import codes, plan


def told(words: str) -> set[str]:
    return set(codes(plan(words, section="基本情况", year=2024))) - {"nothing_to_do"}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("在园幼儿8000人，其中公办园在园幼儿4400人，占55%。", "share_agrees"),
        ("在园幼儿8000人，其中公办园在园幼儿4400人，占58%。", "share_differs"),
        ("在园幼儿8000人，公办园在园幼儿4400人，占在园幼儿总数的55%。", "share_agrees"),
        ("在园幼儿8000人，公办园在园幼儿4400人，占比58%。", "share_differs"),
        ("在园幼儿3000人中享受资助的只有100人，占比5%。", "share_differs"),
        ("在园幼儿3000人中享受资助的只有150人，占比5%。", "share_agrees"),
        ("共反馈问题688个，完成整改600个，整改率87.2%。", "share_agrees"),
        ("共反馈问题688个，完成整改600个，整改率95.2%。", "share_differs"),
        ("应整改问题50个，已整改47个，整改率96%。", "share_differs"),
        ("完成率为94%（应完成50项，已完成47项）。", "share_agrees"),
        ("完成率为96%（应完成50项，已完成47项）。", "share_differs"),
        ("覆盖率95.68%（共139个村，已覆盖133个）。", "share_agrees"),
        ("抽查园所40所，合格36所，合格率95%。", "share_differs"),
        ("三年共投入3100万元，其中2021年900万元，2022年1000万元，2023年1200万元。", "sum_agrees"),
        ("三年共投入3300万元，其中2021年900万元，2022年1000万元，2023年1200万元。", "sum_differs"),
        ("三年共投入3000万元，其中2021年900万元，2022年1000万元，2023年1200万元。", "sum_exceeds"),
        ("2021年至2022年共投入1900万元，其中2021年900万元、2022年1000万元。", "sum_agrees"),
        (
            "2021年投入900万元，2022年投入1000万元，2023年投入1200万元，三年合计3000万元。",
            "sum_differs",
        ),
        (
            "2021年投入900万元，2022年投入1000万元，2023年投入1200万元，三年合计3100万元。",
            "sum_agrees",
        ),
        ("现有公办园10所、民办园15所，共计26所。", "sum_differs"),
        ("现有公办园10所、民办园15所，共25所。", "sum_agrees"),
        ("幼儿园45所，其中公办园20所、普惠性民办园18所、其他民办园5所。", "sum_differs"),
        ("建设项目5个，其中新建3个、改扩建2个，建成后可新增学位1260个。", "sum_agrees"),
        ("2023年全县幼儿园45所，比2022年的43所增加3所。", "difference_differs"),
        ("2023年全县幼儿园45所，比2022年的43所增加2所。", "difference_agrees"),
        ("2023年总投入3000万元，比2022年的2500万元增长30%。", "growth_differs"),
        ("2023年总投入3000万元，较2022年的2500万元增长20%。", "growth_agrees"),
        ("投入资金由2500万元增加到3000万元，增长20%。", "growth_agrees"),
        ("安排经费3120万元，较上年增加410万元，增长15.1%。", "growth_agrees"),
        ("发现隐患85处，已整改80处，剩余8处。", "rest_differs"),
        ("发现隐患85处，已整改80处，剩余5处。", "rest_agrees"),
        ("应移交配套园120所，已移交100所，尚余30所。", "rest_differs"),
        ("食堂安全（60分）。留样（20分）、证照（20分）、卫生（10分）。", "sum_differs"),
        ("食堂安全（50分）。留样（20分）、证照（20分）、卫生（10分）。", "sum_agrees"),
    ],
)
def test_an_everyday_sentence_is_recomputed(words: str, code: str) -> None:
    found = told(words)
    assert code in found
    assert code.endswith("_agrees") == all(each.endswith("_agrees") for each in found)


def test_the_parts_of_a_goal_are_recomputed_too() -> None:
    words = "到2026年新增学位3000个，其中2024年800个，2025年1000个，2026年1300个。"
    assert "sum_exceeds" in codes(plan(words, year=2024))


@pytest.mark.parametrize(
    "words",
    [
        "在园幼儿8000人，专任教师500人，其中持证480人，占全县干部的90%。",
        "应整改问题50个，已整改47个，群众满意率98%。",
        "新建普惠园20所，现有幼儿园100所，普惠率85%。",
        "新增学位300个、改扩建学位200个，共有学位8000个。",
        "2023年投入500万元，2024年投入600万元，累计投入3000万元。",
        "检查园所30所，发现隐患85处，已整改80处。",
        "全县幼儿园45所，比上年增加3所。",
        "总投入3000万元，比上年增长12%。",
        "培训园长50人、教师300人，共举办培训5期。",
        "三年共投入3300万元，其中2021年900万元，2022年1000万元。",
        "发现隐患85处，剩余学位30个。",
        "覆盖率89.5%，公办园占比51.7%，分别比2020年提高2.1个、1.3个百分点。",
    ],
)
def test_a_sentence_that_leaves_a_choice_is_left_alone(words: str) -> None:
    assert told(words) == set()
