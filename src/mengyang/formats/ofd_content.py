"""OFD 图元 — the objects of a page layer in, its runs of characters, strokes and pictures out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.etree.ElementTree import Element

from mengyang.formats.elements import attribute, children, find, local
from mengyang.formats.matrices import IDENTITY, Matrix, Point, at, matrix, moved, times
from mengyang.formats.sheets import Run, Sheet, stroke_between

POINTS = 72 / 25.4
_SCALE: Matrix = (POINTS, 0, 0, POINTS, 0, 0)
_NARROW = 0.5
_APART = 1.5
_SLANT = 0.05
_THICKEST_LINE = 3.0
_DEEPEST_BLOCK = 8
_MOST_SHIFTS = 20_000
_ARGUMENTS = {"M": 2, "S": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}


@dataclass(frozen=True, slots=True)
class _Sign:
    """A character, where it begins on its baseline, how wide it is taken to be."""

    text: str
    x: float
    y: float
    across: float


class Layer:
    """Draws the objects of one layer on a sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def take(self, layer: Element, depth: int = 0) -> None:
        """Draw what stands in the layer, or in a block within it."""
        for drawn in layer:
            name = local(drawn)
            if attribute(drawn, "Visible") == "false":
                continue
            if name == "TextObject":
                self._text(drawn)
            elif name == "PathObject":
                self._path(drawn)
            elif name == "ImageObject":
                self._image(drawn)
            elif name == "PageBlock" and depth < _DEEPEST_BLOCK:
                self.take(drawn, depth + 1)

    def _text(self, drawn: Element) -> None:
        place = _place(drawn)
        size = _size(drawn)
        stretch = _number(attribute(drawn, "HScale"), 1.0)
        x = y = 0.0
        for code in children(drawn, "TextCode"):
            x, y = _number(attribute(code, "X"), x), _number(attribute(code, "Y"), y)
            text = (code.text or "").replace("\n", "").replace("\r", "")
            xs = _shifted(x, attribute(code, "DeltaX"), len(text))
            ys = _shifted(y, attribute(code, "DeltaY"), len(text))
            signs: list[_Sign] = []
            for number, sign in enumerate(text):
                across = size * stretch * (_NARROW if sign.isascii() else 1.0)
                # Without shifts the font tells the widths; a full character is as wide as high.
                after = signs[-1].x + signs[-1].across if signs else xs[0]
                left = xs[number] if number < len(xs) else after
                top = ys[number] if number < len(ys) else ys[-1]
                if signs and (top != signs[-1].y or not -size < left - after < _APART * size):
                    self._print(signs, size, place)
                    signs = []
                signs.append(_Sign(sign, left, top, across))
            self._print(signs, size, place)

    def _print(self, signs: Sequence[_Sign], size: float, place: Matrix) -> None:
        if not signs:
            return
        first, last = signs[0], signs[-1]
        start = at(place, first.x, first.y)
        end = at(place, last.x + last.across, last.y)
        high = abs(start[1] - at(place, first.x, first.y - size)[1])
        if high < 1 or abs(end[1] - start[1]) > _SLANT * abs(end[0] - start[0]):
            return
        x0, x1 = sorted((start[0], end[0]))
        text = "".join(sign.text for sign in signs)
        self.sheet.add(Run(text, x0, x1, start[1], high))

    def _path(self, drawn: Element) -> None:
        data = find(drawn, "AbbreviatedData")
        place = _place(drawn)
        is_filled = attribute(drawn, "Fill") == "true"
        is_stroked = attribute(drawn, "Stroke") != "false"
        for points in _outlines((data.text or "").split() if data is not None else []):
            corners = [at(place, *point) for point in points]
            xs, ys = [x for x, _ in corners], [y for _, y in corners]
            wide, high = max(xs) - min(xs), max(ys) - min(ys)
            if is_filled and min(wide, high) < _THICKEST_LINE:
                x, y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
                ends = ((min(xs), y), (max(xs), y)) if wide > high else ((x, min(ys)), (x, max(ys)))
                self._rule([ends])
            elif is_stroked:
                self._rule(list(pairwise(corners)))

    def _rule(self, pairs: Sequence[tuple[Point, Point]]) -> None:
        strokes = (stroke_between(*pair) for pair in pairs)
        self.sheet.strokes += [stroke for stroke in strokes if stroke is not None]

    def _image(self, drawn: Element) -> None:
        box = numbers(attribute(drawn, "Boundary"))
        if len(box) == 4:
            self.sheet.pictured += abs(box[2] * box[3]) * POINTS * POINTS


def numbers(words: str) -> list[float]:
    """The numbers of a list parted by blanks; none where one of them is no number."""
    try:
        return [float(word) for word in words.split()]
    except ValueError:
        return []


def _place(drawn: Element) -> Matrix:
    """From the coordinates of an object to those of the sheet."""
    box = numbers(attribute(drawn, "Boundary"))
    given = numbers(attribute(drawn, "CTM"))
    own = matrix(given) if len(given) == 6 else IDENTITY
    corner = moved(box[0], box[1]) if len(box) == 4 else IDENTITY
    return times(times(own, corner), _SCALE)


def _size(drawn: Element) -> float:
    """How high the signs are: as stated, by some producers in small letters; else as their box."""
    box = numbers(attribute(drawn, "Boundary"))
    height = box[3] if len(box) == 4 else 0.0
    given = attribute(drawn, "Size") or attribute(drawn, "size")
    return _number(given, height) or height


def _number(words: str, default: float) -> float:
    given = numbers(words)
    return given[0] if len(given) == 1 else default


def _shifted(start: float, deltas: str, count: int) -> list[float]:
    """Where the characters stand: the first at `start`, each next one a shift further."""
    places = [start]
    for shift in _shifts(deltas):
        if len(places) >= count:
            break
        places.append(places[-1] + shift)
    return places


def _shifts(deltas: str) -> Iterator[float]:
    """`3.2 g 4 3.5` is one shift of 3.2 and four of 3.5."""
    words = iter(deltas.split())
    for word in words:
        times_over = 1
        if word == "g":
            given = next(words, "")
            times_over = min(int(given), _MOST_SHIFTS) if given.isascii() and given.isdigit() else 0
            word = next(words, "0")
        yield from [_number(word, 0.0)] * times_over


def _outlines(words: Sequence[str]) -> Iterator[list[Point]]:
    """The lines of points that a path consists of; of a curve only its end counts."""
    points: list[Point] = []
    position = 0
    while position < len(words):
        operator = words[position]
        count = _ARGUMENTS.get(operator, 0)
        given = numbers(" ".join(words[position + 1 : position + 1 + count]))
        position += 1 + count
        if operator in ("M", "S"):
            if points:
                yield points
            points = []
        if operator == "C" and points:
            points.append(points[0])
        elif len(given) == count and count:
            points.append((given[-2], given[-1]))
    if points:
        yield points
