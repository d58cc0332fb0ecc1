"""数字的前后文 — words right before or behind a number that tell what it is given for.

Shares and bounds, bodies such a bound picks out, money, what is told rather than meant, and places.
"""

from mengyang.core.patterns import lazy_pattern

RATE = lazy_pattern(r"[率比]|占比|比例|比重|覆盖|覆盖面|满意度|普及")
CONDITION = lazy_pattern(r"(?:及以[上下]|以[上下]|以内)(?P<of>的)?[^，。；、,;:：\s]{1,6}")
BEGINS_CONDITION = ("及", "以")
BOUND_OF_A_CASE = lazy_pattern(
    r"(?:及以[上下]|以[上下]|以内)(?:的[，,]|[^，。；、,;:：\s的]{1,6}的|超?大班额|大额|大型)"
)
APART = lazy_pattern(r"(?:低于|高于|落后于?|超出)[^，。；,;\d]{2,14}$")
SUCH_AS = lazy_pattern(r"(?:以[上下])?的[^，。；、,;:：\s]{1,6}")
SUCH_BODIES = lazy_pattern(
    r"及?以[上下]的(?:大|小|中心)?(?:村|乡镇|社区|小区|幼儿园|园所|班级|行政村|自然村|机构|"
    r"企业|家庭|农户|居住|工地|项目|场所|学校|单位|人员|老人|老年人|对象|教师|学生|建筑|用地|"
    r"养殖场|矿山|商户)"
)
# 建设周期为3年: how long something always takes.
TERM = lazy_pattern(r"(?:周期|有效期|聘期|任期|服务期|学制|期限)(?:一般|原则上)?(?:为|是|定为)?$")
# 建筑面积300平方米以上、设在3层以上的幼儿园: which ones are meant, told in two ways.
SUCH_IN_TWO_WAYS = lazy_pattern(
    r"(?:以[上下])?(?:、|或|且|，且)[^，,。；;\n]{2,30}的(?:[^，,。；;\n]{0,4})(?:幼儿园|园所|学校|机构|村|"
    r"企业|场所|项目|家庭|人员|教师|小区|建筑)"
)
# 列入10件民生实事: the list that it is put on.
PUT_ON = lazy_pattern(
    r"(?:列入|纳入|入选|列为)(?:[省市县区]级?|全[省市县区]|政府|年度|当年|(?:19|20)\d\d年度?)*$"
)
LISTING = tuple("入选为级省市县区府度年")
FOR_WHOM = lazy_pattern(
    r"(?:^|[，,。；;\n])(?:凡|对|对于)(?=[^，,。；;]*$|[^。；;]*、[^，。；;]*$)"
)
OF_A_CASE = lazy_pattern(r"[^，,。；;]{0,16}的(?:[^，,。；;\d]{1,10})?[，,]")
BOUNDED = frozenset(("<", "<=", ">", ">="))
BODIES = frozenset("所家个名人户座处件项次辆台套间场") | {"人次"}
RATE_IS = lazy_pattern(r"(?<=[率比重例])(?:仅|只)?为$")
PAID = lazy_pattern(
    r"(?:奖励|补助|补贴|给予|奖补|资助)(?:资金|金)?(?:[每各]\S{0,3})?(?:[\d.]+[万亿]?元[、和])*$"
)
INVESTED = lazy_pattern(r"(?:拟(?:总|新增)?|预计总?|估算总?|概算总?)投资(?:额|约|为|达)*$")
INVESTING = ("投资", "额", "约", "为", "达")
STEP = lazy_pattern(r"每(?:增加|增|隔|超过|超出|满|减少)$")
EXACT = lazy_pattern(r"\.(\d+)$")
SHORTENED = lazy_pattern(r"(?:压缩|缩短|减少|压减|精简)(?:到|至|为)$")
# 尚未完成整改的5项任务: which ones they are is told, not meant.
SUCH_ONES = lazy_pattern(
    r"(?:已|尚未|仍未|未)[^，。；;]{1,10}的$|(?:反馈|移交|交办|指出|查出|发现)的$"
)
# 对全市1286家机构进行排查: how many there are, not how many are meant.
OF_THE_AREA = lazy_pattern(
    r"(?:对|为|在)(?:[^，。；]{0,6}的)?(?:全[省市县区州旗盟]|辖区内?|境内)(?:现有)?$"
)
AREA_ENDS = tuple("省市县区州旗盟内有")
AROUND = lazy_pattern(r"(?:以内)?(?:的)?范围")
FOR_EACH_SO_MANY = lazy_pattern(r"每(?:\d[\d.—-]*万?[^，。；\d每]{1,12})?$")
LENGTHS = ("米", "公里", "千米")
SCORED = lazy_pattern(r"权重|分值|占分")
# 已培训185人次，其余11月底前完成: the day is not meant for what is done.
DONE_ALREADY = lazy_pattern(r"(?<!未)已(?!建成的|建的|批准的)")
# 发放资助资金3.6亿元 is a sum to be spent, no rate.
# 其余7所2030年底前建成, 剩余80万元将于9月底前拨付: what is left over is still to be done.
LEFT_OVER = ("剩余", "其余", "余下", "剩下", "剩余的", "其余的", "还剩")
STILL_DUE = lazy_pattern(
    r"[^，,。；;\d已正]{0,8}?(?:将|计划|拟|预计|力争)?[于在到]?"
    r"(?:(?:19|20)\d\d年|今年|明年|年底|\d{1,2}月)[^，,。；;]{0,12}?前"
)
BUDGET = lazy_pattern(
    r"(?:发放|拨付|下达|争取|投入|筹集|落实)[^，。；\d]{0,12}(?:资金|经费|投资|贷款)$"
)
BORNE = lazy_pattern(r"(?:承|分|负)担(?:[^，。；\d]{0,6}的)?$|配套(?:资金)?$")
INPUT = lazy_pattern(r"抽调|选派|派驻|招聘|安排|投入|配备|引进|补充|聘请|购置|调剂|选聘|增派|下派")
