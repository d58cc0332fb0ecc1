"""网页段落 — an element of a page in, its lines out: paragraphs, list items, table rows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from mengyang.formats.page_furniture import is_label, is_title_name
from mengyang.formats.page_style import is_block, keeps_breaks
from mengyang.formats.page_tables import table_rows

_HEADINGS = frozenset(("h1", "h2", "h3"))
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_HAN = "[　-〿㐀-鿿＀-￯]"
_WRAP = r"[ \t]*[\r\n][ \t\r\n\f]*"
_HAN_BREAK = re.compile(rf"(?<={_HAN}){_WRAP}|{_WRAP}(?={_HAN})")
# Blanks of the source that a page shows as they are, until the others are joined.
_SHOWN = {"\n": "\v", "\t": "\x1f", " ": "\x1e"}
_AS_SHOWN = str.maketrans(_SHOWN)
_AS_PRINTED = str.maketrans({"\x1f": "\t", "\x1e": " "})


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page. `linked` is the share of its characters that are links."""

    text: str
    linked: float = 0.0
    is_title: bool = False
    place: int = 0


class Within(NamedTuple):
    """What an element stands in: a link, a heading or something named as a title."""

    link: bool = False
    title: bool = False


NOWHERE = Within()


@dataclass(slots=True)
class Printer:
    """Walks elements and collects lines; those inside `core` carry it as their place."""

    core: int = 0
    lines: list[Line] = field(default_factory=list)
    _pieces: list[tuple[str, bool]] = field(default_factory=list)
    _place: int = 0
    _keeps: bool = False

    def visit(self, node: LexborNode, within: Within = NOWHERE) -> None:
        """Add the lines of `node`."""
        if node.is_text_node:
            words = node.text_content or ""
            self._pieces.append((words.translate(_AS_SHOWN) if self._keeps else words, within.link))
        elif node.tag == "br":
            self._pieces.append(("\v", within.link))
        elif node.is_element_node:
            place, keeps = self._place, self._keeps
            self._keeps = keeps_breaks(node, keeps)
            self._element(node, within._replace(link=within.link or node.tag == "a"))
            self._place, self._keeps = place, keeps

    def flush(self, titled: bool = False) -> None:
        """End the line that is being collected."""
        total = sum(len(text.strip()) for text, _ in self._pieces)
        linked = sum(len(text.strip()) for text, is_link in self._pieces if is_link)
        # A break beside Han characters is how the source was wrapped, not a blank.
        joined = _HAN_BREAK.sub("", "".join(text for text, _ in self._pieces))
        self._pieces.clear()
        for text in joined.split("\v"):
            shown = _BLANKS.sub(" ", text).translate(_AS_PRINTED).strip(" ")
            if shown.strip():
                self.lines.append(Line(shown, linked / max(total, 1), titled, self._place))

    def _element(self, node: LexborNode, within: Within) -> None:
        is_core = node.mem_id == self.core
        if is_core:
            self.flush(within.title)
            self._place = self.core
        if node.tag == "table":
            self._table(node, within.link)
        elif is_block(node):
            self._block(node, within)
        else:
            for child in _inside(node):
                self.visit(child, within)
        if is_core:
            self.flush(within.title)

    def _block(self, node: LexborNode, within: Within) -> None:
        self.flush()
        titled = within.title or node.tag in _HEADINGS or is_title_name(names_of(node))
        number = list_number(node)
        if number:
            self._pieces.append((number, within.link))
        pair = node.tag == "dt" and is_label(node.text())
        for child in _inside(node):
            self.visit(child, Within(within.link, titled))
        if pair and not node.text().strip().endswith((":", "：")):
            self._pieces.append((":", within.link))
        if not pair:
            self.flush(titled)

    def _table(self, table: LexborNode, linked: bool) -> None:
        self.flush()
        rows = table_rows(table)
        if rows is None:
            for child in _inside(table):
                self.visit(child, Within(linked))
            self.flush()
        else:
            share = _linked_share(table)
            self.lines.extend(Line(row, share, False, self._place) for row in rows)


def names_of(node: LexborNode) -> str:
    """The class and id of an element, as one string."""
    return f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"


def list_number(node: LexborNode) -> str:
    """The number a browser prints before an item of an ordered list."""
    parent = node.parent
    if node.tag != "li" or parent is None or parent.tag != "ol":
        return ""
    start = parent.attributes.get("start") or "1"
    number = int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1
    for sibling in _inside(parent):
        if sibling.mem_id == node.mem_id:
            break
        number += sibling.tag == "li"
    return f"{number}. "


def _inside(node: LexborNode) -> Iterator[LexborNode]:
    return node.iter(include_text=True)


def _linked_share(node: LexborNode) -> float:
    total = len(node.text().strip())
    return sum(len(link.text().strip()) for link in node.css("a")) / max(total, 1)
