"""公文边框行 — one line in, whether it belongs to the frame of a document and not to its words.

Numbers, days, letterheads, contacts, attachments, who signed, what the page around it says.
"""

from collections.abc import Sequence

from mengyang.core.documents.head_days import dated_line
from mengyang.core.documents.phrases.days import whole_day
from mengyang.core.documents.records import Line
from mengyang.core.patterns import lazy_pattern

LONGEST_FRAME_LINE = 300
NUMBER = lazy_pattern(
    r"[\u4e00-\u9fff]{0,14}(?:[(（][\u4e00-\u9fff]{1,4}[)）])?\s*"
    r"[〔\[［【(（]\s*\d{4}\s*[〕\]］】)）]\s*第?\s*\d+\s*号"
)
DISCLOSURE = lazy_pattern(r"[(（]\s*(此件[^)）]{2,20}|主动公开|依申请公开|不予公开)\s*[)）]")
ATTACHMENT = lazy_pattern(r"附\s*件\s*[:：]\s*(?:\d+\s*[.、．])?\s*(\S.{0,290})")
_CHROME = lazy_pattern(
    r"当前位置|您?(?:现在)?的?位置|首页|字\s*[号体]|分享|打印|关闭|扫一扫|相关(?:解读|链接|"
    r"附件|文档|稿件)|"
    r"浏览|点击|\[?字体|责任编辑|上一篇|下一篇|政策解读|图解|一图读懂|附件下载|视力保护|收藏|抄送|"
    r"访问次数|阅读次数|保护视力|文件下载|来源[:：]|主办[:：]|版权|"
    r"\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?[\s\d:：]*来源"
)
LETTERHEAD = lazy_pattern(r"[\u4e00-\u9fff()（）]{2,30}文件|(?:专题|常务|办公|工作)+会议纪要")
_CONTACT = lazy_pattern(
    r"[(（]?(?:联系人|联系电话|联系单位|联系方式|联系地址|电话|邮\s*编|抄\s*送|分\s*送|"
    r"印送)[^。]{0,60}"
)
_SIGNATURE_LENGTH = 40
# Looked at first: hardly a line of the body ends so.
_ENDS_DAY = frozenset("日)）]】0123456789")


def is_frame(words: str) -> bool:
    """Whether a line is a number, a day, a letterhead, or of the page around the document."""
    return len(words) <= LONGEST_FRAME_LINE and (
        _CHROME.match(words) is not None
        or ">" in words
        or LETTERHEAD.fullmatch(words) is not None
        or NUMBER.fullmatch(words) is not None
        or whole_day(words) is not None
        or dated_line(words) is not None
        or DISCLOSURE.fullmatch(words) is not None
    )


def is_signature(lines: Sequence[Line], index: int) -> bool:
    """Whether a short line followed by a line that is only a day closes a part of the text."""
    if index + 1 >= len(lines) or lines[index + 1].text[-1] not in _ENDS_DAY:
        return False
    words = lines[index].text
    return (
        len(words) <= _SIGNATURE_LENGTH
        and words[-1] not in "。；;：:，,"
        and whole_day(lines[index + 1].text) is not None
    )


def is_closing_line(words: str) -> bool:
    """Whether a line behind or beside the text is none of its words: a contact, an attachment,
    a day, how it is made public, what the page around it says."""
    return is_frame(words) or bool(ATTACHMENT.fullmatch(words)) or bool(_CONTACT.fullmatch(words))
