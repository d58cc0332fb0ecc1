"""指标名称 — what a number is called where its noun stands behind it or its subject before it."""

import pytest

from mengyang.core.documents import open_document
from mengyang.core.documents.claims import find_claims
from mengyang.core.documents.claims.name_edges import TRAILING

# One for each sign that such a word may begin with.
BEFORE_A_NUMBER = (
    "分别 均 都 各 达到 保持在 最迟不应当 至少 不低于 应 必须 中 尚 仍 稳定在 维持在 控制在 提高到 "
    "增加到 扩大到 降到 下降到 减少到 压减到 缩短至 放宽到 恢复到 到 高于 低于 大于 小于 多于 少于 "
    "超过 突破 约 近 是 占为 共有 总计 合计 累计 仅占 只有 已经 有 了 原则上 力争 左右 由 从 按照 "
    "以 为每个人 每名生 目前的 现在的 原来的 1999年 2027年的 一般 又 再 就 在 等 给予 享受 发放 "
    '≥ ≤ ＜ ＞ < > “ ” " （ ( ： :'
)


def names(sentence: str) -> list[str]:
    return [
        claim.indicator for claim in find_claims(open_document(f"通知\n一、情况\n{sentence}\n"))
    ]


@pytest.mark.parametrize(
    ("sentence", "called"),
    [
        ("区委组建4个巡察组开展巡察。", ["区委组建巡察组"]),
        ("巡察组向40家被巡察单位反馈情况。", ["被巡察单位"]),
        ("对甲局、乙局、丙局等4家单位开展常规巡察。", ["常规巡察单位"]),
        ("投资6200万元新建城北、丁香苑2所公办幼儿园。", ["投资", "新建公办幼儿园"]),
        ("全县18所乡镇中心幼儿园中，有5所未达标。", ["全县乡镇中心幼儿园", "未达标"]),
        ("对全市9个县（市、区）开展督查。", ["全市县（市、区）"]),
        ("全国338个地级及以上城市实时公开空气质量监测信息。", ["全国地级及以上城市"]),
        ("56家餐饮场所未安装报警装置。", ["未安装报警装置的餐饮场所"]),
        ("近三成员工不会使用检测仪器。", ["不会使用检测仪器的员工"]),
        ("在8所城区小学增加班级15个。", ["城区小学", "城区小学增加班级"]),
        ("每半年组织一次“回头看”。", ["每半年组织回头看"]),
        ("公办园在园幼儿7114人，占57%。", ["公办园在园幼儿", "公办园在园幼儿占比"]),
        ("平均浓度为47微克/立方米，同比下降8.2%。", ["平均浓度", "平均浓度同比下降"]),
        ("对特困人员，每人每天补贴4元。", ["补贴"]),
        ("教师在每人每月260元岗位补贴的基础上增加津贴。", ["教师岗位补贴"]),
        ("按照每人每月200元的标准给予运营补贴。", ["运营补贴"]),
        ("按时办结率不低于98%。", ["按时办结率"]),
        ("2021年以来累计投入资金500万元。", ["累计投入资金"]),
        ("受出生率下降影响,2024年春季全县在园幼儿为3000人。", ["全县在园幼儿"]),
        ("全县56人以上大班额由47个减少到6个。", ["全县大班额", "大班额", "大班额"]),
        ("将2.8万亿元中央财政资金纳入直达机制。", ["中央财政资金纳入直达机制"]),
        ("至少建成1所具有带动效应的示范性托育服务机构。", ["示范性托育服务机构"]),
        ("完成重点企业超低排放改造23家。", ["完成重点企业超低排放改造"]),
        ("原则上每三年对收费标准评估一次。", ["收费标准评估"]),
    ],
)
def test_a_number_is_called_by_what_it_counts(sentence: str, called: list[str]) -> None:
    assert names(sentence) == called


def test_values_dealt_out_behind_within_belong_to_their_names_in_order() -> None:
    assert names("一般登记、抵押登记业务办理时间分别压减至5个工作日内和3个工作日内。") == [
        "一般登记业务办理时间", "抵押登记业务办理时间"
    ]  # fmt: skip


@pytest.mark.parametrize("word", BEFORE_A_NUMBER.split())
def test_the_word_before_a_number_is_no_part_of_its_name(word: str) -> None:
    assert TRAILING.sub("", f"普惠园{word}") == "普惠园"


def test_the_serial_number_of_a_row_names_nothing() -> None:
    text = "1\t公办园占比\t秋季学期达到50%以上\n"
    (claim,) = find_claims(open_document(f"通知\n一、情况\n序号\t指标\t目标\n{text}"))
    assert claim.indicator == "公办园占比"
