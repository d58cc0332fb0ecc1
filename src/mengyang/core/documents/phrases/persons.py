"""责任领导 — persons printed beside units: 县教育局 李四, 县委编办（王五）, 县财政局局长 张三.

A person is a name that begins with a usual surname, a post, or both.
"""

from collections.abc import Iterator

from mengyang.core.documents.records import Span
from mengyang.core.patterns import lazy_pattern

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶"
    "程苏魏吕丁任沈姚卢姜"
    "崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武"
    "戴莫孔向汤温康施文牛"
    "樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季"
    "裴霍涂成苗谷曲盛冉"
    "翁蓝骆路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景"
    "党宫费卜冷晏席卫米"
    "柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
)
# What places and offices end with is no given name: 黄村镇.
_GIVEN = (
    r"[\u4e00-\u9fff]{1,2}(?<![局委办部院校园府会处所站厅署室镇乡村街股])(?<![\u4e00-\u9fff]{2}科)"
)
_NAME = (
    rf"(?:[{_SURNAMES}][ 　]?{_GIVEN}|(?:欧阳|上官|司马|诸葛){_GIVEN}"
    r"|[\u4e00-\u9fff]{2,8}·[\u4e00-\u9fff·]{2,12})"
)
_POST = (
    r"(?:党[组委]|党工委|党总支|党支部|支部|常务|一级|二级|三级|四级|纪检|政协)*(?:副)?"
    r"(?:局长|主任|书记|县长|市长|区长|州长|旗长|镇长|乡长|校长|园长|部长|科长|股长|主席|处长|"
    r"[县市区旗][(（][县市区旗、]{1,4}[)）]长|厅长|队长|会长|院长|"
    r"行长|所长|站长|组长|支队长|大队长|秘书长|经理|董事长|调研员|主任科员|政委|专员|委员|"
    r"常委|成员|"
    r"(?<=[局园校院厅])长|(?:主要|分管|有关)?(?:负责人|负责同志|领导))"
)
_OF_UNIT = r"(?<=[局委办部院校园府会处队所站厅署室司社组镇乡村道心行区县市州旗])"
_ROLES = r"(?:牵头|配合|负责|参与|落实|协助|主办|协办|会办|主责|单位|部门|各|等)"
_ENDS = r"(?=[、，,；;。\s)）]|\Z)"
_BESIDE = lazy_pattern(
    rf"{_OF_UNIT}(?P<post>(?:[、及和]?{_POST})+[ \t　:：]*(?:{_NAME})?(?:同志)?){_ENDS}"
    rf"|{_OF_UNIT}[ \t　:：]+(?!{_ROLES})(?P<named>(?:(?:{_POST})[ \t　:：]*)?{_NAME}(?:同志)?"
    rf"|{_POST}){_ENDS}"
    rf"|{_OF_UNIT}[(（](?!{_ROLES})(?P<aside>(?:{_POST})?[ \t　:：]*{_NAME}(?:同志)?"
    rf"(?:[、，, 　]+(?:{_POST})?[ 　]*{_NAME}|[、，, 　]*{_POST})*|{_POST})[)）]"
)
# No person stands beside a unit without one of these: looked for before the pattern is tried.
_SIGNS = lazy_pattern(r"[长任记席员理导 \t　:：]|[(（](?![市县区州旗镇乡])|负责|同志|[政常]委")
_PIECE = lazy_pattern(r"(?:[^、，,；;。\n(（]|[(（][^()（）\n]*[)）])+")
_IN_BRACKET = lazy_pattern(r"[(（][^()（）]*[)）]?$")
_WHO = lazy_pattern(rf"(?:(?P<of>.{{0,24}}?){_POST})?[ \t　:：]*(?:{_NAME})?(?:同志)?")
_PERSON = lazy_pattern(_NAME)
_SEVERAL = lazy_pattern(rf"{_NAME}(?:[ \t　]+{_NAME})+")
_BLANK = lazy_pattern(r"[ \t　]+")


def persons_beside(text: str, span: Span) -> Iterator[tuple[Span, Span]]:
    """Each person printed beside a unit between `span`: the words, and all that the unit is not."""
    if _SIGNS.search(text, *span) is None:
        return
    for match in _BESIDE.finditer(text, *span):
        kind = match.lastgroup or ""
        start, end = match.span(kind)
        yield (start, end), match.span()


def is_person(words: str) -> bool:
    """Whether the words are the name of a person and nothing else."""
    return _PERSON.fullmatch(words) is not None


def persons_of(text: str, span: Span) -> Iterator[Span]:
    """The persons a field of 责任领导 holds: 张三（副县长）、李四; nothing that is no person."""
    for piece in _PIECE.finditer(text, *span):
        start = piece.start() + len(piece.group()) - len(piece.group().lstrip())
        words = piece.group().strip()
        plain = _IN_BRACKET.sub("", words).strip()
        if _SEVERAL.fullmatch(plain):
            at = start
            for name in _BLANK.split(plain):
                at = text.index(name, at)
                yield at, at + len(name)
        elif plain and _WHO.fullmatch(plain):
            yield start, start + len(words)
