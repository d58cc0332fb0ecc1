"""终端表格 — a table in, lines for a terminal out, aligned by East Asian widths.

Nothing is cut: what does not fit its column goes on in the next line of the same row.
"""

import unicodedata
from collections.abc import Iterator, Sequence

from mengyang.formats.table import Align, Column, Table, cell_text

_GAP = "  "
_MIN_WIDTH = 4
_CLOSING = frozenset("，。、；：？！）》」』】〕”’,.;:?!)]}%")


def printed_lines(table: Table, width: int) -> Iterator[str]:
    """Title, header, rule and rows within `width` columns of a terminal."""
    rows = [[cell_text(cell) for cell in row] for row in table.rows]
    yield table.title
    if rows:
        widths = _widths(table.columns, rows, width)
        yield from _row(table.columns, widths, [column.title for column in table.columns])
        yield _GAP.join("-" * each for each in widths)
        for row in rows:
            yield from _row(table.columns, widths, row)
    if table.note is not None:
        yield table.note(len(rows))


def text_width(text: str) -> int:
    """How many columns of a terminal the text takes."""
    return sum(map(_character_width, text))


def wrap(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` columns; breaks anywhere but before a closing mark."""
    lines = [""]
    room = width
    for character in text:
        size = _character_width(character)
        if character == "\n" or size > room:
            carried = _carried(lines[-1], character)
            lines[-1] = lines[-1].removesuffix(carried)
            lines.append(carried)
            room = width - text_width(carried)
        if character != "\n":
            lines[-1] += character
            room -= size
    return lines


def _character_width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Cc", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _carried(line: str, character: str) -> str:
    """The character that goes down with a closing mark, so that no line begins with the mark."""
    if character in _CLOSING and len(line) > 1 and line[-1] not in _CLOSING:
        return line[-1]
    return ""


def _widths(columns: Sequence[Column], rows: list[list[str]], width: int) -> list[int]:
    """The width each column wants, then the widest gives way until the row fits."""
    wanted = [
        max(text_width(column.title), *(_longest(row[number]) for row in rows))
        for number, column in enumerate(columns)
    ]
    spare = width - len(_GAP) * (len(columns) - 1)
    while sum(wanted) > spare and max(wanted) > _MIN_WIDTH:
        widest = wanted.index(max(wanted))
        wanted[widest] -= max(1, min(sum(wanted) - spare, wanted[widest] // 8))
    return [max(each, _MIN_WIDTH) for each in wanted]


def _longest(text: str) -> int:
    return max(map(text_width, text.split("\n")))


def _row(columns: Sequence[Column], widths: list[int], cells: Sequence[str]) -> Iterator[str]:
    wrapped = [wrap(cell, width) for cell, width in zip(cells, widths, strict=True)]
    for number in range(max(map(len, wrapped))):
        pieces = [lines[number] if number < len(lines) else "" for lines in wrapped]
        aligned = zip(pieces, widths, columns, strict=True)
        yield _GAP.join(_padded(*each[:2], each[2].align) for each in aligned).rstrip()


def _padded(text: str, width: int, align: Align) -> str:
    blanks = " " * max(width - text_width(text), 0)
    return blanks + text if align == "right" else text + blanks
