"""中文数字 — printed numerals in, exact decimals out: 2,739, 三万五, 二〇二五, 三成, 三分之二.

`None` for anything that is no number: a run of more digits than any count or sum has is none.
"""

from decimal import Decimal

from mengyang.core.patterns import lazy_pattern

DIGIT = "零〇一二两三四五六七八九"
ARABIC = r"\d+(?:,\d{3})*(?:[.．]\d+)?"
CHINESE = r"[一二两三四五六七八九十][零〇一二两三四五六七八九十百千万亿]{0,15}"
HUNDRED = Decimal(100)
# 10^18 is far beyond every sum in yuan.
MOST_DIGITS = 18
MOST_PLACES = 18

_DIGITS = {"零": 0, "〇": 0, "两": 2} | {char: n for n, char in enumerate("一二三四五六七八九", 1)}
_STEPS = {"十": 10, "百": 100, "千": 1000}
_PER = {"百": 1, "千": 10, "万": 100}

_TENTHS = lazy_pattern(rf"({CHINESE})成([一二三四五六七八九半])?")
_PARTS = lazy_pattern(rf"([百千万]|{CHINESE}|\d+)分之({CHINESE}(?:点[{DIGIT}]+)?|{ARABIC})")


def arabic(raw: str) -> Decimal | None:
    """The number printed in digits, with thousands parted by commas or not."""
    if raw.isdecimal() and len(raw) <= MOST_DIGITS:
        return Decimal(raw)
    whole, _, places = raw.replace(",", "").replace("．", ".").partition(".")
    if len(whole) > MOST_DIGITS or len(places) > MOST_PLACES:
        return None
    return Decimal(f"{whole}.{places}" if places else whole)


def chinese(raw: str) -> Decimal | None:
    """The number printed in Chinese numerals; digits in a row are read place by place."""
    whole, point, after = raw.partition("点")
    value = _positional(whole) if _is_positional(whole) else _grouped(whole)
    if value is None or value >= 10**MOST_DIGITS or len(after) > MOST_PLACES:
        return None
    if not point:
        return Decimal(value)
    if not after or any(char not in _DIGITS for char in after):
        return None
    return Decimal(f"{value}." + "".join(str(_DIGITS[char]) for char in after))


def percent(raw: str) -> Decimal | None:
    """The share in per cent that words such as 三成, 一半, 三分之二, 百分之五十 stand for."""
    if raw in ("一半", "半数", "过半", "对半"):
        return HUNDRED / 2
    if match := _TENTHS.fullmatch(raw):
        return _tenths(match[1], match[2])
    if match := _PARTS.fullmatch(raw):
        return _parts(match[1], match[2])
    return None


def _tenths(whole: str, after: str | None) -> Decimal | None:
    value = chinese(whole)
    if value is None:
        return None
    extra = Decimal(5) if after == "半" else Decimal(_DIGITS[after]) if after else Decimal(0)
    return value * 10 + extra


def _parts(below: str, above: str) -> Decimal | None:
    numerator = arabic(above) if above[0].isdigit() else chinese(above)
    if numerator is None:
        return None
    if below in _PER:
        return numerator / _PER[below]
    denominator = arabic(below) if below[0].isdigit() else chinese(below)
    if not denominator:
        return None
    share = numerator * HUNDRED / denominator
    exact = share.normalize()
    return exact + 0 if -int(exact.as_tuple().exponent) <= 4 else share.quantize(Decimal("0.01"))


def _is_positional(raw: str) -> bool:
    return len(raw) > 1 and all(char in _DIGITS for char in raw)


def _positional(raw: str) -> int:
    return int("".join(str(_DIGITS[char]) for char in raw))


def _grouped(raw: str) -> int | None:
    """亿 and 万 close groups of at most four places; a bare last digit counts the place below."""
    for sign, size in (("亿", 10**8), ("万", 10**4)):
        head, found, tail = raw.rpartition(sign)
        if found:
            group = _grouped(head)
            rest = _tail(tail, size)
            return None if not group or rest is None else group * size + rest
    return _below_ten_thousand(raw)


def _tail(raw: str, size: int) -> int | None:
    """What stands behind 万 or 亿: nothing, 三千五百, 零五, or a bare 五 for the place below."""
    if not raw:
        return 0
    if raw in _DIGITS and raw not in "零〇":
        return _DIGITS[raw] * size // 10
    return _grouped(raw.lstrip("零〇"))


def _below_ten_thousand(raw: str) -> int | None:
    """三百六十五, 一百零五, 一百五 (150), 十二; also 零."""
    total, digit, place = 0, None, 1
    for char in raw:
        if char in _STEPS:
            place = _STEPS[char]
            total += (1 if digit is None else digit) * place
            digit = None
        elif digit is None or digit == 0:
            digit = _DIGITS.get(char)
            place = 1 if char in "零〇" else place
            if digit is None:
                return None
        else:
            return None
    if digit is None:
        return total or None
    return total + digit * (place // 10 if place >= 100 else 1)
