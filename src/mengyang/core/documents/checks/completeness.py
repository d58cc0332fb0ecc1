"""完整性核对 — a text without numbers, one that asks nothing of anybody, one that is cut off."""

from collections.abc import Iterator

from mengyang.core.documents.checks._sentences import told
from mengyang.core.documents.checks.coverage import paragraphs
from mengyang.core.documents.genres import genre_of
from mengyang.core.documents.phrases.days import whole_day
from mengyang.core.documents.records import Check, Line, Reading
from mengyang.core.findings import Level
from mengyang.core.patterns import lazy_pattern

_CLOSED = lazy_pattern(r"[。！？；…!?;.][”’』」）)】〕\]》]*$|[）)】〕\]》”』」]$")
_OPEN_END = lazy_pattern(r".{4}[，,、]$")
_STOP_INSIDE = lazy_pattern(r"[。！？；;](?!特此|此致|此复|以上)[^。！？；;]{5,}$")
_PAUSE = lazy_pattern(r"[，,；;。]")
_CELL_EDGE = lazy_pattern(r"[\t|]")
_CONTACT = lazy_pattern(r"电话|手机|传真|邮箱|邮编|地址|联系人|网址|https?:|@")
_LIST_OF_NAMES = lazy_pattern(r"[、 ]")
_PARAGRAPH = lazy_pattern(r"§\d+")
_LONGEST_HEADING = 20
_LONGEST_NAME = 40
_SHOWN_END = 12


def check(reading: Reading) -> tuple[Check, ...]:
    """What a person must know before trusting that the whole document was read."""
    return (*_nothing_read(reading), *_cut_off(reading))


def _nothing_read(reading: Reading) -> Iterator[Check]:
    """No number at all, or numbers but nothing that anybody is to do."""
    document = reading.document
    by_paragraph = sum(_PARAGRAPH.fullmatch(item.path) is not None for item in reading.obligations)
    if not document.lines or (reading.obligations and (document.outline or not by_paragraph)):
        return
    spans = [span for _, span in paragraphs(document)]
    first = document.lines[0]
    span = spans[0] if spans else (first.start, first.end)
    if by_paragraph:
        code = "documents.check.read_by_paragraph"
        counts = {"items": by_paragraph, "paragraphs": len(spans)}
        yield told(document, span, code, Level.WARNING, **counts)
    elif not document.outline and not spans and not reading.reporting:
        yield told(document, span, "documents.check.no_body", Level.WARNING)
    elif not document.outline and len(spans) > len(reading.reporting):
        code = "documents.check.no_numbering"
        yield told(document, span, code, Level.WARNING, paragraphs=len(spans))
    elif document.outline and not reading.reporting and not genre_of(document.genre).assigned_only:
        code = "documents.check.nothing_to_do"
        yield told(document, span, code, Level.WARNING, clauses=len(document.outline))


def _cut_off(reading: Reading) -> Iterator[Check]:
    """The last line of the body, where it stops inside a sentence."""
    document = reading.document
    body = _body(reading)
    if not body or _is_signed(reading):
        return
    last = body[-1]
    if not _is_broken(last.text) or _is_stated_end(reading, last):
        return
    others = [line.text for line in body[:-1] if _is_sentence(line.text)]
    unclosed = sum(1 for words in others if not _CLOSED.search(words))
    if unclosed * 2 > len(others):  # an office that closes no sentence with a stop
        return
    yield told(
        document,
        (last.start, last.end),
        "documents.check.seems_cut_off",
        Level.WARNING,
        end=last.text[-_SHOWN_END:],
    )


def _body(reading: Reading) -> list[Line]:
    start, end = reading.document.body_span
    return [line for line in reading.document.lines if start <= line.start < end]


def _is_signed(reading: Reading) -> bool:
    """Whether a day stands below the body: who signed has finished."""
    end = reading.document.body_span[1]
    return any(whole_day(line.text) for line in reading.document.lines if line.start >= end)


def _is_broken(words: str) -> bool:
    if _CLOSED.search(words) or _CELL_EDGE.search(words) or whole_day(words):
        return False
    if words[-1].isascii() and _CONTACT.search(words):
        return False
    return bool(_OPEN_END.search(words) or _STOP_INSIDE.search(words)) or _is_sentence(words)


def _is_sentence(words: str) -> bool:
    """Whether a line is longer than a heading, a signature or the names of those who sign."""
    if _PAUSE.search(words[:-1]):
        return len(words) > _LONGEST_HEADING
    return len(words) > _LONGEST_NAME and not _LIST_OF_NAMES.search(words)


def _is_stated_end(reading: Reading, last: Line) -> bool:
    """Whether the line ends with the units or the deadline of an item, which need no stop."""
    ends = {unit.span[1] for item in reading.obligations for unit in item.responsible_units}
    ends |= {item.deadline.span[1] for item in reading.obligations if item.deadline.span}
    return last.end in ends
