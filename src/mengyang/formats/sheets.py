"""版面 — one printed page as its reader finds it: runs of characters, strokes, pictures.

Points (1/72 inch) from the upper left corner, y downwards: a .pdf and an .ofd look the same here.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Run:
    """Characters printed in one go: from `x0` to `x1` on the baseline `y`, `size` points high."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    is_visible: bool = True


@dataclass(frozen=True, slots=True)
class Stroke:
    """A ruled line, horizontal (`y0 == y1`) or vertical (`x0 == x1`), ends in ascending order."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def is_level(self) -> bool:
        """Whether it is horizontal."""
        return self.x1 - self.x0 > self.y1 - self.y0


@dataclass(slots=True)
class Sheet:
    """A page: `pictured` is the area that pictures cover; `covert` runs are printed invisibly.

    `standing` are the runs of a template below the page: letterheads and the like; `begins` is
    whether a document of its own begins here.
    """

    width: float
    height: float
    runs: list[Run] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    standing: list[Run] = field(default_factory=list)
    pictured: float = 0.0
    begins: bool = False

    def add(self, run: Run) -> None:
        """Keep the run if it is printed within the page."""
        is_inside = run.x1 > 0 and run.x0 < self.width and 0 < run.y < self.height + run.size
        if is_inside and run.size < self.height / 3:
            self.runs.append(run)

    @property
    def pictured_share(self) -> float:
        """How much of the page is pictures, 0 to 1."""
        return min(self.pictured / max(self.width * self.height, 1.0), 1.0)


def stroke_between(start: tuple[float, float], end: tuple[float, float]) -> Stroke | None:
    """The stroke from one point to another; `None` where it is neither level nor upright."""
    (x0, y0), (x1, y1) = start, end
    wide, high = abs(x1 - x0), abs(y1 - y0)
    if max(wide, high) < _SHORTEST or min(wide, high) > _SLANT:
        return None
    middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2
    if wide > high:
        return Stroke(min(x0, x1), middle_y, max(x0, x1), middle_y)
    return Stroke(middle_x, min(y0, y1), middle_x, max(y0, y1))


_SHORTEST = 4.0
_SLANT = 1.0
