"""行高 — how high a row must be for the longest of its wrapped texts.

Excel finds it when a file is opened; LibreOffice printing unseen, and some viewers, do not.
"""

from collections.abc import Sequence
from math import ceil

from mengyang.formats.table import Cell, Column

LINE_POINTS = 15.0
# What a sheet allows a row at most.
MAX_POINTS = 409.0


def row_height(row: Sequence[Cell], columns: Sequence[Column]) -> float | None:
    """The height in points, or `None` where one line will do."""
    lines = max(map(_lines, row, (column.width for column in columns)), default=1)
    return min(lines * LINE_POINTS, MAX_POINTS) if lines > 1 else None


def _lines(value: Cell, width: float) -> int:
    if not isinstance(value, str) or (len(value) * 2 < width and "\n" not in value):
        return 1
    # A Han character takes two bytes of GB 18030 and the room of two Latin letters.
    widths = (len(line.encode("gb18030", "replace")) for line in value.split("\n"))
    return sum(max(1, ceil(each / (width - 2))) for each in widths)
