"""件数核对 — 以下5个方面, 共8项: the number announced beside the number of what is listed."""

from collections.abc import Iterator

from mengyang.core.documents.checks._sentences import compared
from mengyang.core.documents.clause_index import ClauseIndex
from mengyang.core.documents.phrases.numerals import arabic, chinese
from mengyang.core.documents.records import Check, Reading, Span
from mengyang.core.documents.tables import row_places
from mengyang.core.patterns import lazy_pattern

_NUMBER = r"(?P<count>\d{1,3}|[一二两三四五六七八九十]{1,3})"
# Looked for before the pattern below; one letter first, for a search is fast from that to that.
_BEGINS_LEAD_IN = lazy_pattern("下(?:列|(?<=[以如]下))")
_LEAD_IN = lazy_pattern(
    rf"(?:以下|下列|如下)(?:的|主要|重点)?{_NUMBER}(?:个|项|条|点|方面|类|大)[^。；;：:\n]{{0,16}}[：:。]$"
)
_FED_BACK = lazy_pattern(
    rf"反馈[^。；;：:\n]{{0,16}}?(?:(?:\d{{1,2}}|[一二两三四五六七八九十]{{1,3}})个方面[的、,，]?)?(?:共)?"
    rf"{_NUMBER}个(?:具体|主要|突出)?问题"
)
_TOTAL_ROW = lazy_pattern(
    rf"(?<=\n)(?:合|总|共)\s*计[\t|]+{_NUMBER}\s*(?:项|个|条)(?:任务|问题|事项|措施)?"
)


def check(reading: Reading) -> tuple[Check, ...]:
    """Points that a clause says follow, problems the opening words tell of, rows of tables."""
    return (*_clauses(reading), *_problems(reading), *_tables(reading))


def _clauses(reading: Reading) -> Iterator[Check]:
    document = reading.document
    if _BEGINS_LEAD_IN.search(document.text) is None:
        return
    index = ClauseIndex(document)
    for clause in document.outline:
        said = _LEAD_IN.search(document.text, *clause.own_span)
        if said is None:
            continue
        below = [child for child in index.children(clause) if child.kind != "principle"]
        if below:
            yield _told(reading, said.span(), said["count"], len(below))


def _problems(reading: Reading) -> Iterator[Check]:
    """反馈了4个方面14个问题 before the first clause, beside the problems that were read."""
    document = reading.document
    first = document.clause_starts[0] if document.outline else 0
    said = _FED_BACK.search(document.text, 0, first)
    read = sum(item.kind == "problem" for item in reading.obligations)
    if said is not None and read:
        yield _told(reading, said.span(), said["count"], read)


def _tables(reading: Reading) -> Iterator[Check]:
    """A merged row may count as one with the row above it, or for itself."""
    text = reading.document.text
    if "计\t" not in text and "计|" not in text:
        return
    places = row_places(reading.document)
    for said in _TOTAL_ROW.finditer(text, *reading.document.body_span):
        paths = [path for span, path in places if span[0] < said.start()]
        if paths:
            serials = {path.partition("-")[0] for path in paths}
            yield _told(reading, said.span(), said["count"], len(paths), len(serials))


def _told(reading: Reading, span: Span, count: str, *possible: int) -> Check:
    stated = (arabic(count) if count.isdecimal() else chinese(count)) or 0
    agrees = stated in possible
    listed = stated if agrees else possible[0]
    return compared(
        reading.document,
        span,
        agrees,
        "documents.check.announced_agrees",
        "documents.check.announced_differs",
        stated=int(stated),
        listed=int(listed),
    )
