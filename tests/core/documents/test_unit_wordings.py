"""责任单位的写法 — who answers, in brackets, sentences and broken tables."""

import pytest

from mengyang.core.documents import open_document
from mengyang.core.documents.readings import obligations

HEAD = "甲县学前教育工作方案\n2024年3月1日\n\n一、主要任务\n\n（一）完善布局。"
TAIL = "\n\n（二）加强队伍建设。配足配齐教师。（县教育局负责）\n"
MARKS = {"lead": "*", "joint": "+", "responsible": ""}


def read_all(text: str) -> dict[str, tuple[list[str], str]]:
    found = obligations.read(open_document(text))
    return {
        item.path: (
            [unit.name + MARKS[unit.role] for unit in item.responsible_units],
            " ".join([item.deadline.kind, *(day.isoformat() for day in item.deadline.on)]),
        )
        for item in found
    }


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("编制规划。[县教育局牵头，县财政局配合]", "县教育局* 县财政局+"),
        ("编制规划。（省教育厅，各市、县〔区〕政府负责）", "省教育厅 各市、县〔区〕政府"),
        ("编制规划。（主办：县教育局；协办：县财政局）", "县教育局* 县财政局+"),
        ("编制规划。（县教育局，各公办、民办幼儿园）", "县教育局 各公办、民办幼儿园"),
        ("编制规划。（财政局负责资金保障，教育局负责组织实施）", "财政局 教育局"),
        ("编制规划。（各镇、区政府各部门）", "各镇 区政府各部门"),
        ("县教育局要编制规划。县财政局要落实经费。", "县教育局 县财政局"),
        ("由县教育局牵头，县财政局、县住建局配合，尽快完成。", "县教育局* 县财政局+ 县住建局+"),
        ("由甲县经济技术开发区管委会负责建设。", "甲县经济技术开发区管委会"),
        ("资金由县财政局于4月30日前拨付到位。", "县财政局"),
        ("对重大隐患，由县安委办挂牌督办，各乡镇要限期整改。", "县安委办 各乡镇"),
        ("会议要求，县教育局牵头，县卫健局配合，开展检查。", "县教育局* 县卫健局+"),
        ("请各县（区）安委会于7月25日前整改。", "各县（区）安委会"),
        ("各园要完成自查。", "各园"),
        ("6月底前完成编制，县教育局负责。", "县教育局"),
        ("完成编制。县教育局牵头负责，各乡镇配合。", "县教育局* 各乡镇+"),
        ("县教育局、县财政局要联合制定办法。", "县教育局 县财政局"),
        ("请县财政局足额拨付经费。", "县财政局"),
        ("国家继续支持建园。各地要利用闲置校舍。", "各地"),
        ("各地区、各部门对重大舆情，要快速反应。", "各地区 各部门"),
        ("县委编办三年内核增编制50名。", "县委编办"),
    ],
)
def test_who_answers(words: str, names: str) -> None:
    units, _ = read_all(HEAD + words + TAIL)["一/(一)"]
    assert units == names.split()


def test_a_task_above_tasks_has_its_own_units_alone() -> None:
    points = "（县教育局牵头）\n1.选址。（县自然资源局负责）\n2.施工。（县住建局负责）"
    found = {path: units for path, (units, _) in read_all(HEAD + points + TAIL).items()}
    assert found["一/(一)"] == ["县教育局*"]
    assert found["一/(一)/1"] == ["县自然资源局"]


def test_who_does_what_by_which_day_above_tasks_is_a_task_of_its_own() -> None:
    charged = "由县教育局牵头，6月底前完成规划。\n1.建园。（县住建局）\n2.招聘。（县人社局）"
    goal = charged.replace("由县教育局牵头，6月底前完成规划", "6月底前实现以下目标")
    found = read_all(f"{HEAD}{charged}{TAIL}")
    assert found["一/(一)"] == (["县教育局*"], "by date 2024-06-30")
    assert list(read_all(f"{HEAD}{goal}{TAIL}")) == [path for path in found if path != "一/(一)"]


def test_departments_ordered_one_by_one_are_counted_but_not_all_of_them_together() -> None:
    words = "教育部门要做好指导。公安部门要加强巡查。各有关部门要密切配合。"
    units, _ = read_all(HEAD + words + TAIL)["一/(一)"]
    assert units == ["教育部门", "公安部门"]


def test_a_clause_without_heading_has_its_units_and_day_beside_its_words() -> None:
    text = "任务分解表\n2024年3月1日\n一、学位建设\n1.新建第三幼儿园\t教育局、住建局\t12月底前\n"
    assert read_all(text)["一/1"] == (["教育局", "住建局"], "by date 2024-12-31")


def test_cells_one_a_line_find_their_columns_though_some_are_broken_or_missing() -> None:
    rows = (
        "1\n新建公办幼儿园2所，\n新增学位540个\n县教育局\n2024年8月底前\n"
        "2\n推进集团化办园\n县教育局\n县财政局\n长期坚持\n3\n完成消防改造\n各幼儿园\n"
    )
    assert read_all("重点任务清单\n序号\n重点任务\n责任单位\n完成时限\n" + rows) == {
        "1": (["县教育局"], "by date 2024-08-31"),
        "2": (["县教育局", "县财政局"], "ongoing"),
        "3": (["各幼儿园"], "none"),
    }


def test_a_day_of_minutes_is_reckoned_from_the_meeting() -> None:
    text = (
        "关于研究有关问题的会议纪要\n2024年4月8日上午，副县长王某主持召开会议，研究有关问题。\n"
        "1.由县教育局牵头，4月20日前摸清底数。\n2.请县财政局落实配套资金。\n"
    )
    assert read_all(text) == {
        "1": (["县教育局*"], "by date 2024-04-20"),
        "2": (["县财政局"], "none"),
    }


def test_an_hour_does_not_end_a_heading() -> None:
    text = (
        "关于检查的通知\n2024年3月11日\n一、要求\n1.各园自查。\n2.各中心校于4月8日16:00前报送。\n"
    )
    assert read_all(text)["一/2"][1] == "by date-time 2024-04-08T16:00:00"
