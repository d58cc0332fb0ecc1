"""网页样式 — what the inline style of an element says of its lines: hidden, a block, breaks kept.

Style sheets are not followed; what tags and `style` attributes say is what exports write.
"""

import re

from selectolax.lexbor import LexborNode

BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "listing",
    "main", "menu", "nav", "ol", "p", "plaintext", "pre", "search", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "xmp",
))  # fmt: skip
_KEEPING = frozenset(("pre", "listing", "plaintext", "xmp"))
_DISPLAY = re.compile(r"(?:^|;)\s*display\s*:\s*([a-z-]+)", re.IGNORECASE)
_WHITE_SPACE = re.compile(r"(?:^|;)\s*white-space\s*:\s*([a-z-]+)", re.IGNORECASE)
_BLOCK_DISPLAYS = frozenset(("block", "flex", "grid", "list-item", "table", "table-row"))
_KEEPING_SPACES = frozenset(("pre", "pre-wrap", "pre-line", "break-spaces"))


def is_hidden(node: LexborNode) -> bool:
    """Whether the element says that nobody is to see it."""
    return "hidden" in node.attributes or _said(_DISPLAY, node) == "none"


def is_block(node: LexborNode) -> bool:
    """Whether the element has lines of its own."""
    return node.tag in BLOCKS or _said(_DISPLAY, node) in _BLOCK_DISPLAYS


def keeps_breaks(node: LexborNode, outside: bool) -> bool:
    """Whether line breaks of the source are shown in the element; `outside`: around it."""
    said = _said(_WHITE_SPACE, node)
    return said in _KEEPING_SPACES if said else outside or node.tag in _KEEPING


def _said(what: re.Pattern[str], node: LexborNode) -> str:
    style = node.attributes.get("style")
    found = what.search(style) if style else None
    return found[1].lower() if found else ""
