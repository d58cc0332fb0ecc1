"""答复更正 — 整改措施, 情况说明 or 不存在此类问题, as a person sets it; the measures one by one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args, get_type_hints

from mengyang.core.documents.corrections.quantities import too_long, unknown_choice
from mengyang.core.documents.records import Obligation
from mengyang.core.findings import Refused

type Content = dict[str, object]

RESPONSES = ("remedies", "explanation", "denial")
CLAIMED_STATUSES: tuple[str, ...] = get_args(get_type_hints(Obligation)["claimed_status"])
_MOST_REMEDIES = 60


@dataclass(frozen=True, slots=True)
class WrittenAnswer:
    """答复 — each part as a person writes it; `None` leaves it as it is.

    `response` is empty where nothing is answered. Where only the remedies are written, they are
    the answer if there was none.
    """

    remedies: tuple[str, ...] | None = None
    response: str | None = None
    explanation: str | None = None
    claimed_status: str | None = None


def corrected_answer(content: Mapping[str, object], written: WrittenAnswer) -> Content | Refused:
    """The keys of the answer in the reading JSON, or why it cannot be."""
    fault = _fault(written)
    if fault is not None:
        return fault
    remedies = _remedies(content, written.remedies)
    explanation = written.explanation
    said = content.get("explanation") if explanation is None else explanation.strip() or None
    response = _response(content, written, has_remedies=bool(remedies))
    lacking = _lacking(written.response, has_remedies=bool(remedies), is_explained=bool(said))
    if lacking is not None and not _stood_so(content, written):
        return lacking
    status = written.claimed_status or content.get("claimed_status") or "open"
    return {
        "remedies": remedies,
        "response": response,
        "explanation": said,
        "claimed_status": status,
    }


def as_line(text: str) -> str:
    """A remedy as one line of a form; printed words may run over several."""
    return "".join(part.strip() for part in text.splitlines())


def _fault(written: WrittenAnswer) -> Refused | None:
    remedies = written.remedies or ()
    if len(remedies) > _MOST_REMEDIES:
        return Refused("documents.refused.too_many_remedies", "documents.hint.remedies")
    return (
        too_long(*((text, 2000) for text in remedies), (written.explanation or "", 4000))
        or unknown_choice(written.response or "", ("", *RESPONSES))
        or unknown_choice(written.claimed_status or "", ("", *CLAIMED_STATUSES))
    )


def _lacking(chosen: str | None, *, has_remedies: bool, is_explained: bool) -> Refused | None:
    """An answer without its words: closing would ask for the proof of nothing."""
    if chosen == "remedies" and not has_remedies:
        return Refused("documents.refused.no_remedy", "documents.hint.answer_or_other")
    if chosen == "explanation" and not is_explained:
        return Refused("documents.refused.no_explanation", "documents.hint.answer_or_other")
    return None


def _stood_so(content: Mapping[str, object], written: WrittenAnswer) -> bool:
    """Whether the answer was read without words: who corrects something else is not stopped."""
    words = "remedies" if written.response == "remedies" else "explanation"
    return written.response == content.get("response") and not content.get(words)


def _response(
    content: Mapping[str, object], written: WrittenAnswer, *, has_remedies: bool
) -> object:
    if written.response:
        return written.response
    chosen = content.get("response") if written.response is None else None
    if written.response is None and written.remedies is None:
        return chosen
    if chosen is None and has_remedies:
        return "remedies"
    return None if chosen == "remedies" and not has_remedies else chosen


def _remedies(content: Mapping[str, object], written: Sequence[str] | None) -> list[Content]:
    """What stays keeps its place in the text; as many as before, each keeps its own."""
    known = content.get("remedies")
    before = [each for each in known if isinstance(each, dict)] if isinstance(known, list) else []
    if written is None:
        return before
    lines = [line for text in written if (line := as_line(text))]
    if len(lines) == len(before):
        return [
            old if as_line(str(old.get("text"))) == line else {**old, "text": line}
            for old, line in zip(before, lines, strict=True)
        ]
    kept = {as_line(str(old.get("text"))): old for old in before}
    return [kept.get(line) or _remedy(content, line) for line in lines]


def _remedy(content: Mapping[str, object], text: str) -> Content:
    """A remedy that nobody printed: it stands under the clause of the duty, without words there."""
    deadline = {"kind": "none", "on": None, "raw": None}
    place = {"path": content.get("path"), "span": None, "quote": None}
    return {**place, "text": text, "deadline": deadline}
