"""演示日期 — the story told as of the day it is loaded: every day of it moved by whole months.

Who opens the demo in a later year finds matters that are due now, not years ago. The month in which
the story ends becomes the present one; what had happened in it by then, happened by yesterday.
Texts are moved with the days: what they say by month, the numbers of the story's own documents,
single years. Other documents that they cite keep their numbers.
"""

import calendar
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, timedelta

from mengyang.packs.incoming_story import DemoPaper
from mengyang.packs.story import Demo

_NUMBER = re.compile(r"(?:^|：)([一-鿿]+〔20\d\d〕\d+号)$", re.MULTILINE)
_SIGNED = re.compile(r"^(?:成文日期：)?(20\d\d)年(\d{1,2})月(\d{1,2})日$", re.MULTILINE)
_INDEX = re.compile(r"(?<=/)20\d\d(?=-\d{5})")
_BRACKETED = re.compile(r"〔20\d\d〕")
# What is said in a text: another's number, a month or day, a month alone, a year alone.
_SAID = re.compile(
    r"〔20\d\d〕|每年\d{1,2}月"
    r"|(?P<year>20\d\d)年(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?"
    r"|(?<!\d)(?P<only>\d{1,2})月(?:(?P<on>\d{1,2})日)?"
    r"|(?<![\d/])(?P<alone>20\d\d)(?=[年—])"
)
# Names of records and files are no words of the story.
_KEYS = frozenset({"key", "file", "area", "actor", "username", "office", "clause", "action"})


@dataclass(frozen=True, slots=True)
class Move:
    """How far the story, told until `end`, is moved so that it is over by `loaded`.

    `numbers` are those of its own documents, with the year of each as it becomes.
    """

    end: date
    loaded: date
    numbers: Mapping[str, int]

    @property
    def months(self) -> int:
        """From the month in which the story ends to the present one."""
        return (self.loaded.year - self.end.year) * 12 + self.loaded.month - self.end.month

    def day(self, day: date) -> date:
        """The day so many months on, of a shorter month the last; what is past stays past."""
        years, month = divmod(day.month - 1 + self.months, 12)
        year = day.year + years
        moved = date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
        return min(moved, self.loaded - timedelta(days=1)) if day <= self.end else moved

    def text(self, text: str) -> str:
        """The text with every day and year of the story in it moved."""
        signed = _signed_on(text)
        if signed:
            text = _INDEX.sub(str(self.day(signed).year), text)
        own = "|".join(map(re.escape, self.numbers))
        parts = re.split(f"({own})", text) if own else [text]
        return "".join(
            _BRACKETED.sub(f"〔{self.numbers[part]}〕", part)
            if part in self.numbers
            else _SAID.sub(self._said, part)
            for part in parts
        )

    def told[T](self, value: T) -> T:
        """A record of the story, or a value in one, moved with all it holds."""
        moved: object = value
        if isinstance(value, date):
            moved = self.day(value)
        elif isinstance(value, str):
            moved = self.text(value)
        elif isinstance(value, tuple):
            moved = tuple(self.told(each) for each in value)
        elif isinstance(value, bytes):
            moved = self._file(value)
        elif is_dataclass(value) and not isinstance(value, type):
            names = (field.name for field in fields(value) if field.name not in _KEYS)
            moved = replace(value, **{name: self.told(getattr(value, name)) for name in names})
        return moved  # type: ignore[return-value]

    def _file(self, content: bytes) -> bytes:
        try:
            return self.text(content.decode()).encode()
        except UnicodeDecodeError:
            # A picture says no days.
            return content

    def _said(self, found: re.Match[str]) -> str:
        year, month, day, only, on, alone = found.groups()
        if year:
            return self._written(int(year), int(month), day)
        if only:
            return self._written(0, int(only), on)
        # A year alone is taken at its middle.
        return str(int(alone) + (6 + self.months) // 12) if alone else found[0]

    def _written(self, year: int, month: int, day: str | None) -> str:
        if year and day:
            on = self.day(date(year, month, int(day)))
            return f"{on.year}年{on.month}月{on.day}日"
        years, at = divmod(month - 1 + self.months, 12)
        # Of a day without a year nobody knows whether it is the last of a leap year's February.
        on_day = f"{min(int(day), calendar.monthrange(2025, at + 1)[1])}日" if day else ""
        return (f"{year + years}年" if year else "") + f"{at + 1}月{on_day}"


def story_on(
    demo: Demo, papers: tuple[DemoPaper, ...], loaded: date
) -> tuple[Demo, tuple[DemoPaper, ...]]:
    """The story and its papers as of `loaded`; in the month in which it ends as it is told."""
    move = Move(demo.day, loaded, {})
    if move.months <= 0:
        return demo, papers
    years = {number: move.day(day).year for number, day in _numbers(demo, papers)}
    move = replace(move, numbers=years)
    return move.told(demo), move.told(papers)


def _numbers(demo: Demo, papers: Iterable[DemoPaper]) -> list[tuple[str, date]]:
    """The numbers of the story's own documents with their days; the first day of each comes last.

    A corrected text keeps the number, so the earlier text says of which year it is.
    """
    found = [(paper.number, paper.day) for paper in papers if paper.number]
    for document in demo.documents:
        number, signed = _NUMBER.search(document.text), _signed_on(document.text)
        if number and signed:
            found.append((number[1], signed))
    return sorted(found, key=lambda each: each[1], reverse=True)


def _signed_on(text: str) -> date | None:
    found = _SIGNED.search(text)
    return date(*map(int, found.groups())) if found else None
