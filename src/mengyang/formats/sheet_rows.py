"""行 — the runs of a page in, its printed lines out, from top to bottom and left to right."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mengyang.formats.sheets import Run

# Fonts lend their glyphs to look-alikes: a PDF says ⼀ (a radical) where the paper says 一.
_LENT = re.compile("[\u2e80-\u2fd5\uf900-\ufaff\ufb00-\ufb06]")
_LENT_TO = dict(
    zip(
        "⺠⻓⻔⻋⻅⻚⻛⻜⻢⻥⻦⻰⻬⻮⻄⻘⻆⻤⻩⻨⺟⻝⻣⻉⻑⼾⻁⺎⻙⻒⻐⻳⻪⺒⻎",
        "民长门车见页风飞马鱼鸟龙齐齿西青角鬼黄麦母食骨贝長户虎兀韦镸钅龟齊巳辶",
        strict=True,
    )
)
# Opening marks stay with what follows, closing marks with what they follow, a number is whole.
_HEAD = re.compile(
    r"[（(《“‘【〔\[]*(?:[A-Za-z0-9.%/:+\-—–~]+|.)[，。、；：！？）)》”’】〕\]％,;]*"
)
_SAME_ROW = 0.5
_WIDE_GAP = 0.9
_WORD_GAP = 0.22
_FIELD_GAP = 2.0
_OVERPRINT = 0.35


@dataclass(frozen=True, slots=True)
class Row:
    """One printed line; `size` is that of its tallest characters that are more than a sign."""

    text: str
    x0: float
    x1: float
    y: float
    size: float


def rows_of(runs: Iterable[Run]) -> list[Row]:
    """The lines that the runs form, blank ones left out."""
    return rows_of_lines(gathered(runs))


def rows_of_lines(lines: Iterable[Sequence[Run]]) -> list[Row]:
    """The lines whose runs are gathered already, blank ones left out."""
    rows = [_row(line) for line in lines]
    return sorted((row for row in rows if row.text), key=lambda row: row.y)


def gathered(runs: Iterable[Run]) -> list[list[Run]]:
    """The runs of each printed line from left to right, the lines from top to bottom."""
    lines: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (run.y, run.x0)):
        for line in reversed(lines[-3:]):
            if abs(line[0].y - run.y) < _SAME_ROW * min(line[0].size, run.size):
                line.append(run)
                break
        else:
            lines.append([run])
    return [sorted(line, key=lambda run: run.x0) for line in lines]


def plain(text: str) -> str:
    """`text` with borrowed glyphs and ligatures given back; widths and punctuation stay."""
    return _LENT.sub(_given_back, text) if _LENT.search(text) else text


def head_width(row: Row) -> float:
    """How wide the first piece of the line is that a line end cannot part, in points."""
    match = _HEAD.match(row.text)
    wide = sum(0.5 if sign.isascii() else 1.0 for sign in match[0]) if match else 1.0
    return wide * row.size


def _given_back(match: re.Match[str]) -> str:
    return _LENT_TO.get(match[0]) or unicodedata.normalize("NFKC", match[0])


def _row(runs: Sequence[Run]) -> Row:
    kept: list[Run] = []
    pieces: list[str] = []
    for run in runs:
        if kept and _is_overprint(run, kept[-1]):
            continue
        if kept:
            pieces.append(_between(kept[-1], run))
        pieces.append(run.text)
        kept.append(run)
    text = plain("".join(pieces)).strip()
    inked = [run for run in kept if run.text.strip()] or kept
    return Row(
        text=text,
        x0=min(run.x0 for run in inked),
        x1=max(run.x1 for run in inked),
        y=kept[0].y,
        size=_size(inked),
    )


def _is_overprint(run: Run, last: Run) -> bool:
    """Whether the same characters are printed twice, a little apart: a bold face made by hand."""
    shift = max(abs(run.x0 - last.x0), abs(run.x1 - last.x1))
    return run.text == last.text and shift < _OVERPRINT * run.size


def _between(last: Run, run: Run) -> str:
    gap = (run.x0 - last.x1) / max(min(last.size, run.size), 1.0)
    ends = f"{last.text[-1:]}{run.text[:1]}"
    is_word = ends.isascii() and ends.isalnum()
    if gap > _FIELD_GAP:
        return "  "
    return " " if gap > (_WORD_GAP if is_word else _WIDE_GAP) else ""


def _size(runs: Sequence[Run]) -> float:
    weights: dict[float, int] = {}
    for run in runs:
        size = round(run.size, 1)
        weights[size] = weights.get(size, 0) + len(run.text)
    return max(weights, key=lambda size: (weights[size], size))
