"""数量 — a value with its comparator and its unit, as pages print it."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext

_SIGNS = {">=": "≥", "<=": "≤", "=": "", "range": "", "range≈": "≈"}


def printed_quantity(comparator: str, values: Sequence[Decimal | float | int], unit: str) -> str:
    """`≥ 98%`, `500–2,000 (unit not stated)`: an absent unit is said to be absent."""
    sign = _SIGNS.get(comparator, comparator)
    number = "–".join(_printed(value) for value in values)
    shown = unit or gettext("(unit not stated)")
    gap = "" if shown.startswith("%") else " "
    return f"{sign}{' ' if sign else ''}{number}{gap}{shown}"


def _printed(value: Decimal | float | int) -> str:
    number = Decimal(str(value)).normalize()
    return f"{number:,f}"
