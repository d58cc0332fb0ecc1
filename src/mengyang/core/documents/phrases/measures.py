"""计量单位 — the words that may stand behind a number, and one spelling for each unit.

名 and 所 are units here as much as % and 万元; 第57次 and 2021年 are not (see `quantities`).
"""

from functools import lru_cache

from mengyang.core.patterns import lazy_pattern

SIZE = r"(?:万亿|千万|百万|十万|亿|万|千(?=[元人名户吨亩])|百(?=[元人名户吨亩]))"
MORE = r"[多余]"

# Longest first inside each group: 个百分点 before 个, 平方米 before 米.
MEASURES = (
    r"个?百分点|[%％‰]|/10万(?!元)|"
    r"美元|港元|欧元|元(?:人民币)?|"
    r"个?工作日|个自然日|个小时|个月|个学期|个学年|个课时|个学时|个班级?|个|"
    r"人次|所次|园次|点次|人份|户次|家次|场次|班次|车次|件次|批次|台次|台套|台（套）|台\(套\)|"
    r"平方公里|平方千米|平方厘米|平方米|平米|立方米|公顷|公里|千米|海里|厘米|毫米|米(?!兰|粉|面)|"
    r"吨标准煤|标准煤|吨|公斤|斤(?!斤)|千克|毫克|微克|克|毫升|升(?![级学至到格])|千瓦时|千瓦|"
    r"兆瓦|千伏安|千伏|摄氏度|℃|分贝|兆|勒克斯|"
    r"学时|课时|学分|小时|分钟|周岁|岁|天|日|周(?!岁|边|期)|年|"
    r"分(?![之钟别校部园公支局类级期布析工管]|行业)|名|人口(?=设|配|以|的|$)|人(?!民|大|社|才|"
    r"均)|位|所|家|户|次|项|件|档(?!案)|头只|班(?=的|规模|[，。；、）)])|对(?!口|接|外|于|全|"
    r"各|标|照|象|比|应)(?=[\u4e00-\u9fff])|处|座|套(?:[（(]间[)）])?|间|栋|幢|台|辆|艘|架|条|"
    r"部(?!门|分|队|委)|册|本(?!科|市|区|县|地)|"
    r"张|份|篇|批|场|起|宗|例|支|组|剂(?!量)|路(?=[，。；、）)])|轮次?|门|节|遍|趟|层|种|倍|"
    r"番|亩|棵|株|头|只|羽|尾|盏|盒|片|期(?!间|末|限|内|初)|床位|张床位|"
    r"(?:km|kg|mg|kWh|kW|MW|GW|GB|TB|Mbps|kV|dB|ml|cm|mm|hm|m)(?:²|2|3|³)?(?![A-Za-z0-9])|㎡|m²"
)
PER = (
    r"(?:每)?(?:平方公里|平方米|立方米|公里|千瓦时|学期|学年|年度|万元|亿元|万人|千人|人次|"
    r"小时|学时|课时|"
    r"生|人|户|名|年|月|日|天|周|亩|所|园|班|校|次|个|件|套|台|辆|头|只|吨|间|栋|村|站|床|平|"
    r"毫?升|km²?|㎡|m[³²23]?|L)"
)
DOT = r"[·•・‧∙⋅]"
UNIT = rf"(?:{MEASURES})(?:[/／]{PER}(?:{DOT}\s?{PER}|[/／]{PER})*)?"

_DOT = lazy_pattern(DOT)

# 每生每年1000元: what the amount is counted per, printed before it.
_PER_BEFORE = lazy_pattern(
    r"(?:每|按)(?:(?:个|名|位)(?:[^，。；,;每\d]{1,6}?(?=学生|儿童|幼儿|教师))?)?(学生|儿童|学位|托位|"
    r"幼儿|教师|生|人|户|月|年(?!生均)|学年|学期|天|日|班|所|园|校|亩|平方米|吨|次|村|个|家|"
    r"处|座|餐|张|床|台|辆|套|栋|件|课时|学时)"
    r"|(?P<mean>年生均)(?=[^，。；,;]{0,12}$)"
)
# 月平均工资, 年人均收入: what wages are counted by; 2023年人均 is a year.
WAGES = lazy_pattern(
    r"(?<![\d每庭])(?:(?P<month>月)|(?P<year>年))(?=(?:人均|平均|均|最低|基本)*(?:可支配|工资|"
    r"收入|薪|待遇))|(?P<mean>人均年)"
)
_PER_HEAD = lazy_pattern(r"(?:(生)|(人))均(?:每[年月]|[^，。；;\d]{0,16}每[年月]$)")
_SHORT = {"学生": "生", "儿童": "生", "幼儿": "生", "教师": "人", "名": "人"}
_TIMES = ("年", "学年", "学期", "月", "周", "日", "天")


@lru_cache(maxsize=1_000)
def tidy(unit: str) -> str:
    """One spelling: half-width signs, one kind of middle dot, no blanks."""
    unit = unit.replace("人口", "人").replace("％", "%").replace("／", "/").replace(" ", "")
    return _DOT.sub("·", unit).replace("/每", "/") if "/" in unit else unit


def is_money(unit: str) -> bool:
    """Whether amounts in this unit are sums of money."""
    return "元" in unit


def is_share(unit: str) -> bool:
    """Whether the unit is a share of something."""
    return unit in ("%", "‰")


def _add_means(before: str, bodies: dict[str, None], times: dict[str, None]) -> None:
    """月均工资 is counted by the month, 生均…每年 by the child, 人均每月 by the head."""
    if not times and (wage := WAGES.search(before)):
        times["月" if wage["month"] else "年"] = None
    if times and not bodies and (head := _PER_HEAD.search(before)):
        bodies["生" if head[1] else "人"] = None


def with_rate(unit: str, before: str) -> str:
    """The unit with what it is counted per: `元` after 每月…每人 becomes `元/人·月`."""
    if not is_money(unit):
        return unit
    base, _, printed = unit.partition("/")
    parts = printed.split("·") if printed else []
    for match in _PER_BEFORE.finditer(before):
        parts += ["生", "年"] if match["mean"] else [_SHORT.get(match[1], match[1])]
    bodies = dict.fromkeys(part for part in parts if part not in _TIMES)
    times = dict.fromkeys(part for part in parts if part in _TIMES)
    if not printed and any(sign in before for sign in "均年月"):
        _add_means(before, bodies, times)
    joined = "·".join([*bodies, *times])
    return f"{base}/{joined}" if joined else base
