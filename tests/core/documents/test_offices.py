"""标题单位 — headings that are offices answer for what stands below them."""

import pytest

from mengyang.core.documents import read
from mengyang.core.documents.records import Obligation

HEAD = "甲县学前教育部门责任清单\n"
LIST = (
    HEAD
    + "一、县委编办\n1.核定公办园编制，2025年8月底前核增编制52名。\n2.开学前核查编制使用情况。\n"
    "二、县财政局\n1.落实生均公用经费标准。\n2.2025年5月底前清算补助资金。\n"
    "三、县住房城乡建设局\n1.会同县教育局对配套园逐一核查，长期坚持。\n"
    "四、县卫生健康局、县市场监管局\n1.县卫生健康局负责指导卫生保健工作。\n"
    "五、县公安局\n开展园所周边治安隐患排查。\n"
    "六、各乡镇人民政府\n办好公办中心幼儿园，2025年10月底前关停无证园。\n\n"
    "各责任单位要明确分管负责人，名单于2025年4月30日前报县教育局。\n"
)


def items(text: str) -> dict[str, Obligation]:
    return {item.path: item for item in read(text).obligations}


def names(item: Obligation) -> list[str]:
    return [unit.name for unit in item.responsible_units]


def test_what_stands_below_an_office_is_its_own() -> None:
    found = items(LIST)
    assert {path: names(item) for path, item in found.items()} == {
        "一/1": ["县委编办"],
        "一/2": ["县委编办"],
        "二/1": ["县财政局"],
        "二/2": ["县财政局"],
        "三/1": ["县住房城乡建设局", "县教育局"],
        "四/1": ["县卫生健康局"],
        "五": ["县公安局"],
        "六": ["各乡镇人民政府"],
    }
    assert [unit.role for unit in found["三/1"].responsible_units] == ["responsible", "joint"]


def test_a_serial_number_stands_before_a_year() -> None:
    assert [day.isoformat() for day in items(LIST)["二/2"].deadline.on] == ["2025-05-31"]


def test_a_last_paragraph_to_everybody_is_no_part_of_the_last_office() -> None:
    [duty] = read(LIST).reporting
    assert (duty.path, duty.who, duty.what) == ("closing", ("各责任单位",), ("名单",))
    assert [day.isoformat() for day in items(LIST)["六"].deadline.on] == ["2025-10-31"]


@pytest.mark.parametrize(
    "heading", ["办好乡村幼儿园", "各类幼儿园", "科学规划布局", "加强工作机制建设委员会"]
)
def test_other_headings_are_no_offices(heading: str) -> None:
    found = items(f"{HEAD}一、{heading}\n1.完成年度任务。\n二、保障经费\n1.按时拨付。\n")
    assert all(not names(item) for item in found.values())
