"""选定文字的识别 — what the reader finds in words that a person selected, read for themselves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mengyang.core.documents.as_json import as_json
from mengyang.core.documents.reader import read
from mengyang.core.documents.records import Span

type Content = dict[str, object]

_OWN = ("path", "span", "quote")
# Words that stand alone would be taken for a title: under a heading they are a clause.
_HEADING = "一、正文\n"


@dataclass(frozen=True, slots=True)
class Place:
    """选定处 — the clause, the span and the words that a person selected."""

    path: str
    span: Span
    quote: str


def found_in(quote: str, *readings: str) -> Mapping[str, object] | None:
    """The first entry of the first of the readings that finds one; None where none does."""
    found = as_json(read(_HEADING + quote))
    for reading in readings:
        entries = found[reading]
        for entry in entries if isinstance(entries, list) else []:
            if isinstance(entry, dict):
                return entry
    return None


def placed(entry: Mapping[str, object], place: Place, without: Iterable[str] = ()) -> Content:
    """An entry with the place and the words that the person selected."""
    left_out = {*_OWN, *without}
    own = {"path": place.path, "span": list(place.span), "quote": place.quote}
    return own | {key: value for key, value in entry.items() if key not in left_out}


def placed_parts(parts: object, place: Place) -> list[Content]:
    """The parts of an entry that have places of their own, put where the selected words stand."""
    moved = place.span[0] - len(_HEADING)
    rows = [part for part in parts if isinstance(part, dict)] if isinstance(parts, list) else []
    clause = {"path": place.path}
    return [
        {**row, **(clause if "path" in row else {}), "span": [at + moved for at in row["span"]]}
        for row in rows
    ]
