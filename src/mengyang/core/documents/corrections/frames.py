"""公文要素更正 — title, number, issuing body and day of signing, as a person sets them."""

from dataclasses import dataclass
from datetime import date

from mengyang.core.documents.corrections.quantities import too_long
from mengyang.core.findings import Refused

type Content = dict[str, object]


@dataclass(frozen=True, slots=True)
class FrameChange:
    """更正内容 — all parts are set together; what a document does not state is empty."""

    title: str
    document_number: str = ""
    issuing_body: str = ""
    signed_on: date | None = None


def corrected_frame(change: FrameChange, today: date) -> Content | Refused:
    """The parts as they will be kept, or why they cannot be: no document is signed after today."""
    if not 0 < len(change.title.strip()) <= 300:
        return Refused("documents.refused.title_length", "documents.hint.frame_title", limit=300)
    fault = too_long((change.document_number, 60), (change.issuing_body, 160))
    if fault is not None:
        return fault
    if change.signed_on is not None and change.signed_on > today:
        day = change.signed_on.isoformat()
        return Refused("documents.refused.signed_later", "documents.hint.signed_on", day=day)
    return {
        "title": change.title.strip(),
        "document_number": change.document_number.strip(),
        "issuing_body": change.issuing_body.strip(),
        "signed_on": change.signed_on,
    }
