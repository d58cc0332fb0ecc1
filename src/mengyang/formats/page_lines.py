"""网页段落 — an element of a page in, its lines out: paragraphs, list items, table rows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from mengyang.formats.page_furniture import is_label, is_title_name
from mengyang.formats.page_tables import table_rows

BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
_HEADINGS = frozenset(("h1", "h2", "h3"))
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_HAN_BREAK = re.compile(r"(?<=[　-〿㐀-鿿＀-￯])[ \t]*[\r\n][ \t\r\n\f]*(?=[　-〿㐀-鿿＀-￯])")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page. `linked` is the share of its characters that are links."""

    text: str
    linked: float = 0.0
    is_title: bool = False
    place: int = 0


@dataclass(slots=True)
class Printer:
    """Walks elements and collects lines; those inside `core` carry it as their place."""

    core: int = 0
    lines: list[Line] = field(default_factory=list)
    _pieces: list[tuple[str, bool]] = field(default_factory=list)
    _place: int = 0

    def visit(self, node: LexborNode, linked: bool = False, titled: bool = False) -> None:
        """Add the lines of `node`."""
        if node.is_text_node:
            self._pieces.append((node.text_content or "", linked))
            return
        tag = node.tag or ""
        if tag == "br":
            self._pieces.append(("\v", linked))
        elif tag == "table":
            self._table(node, linked)
        elif tag in BLOCKS:
            self._block(node, linked, titled)
        elif node.is_element_node:
            for child in _inside(node):
                self.visit(child, linked or tag == "a", titled)

    def flush(self, titled: bool = False) -> None:
        """End the line that is being collected."""
        total = sum(len(text.strip()) for text, _ in self._pieces)
        linked = sum(len(text.strip()) for text, is_link in self._pieces if is_link)
        # A break inside a run of Han characters is how the source was wrapped, not a blank.
        joined = _HAN_BREAK.sub("", "".join(text for text, _ in self._pieces))
        self._pieces.clear()
        for text in joined.split("\v"):
            shown = _BLANKS.sub(" ", text).strip(" ")
            if shown.strip():
                self.lines.append(Line(shown, linked / max(total, 1), titled, self._place))

    def _block(self, node: LexborNode, linked: bool, titled: bool) -> None:
        self.flush()
        outer = self._place
        if node.mem_id == self.core:
            self._place = self.core
        titled = titled or node.tag in _HEADINGS or is_title_name(names_of(node))
        number = list_number(node)
        if number:
            self._pieces.append((number, linked))
        pair = node.tag == "dt" and is_label(node.text())
        for child in _inside(node):
            self.visit(child, linked, titled)
        if pair and not node.text().strip().endswith((":", "：")):
            self._pieces.append((":", linked))
        if not pair:
            self.flush(titled)
        self._place = outer

    def _table(self, table: LexborNode, linked: bool) -> None:
        self.flush()
        rows = table_rows(table)
        outer, self._place = (
            self._place,
            self._place or (self.core if table.mem_id == self.core else 0),
        )
        if rows is None:
            for child in _inside(table):
                self.visit(child, linked)
            self.flush()
        else:
            share = _linked_share(table)
            self.lines.extend(Line(row, share, False, self._place) for row in rows)
        self._place = outer


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
