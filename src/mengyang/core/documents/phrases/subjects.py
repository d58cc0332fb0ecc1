"""主语单位 — a unit that begins a sentence and acts in it: `民政部门依法…`, `各县(市)要…`."""

from collections.abc import Iterator
from typing import NamedTuple

from mengyang.core.documents.phrases.stops import SENTENCE_END, with_sentences_ended
from mengyang.core.documents.records import Span
from mengyang.core.patterns import by_first_letter, lazy_pattern

_BRACKETED = r"(?:[(（][^()（）]{1,10}[)）])?"
_SUFFIXES = (
    rf"试点(?:地区|省|市|县|区|州){_BRACKETED}",
    *("人民政府", "政府", "党委", "党组", "部门", "委员会", "管委会", "机关"),
    *(rf"办公厅{_BRACKETED}", "督[查导]室", "办公室", "办事处", "领导小组"),
    *("各地区", "地区", "各单位", "单位", "各(?:中心)?[园校]", "中心校", "两级", "各级", "各地"),
    *("总局", "局", "委", "厅", "署", "委会", "指挥部", "专班"),
    *("办(?<=[省市县区州委编访]办)", "部(?<=[省市县区州]部)"),
    *("公安", "法院", "检察院", "救援机构", "支队", "大队", "工会", "妇联", "残联", "共青团"),
    rf"各[省市县区州盟旗乡镇街道]++{_BRACKETED}",
    *("市[(（][县区][)）]", "县[(（][市区][)）]", "区[(（][市县][)）]"),
)

_NAME = lazy_pattern(r"[\u4e00-\u9fff“”、()（）]+")
# What an office does; `_ACT` has the days by which it is to do it, too.
_WORK = (
    "要|应|须|需|必须|负责|做好|抓好|优化|依法|依照|按|定期|联合|会同|加强|继续|实施|积极|"
    "认真|明确|切实|建立|完善|落实|组织|组成|制定|开展|密切|配合|牵头|商(?=[省市县区州镇乡])|对|根据|统筹|参与|统一|指导|"
    "推进|强化|加大|加快|严格|健全|全面|及时|各自|分别|结合|将|把|履行|承担|支持|督促|协调|"
    "可以|不得|每|于|在|进一步|深入|主动|具体|大力|重点|共同|规范|参照|以|自|将|充分|作为|"
    "挂牌|跟踪|汇总|核查|引导|推动|审核|保障|确保|提供|研究|出台|安排|完成|实现|建成|达到|"
    "基本|形成|印发|公布|启动|予以|给予|进行|足额|尽快|抓紧|尽早|立即|务必|拨付"
)
_ACT = rf"(?:{_WORK}|(?:19|20)\d\d年|\d{{1,2}}月|[一二三四五两]年内)"
_MUST = r"(?:要|应|须|必须)"
_PLACES = ("中心", "公司", "医院", "街道", "电视台")
_NO_PLACE = "".join(f"(?<!{place})" for place in _PLACES)
_OTHERS = ("幼儿园", "学校", "院校", "企业", *_PLACES)
# One look at the letter behind spares trying every word of work: most endings have none there.
_BEGINS_ACT = "".join(dict.fromkeys(word[0] for word in _WORK.split("|"))) + r"至\d一二三四五两"
# One row of alternatives, each beginning with a letter: so the search skips all other letters.
# Schools and firms act in fewer ways than offices; what they end with tells them apart.
_ENDING = lazy_pattern(
    rf"(?:{by_first_letter((*_SUFFIXES, *_OTHERS))})(?=[{_BEGINS_ACT}])"
    rf"(?:(?<![园校业]){_NO_PLACE}(?={_ACT})|(?<=[园校业])(?={_ACT}|对照|至少)"
    rf"|(?={_MUST}|负责|牵头))"
)
_INSTITUTIONS = "园校业"
_MUST_ACT = lazy_pattern(_MUST)
_ALL_OF_THEM = lazy_pattern("各(?![类级种])")
_LEAD_IN = lazy_pattern(
    r"(?:会议(?:要求|明确|决定|议定|强调|同意|指出)[,，:：]\s*)?"
    # 6月底前，县教育局要…: the day stands before who acts by it.
    r"(?:(?=[\d今年每到])[^,，。；;：:\n]{0,12}\d?[年月日底末度]前[,，]\s*)?"
    r"(?:(?:同时|此外|另外|下一步|其中|今后|期间)[,，]\s*)?"
    r"(?:(?:按照?|根据|围绕|结合|针对|在|对照?|依托|依据|遵循)[^,，。；;]{2,50}[,，]\s*)?"
    r"(?:同时[,，]?|(?:恳|提)?请|建议|希望|由|分别由)?"
)
_VERBAL = lazy_pattern(
    r"加强|推进|落实|建立|完善|健全|开展|提高|实施|实行|鼓励|引导|组织|协调|按照|通过|[对将把为与向由在从给被让使]|经(?![济开信贸])|"
    r"纳入|督促|强化|深化|加大|明确|规范|严格|充分|积极|切实|全面|坚持|确保|要|应|做好|推动|进一步|根据|优化|以|"
    r"统一|纳|报|请|我|本|成立|设立|的|是|会同|联合"
)
_VAGUE = lazy_pattern(r"(?:有关|相关)(?:职能|责任|业务)?(?:部门|单位)|各?成员单位")
_COMMA = lazy_pattern(r"[，,]")
_OPENING = lazy_pattern(r"\s*(?:[一二三四五六七八九十]{1,3}是)?")
_LONGEST = 40
_REACH = 100
_LONGEST_ACT = 5


class Acting(NamedTuple):
    """A unit as subject, and the sentence it rules to its end."""

    unit: Span
    sentence: Span


def subject_at(text: str, start: int, end: int) -> Span | None:
    """The unit that a sentence beginning at `start` has for its subject."""
    lead = _LEAD_IN.match(text, start, end)
    at = lead.end() if lead else start
    ending = _ENDING.search(text, at, min(end, at + _LONGEST))
    if ending is None or not _is_actor(text[at : ending.end()]):
        return None
    if text[ending.end() - 1] in _INSTITUTIONS and not (
        _ALL_OF_THEM.match(text, at) or _MUST_ACT.match(text, ending.end())
    ):
        return None
    return at, ending.end()


def find_acting(text: str, span: Span, *, after_commas: bool) -> Iterator[Acting]:
    """Every unit that begins a sentence between `span`, behind a comma too where asked for."""
    found: list[Span] = []
    for ending in _ENDING.finditer(text, *span):
        unit = _subject_before(text, span[0], ending.end(), after_commas=after_commas)
        if unit is not None and (not found or unit[0] >= found[-1][1]):
            found.append(unit)
    for index, unit in enumerate(found):
        stop = with_sentences_ended(text).find(SENTENCE_END, unit[1], span[1])
        ends = [stop if stop >= 0 else span[1]]
        ends += [found[index + 1][0]] if index + 1 < len(found) else []
        yield Acting(unit, (unit[0], _trim(text, unit[1], min(ends))))


def _subject_before(text: str, start: int, end: int, *, after_commas: bool) -> Span | None:
    """The subject that ends at `end`, if a sentence, or a part behind a comma, begins with it."""
    first = max(start, end - _REACH)
    sentence = with_sentences_ended(text).rfind(SENTENCE_END, first, end) + 1
    starts = [sentence or first] if sentence or first == start else []
    if after_commas:
        starts += [comma.end() for comma in _COMMA.finditer(text, sentence or first, end)]
    for at in starts:
        opening = _OPENING.match(text, at, end)
        unit = subject_at(text, opening.end() if opening else at, end + _LONGEST_ACT)
        if unit is not None and unit[1] == end:
            return unit
    return None


def _is_actor(name: str) -> bool:
    return (
        len(name) > 1
        and name[0] not in "(（)）、"
        and _NAME.fullmatch(name) is not None
        # 清理无证园（县公安局负责）: a bracket that opens before the office is its own.
        and sum(map(name.count, "(（")) == sum(map(name.count, ")）"))
        and _VERBAL.search(name) is None
        and _VAGUE.fullmatch(name) is None
    )


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in " \t,，":
        end -= 1
    return end
