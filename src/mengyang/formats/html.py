"""网页 — the text of a government page in, the document it shows out as lines.

Scripts, navigation, breadcrumbs and the foot of the page go; header tables stay as label:value.
The document is the smallest element that holds nearly all sentences of the page; outside of it
only header fields, the title, further sentences and names of attachments are kept.
"""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from mengyang.core.documents.secrecy import secrecy_mark
from mengyang.core.findings import Finding, Refused
from mengyang.formats.page_depth import MOST_LEVELS, is_too_deep
from mengyang.formats.page_document import left_out_findings, page_document
from mengyang.formats.page_furniture import (
    is_attachment,
    is_footer,
    is_furniture_name,
    is_header_line,
)
from mengyang.formats.page_lines import Line, Printer, names_of
from mengyang.formats.page_style import is_hidden
from mengyang.formats.text import clean, count_letters

_NEVER_SHOWN = (
    "script, style, noscript, template, iframe, object, svg, select, option, button, input, "
    "textarea, audio, video, canvas, map, head"
)
_ENTITY = re.compile(r"<!(?:ENTITY|DOCTYPE[^>]*\[)", re.IGNORECASE)
_SENTENCE = re.compile(r"[。；;，,、]")
_CONTAINERS = frozenset((
    "article", "body", "center", "div", "form", "main", "section", "table", "tbody", "td", "tr",
    "ul", "ol", "fieldset", "span", "font",
))  # fmt: skip
_ASIDE_TAGS = frozenset(("nav", "footer", "aside"))
_CORE_SHARE = 0.98
_ASIDE_SHARE = 0.2
_MANY_LINKS = 3


def html_text(page: str) -> tuple[str, tuple[Finding, ...]]:
    """The lines of the document on `page`, and what was left out of it.

    Raises `Refused` for a page with entities or one that is too deep.
    """
    if _ENTITY.search(page):
        raise Refused("formats.refused.dtd", "formats.hint.save_again", part="HTML")
    if is_too_deep(page):
        raise Refused("formats.refused.too_deep", "formats.hint.save_as", limit=MOST_LEVELS)
    tree = LexborHTMLParser(page)
    title = _declared_title(tree)
    tree.strip_tags(_NEVER_SHOWN.split(", "))
    body = tree.body
    if body is None:
        return "", ()
    dropped = _drop_furniture(body)
    core = _core(body)
    document = page_document(_lines(body, core.mem_id), core.mem_id, title)
    left_out = (*dropped, *document.left_out)
    lines = (*filter(_bears_grade, (line.text for line in left_out)), *document.kept)
    return clean("\n".join(lines)), left_out_findings(left_out)


def _bears_grade(line: str) -> bool:
    # A grade of secrecy is never furniture; a number in the margin may count visitors.
    mark = secrecy_mark(line)
    return mark is not None and mark.kind == "grade"


def _lines(node: LexborNode, core: int = 0) -> list[Line]:
    printer = Printer(core=core)
    printer.visit(node)
    printer.flush()
    return printer.lines


def _declared_title(tree: LexborHTMLParser) -> str:
    meta = tree.css_first('meta[name="ArticleTitle" i]')
    return "" if meta is None else (meta.attributes.get("content") or "").strip()


def _drop_furniture(body: LexborNode) -> list[Line]:
    """Take navigation, breadcrumbs and the foot out of the page; the lines they held."""
    weights = _weights(body)
    total = max(weights[body.mem_id], 1)
    dropped = [
        node
        for node in body.traverse(include_text=False)
        if weights.get(node.mem_id, 0) < _ASIDE_SHARE * total and _is_aside(node)
    ]
    lines: list[Line] = []
    # From the inside out, so that no node is freed while its child is still to come.
    for node in reversed(dropped):
        lines[:0] = _lines(node)
        node.decompose()
    return lines


def _is_aside(node: LexborNode) -> bool:
    if node.tag == "body":
        return False
    if is_hidden(node):
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
