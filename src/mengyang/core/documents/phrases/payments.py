"""经费名称 — what payments are called in documents: 生均公用经费, 综合奖补, 收费动态调整机制.

A text with a span in, the places of the names out. Every alternative begins with a letter, so
that the search runs from one of those letters to the next.
"""

import re
from collections.abc import Iterator

from mengyang.core.documents.records import Span
from mengyang.core.patterns import by_first_letter, lazy_pattern

_KINDS = (
    *("差异化", "专项", "一次性", "基层", "生活", "特殊", "岗位", "交通", "伙食", "财政", "综合"),
    *("绩效", "保教费", "学前教育", "市级", "区级", "县级", "省级", "中央"),
)
_PAID = (
    *("补助资金", "补助费", "补助", "补贴", "津贴", "奖补资金", "奖补", "奖励基金", "奖励资金"),
    "资助",
)
_FORM = "(?:政策|制度|机制|标准)?"
_SUM = r"\d+(?:\.\d+)?\s?[万亿]?元"
_FEE = r"(?:全部|部分|一半|50%)?的?(?:保教费|保育教育费|保育费|学费|伙食费|住宿费)"
_NAMES = (
    "生均(?:公用)?经费(?:财政)?(?:拨款)?(?:制度|标准)?",
    "生均(?:定额)?(?:财政)?补助",
    "社会保险和住房公积金",
    "同工同酬",
    "收费标准",
    "以奖代补",
    r"奖励(?<=分别奖励)(?=\d)",
    rf"奖励(?<![共获得已计放受到]奖励)(?={_SUM})",
    rf"减免(?={_FEE}|\d)",
    rf"免[除收](?={_FEE})",
    # 不足20人的按20人核拨: how many are paid for.
    r"核拨(?<=人核拨)",
    r"核定(?<=人核定)(?=[^，。；]{0,8}(?:经费|补助|资金|拨款))",
    "一次性奖励",
    "贷款贴息",
    # Where money goes first: 资金分配向村级公办园倾斜.
    *(rf"{money}(?:分配|安排)(?=[^，。；;\n]{{0,14}}倾斜)" for money in ("资金", "经费")),
    # How an amount is kept right: 收费动态调整机制, 工资正常增长机制, 经费分担机制.
    *(
        f"{money}(?:标准)?(?:动态|正常|合理)?(?:调整|增长|分担)机制"
        for money in ("收费", "工资", "经费", "补助", "拨款", "学费")
    ),
)
ALTERNATIVES = (
    *_NAMES,
    *(f"{kind}(?:{'|'.join(_PAID)}){_FORM}" for kind in _KINDS),
    *(f"{paid}{_FORM}" for paid in _PAID),
)
_PAYMENT = lazy_pattern(by_first_letter(ALTERNATIVES))


def find_payments(text: str, span: Span) -> Iterator[re.Match[str]]:
    """The names of payments in `span`, from left to right, none inside another."""
    return _PAYMENT.finditer(text, *span)
