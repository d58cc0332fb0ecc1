"""段内列举与答复 — lists run on in a line, letters by 我局, stages told in months."""

import pytest

from mengyang.core.documents import read
from tests.core.documents.written_plans import plan, told


@pytest.mark.parametrize(
    "points",
    [
        "1.通过公开招聘补充教师80名。2.组织培训教师100人次。",
        "1．公开招聘，补充教师80名；2．组织骨干培训，培训教师100人次。",
        "主要任务：1、补充公办教师80名；2、组织培训教师100人次。",
    ],
)
def test_points_run_on_in_a_line_hold_their_numbers(points: str) -> None:
    reading = read(f"某县行动方案\n一、主要任务\n（一）队伍。{points}\n（二）其他。完成。\n")
    assert [target.path for target in reading.targets] == ["一/(一)/1", "一/(一)/2"]
    assert [item.path for item in reading.obligations] == ["一/(一)", "一/(二)"]
    headed = [each.path for each in reading.document.outline if each.heading]
    assert headed == ["一", "一/(一)", "一/(二)"]


@pytest.mark.parametrize("words", ["投资1.5亿元；2.5公里。", "注：1.某事；2.某事。", "见表1.2。"])
def test_no_list_begins_at_a_decimal_or_in_a_note(words: str) -> None:
    reading = read(f"某县行动方案\n一、主要任务\n（一）队伍。完成。\n{words}\n二、要求\n")
    assert [each.path for each in reading.document.outline] == ["一", "一/(一)", "二"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("下一步，我局将会同市发展改革委、市住建局，加快建设。",
         [("我局", "lead"), ("市发展改革委", "joint"), ("市住建局", "joint")]),
        ("我局将会同市自然资源和规划局启动规划修编。",
         [("我局", "lead"), ("市自然资源和规划局", "joint")]),
        ("我委将联合市民政局、市卫生健康委研究制定办法。",
         [("我委", "lead"), ("市民政局", "joint"), ("市卫生健康委", "joint")]),
        ("我局将积极配合市财政局，研究制定办法。", [("我局", "joint"), ("市财政局", "lead")]),
        ("我局将联合县自然资源局编制规划。", [("我局", "lead"), ("县自然资源局", "joint")]),
        ("我局将加快建设。", []),
        ("我局将会同有关部门加快建设。", []),
    ],
)  # fmt: skip
def test_who_answers_a_letter_acts_with_others(words: str, expected: list[tuple[str, str]]) -> None:
    reading = read(
        f"对市第五届人大三次会议第7号建议的答复\n某代表：\n现答复如下：\n一、关于建园的建议\n目前已建5所。\n{words}\n"
        "二、关于编制的建议\n目前缺编。\n"
    )
    units = reading.obligations[0].responsible_units
    assert sorted((unit.name, unit.role) for unit in units) == sorted(expected)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("各县（区）教育局每周五前报送周报。", ["各县（区）教育局"]),
        ("各县（区）教育局联合公安、消防等部门开展检查。", ["各县（区）教育局", "公安", "消防"]),
        ("县财政局将统筹资金500万元。", ["县财政局"]),
        ("县教育局将进一步完善制度。", []),
    ],
)
def test_who_acts_again_and_again_or_will_act(words: str, expected: list[str]) -> None:
    reading = read(f"某市专项整治方案\n一、主要任务\n（一）某事。{words}\n（二）其他。完成。\n")
    assert [unit.name for unit in reading.obligations[0].responsible_units] == expected


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        ("动员部署（2031年4月至5月）。制定方案，5月20日前报县安委办", "by date 2031-05-20"),
        ("动员部署（2031年4月至5月）。制定方案", "by date 2031-05-31"),
        ("初审（2031年3月16日至3月31日）。4月3日前报意见", "several 2031-03-31 2031-04-03"),
    ],
)
def test_a_day_stands_alone_in_a_stage_of_months(stage: str, expected: str) -> None:
    reading = read(
        f"某县专项整治方案\n2031年2月1日\n一、整治任务\n（一）取缔。关停。\n二、时间安排\n（一）{stage}。\n（二）验收。自查。\n"
    )
    found = next(item for item in reading.obligations if item.path == "二/(一)").deadline
    assert " ".join([found.kind.value, *map(str, found.on)]) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("确定一名分管领导和一名联络员。", []),
        ("配备1名专职教研员。", [("target", "=", "1", "名")]),
        ("教师5年一周期不少于360学时。", [("rule", ">=", "360", "学时/5年")]),
        ("教师每5年接受不少于360学时的培训。", [("rule", ">=", "360", "学时/5年")]),
        ("改造2000年前建成的小区7个。", [("target", "=", "7", "个")]),
    ],
)
def test_what_is_counted_and_what_is_not(
    words: str, expected: list[tuple[str, str, str, str]]
) -> None:
    assert told(plan(words)) == expected


def test_the_year_a_house_was_built_is_no_day_to_act_by() -> None:
    assert [target.by for target in plan("改造2000年前建成的小区7个。").targets] == [None]


def test_measures_and_progress_are_one_label() -> None:
    (item, _) = read(
        "某区整改情况的报告\n二、整改进展\n（一）关于“经费不足”问题\n整改措施及进展：已列入预算。\n"
        "整改时限：6月底前\n责任单位：区财政局\n（二）关于“学位不足”问题\n整改措施及进展：已建园。\n"
        "整改时限：8月底前\n责任单位：区教育局\n"
    ).obligations
    assert [remedy.text for remedy in item.remedies] == ["已列入预算。"]
