"""无序号事项 — a text without any number: each paragraph that tells somebody to do something."""

import re
from collections.abc import Iterator

from mengyang.core.documents.item import Item, stand_in
from mengyang.core.documents.outline import path_at
from mengyang.core.documents.phrases.subjects import subject_at
from mengyang.core.documents.records import Document, Span

_SENTENCE = re.compile(r"[^。；;\n]+")
_ORDER = re.compile(r"[^，,]{0,24}?(?:要|应|须|务必|于|在|对照|负责|按)")
_ASKED = re.compile(r"\s*请")
# What only says that something is reported is a duty to report, and read as such.
_REPORT = re.compile(r"报(?!名|考|销|废|警|纸|道)|反馈")
_LONGEST_TITLE = 60


def find_paragraphs(document: Document) -> Iterator[Item]:
    """The paragraphs of the body in which somebody named must do more than report."""
    for line in document.lines:
        if not document.body_span[0] <= line.start < document.body_span[1]:
            continue
        order = next(_orders(document, (line.start, line.end)), None)
        if order is not None:
            title = (order[0], min(order[1], order[0] + _LONGEST_TITLE))
            words = document.text[slice(*title)]
            path = path_at(document, line.start)
            yield Item(stand_in(path, words, title, (order[0], line.end)), "task")


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
