"""建设项目更正 — which kindergarten is built, what is done with it, its seats and its day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mengyang.core.documents.corrections.quantities import too_long
from mengyang.core.documents.corrections.rereading import Place, found_in, placed
from mengyang.core.documents.corrections.selections import first_words, selected
from mengyang.core.documents.records import Span
from mengyang.core.findings import Refused

type Content = dict[str, object]

_MOST_SEATS = 100_000


@dataclass(frozen=True, slots=True)
class ProjectChange:
    """更正内容 — all parts are set together; `seats` and `due_on` as written, or empty."""

    name: str
    action: str
    seats: str = ""
    due_on: str = ""
    due_raw: str = ""


def corrected_project(content: Mapping[str, object], change: ProjectChange) -> Content | Refused:
    """The project with the change made, or why it cannot be."""
    if not change.name.strip():
        return Refused("documents.refused.name_missing", "documents.hint.project_name")
    fault = too_long((change.name, 120), (change.action, 40), (change.due_raw, 80))
    if fault is not None:
        return fault
    seats = change.seats.strip().replace(",", "")
    if seats and not (seats.isdecimal() and 0 < int(seats[:9]) <= _MOST_SEATS):
        return Refused("documents.refused.seats", "documents.hint.seats", value=change.seats)
    day = change.due_on.strip()
    try:
        due_on = date.fromisoformat(day).isoformat() if day else None
    except ValueError:
        return Refused("documents.refused.bad_day", "documents.hint.iso_day", day=day)
    return {
        **content,
        "name": change.name.strip(),
        "action": change.action.strip(),
        "seats": int(seats) if seats else None,
        "due_on": due_on,
        "due_raw": change.due_raw.strip() or None,
    }


def new_project(path: str, span: Span, text: str) -> Content | Refused:
    """A project made from words that a person selected; what is not read in them is filled in."""
    quote = selected(span, text)
    if isinstance(quote, Refused):
        return quote
    bare = {"action": "", "seats": None, "due_on": None, "due_raw": None}
    found = found_in(quote, "projects") or {"name": first_words(quote), **bare}
    return placed(found, Place(path, span, quote))
