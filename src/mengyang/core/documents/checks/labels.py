"""标签核对 — a label of units or days that was not understood; 牵头 told, and nobody leads."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from mengyang.core.documents.checks._sentences import told
from mengyang.core.documents.defaults import UNSTATED
from mengyang.core.documents.genres import spellings_of
from mengyang.core.documents.numbering import find_marker
from mengyang.core.documents.phrases.labels import label_at
from mengyang.core.documents.phrases.roles import FIRST_LEADS
from mengyang.core.documents.records import Check, Obligation, Reading
from mengyang.core.findings import Level
from mengyang.core.patterns import lazy_pattern

_LIKE_A_LABEL = lazy_pattern(
    r"[【\[ \t]*(?P<label>[\u4e00-\u9fff、/（）()和及与 ]{0,14}"
    r"(?:单位|部门|主体|责任人|负责人|领导|时限|期限|措施)[\u4e00-\u9fff（）() ]{0,8})"
    r"[】\]]?[ \t]*[:：]"
)
_NAMES = lazy_pattern(
    r"[单部主责负领时期措](?:位|门|体|任人|责人|导|限|施)[\u4e00-\u9fff（）() ]{0,8}[】\] \t]*[:：]"
)
_LONGEST_LABEL = 60
_A_SENTENCE = lazy_pattern(r"[要应须的]|如下|以下|通知|各|对|为|将|由|请")
_LEADS = lazy_pattern(r"牵头(?!作用|抓总)|主办|主责")
_LEAD_WORDS = ("牵头", "主办", "主责")


def check(reading: Reading) -> tuple[Check, ...]:
    """What looks like a label of an item and is none that is known, and lost leads."""
    return (*_unknown_labels(reading), *_without_lead(reading))


def _unknown_labels(reading: Reading) -> Iterator[Check]:
    document = reading.document
    spellings = spellings_of(document.genre)
    start, end = document.body_span
    items = sorted(item.span for item in reading.obligations)
    starts = [start for start, _ in items]
    reach = list(accumulate([end for _, end in items], max))
    for line in document.lines:
        if not start <= line.start < end or not ("：" in line.text or ":" in line.text):
            continue
        if line.start in document.labels:
            continue
        if _NAMES.search(line.text, 0, _LONGEST_LABEL) is None:
            continue
        place = bisect_right(starts, line.start) - 1
        if place < 0 or line.start >= reach[place]:
            continue
        marker = find_marker(line.text)
        head = line.start + (marker.length if marker else 0)
        like = _LIKE_A_LABEL.match(document.text, head, line.end)
        if like is None or _A_SENTENCE.search(like["label"]):
            continue
        if label_at(document.text, head, line.end, spellings) is None:
            at = like.start("label")
            span = (at, at + len(like["label"].rstrip()))
            code = "documents.check.label_unknown"
            yield told(document, span, code, Level.WARNING, label=document.text[slice(*span)])


def _without_lead(reading: Reading) -> Iterator[Check]:
    """Items whose label or bracket speaks of a lead where none was read."""
    document = reading.document
    if not any(word in document.text for word in _LEAD_WORDS):
        return
    for item in reading.obligations:
        if any(unit.role == "lead" for unit in item.responsible_units):
            continue
        if (at := _lead_said(reading, item)) is not None and not _is_said_once(item):
            code = "documents.check.lead_not_read"
            yield told(document, (at, at + 2), code, Level.WARNING, title=item.title[:30])


def _is_said_once(item: Obligation) -> bool:
    """Whether the item ends with a note on who leads in all items."""
    return any(rule.search(item.quote) for rule in (FIRST_LEADS, UNSTATED))


def _lead_said(reading: Reading, item: Obligation) -> int | None:
    """Where a label or a bracket of the item says who leads."""
    text = reading.document.text
    for said in _LEADS.finditer(text, *item.span):
        before = text.rfind("\n", 0, said.start()) + 1
        label = _LIKE_A_LABEL.match(text, before)
        opened = text.rfind("（", before, said.start())
        in_bracket = opened >= 0 and text.find("）", opened, said.start()) < 0
        if in_bracket or (label is not None and label.end() > said.end()):
            return said.start()
    return None
