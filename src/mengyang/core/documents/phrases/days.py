"""日期 — a calendar day as printed: 2021年1月25日, 2021-01-25, 二〇二一年一月二十五日."""

from datetime import date

from mengyang.core.patterns import lazy_pattern

_DIGITS = {numeral: str(value) for value, numeral in enumerate("零一二三四五六七八九")} | {
    "〇": "0",
    "○": "0",
    "Ｏ": "0",
    "O": "0",
}
_WHOLE = lazy_pattern(
    r"[(（\[【]?\s*(\d{4})\s*(?:年|[-/.．])\s*(\d{1,2})\s*(?:月|[-/.．])\s*(\d{1,2})\s*日?"
    r"(?:\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?\s*[)）\]】]?"
)
_CHINESE = lazy_pattern(
    r"([二一][零〇○ＯO一二三四五六七八九]{3})\s*年\s*([一二三四五六七八九十元]{1,3})\s*月\s*"
    r"([一二三四五六七八九十]{1,3})\s*日"
)
_LONGEST_DAY = 30
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


def day_of(year: int, month: int, day: int) -> date | None:
    """The calendar day, or None where there is none (31 April, year 0)."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_end(year: int, month: int) -> date | None:
    """The last day of a month."""
    first_of_next = day_of(year + month // 12, month % 12 + 1, 1) if 1 <= month <= 12 else None
    return date.fromordinal(first_of_next.toordinal() - 1) if first_of_next else None


def whole_day(words: str) -> date | None:
    """The day that `words` consist of, with nothing else but a time or brackets."""
    stripped = words.strip()
    if len(stripped) > _LONGEST_DAY:
        return None
    if match := _WHOLE.fullmatch(stripped):
        return day_of(*(int(part) for part in match.groups()))
    if match := _CHINESE.fullmatch(stripped):
        return _chinese_day(*match.groups())
    return None


def first_day(words: str) -> date | None:
    """The first whole day printed in `words`."""
    if match := _WHOLE.search(words):
        return day_of(*(int(part) for part in match.groups()))
    if match := _CHINESE.search(words):
        return _chinese_day(*match.groups())
    return None


def _chinese_day(year: str, month: str, day: str) -> date | None:
    return day_of(int("".join(_DIGITS[sign] for sign in year)), _small(month), _small(day))


def _small(numeral: str) -> int:
    if numeral == "元":
        return 1
    tens, ten, ones = numeral.partition("十")
    if not ten:
        return int(_DIGITS.get(numeral, "0"))
    return int(_DIGITS.get(tens, "1")) * 10 + int(_DIGITS.get(ones, "0"))
