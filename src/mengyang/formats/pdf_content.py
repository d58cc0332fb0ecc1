"""页面内容 — the operators of a PDF page in, its runs of characters, strokes and pictures out.

Text that is not level — a watermark across the page, a stamp — is no part of the text.
"""

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from typing import Any

from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, IndirectObject, StreamObject

from mengyang.formats.matrices import IDENTITY, Matrix, Point, at, matrix, moved, times
from mengyang.formats.pdf_fonts import Face, faces_of
from mengyang.formats.sheets import Run, Sheet, stroke_between

_DEEPEST_FORM = 6
_INVISIBLE = (3, 7)
_THICKEST_LINE = 3.0
_NEW_RUN = 0.3
_SLANT = 0.05
_STROKES = {"S", "s", "B", "B*", "b", "b*"}
_FILLS = {"f", "F", "f*", *_STROKES} - {"S", "s"}
_MOST_POINTS = 50_000


@dataclass(slots=True)
class State:
    """What `q` saves and `Q` brings back."""

    place: Matrix = IDENTITY
    face: Face | None = None
    size: float = 0.0
    between: float = 0.0
    blank: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: float = 0


@dataclass(slots=True)
class Painter:
    """Follows the operators of one page and draws what it shows on `sheet`."""

    sheet: Sheet
    pdf: Any
    state: State = field(default_factory=State)
    _saved: list[State] = field(default_factory=list)
    _text: Matrix = IDENTITY
    _line: Matrix = IDENTITY
    _paths: list[list[Point]] = field(default_factory=list)
    _points: int = 0
    _faces: dict[str, Face] = field(default_factory=dict)
    _resources: Any = None
    _depth: int = 0

    def paint(self, content: Any, resources: Any) -> None:
        """Follow a content stream with its resources."""
        outer = self._faces, self._resources
        self._faces, self._resources = {**self._faces, **faces_of(resources)}, resources
        for operands, operator in ContentStream(content, self.pdf, "bytes").operations:
            name = operator.decode("latin-1") if isinstance(operator, bytes) else str(operator)
            action = _ACTIONS.get(name)
            if action is not None:
                _tried(action, self, operands, name)
        self._faces, self._resources = outer

    def save(self, _operands: Sequence[Any], name: str) -> None:
        """Keep the state, or bring back the one kept last."""
        if name == "q":
            self._saved.append(copy(self.state))
        elif self._saved:
            self.state = self._saved.pop()

    def place(self, operands: Sequence[Any], _name: str) -> None:
        """Change the coordinates."""
        self.state.place = times(matrix(operands), self.state.place)

    def begin(self, _operands: Sequence[Any], _name: str) -> None:
        """Begin a text object."""
        self._text = self._line = IDENTITY

    def move(self, operands: Sequence[Any], name: str) -> None:
        """Go to another line."""
        if name == "Tm":
            self._line = matrix(operands)
        elif name == "T*":
            self._line = times(moved(0, -self.state.leading), self._line)
        else:
            x, y = float(operands[0]), float(operands[1])
            if name == "TD":
                self.state.leading = -y
            self._line = times(moved(x, y), self._line)
        self._text = self._line

    def set_font(self, operands: Sequence[Any], _name: str) -> None:
        """Choose the font and its size."""
        face = self._faces.get(str(operands[0]))
        self.state.face, self.state.size = face, float(operands[1])

    def set_number(self, operands: Sequence[Any], name: str) -> None:
        """Set a distance, a stretch or the way of printing."""
        given = float(operands[0])
        setattr(self.state, _NUMBERS[name], given / 100 if name == "Tz" else given)

    def show(self, operands: Sequence[Any], name: str) -> None:
        """Print characters."""
        if name in ("'", '"'):
            if name == '"':
                self.state.blank, self.state.between = float(operands[0]), float(operands[1])
            self.move((), "T*")
        pieces = operands[-1] if name == "TJ" else [operands[-1]]
        for piece in pieces:
            if isinstance(piece, bytes | str):
                self._print(piece)
            elif isinstance(piece, int | float):
                shift = -float(piece) / 1000 * self.state.size * self.state.stretch
                self._text = times(moved(shift, 0), self._text)

    def _print(self, printed: bytes | str) -> None:
        state = self.state
        if state.face is None:
            return
        text, width, codes = state.face.shown(printed)
        advance = width / 1000 * state.size + codes * state.between + text.count(" ") * state.blank
        place = times(times(moved(0, state.rise), self._text), state.place)
        self._text = times(moved(advance * state.stretch, 0), self._text)
        start, end = at(place, 0, 0), at(place, advance * state.stretch, 0)
        top = at(place, 0, state.size)
        high = abs(top[1] - start[1])
        if not text or high < 1 or abs(end[1] - start[1]) > _SLANT * abs(end[0] - start[0]):
            return
        x0, x1 = sorted((start[0], end[0]))
        self._add(Run(text, x0, x1, start[1], high, state.mode not in _INVISIBLE))

    def _add(self, run: Run) -> None:
        last = self.sheet.runs[-1] if self.sheet.runs else None
        if (
            last is not None
            and last.y == run.y
            and abs(run.x0 - last.x1) < _NEW_RUN * run.size
            and last.size == run.size
            and last.is_visible == run.is_visible
            and not (last.text[-1:] + run.text[:1]).isascii()
        ):
            self.sheet.runs[-1] = replace(last, text=last.text + run.text, x1=run.x1)
        else:
            self.sheet.add(run)

    def path(self, operands: Sequence[Any], name: str) -> None:
        """Draw a piece of a path."""
        numbers = [float(number) for number in operands]
        if self._points > _MOST_POINTS:
            return
        if name == "re":
            x, y, width, height = numbers
            corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y))
            self._paths.append([at(self.state.place, *corner) for corner in corners])
        elif name == "m":
            self._paths.append([at(self.state.place, numbers[0], numbers[1])])
        elif name == "h" and self._paths:
            self._paths[-1].append(self._paths[-1][0])
        elif self._paths:
            self._paths[-1].append(at(self.state.place, numbers[-2], numbers[-1]))
        self._points += 1

    def finish(self, _operands: Sequence[Any], name: str) -> None:
        """Rule the path, or let it go."""
        for points in self._paths:
            self._rule(points, name)
        self._paths.clear()

    def _rule(self, points: Sequence[Point], name: str) -> None:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        wide, high = max(xs) - min(xs), max(ys) - min(ys)
        if name in _FILLS and min(wide, high) < _THICKEST_LINE:
            level = high < wide
            middle = (min(ys) + max(ys)) / 2 if level else (min(xs) + max(xs)) / 2
            start = (min(xs), middle) if level else (middle, min(ys))
            end = (max(xs), middle) if level else (middle, max(ys))
            pairs = [(start, end)]
        elif name in _STROKES:
            closing = [points[0]] if name in ("s", "b", "b*") else []
            pairs = list(zip(points, [*points[1:], *closing], strict=False))
        else:
            return
        strokes = (stroke_between(*pair) for pair in pairs)
        self.sheet.strokes += [stroke for stroke in strokes if stroke is not None]

    def draw(self, operands: Sequence[Any], name: str) -> None:
        """Draw a picture, or follow a form."""
        drawn = _held(_held(self._resources, "/XObject"), str(operands[0]))
        if not isinstance(drawn, StreamObject):
            return
        if drawn.get("/Subtype") == "/Image":
            self.picture((), name)
        elif drawn.get("/Subtype") == "/Form" and self._depth < _DEEPEST_FORM:
            self._form(drawn)

    def _form(self, form: StreamObject) -> None:
        outer, lines = copy(self.state), (self._text, self._line)
        numbers = _held(form, "/Matrix")
        if isinstance(numbers, ArrayObject):
            self.state.place = times(matrix(numbers), outer.place)
        self._depth += 1
        saved, self._saved = self._saved, []
        self.paint(form, _held(form, "/Resources") or self._resources)
        self._saved = saved
        self._depth -= 1
        self.state, (self._text, self._line) = outer, lines

    def picture(self, _operands: Sequence[Any], _name: str) -> None:
        """Count the area of a picture."""
        (x0, y0), (x1, y1) = at(self.state.place, 0, 0), at(self.state.place, 1, 1)
        self.sheet.pictured += abs(x1 - x0) * abs(y1 - y0)


type _Action = Callable[[Painter, Sequence[Any], str], None]
_NUMBERS = {
    "Tc": "between", "Tw": "blank", "Tz": "stretch", "TL": "leading", "Ts": "rise", "Tr": "mode",
}  # fmt: skip
_NAMES: dict[_Action, tuple[str, ...]] = {
    Painter.save: ("q", "Q"),
    Painter.place: ("cm",),
    Painter.begin: ("BT",),
    Painter.move: ("Td", "TD", "Tm", "T*"),
    Painter.set_font: ("Tf",),
    Painter.set_number: tuple(_NUMBERS),
    Painter.show: ("Tj", "TJ", "'", '"'),
    Painter.path: ("re", "m", "l", "c", "v", "y", "h"),
    Painter.finish: (*_STROKES, *_FILLS, "n"),
    Painter.draw: ("Do",),
    Painter.picture: ("INLINE IMAGE",),
}
_ACTIONS = {name: action for action, names in _NAMES.items() for name in names}


def _tried(action: _Action, painter: Painter, operands: Any, name: str) -> None:
    # An operator with too few or odd operands draws nothing: so do the programs people print with.
    try:
        action(painter, operands, name)
    except (ValueError, TypeError, IndexError, KeyError, OverflowError):
        return


def _held(holder: Any, name: str) -> Any:
    found = holder.get(name) if isinstance(holder, DictionaryObject) else None
    return found.get_object() if isinstance(found, IndirectObject) else found
