"""工作机制 — the systems, bodies, rounds, vetoes and zero rules that a document sets up."""

import re
from bisect import bisect_left
from typing import Literal

from mengyang.core.documents.outline import clause_at, path_at
from mengyang.core.documents.phrases.stops import PART_END, with_one_sign, with_parts_ended
from mengyang.core.documents.records import Clause, Document, Mechanism, Span
from mengyang.core.patterns import by_first_letter, lazy_pattern

NAME = "mechanisms"

type Kind = Literal["system", "veto", "cycle", "body", "publication", "zero"]

# What such a name ends with: each begins with a letter, so that the search runs from letter to
# letter; the word found tells the kind.
_TAILS = (
    *("机制(?!编制)", "制度", "体系(?!建设)", "模式", "服务网络", "网络(?=[，,。；;])"),
    *("责任制", "负责制", "工作室", "资源库", "奖励基金", "基金", "管理”?改革", "补助政策"),
    *("额度管理", "限额管理", "总量管理", "网格化管理", "清单制管理"),
    *("购买服务(?!目录|协议)", "综合督导", "经常性督导", "过程性督导"),
    *("领导小组", "工作小组", "工作专班", "专班", "联席会议", "指挥部", "协调小组", "协调会"),
    *("工作组(?=[，,。；;、])", "一票否决", "双公开", "社会公示", "动态清零", "清零"),
    *("零发生", "零增长", "零容忍"),
    *("年一[轮届](?:的)?[^，,。；;:：\n“”]{2,16}", "年[^，,。；;:：\n]{0,12}一轮"),
)
_TAIL = lazy_pattern(by_first_letter(_TAILS))
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("领导小组", "工作小组", "工作专班", "专班", "联席会议", "指挥部"), "body"),
    **dict.fromkeys(("协调小组", "协调会", "工作组"), "body"),
    **dict.fromkeys(("双公开", "社会公示"), "publication"),
    **dict.fromkeys(("动态清零", "清零", "零发生", "零增长", "零容忍"), "zero"),
    "一票否决": "veto",
}
_VERB = lazy_pattern(
    r"建立|健全|完善|落实(?:好)?|构建|优化|形成|实行|实施|执行|推行|探索|深化|推进|强化|创新|设立|组建|成立|开展|扩大|实现|纳入|通过|依托|"
    r"参照|制定|确保|鼓励|加强|加大|严格|采取|打造|开办"
)
_FOUNDED = lazy_pattern(r"成立|组建|设立|建立|健全|召开|调整充实")
_LEADING = lazy_pattern(
    r"(?:并|进一步|全面|认真|严格|切实|持续|逐步|了|好|和|、|[一二三四五]是|以|由|对|确保|实现|将|把|为|各地|向|坚决|努力)+"
)
_FRAMING = lazy_pattern(r"指导思想|基本原则|工作原则|总体要求|总体思路|重要意义")
_COUNT = lazy_pattern(r"每?[一二三四五六七八九十\d]{1,3}$")
_LONGEST, _SHORTEST = 36, 3
_NO_NAMES = frozenset(
    (
        "工作机制",
        "体制机制",
        "管理体制机制",
        "相关制度",
        "各项制度",
        "工作制度",
        "规章制度",
        "长效机制",
    )
)


def read(document: Document) -> tuple[Mechanism, ...]:
    """The mechanisms of a document, each once a clause, in text order."""
    found: dict[tuple[str, str], Mechanism] = {}
    last: Mechanism | None = None
    aims: dict[int, bool] = {}
    parted = with_one_sign(with_parts_ended(document.text), f"{PART_END}》《")
    for tail in _TAIL.finditer(document.text, *document.body_span):
        kind = _kind(tail.group())
        span = _span(document.text, _part_start(parted, tail.start()), tail, kind)
        if span is None:
            continue
        if last is not None and last.span[0] == span[0]:
            found.pop((last.path, last.name), None)
        clause = clause_at(document, span[0])
        if _is_aim(document, clause, span[0], aims):
            continue
        mechanism = _mechanism(document, clause, span, kind)
        if mechanism.name not in _NO_NAMES:
            found.setdefault((mechanism.path, mechanism.name), mechanism)
            last = mechanism
    return tuple(found.values())


def _part_start(parted: str, at: int) -> int:
    """Where the part of a sentence begins that holds the name, or as far back as one reaches."""
    first = at - _LONGEST if at > _LONGEST else 0
    stop = parted.rfind(PART_END, first, at)
    return first if stop < 0 else stop + 1


def _is_aim(document: Document, clause: Clause | None, start: int, aims: dict[int, bool]) -> bool:
    """Whether it is only hoped for: before the clauses, in guiding thought, in a heading.

    `aims` keeps the answer for each clause: many mechanisms stand below one heading.
    """
    if clause is None:
        return bool(document.outline) and start < document.clause_starts[0]
    if clause.kind != "ordinal" and start < clause.heading_span[1]:
        return True
    if clause.kind == "principle":
        return True
    return _is_framing(document, bisect_left(document.clause_starts, clause.span[0]), aims)


def _is_framing(document: Document, at: int, known: dict[int, bool]) -> bool:
    """Whether the heading of a clause, or one above it, speaks of guiding thought."""
    if at < 0:
        return False
    if at not in known:
        own = _FRAMING.search(document.outline[at].heading) is not None
        known[at] = own or _is_framing(document, document.clause_parents[at], known)
    return known[at]


def _kind(words: str) -> Kind:
    return "cycle" if words[0] == "年" else _KINDS.get(words, "system")


def _span(text: str, low: int, tail: re.Match[str], kind: Kind) -> Span | None:
    """The name that ends with `tail`, in the part that begins at `low`."""
    if kind in ("veto", "publication"):
        return _quoted(text, tail.span())
    if kind == "cycle":
        count = _COUNT.search(text, low, tail.start())
        return (count.start(), tail.end()) if count else None
    if kind == "zero":
        return _led(text, (low, tail.end()))
    return None if _is_in_title(text, tail.end()) else _set_up(text, low, tail, kind)


def _set_up(text: str, low: int, tail: re.Match[str], kind: Kind) -> Span | None:
    """From the last verb that leaves a name to the word the name ends with."""
    verbs = list((_FOUNDED if kind == "body" else _VERB).finditer(text, low, tail.start()))
    for verb in reversed(verbs):
        span = _led(text, (verb.end(), tail.end()))
        if span[1] - span[0] >= _SHORTEST:
            return _last_words(text, span) if kind == "body" else span
    return None


def _is_in_title(text: str, end: int) -> bool:
    behind = text[end : end + 12]
    return "》" in behind and "《" not in behind.partition("》")[0]


def _last_words(text: str, span: Span) -> Span:
    """Of a body only what follows the last 的: 由…任组长的工作小组."""
    cut = text.rfind("的", span[0], span[1] - _SHORTEST)
    return max(span[0], cut + 1), span[1]


def _led(text: str, span: Span) -> Span:
    """Without the adverbs that the name may still begin with."""
    lead = _LEADING.match(text, *span)
    return (lead.end() if lead else span[0]), span[1]


def _quoted(text: str, span: Span) -> Span:
    """With the quotation marks right around it."""
    marked = text[span[0] - 1 : span[0]] in ("“", '"') and text[span[1] : span[1] + 1] in ("”", '"')
    return (span[0] - 1, span[1] + 1) if marked else span


def _mechanism(document: Document, clause: Clause | None, span: Span, kind: Kind) -> Mechanism:
    quote = document.text[span[0] : span[1]]
    name = quote[1:-1] if quote[0] in '“"' and quote[-1] in '”"' else quote
    path = clause.path if clause else path_at(document, span[0])
    return Mechanism(path=path, span=span, quote=quote, name=name, kind=kind)
