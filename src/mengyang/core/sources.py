"""出处 — where a rule or a figure comes from: document number, place in the text, quoted words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """A place in a document: its number (文号) or title, the clause, and the words."""

    document: str
    path: str = ""
    quote: str = ""
