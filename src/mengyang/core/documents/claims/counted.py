"""计数对象 — a number is called by the noun behind it where it has one: 组建4个巡察组."""

import re

from mengyang.core.documents.phrases.amounts import Amount
from mengyang.core.documents.phrases.measures import is_money
from mengyang.core.patterns import lazy_pattern

_COUNTED = frozenset(
    [
        *"个名人位所家户次项件处座套间栋幢台辆条部册本张份篇批场起宗例支组轮门节期盏棵株头只艘架",
        *("期次", "批次", "场次", "人次", "户次", "家次"),
    ]
)
_TIMES = frozenset(("小时", "个小时", "天", "日", "个工作日", "工作日", "个月", "分钟"))
_STOP = (
    r"[，。；、,;:：()（）“”\"\n\t\d]|未(?!成年|来)|没有|不(?!动产|锈钢)|"
    r"(?<![国公私所具享拥含现建设配])有|(?<![生人平户])均|已|由|被|对(?!口|外)"
    r"|向|(?<!行)为|与|和|在(?!园|校|编|岗|职|读|籍)|及(?!以上)|(?<!及)以|的|中(?=[，,有]|$)|"
    r"反馈|进行|开展|实施|增加|增设|新增|安装|落实|完成|推行|存在|给予|达(?=到|\d)|全部"
    r"|全面|违规|仍|尚|建成|到(?!位)|赴|(?<![低高少多大小优])于|$"
)
_NOUN = lazy_pattern(
    r"(?:的)?(?:(?:具有|具备|符合|富有|通过|面向)[^，。；、的]{2,14}的)?"
    r"((?:尚|暂)?未[^，。；、的\d]{2,12}的)?(?!不|未|没|等|以|左右|"
    r"及)([省市县区州乡镇村旗盟](?:[（(][省市县区州乡镇街道、]{1,8}[)）])"
    rf"|(?:[\u4e00-\u9fff]{{2,16}}?|[省市县区州乡镇村旗盟])(?={_STOP})"
    # 338个地级及以上城市实时公开…: where no stop is near, up to the last word for such a body.
    r"|[\u4e00-\u9fff]{0,12}(?:城市|学校|幼儿园|企业|单位|人员|教师|学生|家庭|小区|社区|村"
    r"|机构|项目|场所|问题|隐患|任务|事项))"
)
_QUOTED = lazy_pattern(
    r"[^，。；、“”\d]{0,4}“([^”\n]{1,16})”([\u4e00-\u9fff]{0,6}?)(?=[，。；、]|$)"
)
_LACKING = lazy_pattern(
    r"((?:未|没有|不(?!足|少|超|低|高))[^，,。；;、和或\n]{2,16}?)(?=[，,。；;、和或\n]|$)"
)
_AGAIN = lazy_pattern(
    r"(?:年|月|季度|学期|周)(?:至少|要|应|须|对)*([^，。；、]{2,18}?)[一1两2](?:次|轮|遍)"
)
_PREPOSITIONS = frozenset("对向在给为与和把将于")
_SCOPE = lazy_pattern(r"(?:全|我|本|该)[省市区县州盟旗国镇乡校园]|全地区|城区|农村|城镇|城市|各地")
_VERBS = lazy_pattern(
    r"(?:组建|组织|成立|督促|实施|开展|举办|召开|举行|选派|派出|抽调|抽查|检查|排查|新建|建成|"
    r"改造|完成|增设|新增|设置|设立|培训"
    r"|培育|打造|创建|认定|命名|评选|招聘|引进|补充|安排|遴选|确定|选择|选取|取消|关停|整治|"
    r"处置|查处|约谈|通报|发放|配备|购置|建立"
    r"|编制|出台|制定|发布|推出|推广|调研|走访|服务|惠及|覆盖|资助|救助|帮扶|化解|解决|办理|"
    r"受理|接收|建设|改建|扩建|改扩建|移交|纳入|涉及|剩余|其余|共)"
    r"(?:了|过|各类)?$"
)
_ENDS_VERB = frozenset(
    "建织立促施展办开行派出调查成造增设置训育打认定名评选聘进充排遴择取消停治处谈报放备购制布"
    "广研访务及盖助扶解决理收交入共余了过类"
)
_OF_WORK = lazy_pattern(r"开展([^，,。；;、的\n]{2,12}?)(?=[，,。；;]|$)")
_FOUNDS = lazy_pattern(r"新建|改建|扩建|改扩建|建设|建成|新增|打造|创建|确定")
_LISTED = lazy_pattern(r"[、和及与]")
_PAY = r"补贴|补助|津贴|资助|奖补|奖励|奖金|经费|资金|费用|拨款|学费|保教费"
_PAID = lazy_pattern(
    rf"(?:不等|左右|以内|以上)?的?(?:标准|额度)?(?:给予|发放|予以|进行|落实)?([^，,。；;、\d的]{{0,10}}?(?:{_PAY}))(?=[，,。；;、的\n]|$)"
)
_NAMES_PAY = lazy_pattern(rf"(?:{_PAY}|标准|费|工资|收入|投资|价|成本|预算|额|投入|款|税|金)$")
_RATE = lazy_pattern(
    r"(?:每(?:个|名|位)?(?:学年|学期|季度|半年|[年月天日人生户名周])|给予|发放|(?:经|"
    r"在)?[^，。；、]{2,8}后(?:每[个所名])?(?=给予))+(?=[\u4e00-\u9fff]{2})"
)


def name_counted(text: str, name: str, amount: Amount) -> str:
    """The name of a number, with what stands behind it where the words before it name nothing."""
    start, stop = amount.span[1], amount.part[1]
    if is_money(amount.unit):
        return _paid(text, name, start, stop)
    if amount.unit in _TIMES:
        return name.removeprefix("内") or name
    if amount.cycle and not name:
        again = _AGAIN.search(amount.raw)
        return again[1] if again else name
    return _counted(text, name, amount) if amount.unit.partition("/")[0] in _COUNTED else name


def what_of(text: str, start: int, stop: int) -> str:
    """The noun behind a number, with what it lacks: 56家餐饮场所未安装报警装置."""
    quoted = _QUOTED.match(text, start, stop)
    if quoted:
        return f"{quoted[1]}{quoted[2]}"
    noun = _NOUN.match(text, start, stop)
    lacking = _LACKING.match(text, noun.end() if noun else start, stop)
    if lacking is None:
        return _whole(noun) if noun else ""
    return f"{lacking[1]}的{_whole(noun)}" if noun else lacking[1]


def _counted(text: str, name: str, amount: Amount) -> str:
    start, stop = amount.span[1], amount.part[1]
    last = name[-1:]
    if last in _PREPOSITIONS:
        return what_of(text, start, stop) or name
    if "、" in name or last == "等":
        return _listed(text, name, amount)
    if text.startswith("的", start) or not (
        _SCOPE.fullmatch(name) or (last in _ENDS_VERB and _VERBS.search(name))
    ):
        return name
    behind = what_of(text, start, stop)
    return name if behind in name else name.removesuffix("了") + behind


def _listed(text: str, name: str, amount: Amount) -> str:
    """甲局、乙局等4家单位: what all of them are; `开展常规巡察` behind it says for what."""
    is_open = name.endswith("等") or text.startswith("等", amount.number[0] - 1)
    members = _LISTED.split(name)
    if not is_open and len(members) != amount.value[0]:
        return name
    noun = _NOUN.match(text, amount.span[1], amount.part[1])
    if noun is None:
        return name
    work = _OF_WORK.match(text, noun.end(), amount.part[1])
    verb = _FOUNDS.match(members[0])
    return f"{work[1] if work else ''}{verb[0] if verb and not work else ''}{_whole(noun)}"


def _whole(noun: re.Match[str]) -> str:
    return f"{noun[1] or ''}{noun[2]}"


def _paid(text: str, name: str, start: int, stop: int) -> str:
    """Without the lead-in of a rate (每人每天…); what is paid may be named behind the sum."""
    lead = _RATE.match(name)
    short = name[lead.end() :] if lead else name
    if _NAMES_PAY.search(short) and short != "标准":
        return short
    paid = _PAID.match(text, start, stop)
    if paid is None:
        return short
    return paid[1] if short == "标准" else f"{short}{paid[1]}"
