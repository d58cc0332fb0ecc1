"""文件阅读结果 — a reading as plain dicts and lists: what `mengyang read --json` prints.

Every entry of every list has `path`, `span` [start, end] in `text`, and `quote`.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache

from mengyang.core.documents.records import Clause, Entry, Reading
from mengyang.core.findings import Finding

type Json = bool | int | float | str | list[Json] | dict[str, Json] | None

SCHEMA_VERSION = 1
# A day or a number stands alone where there is one, in a list where there are several (a range,
# several deadlines), and is null where there is none.
_ONE_OR_SEVERAL = frozenset({"on", "raw", "value"})


def as_json(reading: Reading) -> dict[str, Json]:
    """The reading with keys in a fixed order; nothing in it but JSON's own types."""
    document = reading.document
    result: dict[str, Json] = {
        "schema_version": SCHEMA_VERSION,
        "genre": document.genre,
        "metadata": _plain(document.header),
        "text": document.text,
        "outline": [
            _clause(clause, document.text) for clause in document.outline if clause.heading
        ],
    }
    for name, entries in reading.lists():
        result[name] = [_entry(entry) for entry in entries]
    return result


def _clause(clause: Clause, text: str) -> dict[str, Json]:
    start, end = clause.span
    return {
        "path": clause.path,
        "level": clause.level,
        "parent": clause.parent,
        "number": clause.marker,
        "heading": clause.heading,
        "kind": clause.kind,
        "span": [start, end],
        "quote": text[start:end],
    }


def _entry(entry: Entry) -> Json:
    plain = _plain(entry)
    if isinstance(plain, dict):
        first: dict[str, Json] = {key: plain.pop(key) for key in ("path", "span", "quote")}
        return first | plain
    return plain


def _plain(value: object) -> Json:
    # Words first, for most values are; an enumeration's are made plain below.
    if type(value) is str or value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Finding):
        return _finding(value)
    kind: type = type(value)
    if names := _field_names(kind):
        return {name: _field(value, name) for name in names}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    return _scalar(value)


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    """What a record consists of; nothing where it is none."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


def _field(record: object, name: str) -> Json:
    plain = _plain(getattr(record, name))
    if name in _ONE_OR_SEVERAL and isinstance(plain, list):
        return None if not plain else plain[0] if len(plain) == 1 else plain
    return plain


def _scalar(value: object) -> Json:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)


def _finding(finding: Finding) -> Json:
    return {
        "code": finding.code,
        "level": finding.level.value,
        "params": {key: _plain(item) for key, item in finding.params.items()},
        "hint": finding.hint,
        "about": finding.about,
    }
