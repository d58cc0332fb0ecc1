"""自动编号 — the numbers Word prints before a paragraph and does not keep in its text.

Numbering and styles of a document in; for each paragraph, in order, its printed number out.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from mengyang.formats.elements import attribute, children, find, value, whole

_CHINESE = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_LEVELS = 9
_FLAT_DIGITS = {"ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"}
_SILENT = {"bullet", "none"}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: its first number, how a number is written, what stands around it."""

    start: int = 1
    form: str = "decimal"
    pattern: str = ""
    legal: bool = False
    restarts: bool = True
    style: str = ""


@dataclass(slots=True)
class Numbering:
    """The lists of a document and where each of them stands."""

    lists: dict[str, str] = field(default_factory=dict)
    levels: dict[tuple[str, int], Level] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    overrides: dict[tuple[str, int], int] = field(default_factory=dict)
    _counts: defaultdict[str, list[int]] = field(
        default_factory=lambda: defaultdict(lambda: [0] * _LEVELS)
    )

    def next_number(self, properties: Element | None) -> str:
        """The number printed before the paragraph with these properties, mostly empty."""
        number, depth = self._place(properties)
        shape = self.lists.get(number)
        if shape is None or (shape, depth) not in self.levels:
            return ""
        counts = self._counts[shape]
        level = self.levels[shape, depth]
        # Lists of one shape go on counting; one that starts anew says so, once.
        anew = self.overrides.pop((number, depth), None)
        if anew is not None:
            counts[depth] = anew
        else:
            counts[depth] = counts[depth] + 1 if counts[depth] else level.start
        for deeper in range(depth + 1, _LEVELS):
            if self.levels.get((shape, deeper), Level()).restarts:
                counts[deeper] = 0
        return "" if level.form in _SILENT else self._printed(shape, level, counts)

    def _place(self, properties: Element | None) -> tuple[str, int]:
        if properties is None:
            return "", 0
        style = find(properties, "pStyle")
        number, depth = self.styles.get(value(style), ("", 0))
        own = find(properties, "numPr")
        if own is not None:
            number = value(find(own, "numId"), number)
            depth = whole(value(find(own, "ilvl")), depth)
        return number, min(max(depth, 0), _LEVELS - 1)

    def _printed(self, shape: str, level: Level, counts: list[int]) -> str:
        text = level.pattern
        for depth in range(_LEVELS):
            mark = f"%{depth + 1}"
            if mark in text:
                other = self.levels.get((shape, depth), Level())
                form = "decimal" if level.legal else other.form
                text = text.replace(mark, written(counts[depth] or other.start, form))
        return text if not text or not text[-1].isalnum() else f"{text} "


def read_numbering(lists: Element | None, styles: Element | None) -> Numbering:
    """The numbering of a document from its `numbering` and `styles` parts."""
    numbering = Numbering()
    if lists is None:
        return numbering
    for shape in children(lists, "abstractNum"):
        name = attribute(shape, "abstractNumId")
        for level in children(shape, "lvl"):
            depth = whole(attribute(level, "ilvl"), 0)
            numbering.levels[name, depth] = _level(level)
    for entry in children(lists, "num"):
        name = attribute(entry, "numId")
        numbering.lists[name] = value(find(entry, "abstractNumId"))
        for override in children(entry, "lvlOverride"):
            start = find(override, "startOverride")
            if start is not None:
                depth = whole(attribute(override, "ilvl"), 0)
                numbering.overrides[name, depth] = whole(value(start), 1)
    numbering.styles.update(_styled(styles))
    _follow_styles(lists, numbering)
    return numbering


def written(number: int, form: str) -> str:
    """`number` as Word writes it in the numbering format `form`."""
    if form.startswith("chineseLegal"):
        return _counted(number, _LEGAL, ("", "拾", "佰", "仟"))
    if form in _FLAT_DIGITS:
        return "".join(_CHINESE[int(digit)] for digit in str(number))
    if form.startswith(("chinese", "japaneseCounting", "taiwaneseCounting", "ideographTrad")):
        return _counted(number, _CHINESE, ("", "十", "百", "千"))
    if form.startswith("decimalEnclosedCircle") and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if form == "decimalFullWidth":
        return "".join(chr(0xFF10 + int(digit)) for digit in str(number))
    if form.endswith("Letter") and 1 <= number <= 26:
        letter = chr(ord("a") + number - 1)
        return letter.upper() if form.startswith("upper") else letter
    if form.endswith("Roman") and 1 <= number < 100:
        roman = _roman(number)
        return roman if form.startswith("upper") else roman.lower()
    return str(number)


def _level(level: Element) -> Level:
    return Level(
        start=whole(value(find(level, "start")), 1),
        form=value(find(level, "numFmt"), "decimal"),
        pattern=value(find(level, "lvlText")),
        legal=find(level, "isLgl") is not None,
        restarts=value(find(level, "lvlRestart"), "1") != "0",
        style=value(find(level, "pStyle")),
    )


def _follow_styles(lists: Element, numbering: Numbering) -> None:
    """Shapes kept in a style, and styles that a level claims for itself."""
    for shape in children(lists, "abstractNum"):
        linked = value(find(shape, "numStyleLink"))
        other = numbering.lists.get(numbering.styles.get(linked, ("", 0))[0])
        if linked and other is not None:
            own = attribute(shape, "abstractNumId")
            numbering.lists |= {n: other for n, held in numbering.lists.items() if held == own}
    claimed = {
        (level.style, shape): depth
        for (shape, depth), level in numbering.levels.items()
        if level.style
    }
    for name, (number, depth) in list(numbering.styles.items()):
        shape_name = numbering.lists.get(number, "")
        numbering.styles[name] = number, claimed.get((name, shape_name), depth)


def _styled(styles: Element | None) -> dict[str, tuple[str, int]]:
    """Style name → list and depth, followed through the styles each one is based on."""
    entries = (
        {} if styles is None else {attribute(s, "styleId"): s for s in children(styles, "style")}
    )
    found: dict[str, tuple[str, int]] = {}
    for name in entries:
        seen: set[str] = set()
        current = name
        while current in entries and current not in seen:
            seen.add(current)
            place = _style_place(entries[current])
            if place is not None:
                found[name] = place
                break
            current = value(find(entries[current], "basedOn"))
    return found


def _style_place(style: Element) -> tuple[str, int] | None:
    properties = find(style, "pPr")
    own = None if properties is None else find(properties, "numPr")
    if own is None:
        return None
    return value(find(own, "numId")), whole(value(find(own, "ilvl")), 0)


def _counted(number: int, digits: str, ranks: tuple[str, ...]) -> str:
    if not 0 < number < 10_000:
        return str(number)
    text, gap = "", False
    for place in reversed(range(len(str(number)))):
        digit = number // 10**place % 10
        if digit:
            text += (digits[0] if gap and text else "") + digits[digit] + ranks[place]
        gap = not digit
    # 十二, never 一十二; the legal numerals keep their 壹.
    return text[1:] if 10 <= number < 20 and digits is _CHINESE else text


def _roman(number: int) -> str:
    text = ""
    for worth, letters in (
        (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        text += letters * (number // worth)
        number %= worth
    return text
