"""经费名称 — the names of payments, and that none is left untried."""

import pytest

from mengyang.core.documents.phrases.payments import ALTERNATIVES, find_payments


def names(text: str) -> list[str]:
    return [match.group() for match in find_payments(text, (0, len(text)))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("落实生均公用经费财政拨款制度", ["生均公用经费财政拨款制度"]),
        ("给予综合奖补和岗位津贴", ["综合奖补", "岗位津贴"]),
        ("教育资金分配向村级园倾斜", ["资金分配"]),
        ("经费安排向薄弱园倾斜", ["经费安排"]),
        ("做好资金分配工作", []),
        ("健全收费动态调整机制", ["收费动态调整机制"]),
        ("建立工资正常增长机制和经费分担机制", ["工资正常增长机制", "经费分担机制"]),
        ("健全布局动态调整机制", []),
        ("甲园、乙园分别奖励5万元、3万元", ["奖励"]),
        ("表彰奖励先进", []),
        ("建立扶贫工作制度", []),
    ],
)
def test_a_payment_is_known_by_its_name(text: str, found: list[str]) -> None:
    assert names(text) == found


@pytest.mark.parametrize("alternative", ALTERNATIVES)
def test_every_name_begins_with_a_letter_so_that_the_search_is_fast(alternative: str) -> None:
    assert "\u4e00" <= alternative[0] <= "\u9fff"
