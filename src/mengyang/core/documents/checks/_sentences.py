"""语句 — the quantities of a reading, those of one sentence together, in text order."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from mengyang.core.documents.once import kept_for_latest
from mengyang.core.documents.outline import path_at
from mengyang.core.documents.records import Check, Document, Figure, Quantity, Reading, Span, Target
from mengyang.core.findings import Finding, Level

_MANY = 60
_BODIES = ("个", "家", "所", "座")


@kept_for_latest
def quantities_by_sentence(reading: Reading) -> tuple[tuple[Quantity, ...], ...]:
    """Figures and targets between one full stop and the next."""
    text = reading.document.text
    entries: list[Quantity] = sorted(
        (*reading.figures, *reading.targets), key=lambda entry: (entry.span, entry.indicator)
    )
    sentences = (
        tuple(group)
        for _, group in groupby(entries, lambda entry: _sentence_end(text, entry.span[1]))
    )
    return tuple(
        together[start : start + _MANY]
        for together in sentences
        for start in range(0, len(together), _MANY)
    )


def counted_bodies(reading: Reading) -> Iterator[tuple[Quantity, Decimal]]:
    """The numbers of offices, schools and the like that are stated exactly, in text order."""
    for sentence in quantities_by_sentence(reading):
        for entry in sentence:
            value = single(entry) if entry.unit in _BODIES else None
            if value is not None:
                yield entry, value


def single(entry: Quantity) -> Decimal | None:
    """The one value a quantity states exactly; `None` for ranges and bounds."""
    return entry.value[0] if len(entry.value) == 1 and entry.comparator == "=" else None


def part_of(entry: Quantity) -> str | None:
    """The whole a figure is part of."""
    return entry.part_of if isinstance(entry, Figure | Target) else None


def number_at(text: str, entry: Quantity) -> int:
    """Where the number of a quantity begins, behind its indicator's words."""
    return max(text.rfind(entry.value_raw, *entry.span), entry.span[0])


def printed(value: Decimal) -> str:
    """A number without needless zeros."""
    return f"{value.normalize():f}"


def told(document: Document, span: Span, code: str, level: Level, **params: object) -> Check:
    """A check with its finding, at its place in the text."""
    return Check(
        path=path_at(document, span[0]),
        span=span,
        quote=document.text[span[0] : span[1]],
        finding=Finding(code, level, params),
    )


def compared(
    document: Document, span: Span, agrees: bool, right: str, wrong: str, **params: object
) -> Check:
    """A value beside the one computed: `right` as information, or `wrong` as a warning."""
    code, level = (right, Level.INFO) if agrees else (wrong, Level.WARNING)
    return told(document, span, code, level, **params)


def _sentence_end(text: str, at: int) -> int:
    line_end = text.find("\n", at)
    line_end = len(text) if line_end < 0 else line_end
    stop = text.find("。", at, line_end)
    return line_end if stop < 0 else stop
