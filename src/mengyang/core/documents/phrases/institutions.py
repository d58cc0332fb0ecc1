"""园所名称 — named kindergartens in a text: 某镇中心幼儿园, 某安置房第一、第二幼儿园.

A name says which one; 公办幼儿园 or 城镇小区配套幼儿园 says only what kind and is none.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from mengyang.core.documents.records import Span
from mengyang.core.patterns import lazy_pattern

_TAIL = lazy_pattern(
    r"幼儿园(?![\u4e00-\u9fff]{0,4}(?:分园|园区))|幼儿班|附设班|托育园|托育(?:服务)?中心|托儿所"
    r"|幼儿园[\u4e00-\u9fff]{0,4}(?:分园|园区)"
)
_SCHOOL = lazy_pattern(
    r"(?:小学|中学|学校|学院|高中|初中)(?![\u4e00-\u9fff]{0,6}幼儿|生|阶段|教|附属|段|部|学)"
)
_WINDOW = 32
# Each alternative begins with a letter, what must stand before it looked at behind: the search
# then runs from letter to letter.
_SIGNS = "|".join(map(re.escape, '，,。；;：:“”"‘’（）()《》\n\t []'))
_FIRSTLY = "|".join(f"{numeral}是" for numeral in "一二三四五六七八九十")
_AND = "|".join(
    rf"{word}(?<!第{word})(?<=[\u4e00-\u9fff]{word})(?!平|谐|美|睦|顺|田)" for word in "和与及"
)
_BOUNDARY = lazy_pattern(
    rf"{_SIGNS}|的|{_FIRSTLY}|{_AND}|属于(?<!附属于)|"
    r"负责|部门|承担|会同|协调|管理|制定|完善|规范|加强|提出|强化|优化|提升|健全|改善|加大|"
    r"开展|统筹|保障|严格|治理|推广|探索|深化|扩大|按照|根据|关于|针对|合理|科学(?!城)|"
    r"完成|新建|改扩建|改建|扩建|迁建|续建|筹建|重建|建设|建成|修建|兴建|推进|加快|启动|投用|"
    r"投入使用|实施|支持|鼓励|扶持|引导|启用|\.|．|开办|举办|开设|设立|"
    r"增设|确保|推动|促进|落实|做好|将|把|其中|包括|规划|计划|拟建?|已|新增|发挥|利用|依托|"
    r"邀请|指导|组织|对|使|以及|"
    r"、(?!第)|年(?:底|末)?前?|月底?前|批准|回收|收回|移交|委托|为(?!民)|在(?!水)|由"
)
_ORDINALS = lazy_pattern(
    r"((?:第[一二三四五六七八九十\d]+)(?:(?:、|和|及)第[一二三四五六七八九十\d]+)+)$"
)
_LINKS = frozenset("、和及与")
_LINK = lazy_pattern(r"[、和及与]")
_PLACE = (
    r"(?![各公民普优新改扩])[\u4e00-\u9fff]{2,5}?"
    r"(?<![楼舍场室堂园校学心房站院所道路厅墙库栋馆施备位班])"
)
_SHARING = lazy_pattern(rf"(?:[新改扩迁续重修兴]建|建[设成])((?:{_PLACE}[、和及与])+)$")
_NUMBERED = lazy_pattern(r"第[一二三四五六七八九十\d]+$")
_KIND_WORDS = lazy_pattern(
    r"第[一二三四五六七八九十\d]+|\d+(?:所|个|座|家)|[一二两三四五六七八九十]+(?:所|个|座|家)|"
    r"公办|民办|普惠性?|优质|示范性?|标准化?|城镇|城区|"
    r"城市|农村|乡村|乡镇|镇村|镇乡|村级|中心|小区|配套|住宅|居民区|居住区|居住|新增|"
    r"城乡结合部|各类|各级|各|独立|附属|附设|非?营利性|国有|集体|"
    r"现有|新型|新|老旧|老|大型|小型|一批|若干|教育部门|村办|社区|集团化|国际化|省级|市级|"
    r"县级|区级|一级|二级|星级|薄弱|优秀|联盟|街道|"
    r"本区|全区|全市|全县|全省|本市|本县|区内|区外|城乡|办园|幼儿园?|学前|小学|中学|学校|闲置|"
    r"校舍|企事业单位|企业|综合|机关|部队|高校|街镇|地区|"
    r"等|多所|多|该|其他|其它|每所|每个|每|所有|有条件|符合条件|同级|同类|类|级|区|县|市|乡|"
    r"镇|村|园|班|所|座|个|办|点|式|型|性|化|或|和|及|与|、|两|民族|双语|山区|牧区|边远|偏远|"
    r"改"
)


class Institution(NamedTuple):
    """A named institution; `span` covers the printed words, which may stand for several names."""

    name: str
    span: Span


def find_kindergartens(text: str, start: int, end: int) -> Iterator[Institution]:
    """The named kindergartens of a stretch of text; 第一、第二幼儿园 gives two."""
    return _named(text, _TAIL, start, end)


def find_schools(text: str, start: int, end: int) -> Iterator[Institution]:
    """The named schools of a stretch of text."""
    return _named(text, _SCHOOL, start, end)


def _named(text: str, tails: re.Pattern[str], start: int, end: int) -> Iterator[Institution]:
    for tail in tails.finditer(text, start, end):
        low = max(start, tail.start() - _WINDOW)
        head_start = low
        for boundary in _BOUNDARY.finditer(text, low, tail.start()):
            head_start = boundary.end()
        head = text[head_start : tail.start()]
        if not _is_name(head):
            continue
        before = _sharing(text, low, head_start)
        begin = before.start(1) if before else head_start
        stems = [stem for stem in _LINK.split(before[1]) if stem] if before else []
        names = [*(stem + tail.group() for stem in stems), *_names(head, tail.group())]
        for name in names:
            yield Institution(name, (begin, tail.end()))


def _sharing(text: str, low: int, head_start: int) -> re.Match[str] | None:
    """城东、 of 新建城东、城西幼儿园: the names before this one that share its last word."""
    if text[head_start - 1 : head_start] not in _LINKS:
        return None
    return _SHARING.search(text, low, head_start)


def _is_name(head: str) -> bool:
    """Whether the words before 幼儿园 say which one, by a place or by a number at their end."""
    return _NUMBERED.search(head) is not None or len(_KIND_WORDS.sub("", head)) >= 2


def _names(head: str, tail: str) -> list[str]:
    """第一、第二 stand for one name each."""
    several = _ORDINALS.search(head)
    if several is None:
        return [head + tail]
    stem = head[: several.start()]
    ordinals: list[str] = re.findall(r"第[一二三四五六七八九十\d]+", several[1])
    return [stem + ordinal + tail for ordinal in ordinals]
