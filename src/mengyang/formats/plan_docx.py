"""实施方案稿 — a unit's own plan as a Word paper in the layout of GB/T 9704, to be edited outside.

Every task carries its marker in its own words (上级任务3.2), so that it can be found again after
any editing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from mengyang.formats.official_paper import Block, Heading, OfficialPaper, Text, write_paper


@dataclass(frozen=True, slots=True)
class PaperTask:
    """A task: its heading with the marker, then lines of label and text."""

    heading: str
    marker: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PaperPart:
    """A part 一、 with paragraphs, or with groups （一） of tasks."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    groups: tuple[tuple[str, tuple[PaperTask, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class PlanPaper:
    """The whole paper: title, opening words, parts, and who signs on which day (落款)."""

    title: str
    opening: str
    parts: tuple[PaperPart, ...]
    closing: tuple[str, ...] = ()


def write_plan(paper: PlanPaper, out: IO[bytes]) -> int:
    """Write the paper as .docx; how many tasks it holds."""
    blocks = (Text(paper.opening), *(block for part in paper.parts for block in _part(part)))
    write_paper(OfficialPaper(paper.title, blocks, closing=paper.closing), out)
    return sum(len(tasks) for part in paper.parts for _, tasks in part.groups)


def _part(part: PaperPart) -> Iterator[Block]:
    yield Heading(1, part.heading)
    for words in part.paragraphs:
        yield Text(words)
    for heading, tasks in part.groups:
        yield Heading(2, heading)
        for task in tasks:
            yield Heading(3, f"{task.heading}（{task.marker}）")
            for label, text in task.lines:
                yield Text(f"{label}：{text}")
