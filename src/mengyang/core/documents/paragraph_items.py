"""无序号事项 — what is ordered outside the numbers: paragraphs that tell somebody to act.

In a text without any number each such paragraph is an item; before the first number, as in the
notice that covers a plan, one that names a day.
"""

from collections.abc import Iterator
from itertools import pairwise

from mengyang.core.documents.item import Item, stand_in
from mengyang.core.documents.outline import path_at
from mengyang.core.documents.phrases.dates import clause_deadline
from mengyang.core.documents.phrases.subjects import subject_at
from mengyang.core.documents.records import Document, Line, Span
from mengyang.core.documents.subject_units import acts, dated_actors
from mengyang.core.patterns import lazy_pattern

_SENTENCE = lazy_pattern(r"[^。；;\n]+")
_ORDER = lazy_pattern(r"[^，,]{0,24}?(?:要|应|须|务必|于|在|对照|负责|按)")
_ASKED = lazy_pattern(r"\s*请")
# What only says that something is reported is a duty to report, and read as such.
_REPORT = lazy_pattern(r"报(?!名|考|销|废|警|纸|道)|反馈")
_YEAR = lazy_pattern(r"((?:19|20)\d\d)年")
_SEVERAL = 2
_LONGEST_TITLE = 60


def find_paragraphs(document: Document) -> Iterator[Item]:
    """The paragraphs of the body in which somebody named must do more than report."""
    for line in _lines(document, document.body_span):
        yield from _of_paragraph(document, (line.start, line.end))


def find_covering_orders(document: Document) -> Iterator[Item]:
    """What the words before the first number order of somebody by a day (请各县于…前完成…)."""
    first = document.outline[0].span[0] if document.outline else document.body_span[0]
    for line in _lines(document, (document.body_span[0], first)):
        for order in _orders(document, (line.start, line.end)):
            if clause_deadline(document.text, order, document.header.reckoned_from).on:
                yield _item(document, order, order[1])


def _of_paragraph(document: Document, span: Span) -> Iterator[Item]:
    """One item, or one for each office where several have days of their own."""
    orders = list(_orders(document, span, is_plan=True))
    dated = dated_actors(document.text, span)
    if len(dated) < _SEVERAL:
        yield from (_item(document, order, span[1]) for order in orders[:1])
        return
    starts = sorted({*(order[0] for order in orders), *(unit[0] for unit in dated)})
    for count, (start, end) in enumerate(pairwise((*starts, span[1])), 1):
        end = start + len(document.text[start:end].rstrip("，,；;。 "))
        if not _REPORT.search(document.text, start, end):
            yield _item(document, (start, end), end, count)


def _lines(document: Document, span: Span) -> Iterator[Line]:
    return (line for line in document.lines if span[0] <= line.start < span[1])


def _item(document: Document, order: Span, end: int, count: int = 1) -> Item:
    title = (order[0], min(order[1], order[0] + _LONGEST_TITLE))
    words = document.text[slice(*title)]
    path = path_at(document, order[0]) + (f"-{count}" if count > 1 else "")
    return Item(stand_in(path, words, title, (order[0], end)), "task")


def _orders(document: Document, span: Span, *, is_plan: bool = False) -> Iterator[Span]:
    """The sentences of a paragraph that begin with whoever is to do something.

    `is_plan`: what a sentence says that somebody does is meant to be done.
    """
    text = document.text
    for sentence in _SENTENCE.finditer(text, *span):
        start, end = sentence.span()
        named = subject_at(text, start, end)
        if named is None or _REPORT.search(text, named[1], end):
            continue
        is_order = _ASKED.match(text, start) or _ORDER.match(text, named[1], end)
        if is_order or (is_plan and _is_planned(document, named, end)):
            yield start, end


def _is_planned(document: Document, named: Span, end: int) -> bool:
    """县财政局每年安排专项资金, 县公安局加强巡逻; a year that is over only tells."""
    year, today = _YEAR.match(document.text, named[1], end), document.header.reckoned_from
    is_over = year is not None and today is not None and int(year[1]) < today.year
    return not is_over and acts(document, named, end)
