"""引用文件 — the documents a text names, with their numbers and who issued them.

Titles stand in 《》, one inside another as 〈〉, or plainly behind a verb and an issuer
(落实自治区…管理办法). The document's own title is no citation.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from mengyang.core.documents.outline import path_at
from mengyang.core.documents.records import Citation, Document, Span
from mengyang.core.patterns import lazy_pattern

NAME = "citations"

_TITLE = lazy_pattern(r"《((?:[^《》]|《[^《》]{1,80}》){2,160})》")
_NUMBER = lazy_pattern(
    r"\s?[(（\[【]\s?((?:[^()（）《》，。；\n]{0,16}[〔\[(（【]?\s?\d{4}\s?年?[〕\])）"
    r"】]?\s?第?\s?\d+\s?号(?:令)?)"
    r"|(?:[A-Z]{2,4}(?:/T|/Z)?\s?\d[\d.\-—]*))\s?[)）\]】]"
)
_ISSUED = lazy_pattern(
    r"(?:联合|已经|近日|关于)?(?:印发|下发|发布|制定|出台|颁布|转发)(?:实施)?(?:了|的)?$|的$"
)
_BODY = r"[^，。；、,;:：\s的《》与]{0,16}?"
_ISSUER = lazy_pattern(
    rf"((?:{_BODY}(?:党中央|中共中央|国务院|办公厅|办公室|人民政府|委员会|教委|总局|[部委局厅署院省]|自治区|(?<!城)市)(?:、|和)?){{1,6}}"
    r"(?:等[一二三四五六七八九十\d]*(?:个)?部门(?:单位)?)?)$"
)
_LEAD_IN = lazy_pattern(
    r"^(?:[和与及、]|以及|为|深入|认真|全面|严格|切实|坚决|进一步|按照|根据|依照|依据|遵循|"
    r"贯彻|落实|执行|结合|参照|对照|关于|由|对|将|年\d*月?|\d+|月|日|要求|并|现)+"
)
_NO_DOCUMENT = lazy_pattern(
    r"(?:许可证|资格证|证书|合格证|登记表|申请表|审批表|统计表|情况表|通知书|责任书|承诺书|"
    r"协议书|报|画册)$"
)
_PLAIN = lazy_pattern(
    r"(?:落实|执行|按照|依照|依据|根据|贯彻|遵循|参照)"
    r"(?P<title>(?:国家|自治区|全国|全省|[省市区县州]|[\u4e00-\u9fff]{2,4}[省市]|教育部|"
    r"财政部|国务院)"
    r"(?![^，。；]{0,6}(?:关于|有关|相关))[^，,。；;:：《》“”的有相]{3,28}?"
    r"(?:管理办法|实施办法|暂行办法|认定办法|办法|条例|实施细则|工作规程|规程|指导纲要|"
    r"指导意见|实施意见|管理规定))"
    r"(?=[，,。；;、的]|$|要求|规定|精神)"
)

# 国办发〔2018〕39号文件: called by its number alone.
_NUMBER_ALONE = lazy_pattern("号(?:文|等文件|规定|要求|精神)")
_BARE_NUMBER = lazy_pattern(
    r"(?<![（(〔\[\u4e00-\u9fff])(?:[按根依照据贯彻落实执行和及与、]{0,6})"
    r"(?P<number>[\u4e00-\u9fff]{2,10}[〔\[（(]\s?\d{4}\s?[〕\]）)]\s?第?\d{1,4}\s?号)(?=文|"
    r"等?文件|规定|要求|精神)"
)


def read(document: Document) -> tuple[Citation, ...]:
    """The documents cited in the body, each once, in text order."""
    own = _own_titles(document)
    seen: set[str] = set()
    found: list[Citation] = []
    for citation in sorted(_all(document), key=lambda citation: citation.span):
        key = _plain(citation.title)
        if key in seen or key in own or any(each.endswith(key) for each in own):
            continue
        seen.add(key)
        found.append(citation)
    return tuple(found)


def _all(document: Document) -> Iterator[Citation]:
    text = document.text
    last: tuple[int, str | None] = (-1, None)
    for match in _TITLE.finditer(text, *document.body_span):
        number = _NUMBER.match(text, match.end())
        beside = text[last[0] : match.start()].strip() in ("", "、") if last[0] >= 0 else False
        issuer = last[1] if beside else _issuer(text, match.start())
        last = (number.end() if number else match.end(), issuer)
        if not _NO_DOCUMENT.search(match[1]):
            yield _citation(document, match[1], (match.start(), last[0]), number, issuer)
    for match in _PLAIN.finditer(text, *document.body_span):
        yield _citation(document, match["title"], match.span("title"), None, None)
    if _NUMBER_ALONE.search(text, *document.body_span) is None:
        return
    for match in _BARE_NUMBER.finditer(text, *document.body_span):
        bare = _citation(document, match["number"], match.span("number"), None, None)
        yield replace(bare, document_number=bare.title)


def _citation(
    document: Document, title: str, span: Span, number: re.Match[str] | None, issuer: str | None
) -> Citation:
    return Citation(
        path=path_at(document, span[0]),
        span=span,
        quote=document.text[span[0] : span[1]],
        title=re.sub(r"\s", "", title),
        document_number=re.sub(r"\s", "", number[1]) if number else None,
        issuer=issuer,
    )


def _issuer(text: str, at: int) -> str | None:
    """The body named right before a title; `None` where only a verb stands there."""
    before = text[max(0, at - 30) : at]
    before = re.split(r"[，。；;:：\n]|,", before)[-1].strip()
    before = _ISSUED.sub("", before)
    match = _ISSUER.search(_LEAD_IN.sub("", before))
    return (_LEAD_IN.sub("", match[1]) or None) if match else None


def _own_titles(document: Document) -> frozenset[str]:
    header = document.header
    titles = [title for title in (header.title, header.plan_title) if title]
    inner = [match[1] for title in titles for match in _TITLE.finditer(title)]
    own = (*titles, *inner, *header.attachments)
    return frozenset(_plain(title) for title in own)


def _plain(title: str) -> str:
    return re.sub(r"[\s《》〈〉“”\"]", "", title)
