"""数量口径 — what recurs, wages by the month, which ones are meant, and for which year."""

import pytest

from mengyang.core.documents import read
from tests.core.documents.written_plans import plan, told


def quantity(words: str, section: str = "主要措施") -> str:
    (kind, comparator, value, unit), *_ = told(plan(words, section))
    return f"{kind} {comparator} {value} {unit}".strip()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("每年公开招聘幼儿教师不少于25名。", "target >= 25 名/年"),
        ("每学期选派2名骨干教师送教。", "target = 2 名/学期"),
        ("每月至少走访3户家庭。", "rule >= 3 户/月"),
        ("园长每年培训不少于72学时。", "rule >= 72 学时/年"),
        ("学前教育专业年招生规模稳定在300人左右。", "target ≈ 300 人/年"),
        ("每年3月底前招聘25名。", "target = 25 名"),
        ("新增学位500个。", "target = 500 个"),
        ("非在编教师月平均工资不低于2500元。", "target >= 2500 元/月"),
        ("聘用教师人均年收入不低于4.2万元。", "target >= 4.2 万元/年"),
        ("乡村教师生活补助人均每月不低于500元。", "rule >= 500 元/人·月"),
        ("公办园生均公用经费标准由每年400元提高到500元。", "rule = 400 元/生·年"),
        ("对新增公办学位按每个学位3000元给予补助。", "rule = 3000 元/学位"),
        ("每个托位补助1万元。", "rule = 1 万元/托位"),
    ],
)
def test_a_number_is_counted_per_what_it_recurs_in(words: str, expected: str) -> None:
    assert quantity(words) == expected


def test_a_second_grant_is_counted_as_the_first() -> None:
    found = told(plan("公办园每生每年不低于600元、普惠性民办园生均补助标准不低于400元。"))
    assert [(value, unit) for _, _, value, unit in found] == [
        ("600", "元/生·年"),
        ("400", "元/生·年"),
    ]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("组建融合型、共建型教共体60个。", "target"),
        ("3月底前补拨2020年度奖补资金55万元。", "target"),
        ("撤并教学点不超过15个。", "target"),
        ("重点排查建筑面积300平方米以上、设在高层的幼儿园。", "rule"),
        ("对面积1000平方米以上或设在地下室的机构进行检查。", "rule"),
        ("民办园收费不高于同级公办园的1.5倍。", "rule"),
        ("实验区建设周期为3年。", "rule"),
        ("普惠园认定有效期为3年。", "rule"),
        ("新增公办学位3000个列入10件民生实事。", "target"),
    ],
)
def test_what_a_number_is_given_for(words: str, kind: str) -> None:
    assert told(plan(words))[0][0] == kind


def test_the_list_that_something_is_put_on_is_told() -> None:
    assert told(plan("新增公办学位3000个列入10件民生实事。"))[1][0] == "fact"


def test_what_comes_next_is_meant_in_a_report_too() -> None:
    reading = read(
        "某县审议意见研究处理情况的报告\n一、关于“加强队伍”的意见\n办理情况：招聘教师86名。\n"
        "下一步打算：每年补充幼儿教师不少于60名。\n责任单位：县教育局\n"
    )
    assert [(target.value[0], target.unit) for target in reading.targets] == [(60, "名/年")]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("已拨付320万元，剩余80万元将于2024年9月底前拨付到位。", "target"),
        ("已建成5所，其余7所2024年底前全部建成。", "target"),
        ("已建成5所，剩余2所正通过司法程序推进。", "fact"),
        ("已建成5所，其余7所未开工。", "fact"),
    ],
)
def test_what_is_left_over_is_meant_where_it_has_a_day(words: str, kind: str) -> None:
    reading = read(
        f"某区整改情况的报告\n某政发〔2024〕3号\n2024年3月1日\n一、整改进展\n（一）经费不足。{words}\n（二）缺编。无。\n"
    )
    assert told(reading)[1][0] == kind


def _due(text: str) -> list[str | None]:
    return [target.by for target in read(text).targets]


@pytest.mark.parametrize(
    ("title", "by"),
    [
        ("某县2031年教育工作要点", "2031"),
        ("某区2031年十大民生实事任务分解", "2031"),
        ("某县教育提升行动计划（2031—2033年）", None),
        ("某县关于2031年问题的整改方案", None),
        ("某县教育工作方案", None),
    ],
)
def test_a_plan_for_one_year_dates_its_goals(title: str, by: str | None) -> None:
    body = "\n一、主要任务\n（一）建园。新建幼儿园5所。\n（二）培训。每年培训教师20名。\n"
    assert _due(title + body) == [by, None]


def test_what_goes_on_for_good_is_not_due_in_the_year() -> None:
    assert _due(
        "某县2031年工作要点\n一、任务\n1.抽查。抽查面达到30%以上。(责任科室:安全科;完成时限:长期坚持)\n2.其他。完成。\n"
    ) == [None]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("一是2031年核增编制30名。二是补充教师120名。", ["2031", None]),
        ("到2031年，一是核增编制30名。二是补充教师120名。", ["2031", "2031"]),
        ("公办园占比2031年、2032年分别达到52%、54%以上。", ["2031", "2032"]),
        ("移交幼儿园6所，增加学位1260个。由甲局牵头，2031年12月31日前完成。", ["2031-12-31"] * 2),
        ("补充教师20名。4月组织现场会3场。", [None, "2031-04-30"]),
    ],
)
def test_which_day_a_number_is_meant_for(words: str, expected: list[str | None]) -> None:
    assert [target.by for target in plan(words, year=2031).targets] == expected
