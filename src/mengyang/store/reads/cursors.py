"""游标 — where a page begins: the key of a row in the order of its list, as text for an address.

The text is opaque; one that cannot be read, or that belongs to another order, is no cursor.
"""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from mengyang.core.audit import canonical, plain


@dataclass(frozen=True, slots=True)
class Cursor:
    """The key of the row that a page begins after or, where it is not `forward`, ends before."""

    forward: bool
    key: tuple[object, ...]


def write_cursor(names: Sequence[str], row: object, forward: bool) -> str:
    """The cursor of a row; `names` are its columns, `-` before one that descends."""
    return write_key(names, [_value(row, name.removeprefix("-")) for name in names], forward)


def write_key(names: Sequence[str], key: Sequence[object], forward: bool) -> str:
    """The cursor of a key in the order of `names`."""
    text = canonical([forward, list(names), [[_type(value), plain(value)] for value in key]])
    return base64.urlsafe_b64encode(text.encode("ascii")).decode("ascii").rstrip("=")


def read_cursor(text: str | None, names: Sequence[str]) -> Cursor | None:
    """The cursor that the text holds; None where it is none of ours, or of another order."""
    if not text:
        return None
    try:
        padded = text + "=" * (-len(text) % 4)
        forward, order, key = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        values = tuple(_typed(code, value) for code, value in key)
    except (binascii.Error, ValueError, TypeError, InvalidOperation, RecursionError):
        return None
    if order != list(names) or len(values) != len(names) or not isinstance(forward, bool):
        return None
    return Cursor(forward, values)


def _value(row: object, name: str) -> object:
    for part in name.split("__"):
        row = getattr(row, part) if row is not None else None
    return row


def _type(value: object) -> str:
    # A datetime is a date too: it is asked for first.
    for type_, code in ((datetime, "t"), (date, "d"), (Decimal, "n")):
        if isinstance(value, type_):
            return code
    return ""


def _typed(code: object, value: object) -> object:
    match code, value:
        case "t", str():
            return datetime.fromisoformat(value)
        case "d", str():
            return date.fromisoformat(value)
        case "n", str():
            return Decimal(value)
        case "", None | bool() | int() | float() | str():
            return value
    raise ValueError("no cursor of ours")
