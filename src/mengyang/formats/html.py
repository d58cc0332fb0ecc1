"""网页 — the text of a government page in, the document it shows out as lines.

Scripts, navigation, breadcrumbs and the foot of the page go; header tables stay as label:value.
The document is the smallest element that holds nearly all sentences of the page; outside of it
only header fields, the title, further sentences and names of attachments are kept.
"""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from mengyang.core.findings import Refused
from mengyang.formats.page_depth import MOST_LEVELS, is_too_deep
from mengyang.formats.page_furniture import (
    is_attachment,
    is_footer,
    is_furniture,
    is_furniture_name,
    is_header_line,
)
from mengyang.formats.page_lines import Line, Printer, names_of
from mengyang.formats.text import clean, count_letters

_NEVER_SHOWN = (
    "script, style, noscript, template, iframe, object, svg, select, option, button, input, "
    "textarea, audio, video, canvas, map, head"
)
_ENTITY = re.compile(r"<!(?:ENTITY|DOCTYPE[^>]*\[)", re.IGNORECASE)
_SENTENCE = re.compile(r"[。；;，,、]")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_CONTAINERS = frozenset((
    "article", "body", "center", "div", "form", "main", "section", "table", "tbody", "td", "tr",
    "ul", "ol", "fieldset", "span", "font",
))  # fmt: skip
_ASIDE_TAGS = frozenset(("nav", "footer", "aside"))
_CORE_SHARE = 0.98
_ASIDE_SHARE = 0.2
_MANY_LINKS = 3
_TITLE_LETTERS = 8


def html_text(page: str) -> str:
    """The lines of the document on `page`; raises `Refused` for one with entities or too deep."""
    if _ENTITY.search(page):
        raise Refused("formats.refused.dtd", "formats.hint.save_again", part="HTML")
    if is_too_deep(page):
        raise Refused("formats.refused.too_deep", "formats.hint.save_as", limit=MOST_LEVELS)
    tree = LexborHTMLParser(page)
    title = _declared_title(tree)
    tree.strip_tags(_NEVER_SHOWN.split(", "))
    body = tree.body
    if body is None:
        return ""
    _drop_furniture(body)
    core = _core(body)
    printer = Printer(core=core.mem_id)
    printer.visit(body)
    printer.flush()
    return clean("\n".join(_kept(printer.lines, core.mem_id, title)))


def _declared_title(tree: LexborHTMLParser) -> str:
    meta = tree.css_first('meta[name="ArticleTitle" i]')
    return "" if meta is None else (meta.attributes.get("content") or "").strip()


def _drop_furniture(body: LexborNode) -> None:
    weights = _weights(body)
    total = max(weights[body.mem_id], 1)
    dropped = [
        node
        for node in body.traverse(include_text=False)
        if weights.get(node.mem_id, 0) < _ASIDE_SHARE * total and _is_aside(node)
    ]
    # From the inside out, so that no node is freed while its child is still to come.
    for node in reversed(dropped):
        node.decompose()


def _is_aside(node: LexborNode) -> bool:
    if node.tag == "body":
        return False
    hidden = "hidden" in node.attributes or _HIDDEN.search(node.attributes.get("style") or "")
    if hidden:
        return True
    named = node.tag in _ASIDE_TAGS or is_furniture_name(names_of(node)) or _is_masthead(node)
    if named:
        return not any(is_header_line(line) for line in node.text(separator="\n").split("\n"))
    return node.tag in ("ul", "ol", "div", "dl") and _is_list_of_links(node)


def _is_masthead(node: LexborNode) -> bool:
    # An article may have a header too: that one holds its title and no way elsewhere.
    return node.tag == "header" and node.css_first("nav, form, a") is not None


def _is_list_of_links(node: LexborNode) -> bool:
    links = [link.text().strip() for link in node.css("a")]
    if len(links) < _MANY_LINKS or any(is_attachment(link) for link in links):
        return False
    return sum(map(len, links)) > 0.6 * len("".join(node.text().split()))


def _weights(body: LexborNode) -> dict[int, int]:
    """For each element the letters of the sentences in it that are no links."""
    weights: dict[int, int] = {}

    def weigh(node: LexborNode) -> int:
        if node.is_text_node:
            text = node.text_content or ""
            counts = _SENTENCE.search(text) and not is_footer(text)
            return count_letters(text) if counts else 0
        inside = 0 if node.tag == "a" else sum(map(weigh, node.iter(include_text=True)))
        weights[node.mem_id] = inside
        return inside

    weigh(body)
    return weights


def _core(body: LexborNode) -> LexborNode:
    weights = _weights(body)
    wanted = _CORE_SHARE * weights[body.mem_id]
    core = body
    while True:
        inner = (
            child
            for child in core.iter()
            if child.tag in _CONTAINERS and weights[child.mem_id] >= max(wanted, 1)
        )
        child = next(inner, None)
        if child is None or not _holds_lines(child):
            return core
        core = child


def _holds_lines(node: LexborNode) -> bool:
    return node.tag == "table" or len(node.css("p, br, div, tr, li, td")) > 1


def _kept(lines: list[Line], core: int, title: str) -> list[str]:
    inside = {"".join(line.text.split()) for line in lines if line.place == core}
    kept: list[str] = []
    seen_core = False
    has_title = False
    for line in lines:
        seen_core = seen_core or line.place == core
        if is_furniture(line.text):
            continue
        is_title = _is_title(line, title) and not seen_core
        if (
            line.place == core
            or _stays(line)
            or (is_title and "".join(line.text.split()) not in inside)
        ):
            kept.append(line.text)
            has_title = has_title or is_title
    if title and not has_title and "".join(title.split()) not in "".join(inside):
        kept.insert(0, title)
    return kept


def _is_title(line: Line, title: str) -> bool:
    if title and "".join(line.text.split()) == "".join(title.split()):
        return True
    return line.is_title and count_letters(line.text) >= _TITLE_LETTERS and line.linked < 0.5


def _stays(line: Line) -> bool:
    """Whether a line outside the document's element belongs to the document."""
    if is_header_line(line.text) or (line.linked > 0 and is_attachment(line.text)):
        return True
    sentence = "。" in line.text and line.linked < 0.3
    return sentence and not is_footer(line.text)
