"""补助对象 — who is paid, as the sentence of a payment says it: 对民办园给予…, 幼儿园教师津贴."""

from mengyang.core.documents.records import Span
from mengyang.core.patterns import lazy_pattern

_TO = (
    r"(?:对|为|给(?!予)|向)(?P<to>[^，,。；;:：、]{2,24}?)"
    r"(?:给予|发放|进行|实行|予以|的[,，]|补助|补贴|奖励|每|按|足额|缴纳|一次性|安排)"
)
_OF = (
    r"(?:教师|职工|保育员|园长|幼儿园|民办园|公办园|幼儿|儿童|学生"
    r"|家庭|困难户|企业|人员|村民|居民|农户)[)）]?"
)
_PAID = (
    r"(?=(?:工资)?[^，,。；;、]{0,8}?(?:差异化|特殊|奖励|奖补|津贴|补助|补贴|生均|同工同酬|资助))"
)
_GIVEN_TO = lazy_pattern(_TO)
_PAID_OF = lazy_pattern(_OF + _PAID)
# Slow, for it begins with any letter: tried only where the words of its second part stand.
_RECIPIENT = lazy_pattern(rf"{_TO}|(?P<of>[\u4e00-\u9fff()（）]{{0,12}}{_OF}){_PAID}")
_BEFORE_RECIPIENT = lazy_pattern(
    r"^(?:[（(][\d一二三四五六七八九十]+[)）]|\d+[.、])|.*(?:对|存在|实行|享受|及|和(?!平)|"
    r"加大|建立|实施|落实|提高|拨付|[一二三四五]是)"
)


def find_recipient(text: str, span: Span) -> str | None:
    """Who is paid by a sentence, `None` where it does not say."""
    pattern = _RECIPIENT if _PAID_OF.search(text, *span) else _GIVEN_TO
    match = pattern.search(text, *span)
    if match is None:
        return None
    words = _BEFORE_RECIPIENT.sub("", match[match.lastgroup or 0]).strip().lstrip("）)")
    return words.removesuffix("的") or None
