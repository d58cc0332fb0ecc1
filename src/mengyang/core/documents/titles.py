"""标题 — the title of a document, and of the plan a notice carries, joined over lines."""

from collections.abc import Iterable

from mengyang.core.patterns import lazy_pattern

_END = lazy_pattern(
    r"(?:通知|意见|方案|计划|决定|办法|规定|公告|通报|报告|批复|函|细则|措施|要点|汇报|纪要|"
    r"请示|简报|规划|纲要|指南|清单|条例|"
    r"[答回]复|台账|分工|名单|标准|规则|通告|总结|公示|目录|制度|责任书|一览表|分解表|情况表|"
    r"任务表|预案)"
    r"(?:\s*[(（〔【][^)）〕】]*[)）〕】])*$"
)
_ISSUED_QUOTED = lazy_pattern(r"(?:印发|转发|批转|发布|下发)[^《]{0,20}《(.+)》")
_ISSUED = lazy_pattern(r"关于(?:印发|转发|批转|下发)(.+?)的(?:通知|函)$")
_BRACKET = lazy_pattern(
    r"[(（〔](?!.*(?:号|印发|发布|公布|通过|\d日|牵头|排在|列在|责任单位)[)）〕]?).{1,30}[)）〕]"
)
# 通　　知: the last two letters set apart.
_PARTED_END = lazy_pattern(r"(?<=[通公通决意方办报])[ 　]+(?=[知告报定见案法]$)")
_LONGEST = 150


def is_title_end(words: str) -> bool:
    """Whether a title may end with `words`: 通知, 意见, 方案 …, with a bracket or without."""
    return _END.search(_PARTED_END.sub("", words)) is not None


def joined_title(lines: Iterable[str]) -> str | None:
    """The title broken over `lines`, or None when none of them ends one."""
    title = ""
    for words in lines:
        if is_title_end(title):
            title = _PARTED_END.sub("", title)
            return title + words if _BRACKET.fullmatch(words) else title
        title += words
        if len(title) > _LONGEST:
            return None
    return _PARTED_END.sub("", title) if is_title_end(title) else None


def issued_title(title: str) -> str | None:
    """The plan named in the title of the notice that issues it."""
    match = _ISSUED_QUOTED.search(title) or _ISSUED.search(title)
    return match.group(1).strip() if match else None
