"""分别 — values in a row share one comparator; 以上…以下 is one range."""

from collections.abc import Iterator, Sequence

from mengyang.core.documents.phrases.amounts import Amount
from mengyang.core.documents.phrases.comparators import Bound
from mengyang.core.patterns import lazy_pattern

_LINKS = frozenset(("、", "和", "与", "及", "以及", "，", ","))
_COMMAS = frozenset("，,")
_RAISED = lazy_pattern(
    r"(?:[，,；;]?(?:从|自|到|至)?(?:19|20)\d{2}年(?:底|末|度|"
    r"[春秋]季学期)?起?[，,]?)?(?:再)?(?:逐步|统一|分别)?(?:提[高升]|上调|调整?|增加|降低?|"
    r"下调)(?:到|至|为)?"
)
# 公办园每生每年不低于600元，普惠性民办园生均补助不低于400元.
_PER_CHILD = lazy_pattern(r"[、，,；;和]?[^，,。；;\n]{0,14}生均[^，,。；;\n]{0,14}")
_HOURS = ("学时", "课时", "学分")
_BETWEEN = lazy_pattern(r"[^，。；;\n\d]{0,12}")
_PARTS_OF = lazy_pattern(r"[，,；;（(]?(?:其中|含)")
_WITHIN = lazy_pattern(r"(?:的)?(?:范围|区间|幅度|之间)")
_SAME_SENTENCE = lazy_pattern(r"[^。；;\n]{0,40}")
_SHARED = lazy_pattern(r"(?:分别|依次)[^，。；]*$")


def with_shared_bounds(text: str, amounts: Sequence[Amount]) -> tuple[Amount, ...]:
    """分别达到65%和55%: what is said of the first or the last value holds for all in the row."""
    done: list[Amount] = []
    for row in rows(text, _in_points(text, as_ranges(text, amounts))):
        shared = len(row) > 1 and _SHARED.search(text, row[0].part[0], row[0].number[0])
        done.extend(_alike(row) if shared else _at_one_rate(row))
    told = list(_parts_at_rate(text, list(_raised(text, _dealt(text, done)))))
    return tuple(_of_years(text, told))


def _of_years(text: str, amounts: Sequence[Amount]) -> Iterator[Amount]:
    """5年一周期不少于360学时, 每5年接受360学时: the years say what the hours are counted per."""
    years: Amount | None = None
    for amount in amounts:
        if years is not None and (
            amount.unit in _HOURS and _BETWEEN.fullmatch(text, years.number[1], amount.span[0])
        ):
            amount = amount._replace(unit=f"{amount.unit}/{years.value[0]}年")
            years = None
        if years is not None:
            yield years
        years = amount if amount.cycle or _is_every(text, amount) else None
        if years is None:
            yield amount
    if years is not None:
        yield years


def _is_every(text: str, amount: Amount) -> bool:
    return amount.unit == "年" and text[amount.number[0] - 1 : amount.number[0]] == "每"


def _raised(text: str, amounts: Sequence[Amount]) -> Iterator[Amount]:
    """由每人每月200元提高到300元: both are counted per the same."""
    last: Amount | None = None
    for amount in amounts:
        if (
            last is not None
            and "/" in last.unit
            and amount.unit == last.unit.partition("/")[0]
            and _goes_on(text, last, amount)
        ):
            amount = amount._replace(unit=last.unit)
        yield amount
        last = amount


def _parts_at_rate(text: str, amounts: Sequence[Amount]) -> Iterator[Amount]:
    """每户补助4000元，其中自治区补助2800元，旗级1200元: the parts are counted as the whole is."""
    whole: Amount | None = None
    for amount in amounts:
        if "/" in amount.unit:
            whole = amount
        elif (
            whole is not None
            and amount.unit == whole.unit.partition("/")[0]
            and _PARTS_OF.match(text, whole.span[1])
            and _SAME_SENTENCE.fullmatch(text, whole.span[1], amount.number[0])
        ):
            amount = amount._replace(unit=whole.unit)
        yield amount


def _goes_on(text: str, last: Amount, amount: Amount) -> bool:
    """Whether a sum is what the rate before it becomes, or the range it lies in."""
    if _RAISED.fullmatch(text, last.number[1], amount.span[0]):
        return True
    if "·" in last.unit and _PER_CHILD.fullmatch(text, last.number[1], amount.span[0]):
        return True
    is_range = len(amount.value) > 1 and _WITHIN.match(text, amount.number[1]) is not None
    return is_range and _SAME_SENTENCE.fullmatch(text, last.number[1], amount.span[0]) is not None


def _in_points(text: str, amounts: Sequence[Amount]) -> list[Amount]:
    """提高2.1个、6.4个、9.8个百分点: 个 stands for what is named in full behind the last one."""
    done: list[Amount] = []
    for amount in reversed(amounts):
        last = done[-1] if done else None
        if (
            last is not None
            and amount.unit == "个"
            and last.unit.endswith("百分点")
            and text[amount.span[1] : last.span[0]].strip() in _LINKS
        ):
            amount = amount._replace(unit=last.unit)
        done.append(amount)
    return done[::-1]


def _dealt(text: str, amounts: Sequence[Amount]) -> list[Amount]:
    """分别达到6.5个、90%和73%: the floor holds for values of other units too."""
    done: list[Amount] = []
    for amount in amounts:
        last = done[-1] if done else None
        if (
            last is not None
            and last.part == amount.part
            and last.bound.comparator != "="
            and not amount.bound.word
            and text[last.span[1] : amount.span[0]].strip() in _LINKS
            and _SHARED.search(text, amount.part[0], last.number[0])
        ):
            amount = amount._replace(bound=last.bound._replace(lead=0, tail=0))
        done.append(amount)
    return done


def _at_one_rate(row: Sequence[Amount]) -> list[Amount]:
    """每人每月200元、400元: what the first sum is paid per holds for those right behind it."""
    rate = row[0].unit
    if "/" not in rate:
        return list(row)
    base = rate.partition("/")[0]
    return [amount._replace(unit=rate) if amount.unit == base else amount for amount in row]


def _alike(row: Sequence[Amount]) -> list[Amount]:
    """The row with one unit, and with the bound of the value that has one."""
    bound = next((amount.bound for amount in row if amount.bound.word), None)
    return [
        amount._replace(
            unit=row[0].unit,
            bound=amount.bound
            if amount.bound.word or bound is None
            else bound._replace(lead=0, tail=0),
        )
        for amount in row
    ]


def as_ranges(text: str, amounts: Sequence[Amount]) -> list[Amount]:
    """1万元以上3万元以下 is one range."""
    done: list[Amount] = []
    for amount in amounts:
        last = done[-1] if done else None
        if last is None or not _is_upper_end(text, last, amount):
            done.append(amount)
            continue
        done[-1] = last._replace(
            value=(*last.value, *amount.value),
            raw=text[last.number[0] : amount.number[1]],
            number=(last.number[0], amount.number[1]),
            span=(last.span[0], amount.span[1]),
            part=(last.part[0], amount.part[1]),
            bound=Bound("range", tail=amount.bound.tail, word="以下"),
        )
    return done


def _is_upper_end(text: str, low: Amount, high: Amount) -> bool:
    between = text[low.span[1] : high.number[0]].strip()
    return (
        (low.bound.word, high.bound.word) == ("以上", "以下")
        and between in ("", "、", "，", ",", "至")
        and low.unit == high.unit
        and len(low.value) == len(high.value) == 1
    )


def rows(text: str, amounts: Sequence[Amount]) -> list[list[Amount]]:
    """The amounts, those that stand in a row with nothing but 、 or 和 between them together."""
    found: list[list[Amount]] = []
    for amount in amounts:
        last = found[-1][-1] if found else None
        if (
            last is not None
            and last.unit.partition("/")[0] == amount.unit.partition("/")[0]
            and (link := text[last.span[1] : amount.span[0]].strip().removeprefix("内")) in _LINKS
            and not (link in _COMMAS and amount.bound.lead)
        ):
            found[-1].append(amount)
        else:
            found.append([amount])
    return found
