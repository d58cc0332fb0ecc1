"""节点时限 — deadlines set by an occasion: 秋季学期开学前, 汛期前, 春节前, “六一”前, 利用暑假.

A festival with its day in the calendar has that day; what opens, ends or is celebrated on another
day each year stays without one, for a person to fill in.
"""

import re
from collections.abc import Iterator
from datetime import date

from mengyang.core.documents.phrases.day_phrases import DatePhrase
from mengyang.core.documents.phrases.days import day_of
from mengyang.core.documents.records import Span
from mengyang.core.facts import DeadlineKind
from mengyang.core.patterns import lazy_pattern

_DAYS = {
    "元旦": (1, 1), "五一": (5, 1), "劳动节": (5, 1), "六一": (6, 1), "儿童节": (6, 1),
    "七一": (7, 1), "八一": (8, 1), "教师节": (9, 10), "十一": (10, 1), "国庆": (10, 1),
}  # fmt: skip
_YEAR = r"(?:(?P<year>(?:19|20)\d{2})\s*年|今年|明年|当年|本)?\s*"
_BEFORE = r"(?:来临|到来|放假)?(?:之|以)?前(?![后期往沿]|教育)"
OCCASION = lazy_pattern(
    rf"""{_YEAR}(?:
      [“‘]?(?P<feast>元旦|五一|六一|七一|八一|十一|教师节|国庆)[”’]?(?:国际)?(?:劳动|儿童|国庆)?节?{_BEFORE}
    | (?P<open>(?:[春秋]季|[上下])?(?:新?学期|新?学年|开学)(?:正式)?
          (?:开学|开始|结束|期末|末|放假)?(?:之|以)?前
      | (?:[春秋]季)?(?:学期|学年)(?:末|结束时)(?!考)
      | (?<=[年])[春秋]季(?:学期)?(?:开学)?
          (?=(?:全面|全部|正式|建成)?(?:投入使用|投用|启用|开园|开展|实施))
      | (?:暑假|暑期|寒假)(?:结束|开始|放假)?(?:之|以)?前
      | (?:主?汛期|入汛|入冬|供暖[季期]?|冬季取暖|采暖[季期]|雨季|封冻|冬季取暖期)
          (?:来临|到来|开始)?(?:之|以)?前
      | (?:春节|元宵节?|清明节?|端午节?|中秋节?|节假日|两节|双节|(?<![季环情细调章])节){_BEFORE}
      | (?:中考|高考){_BEFORE}
      | (?<=本)周(?:末前|[五日]前|内)))
    """,
    re.VERBOSE,
)
_HOLIDAY = lazy_pattern(
    r"(?:利用|在|于)(?:(?:19|20)\d{2}\s*年|今年|本)?(?:暑假|暑期|寒假)(?:期间|内)?"
    r"|(?:(?:19|20)\d{2}\s*年|今年)?(?:暑假|暑期|寒假)(?:期间|内)?(?=(?:全面|全部)?(?:完成|"
    r"实施|维修|改造))"
)
_FIELD_HOLIDAY = lazy_pattern(
    r"(?:(?:19|20)\d{2}\s*年|今年)?(?:暑假|暑期|寒假|[春秋]季学期)(?:期间|内)?"
)
_EACH = lazy_pattern(r"每(?:个|年)?(?:的)?(?:[春秋][、，]?)*$")
# One class first: the search then runs from letter to letter, past every 学前.
_SIGNS = lazy_pattern(
    r"[期学假节旦庆汛冬季冻末一”’考年临来始束周暑寒秋春](?:(?<!(?<!开)学)(?:之|以)?前"
    r"|(?<=学[期年])(?:末|结束)|(?<=本周)内|(?<=[暑寒])[假期]|(?<=年[春秋])季)"
)


def find_occasions(
    text: str, span: Span, signed_on: date | None, *, is_field: bool
) -> Iterator[DatePhrase]:
    """The occasions by which something is due; one of every term is no day but recurs."""
    if _SIGNS.search(text, *span) is None:
        return
    for match in OCCASION.finditer(text, *span):
        if _EACH.search(text, max(span[0], match.start() - 6), match.start()):
            yield DatePhrase(DeadlineKind.RECURRING, match.span(), match.group())
        else:
            day = _feast_day(match, signed_on)
            kind = DeadlineKind.BY_DATE if day else DeadlineKind.RELATIVE
            yield DatePhrase(kind, match.span(), match.group().strip(), day)
    for match in (_FIELD_HOLIDAY if is_field else _HOLIDAY).finditer(text, *span):
        if _EACH.search(text, max(span[0], match.start() - 6), match.start()):
            continue
        yield DatePhrase(DeadlineKind.RELATIVE, match.span(), match.group())


def _feast_day(match: re.Match[str], signed_on: date | None) -> date | None:
    """The calendar's day; of a festival without a year the next one after the day of issue."""
    if match["feast"] is None:
        return None
    month, day = _DAYS[match["feast"]]
    if match["year"]:
        return day_of(int(match["year"]), month, day)
    if signed_on is None:
        return None
    this = day_of(signed_on.year, month, day)
    return this if this is None or this >= signed_on else day_of(signed_on.year + 1, month, day)
