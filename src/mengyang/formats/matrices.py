"""坐标变换 — the six numbers that turn one coordinate system of a page into another."""

from collections.abc import Sequence
from math import isnan

type Matrix = tuple[float, float, float, float, float, float]
type Point = tuple[float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_FARTHEST = 1e6


def matrix(numbers: Sequence[object]) -> Matrix:
    """Six numbers as a matrix; raises `ValueError` where they are not six numbers."""
    if len(numbers) != 6:
        raise ValueError("a matrix has six numbers")
    a, b, c, d, e, f = (float(number) for number in numbers)  # type: ignore[arg-type]
    return a, b, c, d, e, f


def times(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that applies `first`, then `second`."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
        e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip


def moved(x: float, y: float) -> Matrix:
    """The matrix that shifts by `x` and `y`."""
    return 1.0, 0.0, 0.0, 1.0, x, y


def at(place: Matrix, x: float, y: float) -> Point:
    """Where the point lands; held within what any page has, so that sums stay finite."""
    a, b, c, d, e, f = place
    return _held(a * x + c * y + e), _held(b * x + d * y + f)


def _held(number: float) -> float:
    return 0.0 if isnan(number) else max(-_FARTHEST, min(_FARTHEST, number))
