"""主语责任单位 — units that a clause names only in its sentences: as subject, behind 由 or 请.

A clause in, its units out with roles: 甲局会同乙局 and 由甲局牵头，乙局配合 tell who leads.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from mengyang.core.documents.phrases.subjects import find_acting, subject_at
from mengyang.core.documents.phrases.units import UnitRole, is_unit, split_units
from mengyang.core.documents.records import Clause, Document, ResponsibleUnit, Span
from mengyang.core.documents.responsible import Answerable, once
from mengyang.core.documents.shared_tails import full_names
from mengyang.core.patterns import lazy_pattern

_LEAD_IN = lazy_pattern(r"(?:工作|任务|措施|事项|方面|内容|要求)[:：]$")
_LEAD_IN_LENGTH = 4
_MUST = lazy_pattern(
    r"作为[^，。；]{2,14}[，,]要|对[^，。；]{2,20}(?:逐[项一个]|进行|开展|予以)|"
    r"对[^，。；]{2,40}[，,](?:要|应|须)|要|应|须|需|必须|负责|牵头|会同|对照|"
    r"以[^，。]{2,14}为单位|[一二三四五两]年内|将(?:于|采取|组织|开展|会同|适时|对|定期|统筹|通过|加快|安排|"
    r"[^，。；]{2,24}报)|(?:19|20)\d\d年|\d{1,2}月|按照?[^，。；]{0,10}(?:分工|职责|"
    r"要求)[^，。；]{0,4}(?:抓好|做好|落实)"
)
_ANSWERS = lazy_pattern(r"对[^，。；]{2,60}负(?:总|主体)?责")
_ACTS_ON = lazy_pattern(r"(?:将|要)?(?:[于在]\s*(?:每[年月季]|\d|[本收][^，。；]{1,12}后)|自\s*\d)")
_REGULARLY = lazy_pattern(
    r"每(?:年|半年|学年|学期|季度|月|周|旬)(?!度?均)(?![^，,。；;]{0,20}[了过])"
)
_ON_A_DAY = lazy_pattern(
    r"(?:将|要|应|须)?(?:[于在到])?(?:(?:19|20)\d\d年|今年|明年|年底|\d{1,2}月|"
    r"[一二三四五六七八九十]{1,2}月)"
    r"[^，,。；;\n]{0,8}前(?!已|的)"
)
# Looked for before the pattern above. One class first: the search then runs from letter to letter.
_BEFORE_A_DAY = lazy_pattern(r"[年月][^，,。；;\n]{0,9}前(?!已|的)")
_GOAL_DAY = lazy_pattern(r"前[，,]\s*")
_REACHES = lazy_pattern(r"(?:要|应)?(?:全面|基本|全部)?(?:完成|实现|建成|达到|形成)")
_INSTITUTION = lazy_pattern(r"(?:幼儿园|学校|院校|企业)$")
_LED_BY = lazy_pattern(r"[，,]由(?=[^，,。；;]{2,24}?(?:牵头|会同|负责|统筹))")
# 国家继续支持…。各地要…: what those above do comes first, who must act behind it.
_FROM_ABOVE = lazy_pattern(r"(?:国家|中央(?:财政)?)(?![^。]{0,20}部)[^。\n]*。")
# In a task, who does it in its first sentence; what is told as done is none.
_DOES = lazy_pattern(
    r"(?:(?:按照?|根据|围绕|对照?|在|于)[^，。；]{2,20}[，,])?(?:要)?"
    r"(?:组织|组成|制定|统筹|实[行施]|开展|安排|建立|成立|落实|加强|做好|抓好|推进|牵头|负责|"
    r"定期|依法|全面|统一|汇总|指导|督促|审核|拨付|下达|会同|联合)"
    r"(?![了过])(?![^。]{0,40}了(?![解]))"
)
_TELLS = lazy_pattern(r"报告|通报|总结|汇报|情况|进展")
_CALL = lazy_pattern(
    r"(?<=[。；;，,：:\n.．、)）])(?:同时|具体)?(?:由|请)|"
    r"(?<![自理事经])由(?=[^，,。；;]{2,16}?(?:牵头|会同|负责|统一(?:选|组|安|调|招|采|实|管|遴)|[于在]\s*\d))"
)
_LEADS_WITH = lazy_pattern(
    r"[要应将]?(?:负责(?:组织)?(?:实施|落实)?)?(?:牵头)?(?:组织实施|负责)?(?:[，,]?(?:会同|"
    r"联合(?!制定|出台|印发|下发|开展|执法|检查|组织|成立|建立|推进|行动)|商|"
    r"(?<=[头，,])组织)(?P<joint>[^，,。；;]{2,60}?"
    r"(?:等(?:有关|相关)?(?:部门|单位)|部门|政府|[局委办厅院])(?=[^、和及委员]|\Z)))?"
    r"(?:[，,](?P<aid>[^，,。；;]{2,80}?)(?:等(?:有关|相关)?(?:部门|单位))?(?:配合|协助|"
    r"参与)(?:(?:做好|开展|落实|完成|推进|抓好|提供)[^，,。；;：:]{0,20})?(?=[，,。；;：:]|\Z)"
    r"(?:[，,](?P<more>[^，,。；;]{2,80}?)(?:配合|协助|参与)(?=[，,。；;：:]|\Z))?)?"
)
_CHARGE = lazy_pattern(
    r"[，,。；;](?P<names>[^，,。；;：:\d由请\n]{2,40}?)(?:具体|共同)?(?:牵头|负责)"
    r"(?:组织实施|落实|实施|推进|办理)?(?=[，,。；;\n]|\Z)"
)
_NO_LEAD = ("", "负责", "要", "应", "将")
_LEADING = ("牵头", "会同", "联合", "要会同", "应会同", "要联合", "将会同", "将联合")
_OWN_OFFICE = lazy_pattern(r"我[局委办厅](?=牵头|负责|会同)")
_WE = lazy_pattern(
    r"(?:^|[。；;，,：:\n、.．])(?:下一?步[，,]|今后[，,]|接下来[，,])?(?P<we>我[局委办厅])"
    r"(?:将|要|会|拟)?(?:继续|积极|进一步|主动|及时|加强)*"
)
_JOINT_OF_OURS = lazy_pattern(
    r"(?:会同|联合|商|(?P<helps>配合))(?P<names>[^，,。；;]{2,60}?(?:部门|政府|[局委办厅院署]))"
    r"(?=[^、和及委员]|\Z)"
)
_DUTY = lazy_pattern(r"[；;][^，,。；;]{2,12}(?:部门|[局委办])(?:负责|做好|依法|按)")
_PAUSE = lazy_pattern("[，,]")
# What orders one office; those spoken of all together (各部门要…) are a way of speaking.
_ORDER = lazy_pattern(r"(?:要|应|须|必须|应当)(?![求素])")
_NO_NAMED = lazy_pattern(r"(?:各|有关|相关)[^，。]{0,6}(?:部门|单位|机关|机构)$")
# One letter first in each alternative: the search then runs from letter to letter.
_SPECIAL = lazy_pattern(
    "|".join((r"负(?:总|主体)?责", *(rf"{word}\s*(?:每|\d)" for word in "于在自"), r"[于在][本收]"))
)


def subject_units(document: Document, clause: Clause) -> Answerable:
    """Units that the clause names only as the subject of its sentences.

    Whoever answers for the whole (对…负总责) comes before the subject of the first sentence;
    whoever acts on a day (将于…前) is one more.
    """
    text = document.text
    start, end = clause.text_span
    if _PAUSE.search(clause.heading) or start >= end:
        start = clause.heading_span[0]
    found: list[Span] = []
    acting: list[Span] = []
    if _SPECIAL.search(text, start, end):
        acting = [each.unit for each in find_acting(text, (start, end), after_commas=False)]
        found = [unit for unit in acting if _ANSWERS.match(text, unit[1], end)]
    first = _first_subject(text, start, end)
    if not found and first and acts(document, first, end):
        found = [first]
    found += [unit for unit in acting if _ACTS_ON.match(text, unit[1], end)]
    each_on_a_day = dated_actors(text, (clause.heading_span[0], end))
    if len(each_on_a_day) > 1:
        found = sorted({*found, *each_on_a_day})
    if first in found and len(_ORDER.findall(text, first[0], end)) > 1:
        found += _ordered(text, first[0], end, after_commas=True)
    if first in found and text.startswith("负责", first[1]):
        acting = [each.unit for each in find_acting(text, (first[0], end), after_commas=True)]
        found += [unit for unit in acting if text.startswith("负责", unit[1])]
    appointed = tuple(_appointed(text, start, end))
    found = found or _behind_commas(text, (start, end))
    if appointed and not found:
        found = _ordered(text, start, end, after_commas=True)
    subjects = [
        unit
        for span in found
        for unit in (
            leading_units(text, span, end)
            if text.startswith(_LEADING, span[1])
            else _subjects(text, span)
        )
    ]
    return Answerable(once([*appointed, *subjects] or list(own_office(text, start, end))))


def own_office(text: str, start: int, end: int) -> Iterator[ResponsibleUnit]:
    """下一步，我局将会同甲局、乙局…; 我局将积极配合丙局…: the office that answers a letter."""
    if text.find("我", start, end) < 0:
        return
    for own in _WE.finditer(text, max(0, start - 1), end):
        joint = _JOINT_OF_OURS.match(text, own.end(), end)
        if joint is None:
            continue
        units = split_units(joint["names"], joint.start("names"), "joint").units
        if not units or not all(is_named(unit.name) for unit in units):
            continue
        helps = joint["helps"] is not None
        yield ResponsibleUnit(own["we"], "joint" if helps else "lead", own.span("we"), stated=False)
        for unit in units:
            yield replace(unit, role="lead" if helps else "joint", stated=False)
        return


def appointed_units(document: Document, spans: Iterable[Span]) -> Answerable:
    """Who is told to act in a reply that no office signs: `意见：同意，由县教育局牵头。`"""
    told = [unit for span in spans for unit in _appointed(document.text, *span)]
    return Answerable(once(told))


def dated_actors(text: str, span: Span) -> list[Span]:
    """Who acts by a day of its own: `甲局2025年6月底前…，乙局2025年9月底前…`."""
    if _BEFORE_A_DAY.search(text, *span) is None:
        return []
    acting = find_acting(text, span, after_commas=True)
    return [each.unit for each in acting if _ON_A_DAY.match(text, each.unit[1], span[1])]


def ordered_first(document: Document, clause: Clause) -> Span | None:
    """Who must act in the first sentence of a clause (`各县（区）要…`)."""
    start, end = clause.text_span
    unit = subject_at(document.text, start, end) if start < end else None
    return unit if unit and _ORDER.match(document.text, unit[1], end) else None


def acts(document: Document, unit: Span, end: int) -> bool:
    """Whether a sentence orders its subject to act, or says what it does in a plan."""
    text = document.text
    if _MUST.match(text, unit[1], end) or text[unit[1] - 1] in "园校":
        return True
    if _REGULARLY.match(text, unit[1], end):
        return True
    title = document.header.plan_title or document.header.title or ""
    return _DOES.match(text, unit[1], end) is not None and not _TELLS.search(title)


def is_named(name: str) -> bool:
    return is_unit(name) and not name.startswith(("有关", "相关"))


def lead_in_units(document: Document, section: Clause) -> Answerable:
    """The subject of a section's lead-in sentence (`各地要…做好以下工作：`)."""
    start, end = section.text_span
    if not _LEAD_IN.search(document.text, max(start, end - _LEAD_IN_LENGTH), end):
        return Answerable()
    first = subject_at(document.text, start, end)
    return Answerable(_subjects(document.text, first)) if first else Answerable()


def goal_units(document: Document, clause: Clause) -> Answerable:
    """Who must have reached a dated goal: `2019年12月底前，各地完成…`."""
    start, end = clause.text_span
    for day in _GOAL_DAY.finditer(document.text, start, end):
        unit = subject_at(document.text, day.end(), end)
        if unit and _REACHES.match(document.text, unit[1], end):
            return Answerable(_subjects(document.text, unit))
    return Answerable()


def _behind_commas(text: str, span: Span) -> list[Span]:
    """未开园的，县教育局要于8月底前…: who acts on a day, behind what the sentence speaks of."""
    if _SPECIAL.search(text, *span) is None:
        return []
    acting = find_acting(text, span, after_commas=True)
    return [each.unit for each in acting if _ACTS_ON.match(text, each.unit[1], span[1])]


def _ordered(text: str, start: int, end: int, *, after_commas: bool = False) -> list[Span]:
    """The offices named one by one, each at the head of a sentence that says what it must do."""
    acting = [each.unit for each in find_acting(text, (start, end), after_commas=after_commas)]
    return [
        unit
        for unit in acting
        if _ORDER.match(text, unit[1], end) and not _NO_NAMED.search(text[slice(*unit)])
    ]


def _appointed(text: str, start: int, end: int) -> Iterator[ResponsibleUnit]:
    """由甲局牵头，会同乙局、丙局办理; 请丁局督办: who is told to, behind any stop or comma."""
    yield from _charged(text, start, end)
    if text.find("由", start, end) < 0 and text.find("请", start, end) < 0:
        return
    for call in _CALL.finditer(text, start, end):
        own = _OWN_OFFICE.match(text, call.end(), end)
        named = own.span() if own else subject_at(text, call.end(), end)
        if named is None or text.startswith("的", named[1]):
            continue
        yield from leading_units(text, named, end)


def _charged(text: str, start: int, end: int) -> Iterator[ResponsibleUnit]:
    """10月底前完成编制，甲局负责。: who closes a sentence as the one in charge."""
    if text.find("负责", start, end) < 0 and text.find("牵头", start, end) < 0:
        return
    for charge in _CHARGE.finditer(text, start, end):
        named = charge.span("names")
        if all(is_unit(unit.name) for unit in split_units(charge["names"], named[0]).units):
            yield from leading_units(text, named, end)


def leading_units(text: str, named: Span, end: int) -> Iterator[ResponsibleUnit]:
    """A unit with those that it leads: `甲局牵头，会同乙局`, `甲局牵头，乙局、丙局配合`."""
    leads = _LEADS_WITH.match(text, named[1], end)
    role: UnitRole = "lead" if leads and leads.group() not in _NO_LEAD else "responsible"
    yield from (replace(unit, role=role) for unit in _subjects(text, named))
    for group in ("joint", "aid", "more"):
        if leads and (names := leads[group]):
            joint = split_units(names, leads.start(group), "joint").units
            is_list = len(full_names(names)) > 1
            yield from (
                replace(unit, stated=False) for unit in joint if is_list or is_named(unit.name)
            )


def _first_subject(text: str, start: int, end: int) -> Span | None:
    """Who acts in the first sentence, or who leads behind 由; none of a list of many duties."""
    first = subject_at(text, start, end)
    if first is None:
        led = _LED_BY.search(text, start, end) or _FROM_ABOVE.match(text, start, end)
        return subject_at(text, led.end(), end) if led else None
    name = text[slice(*first)]
    if _INSTITUTION.search(name) and not name.startswith("各"):
        return None
    stop = text.find("。", first[1], end)
    sentence = text[first[1] : end if stop < 0 else stop]
    return None if len(_DUTY.findall(sentence)) > 1 else first


def _subjects(text: str, span: Span) -> tuple[ResponsibleUnit, ...]:
    """A subject as units; `甲局、乙局` and `甲、乙等部门` are two, `甲、乙两级` is one."""
    words = text[slice(*span)]
    found = split_units(words, span[0]).units
    if not all(is_unit(unit.name) for unit in found) and len(full_names(words)) != len(found):
        return (ResponsibleUnit(words, "responsible", span, stated=False),)
    return tuple(ResponsibleUnit(unit.name, unit.role, unit.span, stated=False) for unit in found)
