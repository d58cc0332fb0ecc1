"""网页正文 — the lines of a page in, those of its document out and those left out beside them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mengyang.core.findings import Finding, Level
from mengyang.formats.page_furniture import is_attachment, is_footer, is_furniture, is_header_line
from mengyang.formats.page_lines import Line
from mengyang.formats.text import count_letters

_TITLE_LETTERS = 8
_MOST_LINKED = 0.3
_SHOWN_LETTERS = 40
# What closes a document in a box of its own: who signed, the day, how it is made public.
_CLOSING = re.compile(
    r".{2,30}(?:政府|办公[厅室]|[局委部厅院会])|(?:\d{4}|"
    r"[〇○零一二三四五六七八九]{4})年[^年月]{1,3}月[^月日]{1,3}日"
    r"|[(（]此件.{2,12}[)）]"
)
_ADDRESSED = re.compile(r"各.{2,80}[:：]")


@dataclass(frozen=True, slots=True)
class PageDocument:
    """The lines of the document, and the lines of the page that were left out."""

    kept: tuple[str, ...]
    left_out: tuple[Line, ...]


def page_document(lines: Sequence[Line], core: int, title: str) -> PageDocument:
    """What of `lines` is the document that stands in the element `core`, called `title`."""
    inside = {_bare(line.text) for line in lines if line.place == core}
    chosen = _chosen(lines, core, title, inside)
    kept = [line.text for line, stays in zip(lines, chosen, strict=True) if stays]
    if title and _bare(title) not in "".join(inside) and _bare(title) not in map(_bare, kept):
        kept.insert(0, title)
    left = (line for line, stays in zip(lines, chosen, strict=True) if not stays)
    # What stands twice, as the title above the document does, is not left out.
    return PageDocument(tuple(kept), tuple(line for line in left if _bare(line.text) not in inside))


def left_out_findings(left_out: Iterable[Line]) -> tuple[Finding, ...]:
    """What is to be said of the lines left out: a warning where one of them is a sentence."""
    lines = [line for line in left_out if count_letters(line.text)]
    if not lines:
        return ()
    sentences = [line for line in lines if _is_sentence(line)]
    longest = max(sentences or lines, key=lambda line: len(line.text)).text.strip()
    if len(longest) > _SHOWN_LETTERS:
        longest = longest[:_SHOWN_LETTERS] + "…"
    level = Level.WARNING if sentences else Level.INFO
    params = {"count": len(lines), "longest": longest}
    return (Finding("formats.finding.page_left_out", level, params),)


def _chosen(lines: Sequence[Line], core: int, title: str, inside: set[str]) -> list[bool]:
    first = next((index for index, line in enumerate(lines) if line.place == core), len(lines))
    chosen = [
        not is_furniture(line.text)
        and (
            line.place == core
            or _stays(line)
            or (index < first and _is_title(line, title) and _bare(line.text) not in inside)
        )
        for index, line in enumerate(lines)
    ]
    _bridge(lines, chosen, core)
    return chosen


def _bridge(lines: Sequence[Line], chosen: list[bool], core: int) -> None:
    """Headings between parts of the document stay, and so do the addressee and who signed."""
    parts = [
        index
        for index, line in enumerate(lines)
        if chosen[index] and (line.place == core or _is_sentence(line))
    ]
    if not parts:
        return
    for index in range(parts[0] + 1, parts[-1]):
        chosen[index] = chosen[index] or _is_plain(lines[index])
    before = parts[0] - 1
    if before >= 0 and _ADDRESSED.fullmatch(_bare(lines[before].text)):
        chosen[before] = True
    for index in range(parts[-1] + 1, len(lines)):
        if not (chosen[index] or _CLOSING.fullmatch(_bare(lines[index].text))):
            break
        chosen[index] = chosen[index] or _is_plain(lines[index])


def _stays(line: Line) -> bool:
    """Whether a line outside the document's element belongs to the document."""
    if is_header_line(line.text) or (line.linked > 0 and is_attachment(line.text)):
        return True
    return _is_sentence(line) or ("\t" in line.text and _is_plain(line))


def _is_sentence(line: Line) -> bool:
    return "。" in line.text and _is_plain(line)


def _is_plain(line: Line) -> bool:
    return line.linked < _MOST_LINKED and not is_footer(line.text) and not is_furniture(line.text)


def _is_title(line: Line, title: str) -> bool:
    if title and _bare(line.text) == _bare(title):
        return True
    return line.is_title and count_letters(line.text) >= _TITLE_LETTERS and line.linked < 0.5


def _bare(text: str) -> str:
    return "".join(text.split())
