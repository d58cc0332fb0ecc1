"""报告中的责任单位 — who put a problem right, as a report tells it: `县财政局已将…缴入国库`.

A clause in, the offices at the head of the first part of a sentence that tells what they did.
"""

from mengyang.core.documents.phrases.units import is_unit, split_units
from mengyang.core.documents.records import Clause, Document
from mengyang.core.documents.responsible import Answerable, once
from mengyang.core.documents.subject_units import leading_units
from mengyang.core.patterns import lazy_pattern

_REPORT = lazy_pattern(r"(?:报告|汇报|通报)(?:[（(][^）)]*[）)])*$")
_OFFICE = r"[\u4e00-\u9fff]{1,14}?(?:局|委|办|厅|署|部门|政府|党委|中心|支队|大队|街道|乡|镇|公司)"
# One class first: the search then runs from stop to stop.
_TOLD = lazy_pattern(
    rf"[。；;，,：:、\s.．](?P<names>{_OFFICE}(?:[、和]{_OFFICE})*)(?:等\d*个?(?:有关|相关)?(?:部门|单位))?"
    r"(?=[已正责修制出印建完督组按将在对会联牵通采取追开立迅多专严积进认主及新加])"
    r"(?=已|正在|责成|修订|制定|出台|印发|建立|完善|督促|组织|按照?|将|在|对|会同|联合|牵头|"
    r"通过|采取|取消"
    r"|追[回缴]|开展|立即|迅速|多次|专门|严格|积极|进一步|认真|主动|及时|新增|加[强快大])"
)


def told_units(document: Document, clause: Clause) -> Answerable:
    """The offices that a report says have acted on a problem, or are to; none where it says not."""
    text = document.text
    if _REPORT.search(document.header.plan_title or document.header.title or "") is None:
        return Answerable()
    start, end = max(clause.text_span[0] - 1, 0), clause.span[1]
    for told in _TOLD.finditer(text, start, end):
        named = told.span("names")
        names = split_units(told["names"], named[0]).units
        if names and all(is_unit(unit.name) for unit in names):
            return Answerable(once(list(leading_units(text, named, end))))
    return Answerable()
