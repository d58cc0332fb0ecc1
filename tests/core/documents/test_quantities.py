"""数量 — what is an amount and what is none, its bound, its unit, its place."""

import pytest
from hypothesis import given

from mengyang.core.documents.phrases.measures import tidy, with_rate
from mengyang.core.documents.phrases.quantities import find_amounts
from tests.core.documents.any_text import ANY_TEXT


def amounts(words: str) -> list[tuple[str, str, str]]:
    return [
        (amount.comparator, "—".join(f"{value:f}" for value in amount.value), amount.unit)
        for amount in find_amounts(words)
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("1\t门卫配备不足", []),
        ("1\n门卫配备不足", []),
        ("2\t架空线路未整治\t20日", []),
        ("职保安 20日", []),
        ("公示期不少于7日", [(">=", "7", "日")]),
        ("公示5日", [("=", "5", "日")]),
        ("12 所幼儿园", [("=", "12", "所")]),
        ("提高2.1个、6.4个百分点", [("=", "2.1", "个百分点"), ("=", "6.4", "个百分点")]),
    ],
)
def test_what_stands_near_a_number_tells_whether_and_of_what_it_is_an_amount(
    words: str, found: list[tuple[str, str, str]]
) -> None:
    assert amounts(words) == found


@given(ANY_TEXT)
def test_spans_always_index_the_text(words: str) -> None:
    last = 0
    for amount in find_amounts(words):
        start, end = amount.number
        assert 0 <= amount.span[0] <= start < end <= amount.span[1] <= len(words)
        assert amount.part[0] <= start and end <= amount.part[1]
        assert last <= start, "amounts neither overlap nor go back"
        assert amount.value and amount.raw
        last = end


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("达到98%以上", [(">=", "98", "%")]),
        ("入园率达到98%", [(">=", "98", "%")]),
        ("不得低于总数的50%", [(">=", "50", "%")]),
        ("至少办好一所中心园", [(">=", "1", "所")]),
        ("不超过1.5%", [("<=", "1.5", "%")]),
        ("控制在3%以内", [("<=", "3", "%")]),
        ("500万元及以下", [("<=", "500", "万元")]),
        ("降至3%以下", [("<", "3", "%")]),
        ("超过三分之二", [(">", "66.67", "%")]),
        ("约占总数的10%", [("≈", "10", "%")]),
        ("11亿千瓦左右", [("≈", "11", "亿千瓦")]),
        ("10人(含10人)以上", [(">=", "10", "人")]),
        ("500多家企业", [(">", "500", "家")]),
        ("不足三成", [("<", "30", "%")]),
        ("仅占三成", [("≈", "30", "%")]),
        ("一半以上的村", [(">=", "50", "%")]),
        ("过半数的园", [(">", "50", "%")]),
        ("最迟应在24小时内公布", [("<=", "24", "小时")]),
        ("每三年至少开展一次", [("<=", "3", "年/次")]),
    ],
)
def test_it_reads_the_bound(words: str, found: list[tuple[str, str, str]]) -> None:
    assert amounts(words) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("距离10—20公里", [("range", "10—20", "公里")]),
        ("约1500-4000套", [("range≈", "1500—4000", "套")]),
        ("3至5名", [("range", "3—5", "名")]),
        ("2万—3万元", [("range", "2—3", "万元")]),
        ("三至五名教师以上", [("range", "3—5", "名")]),
        ("处1万元以上3万元以下的罚款", [("range", "1—3", "万元")]),
        ("给予每月500—2000不等的补助", [("range", "500—2000", "元/月")]),
    ],
)
def test_it_reads_ranges(words: str, found: list[tuple[str, str, str]]) -> None:
    assert amounts(words) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("5086户20402人", [("=", "5086", "户"), ("=", "20402", "人")]),
        ("分别达到65%和55%", [(">=", "65", "%"), (">=", "55", "%")]),
        ("分别达到65、60和55%", [(">=", "65", "%"), (">=", "60", "%"), (">=", "55", "%")]),
        ("分别为每人每月110元和80元", [("=", "110", "元/人·月"), ("=", "80", "元/人·月")]),
        ("3个百分点", [("=", "3", "个百分点")]),
        ("新增1,200个", [("=", "1200", "个")]),
        ("招聘教师二十名", [("=", "20", "名")]),
        ("翻两番", [("=", "2", "番")]),
        ("三年一轮", [("=", "3", "年/轮")]),
        ("每三年开展一次", [("=", "3", "年/次")]),
        ("每学期至少开展一次", [(">=", "1", "次/学期")]),
        ("分别压减至5个工作日内和3个工作日内", [("<=", "5", "个工作日"), ("<=", "3", "个工作日")]),
        ("浓度低于100毫克/升", [("<", "100", "毫克/升")]),
        ("由每人每月200元提高到300元", [("=", "200", "元/人·月"), ("=", "300", "元/人·月")]),
        ("PM2.5浓度35微克/立方米", [("=", "35", "微克/立方米")]),
        ("人均预期寿命达到79岁", [(">=", "79", "岁")]),
    ],
)
def test_it_reads_what_stands_together(words: str, found: list[tuple[str, str, str]]) -> None:
    assert amounts(words) == found


@pytest.mark.parametrize(
    "words",
    [
        "2021年1月25日", "2023—2025年", "1月31日之前", "18：00前", "2021-01-25", "第57次会议",
        "十九大",
        "《3—6岁儿童学习与发展指南》", "新财教〔2020〕69号", "(2019)3号", "GB 50180", "“十四五”",
        "五位一体",
        "一票否决", "三级网络", "十一部门", "三年行动计划", "五年制专科", "近5年", "3—6岁幼儿",
        "30日内办结",
        "三年内完成", "(5分)", "扣2分", "每少1所扣2分", "24小时值班", "4A级景区", "12345热线",
        "一批幼儿园",
        "“1+3”融合", "电话0906-2123456", "第一、第二幼儿园", "58万平米安置房第一幼儿园",
        "形成机制", "两个市场",
        "每一所幼儿园", "1.加强领导", "举一反三", "一视同仁", "二孩政策", "第三方", "一成不变",
    ],
)  # fmt: skip
def test_it_passes_over_what_is_no_amount(words: str) -> None:
    assert amounts(words) == []


def test_a_stretch_of_text_is_read_alone() -> None:
    words = "新建5所。改建3所。"
    assert [amount.raw for amount in find_amounts(words, (5, len(words)))] == ["3"]


@pytest.mark.parametrize(
    ("unit", "before", "meant"),
    [
        ("元", "每生每年", "元/生·年"),
        ("元", "每月每人补助", "元/人·月"),
        ("元/人", "每月", "元/人·月"),
        ("万元", "每户补助", "万元/户"),
        ("元", "生均公用经费", "元"),
        ("人", "每年培训", "人"),
    ],
)
def test_money_is_counted_per_what_is_said_before(unit: str, before: str, meant: str) -> None:
    assert with_rate(unit, before) == meant


def test_a_unit_has_one_spelling() -> None:
    assert tidy("元／生•年") == "元/生·年"
    assert tidy("％") == "%"
