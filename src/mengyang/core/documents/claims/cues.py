"""线索词 — words of a sentence that tell a goal from a fact and a fact from a rule, with weights.

A cue counts for more between the same two commas as the number than elsewhere in its sentence.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from mengyang.core.documents.records import Span
from mengyang.core.patterns import lazy_pattern


class Weight(NamedTuple):
    """How much speaks for a target, a fact and a rule."""

    target: float = 0
    fact: float = 0
    rule: float = 0

    def plus(self, *others: "Weight") -> "Weight":
        """All of them together."""
        target, fact, rule = self
        for more_target, more_fact, more_rule in others:
            target += more_target
            fact += more_fact
            rule += more_rule
        return Weight(target, fact, rule)


NOTHING = Weight()


@dataclass(frozen=True, slots=True)
class Cue:
    """A family of words, parted by blanks, none beginning with a class.

    `near` counts before the number in its part, `wide` earlier, `behind` after it.
    """

    words: str
    near: Weight = NOTHING
    wide: Weight = NOTHING
    behind: Weight = NOTHING


# A number right behind: 不足3所 counts, 不足 alone is a word of problems.
_COUNTED = "(?=[\\d一二三四五六七八九])"
# 已 tells what is done; 已建成的, 已建成小区 only say which ones are meant.
_ALREADY = "(?<!未)已(?!建成的|建的|批准的|建成(?:小区|住宅|居住))"
# 今年 sets an aim; 今年以来, 今年上半年 and 今年初 tell.
_THIS_YEAR = "今年(?!以来|上半年|初)"
# 2027年前: neither 今年前三季度 nor 年前期 is a limit.
_BEFORE_A_YEAR = "年前(?![三两期])"
# 计划 as a verb, told by what follows; 行动计划 and 发展计划 are papers.
_PLANS = "(?<!行动)(?<!发展)计划(?=[新改扩投安完建培实用在于撤招开启购补引推举组整修选增])"
_WILL = "将(?=[^，。；]{0,12}(?:提高|增加|达|建|新|投|完|控))"
# 要 as a verb: neither in 重要, 主要, 需要, 必要 nor in 要求, 要点, 要素 …
_WANTS = "(?<![重主需必])要(?![求点素件闻害道领职])"
# 应 as a verb: not in 响应, 对应, 应急, 应用 …; not where it says which ones are meant (应建的园),
# nor where what was due is set against what is done (应配80人，实际62人).
_SHALL = (
    "(?<![响对])应(?![急用对届收])(?![^，。；、\\d]{1,4}的)"
    "(?![^，。；]{1,20}\\d[^，。；\\d]{1,3}[，,、；;](?:其中)?(?:已|实际|现|仅|尚|未))"
)
_MAY = "可(?=[按以享申])"
# A term that may not be longer, shorter, or may not.
_TERM = "期(?=不[超少得])"
# 按每人每年…: what is paid by; a number stands near.
_AT_A_RATE = "按照?(?=[^，。；]{0,20}\\d)"
# 每 before what is paid for; 每个县, 每个乡镇 are areas that have a target.
_FOR_EACH = (
    "单(?=[个户笔次项家]) "
    "每(?:(?=\\d)|[人生班所园名隔满户校位间套辆亩台张件栋]|个(?![县乡镇村街市区])|平方米)"
)
# 连续两次排名末位的: a case that is ruled.
_IN_A_ROW = "连续(?=[\\d一二三四五两]+[次年个])"
_UNDONE = "未(?=[取按落完建移开达配])"

CUES = {
    "now": Cue(
        "截至 截止 目前(?!的) 累计(?!达到|新增|建成(?=[\\d]))",
        near=Weight(fact=3),
        wide=Weight(fact=4),
        behind=Weight(fact=1),
    ),
    "past": Cue(
        f"现(?=下达|拨付) 目前 正在 现有 现共 现已 {_ALREADY} 共有 共计 总计 "
        "同比 先后 去年 上年 年初以来 全年共 以来 "
        "了(?!解) 得到 过去 后的(?=\\d)",
        near=Weight(fact=3),
        wide=Weight(fact=2),
        behind=Weight(fact=1),
    ),
    "compare": Cue("较(?:上年|去年|上月) 比(?:上年|去年|上月)", near=Weight(fact=1.5)),
    "aim": Cue(
        f"争取(?!政策|资金|外援) 预期 目标 年内 {_THIS_YEAR} 今后 未来 "
        f"底前 月前 {_BEFORE_A_YEAR} 实现 拟 {_PLANS} {_WILL} {_WANTS}",
        near=Weight(target=2),
        wide=Weight(target=1.5),
        behind=Weight(target=0.5),
    ),
    "ensured": Cue("力争 确保(?!了)", near=Weight(target=3), wide=Weight(target=1.5)),
    "planned": Cue("计划到(?=(?:19|20)\\d\\d年)", near=Weight(target=4), wide=Weight(target=4)),
    "reach": Cue(
        "达到 提[高升](?:到|至) 增加?(?:到|至) 增长到 扩大(?:到|至) 保持在 稳定在 维持在 "
        "控制在 降低?(?:到|至) 下降(?:到|至) 减少(?:到|至) 压减(?:到|至)",
        near=Weight(target=1.5),
    ),
    "act": Cue(
        "回购 收购 加装 新辟 组建 补拨 兑付 撤并 调剂 维修 修缮 采购 取缔 关停 带动 结对 "
        "新建 改建 扩建 建设 建成 打造 培育 培养 培训 新增 增设 增加 完成(?!率|情况) 发展 扶持 "
        "创建 遴选 选派 抽调 招聘 引进 安排 投入 实施 开展 组织 认定 推广 办好 建好 选树 评选 "
        "建立 设立 配备 配齐 改造 治理 整治 消除 补充 举办 购置 派驻 推进 启动 提供 优化 "
        "提升 提高 降低 减少 压减 扩大 增长 下降 扩招 招收 压缩 增强 支持 落实 扩充 开设 "
        "开工 帮扶 曝光 通报 增收 发放 拨付 下达 减轻 调整",
        near=Weight(target=1.5),
    ),
    "pay": Cue(
        "标准(?!煤) 补助 补贴 奖励 津贴 资助 奖补 罚款 处以 收费 收取 税率 费率 缴纳 缴费 报销 "
        f"贴息 贷款 保费 保险费 分担 承担 负担{_COUNTED} "
        f"减免 免征 折算 享受 起付 封顶 限额 支付 给予 核定 {_AT_A_RATE}",
        near=Weight(rule=1.5),
        wide=Weight(rule=0.5),
        behind=Weight(rule=1.5),
    ),
    "must": Cue(
        f"不得 不应 不能 应当 {_SHALL} 必须 须 可以 允许 原则上 {_MAY} 严禁 方可 的[,，] "
        f"凡 符合 条件 资格 (?<!受教育)年限 期限 时限 {_TERM} 认定为 一般[为不]",
        near=Weight(rule=2),
        wide=Weight(rule=1),
        behind=Weight(rule=1),
    ),
    "area": Cue("每(?:个)?(?:[县乡镇村市区]|街道)", near=Weight(target=1)),
    "each": Cue(
        _FOR_EACH,
        near=Weight(rule=2),
        wide=Weight(rule=0.5),
    ),
    "case": Cue(_IN_A_ROW, near=Weight(rule=3)),
    "norm": Cue("的标准(?=配|建|设|安排) 的要求(?=配|建|设)", wide=Weight(rule=2)),
    "basis": Cue(
        "为依据 为标准 核定 为准 为限 不等 为宜 为合格 为优秀 的标准 的比例 的幅度 的罚款 的处罚",
        behind=Weight(rule=2.5),
    ),
    "only": Cue(
        f"仅 只有 只占 尚有 缺口 缺编 尚未 还有 存在 不足{_COUNTED} 不到{_COUNTED} {_UNDONE} "
        "挪用 违规 超额 拖欠 欠拨 截留 虚报 发现",
        near=Weight(fact=2.5),
        wide=Weight(fact=1.5),
        behind=Weight(fact=1.5),
    ),
    "share": Cue("占(?!地) 位居 排名 高于全 低于全", near=Weight(fact=1.5)),
}
_DONE_AFTER = Weight(fact=1)
_GUARD = lazy_pattern(r"(?:\(\?<[!=][^)]*\))*(.)")
# One look at the first character spares trying every word at every place.
_FIRST = "".join(
    match[1] for cue in CUES.values() for word in cue.words.split() if (match := _GUARD.match(word))
)
_CUE = lazy_pattern(
    f"(?=[{_FIRST}])(?:"
    + "|".join(f"(?P<{name}>{'|'.join(cue.words.split())})" for name, cue in CUES.items())
    + ")"
)
_NOW = lazy_pattern(r"截[至止]|目前(?!的)|累计")

_HEADINGS = (
    (lazy_pattern(r"下一?步|打算|今后"), Weight(target=2)),
    (lazy_pattern(r"目标|指标|任务|规划$"), Weight(target=1.5)),
    (lazy_pattern(r"^(?:有关|相关|工作|整改|几点|下一阶段)*要求$"), Weight(target=1)),
    (
        lazy_pattern(
            r"^(?!巩固|提升|深化|加强|强化|健全|完善|改善|优化|解决|整治).*"
            r"(?:情况|现状|成效|做法|回顾|进展|成绩|基础|背景|形势|存在.*问题|问题$)"
        ),
        Weight(fact=2),
    ),
    (lazy_pattern(r"^已(?:经)?(?:开展|完成|做|取得|采取)"), Weight(fact=4)),
    (
        lazy_pattern(
            r"标准|补助|补贴|奖励|待遇|收费|条件|资格|办法|程序|处罚|奖补|准入|罚则|(?:经费|"
            r"资金)(?:的?(?:使用|管理|分配|分担|拨付))"
        ),
        Weight(rule=1),
    ),
)


class Found(NamedTuple):
    """A cue at its place in the text."""

    name: str
    start: int
    end: int


def find_cues(text: str, start: int, end: int) -> list[Found]:
    """The cues of a stretch of text."""
    return [
        Found(match.lastgroup or "", match.start(), match.end())
        for match in _CUE.finditer(text, start, end)
    ]


def weigh_cues(cues: Sequence[Found], part: Span, number_start: int, is_of_bodies: bool) -> Weight:
    """What the cues of a sentence say of one number; each family counts once in each place.

    Words of payment say nothing of a number of bodies (3所 in 未公示标准的3所民办园).
    """
    seen: set[tuple[str, str]] = set()
    after = NOTHING
    for name, start, end in cues:
        if end <= part[1]:
            if not (is_of_bodies and name == "pay"):
                seen.add((name, _position(start, part[0], number_start)))
        elif name == "past" and start >= part[1]:
            after = _DONE_AFTER
    return NOTHING.plus(after, *[getattr(CUES[name], place) for name, place in seen])


def weigh_heading(heading: str) -> Weight:
    """What a heading says of the numbers below it."""
    return NOTHING.plus(*[weight for pattern, weight in _HEADINGS if pattern.search(heading)])


def find_now(text: str, start: int, end: int) -> list[Found]:
    """截至目前 and its like before a semicolon: they hold for what follows it."""
    return [Found("now", match.start(), match.end()) for match in _NOW.finditer(text, start, end)]


def _position(start: int, part_start: int, number_start: int) -> str:
    if start >= number_start:
        return "behind"
    return "near" if start >= part_start else "wide"
