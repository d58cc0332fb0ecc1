"""目标年份与指标 — by when each number is meant, and what it is called: everyday sentences."""

import pytest

from mengyang.core.documents import read
from tests.core.documents.written_plans import plan


def days(words: str) -> list[tuple[float, str | None]]:
    targets = plan(words, section="主要目标", year=2024).targets
    return [(float(each.value[0]), each.by) for each in targets]


def names(words: str) -> list[str]:
    targets = plan(words, section="主要目标", year=2024).targets
    return [each.indicator for each in targets]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            "到2026年新增学位3000个，其中2024年800个，2025年1000个，2026年1200个。",
            [(3000, "2026"), (800, "2024"), (1000, "2025"), (1200, "2026")],
        ),
        (
            "新增学位3000个（2024年800个、2025年1000个、2026年1200个）。每个乡镇建成1所公办园。",
            [(3000, None), (800, "2024"), (1000, "2025"), (1200, "2026"), (1, None)],
        ),
        ("新建公办园5所。2025年8月底前投入使用。", [(5, "2025-08-31")]),
        (
            "2024年7月底前移交9所，其余5所于2025年3月底前移交。",
            [(9, "2024-07-31"), (5, "2025-03-31")],
        ),
        ("6月底前完成8所。", [(8, "2024-06-30")]),
        (
            "2024年3月底前开工建设，新增学位360个，2025年10月底前投入使用。",
            [(360, "2025-10-31")],
        ),
        ("2025年底前完成12所,2026年底前全部完成。", [(12, "2025-12-31")]),
        ("改造校舍8栋，8月25日前全部投入使用。", [(8, "2024-08-25")]),
        ("每年3月、9月底前培训教师100人。", [(100, None)]),
    ],
)
def test_a_number_is_meant_for_its_own_day(
    words: str, wanted: list[tuple[float, str | None]]
) -> None:
    assert days(words) == wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("城区、乡镇毛入园率分别达到98%、95%。", ["城区毛入园率", "乡镇毛入园率"]),
        ("到2026年，风电、光伏发电利用率均达到95%以上。", ["风电利用率", "光伏发电利用率"]),
        (
            "到2026年，教师学历比例城区、农村分别达到95%和85%。",
            ["城区教师学历比例", "农村教师学历比例"],
        ),
        (
            "到2025年，入园率达到95%，普惠率达到85%；到2026年，上述两项指标分别达到96%和88%。",
            ["入园率", "普惠率", "入园率", "普惠率"],
        ),
        ("县教育局会同县财政局于2025年6月前完成改造8处。", ["完成改造"]),
        ("（1）新建园2所（甲局牵头）（2）回收配套园3所。", ["新建园", "回收配套园"]),
    ],
)
def test_a_number_is_called_by_its_own_name(words: str, wanted: list[str]) -> None:
    assert names(words) == wanted


@pytest.mark.parametrize("bar", ["\t", "|"])
def test_the_sum_of_a_table_is_no_goal_and_a_cell_no_part_of_a_name(bar: str) -> None:
    rows = [
        ["序号", "工作任务", "责任单位", "完成时限"],
        ["1", "新建园5所", "甲局", "2024年8月底前"],
        ["2", "移交园3所", "乙局", "2024年6月底前"],
        ["小计", "8所", "", ""],
    ]
    table = "\n".join(bar.join(row) for row in rows)
    targets = read(f"甲县学前教育任务分解表\n{table}\n").targets
    assert [(each.indicator, each.by) for each in targets] == [
        ("新建园", "2024-08-31"), ("移交园", "2024-06-30"),
    ]  # fmt: skip


def test_what_remedies_put_in_is_planned_not_told() -> None:
    reading = read(
        "甲县督导反馈意见整改方案\n一、关于师资不足的问题\n整改措施：招聘教师40名。\n"
        "责任单位：甲局\n整改时限：立行立改\n"
    )
    assert [each.indicator for each in reading.targets] == ["招聘教师"]
