"""终端表格 — a table in, lines for a terminal out, aligned by East Asian widths.

Nothing is cut: what does not fit its column goes on in the next line of the same row.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from mengyang.formats.table import Align, Column, Table, cell_text

_GAP = "  "
_MIN_WIDTH = 4
# A narrower column is given up only for longer words than this.
_WORD_WIDTH = 14
_CLOSING = frozenset("，。、；：？！）》」』】〕”’,.;:?!)]}%")


def printed_lines(table: Table, width: int, longest: int | None = None) -> Iterator[str]:
    """Title, header, rule and rows within `width` columns of a terminal.

    Of a cell no more than its first `longest` characters are printed, then `…`.
    """
    rows = [[_begin(cell_text(cell), longest) for cell in row] for row in table.rows]
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
    """`text` in lines of at most `width` columns; breaks anywhere but before a closing mark and
    within a word of letters and digits that a line can hold."""
    lines = [""]
    room = width
    for character in text:
        size = _character_width(character)
        if character == "\n" or size > room:
            carried = _carried(lines[-1], character) if character != "\n" else ""
            lines[-1] = lines[-1].removesuffix(carried)
            lines.append(carried)
            room = width - text_width(carried)
        if character != "\n":
            lines[-1] += character
            room -= size
    return lines


def _begin(text: str, longest: int | None) -> str:
    return text if longest is None or len(text) <= longest else text[:longest].rstrip() + "…"


@lru_cache(maxsize=10_000)
def _character_width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Cc", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _carried(line: str, character: str) -> str:
    """What goes down with the character: the beginning of its word, or, so that no line begins
    with a closing mark, what stands before the mark."""
    if _is_of_word(character) and (word := _last_word(line)):
        return word
    if character in _CLOSING and len(line) > 1 and line[-1] not in _CLOSING:
        return _last_word(line) or line[-1]
    return ""


def _last_word(line: str) -> str:
    """The letters and digits that a line ends with; nothing where there is nothing before them."""
    begun = line.rstrip("".join(filter(_is_of_word, set(line))))
    return line[len(begun) :] if begun else ""


@lru_cache(maxsize=10_000)
def _is_of_word(character: str) -> bool:
    is_narrow = unicodedata.east_asian_width(character) not in "WF"
    return is_narrow and (character.isalnum() or character in "-'’")


def _widths(columns: Sequence[Column], rows: list[list[str]], width: int) -> list[int]:
    """The width each column wants, then the widest gives way until the row fits."""
    wanted = [
        max(text_width(column.title), *(_longest(row[number]) for row in rows))
        for number, column in enumerate(columns)
    ]
    spare = width - len(_GAP) * (len(columns) - 1)
    words = [
        max(_longest_word(column.title), *(_longest_word(row[number]) for row in rows))
        for number, column in enumerate(columns)
    ]
    for least in (
        [max(_MIN_WIDTH, min(each, _WORD_WIDTH)) for each in words],
        [_MIN_WIDTH] * len(words),
    ):
        _narrow(wanted, least, spare)
    return [max(each, _MIN_WIDTH) for each in wanted]


def _narrow(wanted: list[int], least: Sequence[int], spare: int) -> None:
    """Take from the widest column that may still give until the row fits, or none may."""
    while (over := sum(wanted) - spare) > 0:
        giving = [number for number, each in enumerate(wanted) if each > least[number]]
        if not giving:
            return
        widest = max(giving, key=lambda number: wanted[number])
        wanted[widest] -= min(max(1, wanted[widest] // 8), over, wanted[widest] - least[widest])


def _longest_word(text: str) -> int:
    letters = "".join(each if _is_of_word(each) else " " for each in text)
    return max(map(text_width, letters.split()), default=0)


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
