"""时限方式 — how a time limit is told without a day: 立行立改, 长期坚持, 已完成, 每季度, 30日内.

Words in, a kind out; in a field all its words count, in a sentence those between two stops.
"""

import re
from collections.abc import Iterator

from mengyang.core.documents.phrases.day_phrases import DatePhrase
from mengyang.core.documents.records import Span
from mengyang.core.facts import DeadlineKind
from mengyang.core.patterns import lazy_pattern

_NUMERAL = "一二三四五六七八九十两"
_LENGTH = (
    rf"(?:\d{{1,3}}|[{_NUMERAL}百]{{1,3}}|半)\s*"
    r"(?:个?(?:法定)?工作日|个?自然日|日|天|个?月|个?星期|个?季度|周|年|个?学期|小时)"
)
_RELATIVE = lazy_pattern(rf"{_LENGTH}\s*(?:之内|以内|内)")
_BARE_LENGTH = lazy_pattern(
    rf"(?:[自于].{{2,24}}?[起后][，,]?|限期?|用)?{_LENGTH}(?:左右)?(?:的?时间)?(?:完成|办结|整改)?"
)
_MONTHLY = lazy_pattern(
    r"每(?:年|半年|季度?|个?月|周|学期|学年|日|天)(?:度)?(?:[^，。；,;]{0,12}?(?:前|内|一次|"
    r"1次|底|末))?"
    r"|[按逐](?:年度?|月度?|季度?|周|学期)(?!推)|^(?:年度|半年度?|季度|月度)$"
)
_EVERY = lazy_pattern(
    r"每(?:半?年|季度|季|个?月|周|学期|学年)度?"
    r"(?:[^，。；,;\n]{0,12}?(?:前|内)(?![后来部外])|[底末](?=[^，。；,;\n]{0,12}报))"
)
_TO_DO = lazy_pattern(
    r"[^。；;，,]{0,6}[，,]?[^。；;，,]{0,24}?(?:完成|报送|上报|报告|办结|整改|提交|制定|出台|"
    r"建成|实现|达到|解决|落实|反馈|"
    r"答复|移交|公布|培训|提高|提升|增加|新增|扩大|覆盖|补充|招聘|投入|下达|拨付|退还|清退|"
    r"收回|缴|予以|给予|作出|备案|审核|受理|处理|组织|开展|降|公开|建立|印发|启动|形成|基本|"
    r"取消|推广|消除|轮训|配备|改造|补齐|全部|力争|取得|办理|提出|核实|回复|告知|送达|签订|"
    r"补办|创建|培[养育]|打造|消化|化解|恢复|停止|拆除|发放|核发|分解|登记|公示|修复|关闭|停业|撤销|支付|兑付|兑现|归还|"
    r"返还|验收|评估|通报|移送|安置)"
)
_WITHIN = lazy_pattern(
    r"(?:[要应须于]在?|(?:[局委办厅府门]|按规定|依法)[应须]?在|限期?|最迟|原则上"
    r"|(?<![今此之以])后|(?:之日|当日|[发布行])起[，,]?)\s*$"
)
# 整改期限不超过3个月: how long the work may take.
_TERM = lazy_pattern(
    rf"(?:整改|整治|清退|办理)(?:期限?|时限|时间)(?:一般|原则上|最长)*"
    rf"(?:为|不(?:得|应)?超过|控制在)(?P<term>{_LENGTH})(?!以[内下])"
)
_HOLDS = lazy_pattern(r"(?:的|一直|继续|仍|均)?(?:有效|免|不再|享受|保留|保持)")
_TAKING = lazy_pattern(rf"用\s*{_LENGTH}(?:左右)?的?时间")
_PAST = lazy_pattern(r"(?:近|过去|最近|连续|前|每|满|不足|超过|在任|任期)\s*$")
_IMMEDIATE = lazy_pattern(
    r"立[查行知整说]立改|即[知查行]即改|立即|边[查督整学巡审]边改|立改立行|马上|立说立行|随即|"
    r"即时|即日起|^[即立]改$"
)
_ONGOING = lazy_pattern(
    r"长期|持续|常态|坚持|全年|不间断|久久为功|经常性|始终|贯穿|常年|实时|随时|动态|日常|逐年|"
    r"全程|全过程|常规|\d\s*[年月日]份?(?:起(?!\s*[至到])|开始)"
)
_DONE = lazy_pattern(
    r"已经?(?:全部|基本|于[^，。]{1,12})?(?:按期|如期|按时)?(?:完成|整改|落实|解决|办结|到位|"
    r"销号|建成|达到|结束)|"
    r"(?<!前)(?<!内)完成整改(?!任务)|整改完成$|(?<!立即)(?<!限期)整改到位$|^完成$|^办结$|^销号$"
)
_GOING = ("长期", "持续", "常态")
_GOES_ON = lazy_pattern(
    r"[^。；;\n]{0,20}?(?:[，,、（(；;]|并|后|此后|[成到效])(?:并|此后|以后|今后|之后|再|同时)*"
    r"(?:长期(?:坚持|推进|执行|整改|保持)|持续(?:推进|深化|坚持|整改|巩固|实施|开展|抓好)"
    r"|(?:转入|纳入|实行|形成)?常态(?:化|长效)(?:推进|管理|开展|坚持|保持|实施|运行)?)"
    r"(?=\s*(?:[。；;，,）)】〕\n]|\Z))"
)
# What the two below hold, and the first of them: looked for before they are tried.
_LASTING = lazy_pattern("长期|常态|立改|即改|边改|立即整改|持续|全年")
_AT_ONCE = lazy_pattern("长期坚持|常态长效|立改|即改|边改|立即整改")
_WORDED = lazy_pattern(
    r"(?:(?<=[，,；;。（(）)、.．：:\n])|(?<=问题)|(?<=隐患))(?:并|发现问题|对发现的问题|坚持|"
    r"做到|要)?"
    r"(?P<words>(?:立[查行知整]立改|即[知查行]即改|边[查督整学巡审]边改|立即整改(?:到位)?)"
    r"(?:[、，,]?(?:并)?(?:长期坚持|持续(?:整改|推进|巩固)|常态长效))?"
    r"|(?:即日起[，,、]?)?长期坚持|坚持常态长效)(?=[。；;，,）)\n]|\Z)"
)
# One class first: the search then runs from stop to stop.
_ALONE = lazy_pattern(
    r"[。；;（(：:](?P<words>(?:持续|全年|常态化|长期)(?:推进|实施|整改|开展|"
    r"进行))(?=[。；;）)\n]|\Z)"
)


def kind_of(words: str) -> DeadlineKind:
    """The kind that the words of a field tell, days apart."""
    if is_done(words):
        return DeadlineKind.DONE
    if _MONTHLY.search(words):
        return DeadlineKind.RECURRING
    if _RELATIVE.search(words) or _BARE_LENGTH.fullmatch(words.strip()):
        return DeadlineKind.RELATIVE
    if _IMMEDIATE.search(words):
        return DeadlineKind.IMMEDIATE_ONGOING if is_ongoing(words) else DeadlineKind.IMMEDIATE
    return DeadlineKind.ONGOING if is_ongoing(words) else DeadlineKind.NONE


def is_done(words: str) -> bool:
    """Whether the words tell that it is done."""
    return _DONE.search(words) is not None


def is_ongoing(words: str) -> bool:
    """Whether it goes on for good, or from a day on."""
    return _ONGOING.search(words) is not None


def find_lasting(text: str, span: Span) -> re.Match[str] | None:
    """长期坚持 or 立行立改 between two stops of a sentence, 持续推进 as a whole one, as `words`."""
    if _LASTING.search(text, *span) is None:
        return None
    worded = _WORDED.search(text, *span) if _AT_ONCE.search(text, *span) else None
    return worded or _ALONE.search(text, *span)


def goes_on(text: str, start: int, end: int) -> bool:
    """Whether words behind a day say that it goes on from then: 6月底前完成，并长期坚持."""
    return (
        any(text.find(sign, start, end) >= 0 for sign in _GOING)
        and _GOES_ON.match(text, start, end) is not None
    )


def find_relatives(text: str, span: Span) -> Iterator[DatePhrase]:
    """30日内 where something is to be done within it; 用三年时间."""
    if text.find("期", *span) >= 0 and (term := _TERM.search(text, *span)):
        yield DatePhrase(DeadlineKind.RELATIVE, term.span("term"), term["term"])
    if text.find("时间", *span) >= 0:
        for match in _TAKING.finditer(text, *span):
            yield DatePhrase(DeadlineKind.RELATIVE, match.span(), match.group())
    if text.find("内", *span) < 0:
        return
    for match in _RELATIVE.finditer(text, *span):
        before = text[max(span[0], match.start() - 6) : match.start()]
        after = text[match.end() : min(span[1], match.end() + 40)]
        is_due = _WITHIN.search(before) or _TO_DO.match(after)
        if _PAST.search(before) or not is_due or "不得" in after[:12] or _HOLDS.match(after):
            continue
        yield DatePhrase(DeadlineKind.RELATIVE, match.span(), match.group())


def find_recurring(text: str, span: Span) -> Iterator[DatePhrase]:
    """每月25日前, 每学期开学前."""
    if text.find("每", *span) < 0:
        return
    for match in _EVERY.finditer(text, *span):
        yield DatePhrase(DeadlineKind.RECURRING, match.span(), match.group())
