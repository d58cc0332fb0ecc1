"""均、各、分别 — one value said of several indicators, and values dealt out to them in order."""

from collections.abc import Sequence

from mengyang.core.documents.claims.claim import Claim
from mengyang.core.documents.phrases.chains import rows
from mengyang.core.patterns import lazy_pattern

_LIST = lazy_pattern(r"、|和|及|以及|与")
_TAIL = lazy_pattern(
    r"(?:率|比例|占比|比重|覆盖面|面积|数量|总量|数|值|额|量|水平|程度|满意度|规模|收入|总额|"
    r"时间|时限|浓度|能耗)$"
)
_EACH = lazy_pattern(
    r"(?:均|都|各|分别|[两二三四五六七]个[“\"]?$)(?:下降|降低|减少|提高|达到|达|提高到|"
    r"保持在?|稳定在|不低于|不少于|超过|完成|新建|建设|增加|增长|实现|有|为)?$"
)
_BARE = lazy_pattern(
    r"(?:继续|持续|稳定)?(?:保持在?|达到|达|稳定在|提高到|不低于|不少于|控制在)(?:在|为)?$"
)
_YEARS = lazy_pattern(r"((?:19|20)\d{2})(?=年|[、,，和及]\s?(?:19|20)\d{2}年)")
_LOOK_BACK = 60
# 专任教师学历比例城区、农村分别达到…: the noun stands before the first of those it is said of.
_NOUN_FIRST = lazy_pattern(
    r"(.{2,}(?:率|比例|占比|比重|面积|数量|总量|水平|程度|满意度|规模))"
    r"([\u4e00-\u9fff]{1,3}[区镇村办县市部旗乡生])$"
)
_DEALT = lazy_pattern(r"(?:分别|依次)[^，。；,;]{0,8}$")


def spread(text: str, claims: Sequence[Claim]) -> list[Claim]:
    """The claims of one sentence with shared values repeated and dealt-out ones named."""
    done: list[Claim] = []
    by_amount = {id(claim.amount): claim for claim in claims}
    for row in rows(text, [claim.amount for claim in claims]):
        members = [by_amount[id(amount)] for amount in row]
        head = text[members[0].span[0] : row[0].span[0]]
        if len(row) > 1 and (dealt := _DEALT.search(text, row[0].part[0], row[0].number[0])):
            done.extend(_dealt_out(text, members, dealt.start()))
        elif len(row) == 1 and (each := _EACH.search(head)):
            done.extend(_repeated(members[0], head[: each.start()]))
        elif len(row) == 1 and (bare := _BARE.search(head)):
            done.extend(_repeated(members[0], head[: bare.start()], all_rates=True))
        else:
            done.extend(members)
    return done


def _dealt_out(text: str, members: list[Claim], end: int) -> list[Claim]:
    """甲和乙分别达到65%和55%, or one indicator in two years: the values belong to them in order."""
    first = members[0]
    start = first.span[0]
    names = _names(text[start:end])
    years = _YEARS.findall(text, max(0, start - _LOOK_BACK), end)[-len(members) :]
    met = _YEARS.search(names[0]) if names and len(years) == len(members) > 1 else None
    if met is not None and met.start():
        # 公办园占比2031年、2032年分别达到52%、54%: one indicator, a value for each year.
        return [
            member._replace(
                indicator=names[0][: met.start()],
                span=(start, member.span[1]),
                scope=first.scope,
                by=year if first.by else None,
            )
            for member, year in zip(members, years, strict=True)
        ]
    if len(names) != len(members):
        names = [first.indicator] * len(members)
        days = years if len(years) == len(members) and first.by else [first.by] * len(members)
    else:
        days = [first.by] * len(members)
    return [
        member._replace(indicator=name, span=(start, member.span[1]), scope=first.scope, by=day)
        for member, name, day in zip(members, names, days, strict=True)
    ]


def _repeated(claim: Claim, head: str, *, all_rates: bool = False) -> list[Claim]:
    """甲率、乙率均达到95%: one claim each, where the names are names of indicators."""
    names = _names(head)
    if len(names) < 2 or not _TAIL.search(names[-1]):
        return [claim]
    if all_rates and not all(_TAIL.search(name) for name in _LIST.split(head)):
        return [claim]
    if sum(_TAIL.search(name) is not None for name in _LIST.split(head)) > 1:
        names = _whole_names(head)
    return [claim._replace(indicator=name) for name in names]


def _whole_names(words: str) -> list[str]:
    """中小学、幼儿园保安配备率、监控覆盖率: among full names one without a noun opens the next."""
    names: list[str] = []
    waiting = ""
    for name in _LIST.split(words):
        if _TAIL.search(name):
            names.append(f"{waiting}{name}".strip())
            waiting = ""
        else:
            waiting = f"{waiting}{name}、"
    return names


def _names(words: str) -> list[str]:
    names = [name.strip() for name in _LIST.split(words) if name.strip()]
    if not names:
        return names
    if (before := _NOUN_FIRST.match(names[0])) is not None and len(names) > 1:
        return [f"{name}{before[1]}" for name in (before[2], *names[1:])]
    if _TAIL.search(names[-1]) is None:
        return names
    return [name if _TAIL.search(name) else name + _noun(name, names[-1]) for name in names]


def _noun(name: str, last: str) -> str:
    """What the last name says of all: 城区、乡镇毛入园率, 风电、光伏发电利用率."""
    tail = _TAIL.search(last)
    longest = tail.start() if tail else len(last)
    alike = [at for at in range(longest, 1, -1) if last[at - 1] == name[-1]]
    same = [len(name)] if len(name) < longest else []
    return last[(alike or same or [longest])[0] :]
