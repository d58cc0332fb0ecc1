"""数量陈述 — a number is a target, a fact or a rule by the words around it, not by its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mengyang.core.documents import read
from mengyang.core.documents.claims.years import find_dates
from tests.core.documents.any_text import ANY_TEXT
from tests.core.documents.written_plans import plan, told

TARGETS = [
    ("到2025年,毛入园率达到93%以上,覆盖率稳定在90%左右。", [">= 93 %", "≈ 90 %"]),
    ("计划新建幼儿园12所,改扩建8所,新增学位3600个。", ["= 12 所", "= 8 所", "= 3600 个"]),
    ("各县要确保整改完成率达到100%。", [">= 100 %"]),
    ("新增普惠性学位不少于1万个,其中公办学位7000个。", [">= 1 万个", "= 7000 个"]),
    ("城镇登记失业率控制在4.5%以内,就业5.2万人。", ["<= 4.5 %", "= 5.2 万人"]),
    ("城镇化率提高到60%,贫困发生率降至0.5%。", [">= 60 %", "<= 0.5 %"]),
    ("2022年新增公办学位5000个,2023年新增4000个。", ["= 5000 个", "= 4000 个"]),
    ("每个乡镇至少配备1名专职督导员。", [">= 1 名"]),
    ("粮食产量保持在1.3万亿斤以上。", [">= 1.3 万亿斤"]),
]
FACTS = [
    ("截至2020年底,全县共有幼儿园46所,在园幼儿8123人。", ["= 46 所", "= 8123 人"]),
    ("截至目前,完成拆旧1477户,拆旧率达98%;完成复垦1227户,复垦率达81%。",
     ["= 1477 户", ">= 98 %", "= 1227 户", ">= 81 %"]),
    ("我县公办园仅有12所,学位缺口2300个。", ["= 12 所", "= 2300 个"]),
    ("2018年全省财政教育支出增长8.3%。", ["= 8.3 %"]),
    ("2019年以来公开招聘教师118名,骨干教师达到67名。", ["= 118 名", ">= 67 名"]),
    ("对尚未完成整改的5项任务,逐项倒排工期。", ["= 5 项"]),
    ("发现安全隐患36处,已整改30处。", ["= 36 处", "= 30 处"]),
    ("在编教师占比不足四成。", ["< 40 %"]),
    ("该园违规收费3.2万元,涉及幼儿128人。", ["= 3.2 万元", "= 128 人"]),
    ("“十三五”期间,投入专项资金50亿元。", ["= 50 亿元"]),
    ("今年以来,已新增托位310个。", ["= 310 个"]),
    ("对收费标准未公示的3所民办园进行约谈。", ["= 3 所"]),
]  # fmt: skip
RULES = [
    ("常住人口4000人以上的大村独立建园。", [">= 4000 人"]),
    ("对不合格的民办园限期整改,整改期不超过6个月。", ["<= 6 个月"]),
    ("生均公用经费标准为每生每年600元。", ["= 600 元/生·年"]),
    ("对评为示范园的,一次性奖励20万元。", ["= 20 万元"]),
    ("违反规定的,处1万元以上3万元以下的罚款。", ["range 1—3 万元"]),
    ("注册资金500万元以上的企业可申请贷款。", [">= 500 万元"]),
    ("每班配备2名专任教师和1名保育员。", ["= 2 名", "= 1 名"]),
    ("建筑面积5万平方米以上的小区应配建幼儿园。", [">= 5 万平方米"]),
    ("中央财政承担60%,地方财政承担40%。", ["= 60 %", "= 40 %"]),
    ("落实情况纳入年度考核,分值权重不低于4%。", [">= 4 %"]),
    ("对60周岁以上老年人开展摸底。", [">= 60 周岁"]),
    ("经营年限由3年放宽至1年。", ["= 3 年", "= 1 年"]),
    ("持续开展三年一轮的督导评估。", ["= 3 年/轮"]),
    ("小班不超过25人、大班不超过35人。", ["<= 25 人", "<= 35 人"]),
    ("按每5000人口设置1所幼儿园的标准规划。", ["= 5000 人", "= 1 所"]),
    ("表彰在乡村幼儿园工作20年以上的教师。", [">= 20 年"]),
    ("服务半径一般为300—500米。", ["range 300—500 米"]),
]


@pytest.mark.parametrize(
    ("kind", "words", "found"),
    [(kind, *case) for kind, cases in
     (("target", TARGETS), ("fact", FACTS), ("rule", RULES)) for case in cases],
)  # fmt: skip
def test_it_tells_the_kind(kind: str, words: str, found: list[str]) -> None:
    expected = [(kind, *each.split(" ")) for each in found]
    assert told(plan(words)) == expected


def test_the_old_value_of_a_goal_is_a_fact() -> None:
    assert told(plan("力争使公办园比例由目前的12%提高至30%以上。")) == [
        ("fact", "=", "12", "%"),
        ("target", ">=", "30", "%"),
    ]


def test_a_time_to_be_shortened_is_a_goal_and_its_old_length_a_fact() -> None:
    assert told(plan("将审批时限由20个工作日压缩至7个工作日。")) == [
        ("fact", "=", "20", "个工作日"),
        ("target", "<=", "7", "个工作日"),
    ]


def test_the_years_in_a_title_and_what_is_counted_per_are_none() -> None:
    words = "修编《县城幼儿园布局规划（2019—2035年）》,每1万常住人口规划建设1所幼儿园。"
    assert [found[1:] for found in told(plan(words))] == [("=", "1", "所")]
    assert told(plan("孕产妇死亡率降至8/10万以下。"))[0][2:] == ("8", "/10万")
    assert told(plan("托位面向3岁以下婴幼儿。")) == []


def test_a_goal_of_a_report_is_a_goal() -> None:
    text = (
        "某市督察反馈问题整改落实情况报告\n\n一、具体问题\n\n（一）污水处理能力不足\n"
        "整改目标：到2025年，处理率不低于71%。\n整改时限：2025年12月底前\n责任单位：市水务局\n"
        "整改完成情况：处理率达到66.2%。计划到2026年底，再增加管网不少于60公里。\n"
    )
    reading = read(text)
    assert [each.value_raw for each in reading.targets] == ["71", "60"]
    assert [each.value_raw for each in reading.figures] == ["66.2"]


def test_the_same_words_are_a_goal_below_one_heading_and_a_fact_below_another() -> None:
    words = "全县幼儿园46所,在园幼儿8123人。"
    assert {kind for kind, *_ in told(plan(words, section="主要目标"))} == {"target"}
    assert {kind for kind, *_ in told(plan(words, section="基本情况"))} == {"fact"}


def test_a_year_is_seen_from_the_documents_own() -> None:
    words = "2023年,公办园占比达到52.4%。"
    assert [kind for kind, *_ in told(plan(words, year=2021))] == ["target"]
    assert [kind for kind, *_ in told(plan(words, year=2025))] == ["fact"]


@pytest.mark.parametrize(
    ("words", "by", "is_past"),
    [
        ("到2025年,", "2025", False),
        ("2020年年底前,", "2020-12-31", False),
        ("2022年8月底前,", "2022-08-31", False),
        ("2022年上半年,", "2022-06-30", False),
        ("2022年5月20日前,", "2022-05-20", False),
        ("年底前,", "2021-12-31", False),
        ("今年,", "2021", False),
        ("“十四五”末,", "2025", False),
        ("“十三五”期间,", "2020", True),
        ("截至2020年底,", "2020-12-31", True),
        ("2019年,", "2019", True),
        ("从2021年起,", None, False),
    ],
)
def test_it_reads_the_day_a_number_is_meant_for(words: str, by: str | None, is_past: bool) -> None:
    (when,) = find_dates(words, 0, len(words), 2021)
    assert (when.by, when.is_past) == (by, is_past)


def test_a_base_year_is_no_date_of_the_number() -> None:
    assert find_dates("比2020年下降13.5%", 0, 12, 2021) == []


@given(ANY_TEXT)
def test_any_text_is_read_and_every_quote_is_in_it(words: str) -> None:
    reading = read(words)
    text = reading.document.text
    for name in (
        "targets",
        "figures",
        "projects",
        "money_rules",
        "citations",
        "mechanisms",
        "checks",
    ):
        for entry in getattr(reading, name):
            assert text[slice(*entry.span)] == entry.quote
            assert entry.path


@given(
    st.lists(
        st.sampled_from(["一、", "(一)", "1.", "目标", "到2025年", "达到", "9%", "元", "\n"]),
        max_size=40,
    )
)
def test_any_plan_is_read(pieces: list[str]) -> None:
    read("".join(pieces))


def test_a_number_without_evidence_is_as_the_one_beside_it() -> None:
    words = "城镇新增就业力争达到900万人以上;城镇登记失业率5.5%左右。"
    assert [kind for kind, *_ in told(plan(words))] == ["target", "target"]


def test_a_table_row_names_the_numbers_in_its_cells() -> None:
    reading = plan("指标如下。\n毛入园率\t91%\t95%")
    assert {entry.indicator for entry in (*reading.targets, *reading.figures)} == {"毛入园率"}
