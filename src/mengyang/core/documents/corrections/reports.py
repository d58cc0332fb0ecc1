"""报送要求更正 — who reports what to whom by when, as a person sets it."""

from collections.abc import Mapping
from dataclasses import dataclass

from mengyang.core.documents.corrections.deadlines import corrected_deadline
from mengyang.core.documents.corrections.rereading import Place, found_in, placed
from mengyang.core.documents.corrections.selections import first_words, selected
from mengyang.core.documents.records import Span
from mengyang.core.findings import Refused

type Content = dict[str, object]


@dataclass(frozen=True, slots=True)
class ReportChange:
    """更正内容 — the parts of a reporting duty that a person may set; all are set together."""

    who: tuple[str, ...]
    what: tuple[str, ...]
    to: str
    deadline_kind: str
    deadline_on: tuple[str, ...]
    deadline_raw: str = ""
    signatory: str = ""


def corrected_report(content: Mapping[str, object], change: ReportChange) -> Content | Refused:
    """The reporting duty with the change made, or why it cannot be."""
    for names in (change.who, change.what):
        if any(not name.strip() or len(name) > 120 for name in names):
            return Refused("documents.refused.unit_name", "documents.hint.unit", name="")
    if not change.what:
        return Refused("documents.refused.nothing_to_report", "documents.hint.report")
    for written, limit in ((change.to, 160), (change.signatory, 80)):
        if len(written) > limit:
            return Refused("documents.refused.too_long", "documents.hint.shorter", limit=limit)
    deadline = corrected_deadline(change.deadline_kind, change.deadline_on, change.deadline_raw)
    if isinstance(deadline, Refused):
        return deadline
    return {
        **content,
        "who": [name.strip() for name in change.who],
        "what": [name.strip() for name in change.what],
        "to": change.to.strip() or None,
        "signatory": change.signatory.strip() or None,
        "deadline": deadline,
    }


def new_report(path: str, span: Span, text: str) -> Content | Refused:
    """A reporting duty from words that a person selected; what is not read in them is filled in."""
    quote = selected(span, text)
    if isinstance(quote, Refused):
        return quote
    deadline = {"kind": "none", "on": None, "raw": None}
    empty = {"to": None, "deadline": deadline, "signatory": None, "publicity": None}
    bare = {"who": [], "what": [first_words(quote)], **empty}
    return placed(found_in(quote, "reporting") or bare, Place(path, span, quote))
