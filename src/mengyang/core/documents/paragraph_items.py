"""无序号事项 — what is ordered outside the numbers: paragraphs that tell somebody to act.

In a text without any number each such paragraph is an item; before the first number, as in the
notice that covers a plan, one that names a day.
"""

from collections.abc import Iterator

from mengyang.core.documents.item import Item, stand_in
from mengyang.core.documents.outline import path_at
from mengyang.core.documents.phrases.dates import clause_deadline
from mengyang.core.documents.phrases.subjects import subject_at
from mengyang.core.documents.records import Document, Line, Span
from mengyang.core.patterns import lazy_pattern

_SENTENCE = lazy_pattern(r"[^。；;\n]+")
_ORDER = lazy_pattern(r"[^，,]{0,24}?(?:要|应|须|务必|于|在|对照|负责|按)")
_ASKED = lazy_pattern(r"\s*请")
# What only says that something is reported is a duty to report, and read as such.
_REPORT = lazy_pattern(r"报(?!名|考|销|废|警|纸|道)|反馈")
_LONGEST_TITLE = 60


def find_paragraphs(document: Document) -> Iterator[Item]:
    """The paragraphs of the body in which somebody named must do more than report."""
    for line in _lines(document, document.body_span):
        order = next(_orders(document, (line.start, line.end)), None)
        if order is not None:
            yield _item(document, order, line.end)


def find_covering_orders(document: Document) -> Iterator[Item]:
    """What the words before the first number order of somebody by a day (请各县于…前完成…)."""
    first = document.outline[0].span[0] if document.outline else document.body_span[0]
    for line in _lines(document, (document.body_span[0], first)):
        for order in _orders(document, (line.start, line.end)):
            if clause_deadline(document.text, order, document.header.reckoned_from).on:
                yield _item(document, order, order[1])


def _lines(document: Document, span: Span) -> Iterator[Line]:
    return (line for line in document.lines if span[0] <= line.start < span[1])


def _item(document: Document, order: Span, end: int) -> Item:
    title = (order[0], min(order[1], order[0] + _LONGEST_TITLE))
    words = document.text[slice(*title)]
    return Item(stand_in(path_at(document, order[0]), words, title, (order[0], end)), "task")


def _orders(document: Document, span: Span) -> Iterator[Span]:
    """The sentences of a paragraph that begin with whoever is to do something."""
    text = document.text
    for sentence in _SENTENCE.finditer(text, *span):
        start, end = sentence.span()
        named = subject_at(text, start, end)
        if named is None or _REPORT.search(text, named[1], end):
            continue
        if _ASKED.match(text, start) or _ORDER.match(text, named[1], end):
            yield start, end
