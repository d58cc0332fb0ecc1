"""数量 — a text enters, its amounts leave: value, unit, comparator, and where they stand.

Dates, ordinals, titles in 《》, codes, clause numbers, score points, ages and numbers that are part
of a set phrase (十四五, 五位一体) are no amounts.
"""

from collections.abc import Iterator

from mengyang.core.documents.phrases import numerals
from mengyang.core.documents.phrases.amounts import Amount
from mengyang.core.documents.phrases.chains import with_shared_bounds
from mengyang.core.documents.phrases.comparators import Bound, find_bound
from mengyang.core.documents.phrases.measures import MORE, SIZE, UNIT, tidy, with_rate
from mengyang.core.documents.phrases.numerals import ARABIC, CHINESE
from mengyang.core.documents.phrases.printed import (
    Printed,
    Surroundings,
    is_amount,
    read_printed,
    unit_meant,
    with_vagueness,
)
from mengyang.core.documents.phrases.stops import Stops
from mengyang.core.documents.records import Span
from mengyang.core.patterns import MAYBE_DIGIT, lazy_pattern

_YEAR = r"(?:19|20)\d{2}"
_RANGE = r" ?(?:[—–\-－~～―─]{1,2}|至|到) ?"
_DAYS = rf"(?:\s?\d{{1,2}}\s?日(?:{_RANGE}\d{{1,2}}\s?日)?)?"
_ANY = rf"(?:\d+|{CHINESE})"

# Passed over, where a digit, 第, 《 or a Latin letter stands.
_SKIPPED = (
    r"《[^《》]{0,120}(?:《[^《》]{0,80}》[^《》]{0,80})*》"
    rf"|{_YEAR}\s?[〕\]】)）]\s?第?\s?\d+\s?号"
    rf"|第\s?{_ANY}(?:[—–\-~～至到、和或]第?{_ANY})*"
    rf"|{_YEAR}年?{_RANGE}{_YEAR}(?:年|(?=[)）]))"
    rf"|{_YEAR}(?:(?=[、,，和及]\s?{_YEAR}年)|\s?年(?:\s?\d{{1,2}}\s?月{_DAYS})?)"
    rf"|{_YEAR}[-./]\d{{1,2}}[-./]\d{{1,2}}(?!\d)"
    rf"|\d{{1,2}}\s?月{_DAYS}"
    r"|\d{1,2}[:：∶]\d{1,2}(?:[:：]\d{2})?"
    r"|(?<![^\n \t\u3000\xa0])\d{1,3}[.．、](?!\d+(?:万|亿|%|元))"
    r"|[A-Za-z][A-Za-z0-9./\-_]*|\d{3,4}-\d{7,8}|\d+(?:\.\d+){2,}"
    r"|24小时(?!以?内|之内)|\d+×\d+"
)
_SIZED = rf"(?:{MORE}?{SIZE}{MORE}?|{MORE})?(?:{UNIT})?"
_AMOUNT = rf"(?P<n1>{ARABIC}) ?(?P<u1>{_SIZED})(?:(?:{_RANGE})(?P<n2>{ARABIC}) ?(?P<u2>{_SIZED}))?"
_PARTS = (
    rf"(?P<share>(?:[百千万]|{CHINESE}|\d+)分之(?:{CHINESE}(?:点[{numerals.DIGIT}]+)?|{ARABIC}|百)"
)
# Tried at every Chinese numeral and at 每, 过, 半.
_SHARE = (
    rf"{_PARTS}"
    rf"|{CHINESE}成(?!员(?!工)|立|为|功|绩|果|人|长|型|不变|分|熟|效|就|本)(?:[一二三四五六七八九](?!是)|半(?!年))?"
    r"|一半|过?半数|过半)"
)
_CYCLE = (
    rf"(?P<cycle>(?P<every>{_ANY})年(?:为)?一(?:个)?(?P<round>轮|周期|循环|届|评|考|检)"
    rf"|每(?P<every2>{_ANY})年(?:[^，。；,;\d]{{0,12}}?)(?:一|1)(?P<round2>轮|次))"
)
_SPELT = (
    rf"(?P<c1>{CHINESE})(?:(?:{_RANGE}|、(?={CHINESE}))(?P<c2>{CHINESE}))?"
    r"(?P<cu>(?:亿|万|百万|千万)?(?:元(?!化|素|旦|月|年)|人次|名|人(?!大|民|为|一)|位(?!一体|"
    r"于|置)|所(?!有|以|在|需|属|谓|长)"
    r"|家(?!庭|长|园|校|属|乡)|户(?!籍|外|口)|公里|平方米|亩|吨|辆|课时|学时|小时|个?工作日|"
    r"个月|个(?!别|人|性|体)|"
    r"次(?!序|数|要|元)|场(?!所|地|景)|天(?!然|下|气|津)|项(?!目)|处(?!理|罚|置|于|室)|座|套|"
    r"间(?!隔|接)|倍|番(?!薯|茄)|年|周岁|岁))"
)
_SPELT_OUT = lazy_pattern(f"{_CYCLE}|{_SHARE}|{_SPELT}")
_DIGITS = lazy_pattern(rf"{_CYCLE}|{_PARTS})|(?:{_SKIPPED})|{_AMOUNT}")

# No number begins with a numeral before these (一是, 进一步, 一、), nor with 每, 过, 半, 百 but
# before those: the scanner need not look there.
_TRIGGER = lazy_pattern(
    rf"[{MAYBE_DIGIT}第《A-Za-z一二两三四五六七八九十每过半百千万]"
    r"(?!(?:[是步定致切律级体，。；)）]|"
    r"、(?![一二两三四五六七八九十]))(?<=[一二三四五六七八九十].))"
    r"(?:(?<![每过半百千万])|(?=[\d一二两三四五六七八九十半数分]))"
)
_SPELT_FIRST = frozenset("一二两三四五六七八九十每过半百千万")

_WINDOW = 36
# 压减至5个工作日内和3个工作日内: what is said of the first holds for the second.
_ALSO_WITHIN = lazy_pattern(r"[以之]?内[、和与及]")
_JOINING = frozenset("、和及与")
_LIMITED = ("日", "天", "小时", "个月", "公里", "千米")
_AT_LEAST = lazy_pattern(r"至少|不得?少于|最少|不低于")
_TIMES = lazy_pattern(r"每(?:个)?(半年|半月|学年|年|学期|季度|季|月|周|日|天)(?:度)?[^，。；]*$")
# 每年招聘不少于25名, 年招生300人: what is done again and again.
_OFTEN = lazy_pattern(
    r"(?:每(?:个)?(?P<times>半年|半月|学年|年|学期|季度|月|周|天)度?|"
    r"(?<![\d每今明去全本当近整])年(?:均)?(?:招生|培训|服务|接待|培养|认定))[^，。；\d]*$"
)
_DONE_AGAIN = frozenset("名人户个所家轮场期项篇节") | {
    *("人次", "万人次", "万人", "场次", "学时", "课时", "小时"),
}


def find_amounts(
    text: str, within: Span | None = None, stops: Stops | None = None
) -> tuple[Amount, ...]:
    """All amounts of the text in order, or those `within` a stretch of it with its `stops`."""
    start, end = within or (0, len(text))
    stops = stops or Stops(text, start, end)
    found: list[Amount] = []
    waiting: list[Printed] = []
    for printed in _printed(text, start, end):
        amount = _place(text, printed, stops, found[-1:])
        if amount is None:
            waiting = [*waiting, printed] if not printed.unit else []
            continue
        if found and _repeats(text, found[-1], amount):
            continue
        for borrower in _sharing_unit(text, waiting, amount):
            borrowed = _place(text, borrower, stops, found[-1:])
            if borrowed is not None:
                found.append(borrowed)
        found.append(amount)
        waiting = []
    return with_shared_bounds(text, found)


def _printed(text: str, start: int, stop: int) -> Iterator[Printed]:
    """The numbers of the text, whether amounts or not; what is passed over is not looked into."""
    end = 0
    for trigger in _TRIGGER.finditer(text, start, stop):
        at = trigger.start()
        if at < end:
            continue
        match = (_SPELT_OUT if text[at] in _SPELT_FIRST else _DIGITS).match(text, at)
        if match is None:
            continue
        end = match.end()
        printed = read_printed(match) if match.lastgroup else None
        if printed is not None:
            yield printed


def _place(text: str, printed: Printed, stops: Stops, last: list[Amount]) -> Amount | None:
    """The amount a printed number is, behind the `last` one if there is any."""
    start, end = printed.span
    part = stops.part(start, end)
    begin = max([part[0], *(amount.number[1] for amount in last)])
    before = text[begin:start]
    after = text[end : part[1]]
    is_second = bool(last) and (
        _ALSO_WITHIN.fullmatch(before) is not None
        # 差异系数分别控制在0.50和0.45以内: both are bare indices.
        or (not (last[0].unit or printed.unit) and before in _JOINING)
    )
    if is_second:
        before = text[part[0] : last[0].number[0]]
    bound = find_bound(before[-_WINDOW:], after[:_WINDOW], len(printed.value) > 1, printed.more)
    if _is_longest(printed, bound, after):
        bound = bound._replace(comparator="<=")
    place = Surroundings(before=before, after=after, bound=bound)
    if not is_amount(printed, place):
        return None
    lead = 0 if is_second else bound.lead
    return Amount(
        value=printed.value,
        unit=_unit(unit_meant(printed, place), before),
        raw=printed.raw,
        number=printed.span,
        span=(start - lead, end + bound.tail),
        part=part,
        bound=with_vagueness(bound, printed),
        spelt=printed.spelt,
        cycle=printed.cycle,
    )


def _is_longest(printed: Printed, bound: Bound, after: str) -> bool:
    """Whether a span is a limit: 5个工作日内, and three years in 每三年至少…一次."""
    if printed.cycle:
        return bound.comparator == ">=" or _AT_LEAST.search(printed.raw) is not None
    return after[:1] == "内" and bound.comparator == "=" and printed.unit.endswith(_LIMITED)


def _repeats(text: str, before: Amount, amount: Amount) -> bool:
    """10人(含10人)以上 names the same number twice."""
    between = text[before.number[1] : amount.number[0]]
    return between in ("(含", "（含") and (before.value, before.unit) == (amount.value, amount.unit)


def _sharing_unit(text: str, waiting: list[Printed], amount: Amount) -> list[Printed]:
    """分别达到65、55和60%: the numbers before the last one borrow its unit."""
    chain: list[Printed] = []
    start = amount.number[0]
    for printed in reversed(waiting):
        if text[printed.span[1] : start].strip() not in ("、", "和", "与", "及"):
            break
        chain.append(printed._replace(unit=amount.unit))
        start = printed.span[0]
    return chain[::-1]


def _unit(printed: str, before: str) -> str:
    unit = tidy(printed)
    if unit == "次" and (match := _TIMES.search(before)):
        return f"次/{match[1]}"
    if unit in _DONE_AGAIN and (match := _OFTEN.search(before)):
        return f"{unit}/{match['times'] or '年'}"
    return with_rate(unit, before)
