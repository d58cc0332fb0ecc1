"""文件阅读 — text in, reading out: lines, header, outline, then every reading and every check.

Readings and checks are found by scanning their folders: a new one is a new module.
"""

import pkgutil
from collections.abc import Callable
from dataclasses import fields, replace
from functools import cache
from importlib import import_module
from types import ModuleType

from mengyang.core.documents import checks, readings
from mengyang.core.documents.bare_labels import find_bare_labels
from mengyang.core.documents.checks.coverage import unread_clauses
from mengyang.core.documents.clause_tree import ClauseTree
from mengyang.core.documents.genres import choose_genre, spellings_of
from mengyang.core.documents.header import read_frame
from mengyang.core.documents.inherited_days import dated_by_tasks, dated_by_title
from mengyang.core.documents.lines import normalise, split_lines
from mengyang.core.documents.outline import parents_of, read_outline
from mengyang.core.documents.phrases.labels import find_labels
from mengyang.core.documents.records import Check, Document, Entry, Reading

OWN_FIELDS = frozenset(field.name for field in fields(Reading))

type ReadDocument = Callable[[Document], tuple[Entry, ...]]
type CheckReading = Callable[[Reading], tuple[Check, ...]]


def read(text: str) -> Reading:
    """All that the rules read out of a text. Never raises, whatever the text is."""
    document = open_document(text)
    found = {name: find(document) for name, find in find_readings().items()}
    own = {name: found.pop(name) for name in OWN_FIELDS & found.keys()}
    reading = Reading(document=document, more=found, **own)  # type: ignore[arg-type]
    targets = dated_by_tasks(document.text, reading.targets, reading.obligations)
    title = document.header.plan_title or document.header.title or ""
    targets = dated_by_title(title, targets, reading.obligations)
    reading = replace(reading, targets=targets)
    noted = tuple(check for run in find_checks() for check in run(reading))
    return replace(reading, checks=noted, unread=unread_clauses(reading))


def open_document(text: str) -> Document:
    """A text with its lines, header and outline."""
    text = normalise(text)
    lines = split_lines(text)
    frame = read_frame(lines)
    titles = tuple(title for title in (frame.header.plan_title, frame.header.title) if title)
    genre = choose_genre(titles, text).code
    body = lines[frame.first : frame.last]
    span = (body[0].start, body[-1].end) if body else (len(text), len(text))
    spellings = spellings_of(genre)
    found = [*find_labels(text, *span, spellings), *find_bare_labels(body, spellings)]
    labels = {label.start: label for label in sorted(found)}
    outline = read_outline(text, lines, frame, ClauseTree(text, genre, labels))
    return Document(
        text=text,
        lines=lines,
        header=frame.header,
        outline=outline,
        genre=genre,
        body_span=span,
        clause_starts=tuple(clause.span[0] for clause in outline),
        clause_parents=parents_of(outline),
        labels=labels,
    )


@cache
def find_readings() -> dict[str, ReadDocument]:
    """Each reading by its name: the field of `Reading` it fills, or its place in `more`."""
    return {module.NAME: module.read for module in _modules(readings) if hasattr(module, "NAME")}


@cache
def find_checks() -> tuple[CheckReading, ...]:
    """Every check, in the order of its module's name."""
    return tuple(module.check for module in _modules(checks) if hasattr(module, "check"))


def _modules(package: ModuleType) -> list[ModuleType]:
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    return [
        import_module(f"{package.__name__}.{name}") for name in names if not name.startswith("_")
    ]
