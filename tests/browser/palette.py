"""The colours of the pictures 截图调色板: those of the house and their blends, nothing else."""

from functools import cache
from pathlib import Path

from PIL import Image

type Colour = tuple[int, int, int]

# What is written and drawn with: ink, its softer tone, the accent, the lamps, frames, the mark of
# a hit. Then the grounds it stands on: paper and page.
INKS = ("1d252d", "55606b", "1c4e80", "2c7a3f", "b57a00", "b3261e", "8a949e", "000000")
GROUNDS = ("ffffff", "f5f6f8")
OTHERS = ("e9f0f7", "143a60", "6b7580", "d8dde3", "e8ebef", "aab2ba", "fff3b0", "69737d")
STEPS = 9


def reduce_colours(path: Path) -> None:
    """Store the picture again with the colours of the house."""
    with Image.open(path) as taken:
        few = taken.convert("RGB").quantize(palette=_palette(), dither=Image.Dither.NONE)
    few.save(path, optimize=True)


@cache
def _palette() -> Image.Image:
    inks, grounds = [_colour(each) for each in INKS], [_colour(each) for each in GROUNDS]
    blends = [
        _blend(ink, ground, step / STEPS)
        for ground in grounds
        for ink in inks
        for step in range(STEPS + 1)
    ]
    # Letters on the dark banner and on the buttons.
    blends += [_blend(ink, grounds[0], step / 12) for ink in inks[:3] for step in range(12)]
    colours = list(dict.fromkeys([_colour(each) for each in OTHERS] + blends))[:256]
    flat = [part for colour in colours for part in colour]
    palette = Image.new("P", (1, 1))
    palette.putpalette(flat + flat[-3:] * (256 - len(colours)))
    return palette


def _colour(digits: str) -> Colour:
    red, green, blue = (int(digits[at : at + 2], 16) for at in (0, 2, 4))
    return red, green, blue


def _blend(ink: Colour, ground: Colour, share: float) -> Colour:
    red, green, blue = (
        round(one * share + other * (1 - share)) for one, other in zip(ink, ground, strict=True)
    )
    return red, green, blue
