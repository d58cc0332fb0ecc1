"""指标名称 — the words a number belongs to: what is counted, and the area or body it is said of."""

from typing import NamedTuple

from mengyang.core.documents.claims.counted import what_of
from mengyang.core.patterns import lazy_pattern

_LEADING = lazy_pattern(
    r"(?:[\s“”\"（）()：:、,，—\-•·]+|其中|包括|包含|含|同时|并且|并|且|和|及|以及|力争|争取|"
    r"确保|实现|努力|使得?|将|把|进一步|全面|"
    r"各地要?|要|到?(?:19|20)\d{2}年(?:年?底|末)?(?:之?前|内)?|到\d+月底前?|"
    r"\d{1,2}月(?:\d{1,2}日|底)?前?|年底前|年内|今年|"
    r"截至[^，。；]{0,10}?[，,]|截[至止][^，。；\d]{1,8}时|截[至止]目前|目前|"
    r"根据[^，。；]{0,20}[，,]|(?:力争)?用\S{1,4}年时间|情况说明[:：]|"
    r"[一二三四五六七八九十]是|按(?![期时月季需质])照?|第[一二三四五六七八九十百]+条|"
    r"自[^，。；]{2,14}?起(?:[^，。；]{0,6}?内)?|[春秋]季(?:学期)?(?:开学)?(?:之?前)?|从(?!业|"
    r"事|教)|对(?!口|接|外|策|象|标)|向(?!阳|导)|由|以来的?|以(?!及|工|人|县|乡|村)|在(?!园|"
    r"校|编|岗|职|建|册|读|籍|校生|园幼)|[（(]?[一二三四五六七八九十\d]+[)）、.．])+"
)
_TRAILING = lazy_pattern(
    r"(?:分别|(?<![生人户班平])均|都|各|达到|达|保持在?|(?:最迟|至迟)?不?(?:应当?|必须)|"
    r"(?<![初高集其大适])中|尚|仍|稳定在|维持在|控制在|(?:提[高升]|增加|增长|扩大|降低?|下降|"
    r"减少|压减|压缩|缩短|放宽|恢复)?(?:到|至)|不低于|不少于|"
    r"不超过|不高于|不小于|不大于|不得?低于|高于|低于|大于|小于|多于|少于|不得少于|不得超过|"
    r"至少|最多|最低|最高|超过|突破|约|近|大约|为|是|占为|共有?|总计|合计|累计|仅占?|仅有|"
    r"只有|已|已经|"
    r"有|了|原则上|力争|不足|不到|左右|由|从|按照?|以|为?每(?:个|"
    r"名)?[年月生人户天日班所园校亩]|目前的?|现[在行]的?|原来?的?|[≥≤＜＞<>]|(?:19|"
    r"20)\d{2}年的?|一般|只|又|再|就|在|等|给予|享受|发放|[“”\"（(：:\s])+$"
)
_FOLLOWING = lazy_pattern(
    r"(?:的)?([^，。；、,;:：()（）“”\"\n\t\d以左不及等]{2,14}?)(?=[，。；、,;:：()（"
    r"）“”\"\n\t\d对向为与和在进开由被均已的未没]|给予|实行|增加|增设|新增|安装|$)"
)
# 5名经验丰富、水平高的骨干教师: who is counted stands behind what they are like.
_DESCRIBED = lazy_pattern(
    r"[^，。；、,;:：()（）\d]{2,14}(?:丰富|优秀|突出|过硬|扎实|合格|"
    r"[高强好])(?:、[^，。；、,;:：()（）\d]{2,14}){0,3}"
    r"的([^，。；、,;:：()（）\d的]{2,6}?(?:教师|干部|人员|人才|园长|领导|"
    r"骨干)(?:、[^，。；、,;:：()（）\d的]{2,6}?(?:教师|干部|人员|人才|园长|领导|骨干))?)"
)
_CUT = lazy_pattern(
    r"[，。；;：:\n\t|”\"“]|,(?!\d{3}(?!\d))|[)）](?=[（(]\d)"
    r"|[于在](?:19|20)\d{2}年(?:\d{1,2}月)?(?:年?[底末]|\d{1,2}日)?(?:之|以)?前(?:要|应)?"
)
# 新建“口袋公园”5个: the name stands in quotation marks right before the number.
_QUOTED_NAME = lazy_pattern(
    r"(新建|新增|建成|打造|创建|改造|培育|开展|评选|认定|设立|"
    r"建设)?[“\"]([^”\"“，。；\d]{2,12})[”\"]$"
)
# `$` allows a line end.
_CLOSES_QUOTED = frozenset('”"\n')
_COMMA = lazy_pattern(r"[，：:（(]|,(?!\d{3})")
_VERB = lazy_pattern(
    r"^(?:新建|改建|扩建|改扩建|建设|建成|打造|培育|培养|培训|新增|增设|增加|完成|发展|扶持|"
    r"创建|遴选|选派|抽调|招聘|引进|安排|投入|实施|"
    r"开展|组织|组建|认定|推广|办好|设立|配备|补充|举办|购置|派驻|给予|奖励|补助|分为|设有?|"
    r"含|有)?$"
)
_PLACE = lazy_pattern(
    r"(?:(?:全|我|本|该|各)(?:[省市区县州盟旗国镇乡村疆]|自治区|地区)|"
    r"(?!其中|根据|按照|为了|加强|城市|各|社|对|在|由|农村|每)[\u4e00-\u9fff]{2,6}?"
    r"(?:自治区|自治州|自治县|地区|新区|市区|城区|开发区|经开区|高新区|省|市|州|县|区|盟|旗|"
    r"镇|乡(?!村)|街道))"
)
# 每个乡镇至少办好一所公办园, 持续开展三年一轮的督导: what is counted stands behind the verb.
_AT_LEAST = lazy_pattern(
    r"(?:原则上|至少)+(?:新?建[好成设]|办[好成]|开办|举办|设[有置立]|配[备有齐])$"
)
_HELD = lazy_pattern(r"(?:开展|召开|实施|落实)$")
# Every place holds one of these: looked at before the words are parted.
_PLACE_SIGNS = frozenset("省市区县州盟旗国镇乡村疆道")
_NOT_PLACE = lazy_pattern(
    r"距离|安排|投入|给予|提高|增加|减少|占|比|资助|人口|城镇|乡镇|户籍|考虑|充分|推进|统筹|"
    r"建设|实施|完善|支持|加大|强化|开展|覆盖|辐射|服务|深化|引导|鼓励|优化|整合|积极|组织|"
    r"落实|确定|选择|培育|培养|打造|创建|争创|发展|新建|完成|推动|促进|确保|制定|出台|"
    r"[的和与及为将把等对要已]|城市|小区|社区|县市|地区性|学区|园区|校区|景区|各|山区|牧区|"
    r"边境|片区|集中|区县|新增|密集|行政|直辖"
)


class Named(NamedTuple):
    """The indicator's words and where they begin."""

    indicator: str
    start: int


def name_indicator(text: str, start: int, number_start: int, span_end: int, stop: int) -> Named:
    """The indicator of the number at `number_start` whose words may begin at `start`."""
    quoted = None
    if text[number_start - 1 : number_start] in _CLOSES_QUOTED:
        quoted = _QUOTED_NAME.search(text, number_start - 24, number_start)
    if quoted is not None:
        return Named(f"{quoted[1] or ''}{quoted[2]}", quoted.start())
    head_start = start + _skipped(text[start:number_start])
    head = _TRAILING.sub("", text[head_start:number_start])
    indicator = head.strip("、 　")
    if (met := _AT_LEAST.search(indicator) or _HELD.search(indicator)) is not None:
        noun = what_of(text, span_end, stop) or _following(text[span_end:stop])
        kept = met.start() if noun and met.re.pattern == _AT_LEAST.pattern else met.end()
        indicator = indicator[:kept] + noun
    elif len(indicator) < 2 or indicator.endswith("的") or _VERB.match(indicator):
        is_described = indicator[-1:] == "的" or _DESCRIBED.match(text, span_end, stop)
        behind = "" if is_described else what_of(text, span_end, stop)
        indicator += behind or _following(text[span_end:stop])
    return Named(indicator, head_start)


def following_noun(text: str, span_end: int, stop: int) -> str:
    """The noun right behind a number, 巡察组 in 4个巡察组; empty where there is none."""
    return _following(text[span_end:stop])


def find_scope(words: str) -> str | None:
    """The area that opens the words between two commas nearest to their end: 全区, 某某市区."""
    if _PLACE_SIGNS.isdisjoint(words):
        return None
    for part in reversed(_COMMA.split(words)):
        if _PLACE_SIGNS.isdisjoint(part):
            continue
        leading = _LEADING.match(part)
        match = _PLACE.match(part, leading.end() if leading else 0)
        if match is not None and not _NOT_PLACE.search(match.group()):
            return match.group()
    return None


def _skipped(words: str) -> int:
    """How far the words of an earlier statement and the connecting words reach."""
    cut = 0
    for match in _CUT.finditer(words):
        cut = match.end()
    leading = _LEADING.match(words, cut)
    return leading.end() if leading else cut


def _following(words: str) -> str:
    match = _DESCRIBED.match(words) or _FOLLOWING.match(words)
    return match[1].strip() if match else ""
