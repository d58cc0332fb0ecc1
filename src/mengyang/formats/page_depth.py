"""网页层数 — the source of a page in, whether its elements nest too deep out.

Asked before the page is parsed: a parser looks through all open elements at every tag, so that
time grows with the square of the depth.
"""

import re

MOST_LEVELS = 500

_TAG = re.compile(r"<(?:!--|(/?)([A-Za-z][A-Za-z0-9]*))")
# Never open: they hold nothing, or the next of their kind closes them.
_FLAT = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup",
    "option", "optgroup", "a", "button", "nobr", "html", "head", "body",
))  # fmt: skip
_RAW = frozenset(("script", "style", "textarea", "title"))


def is_too_deep(page: str) -> bool:
    """Whether more than `MOST_LEVELS` elements of `page` stand in one another."""
    depth = 0
    at = 0
    while (tag := _TAG.search(page, at)) is not None:
        at = tag.end()
        name = (tag[2] or "").lower()
        if not name or (name in _RAW and not tag[1]):
            end = page.find(f"</{tag[2]}" if name else "-->", at)
            if end < 0:
                return False
            at = end if not name else end + len(name) + 2
        elif name not in _FLAT and name not in _RAW:
            depth = max(depth - 1, 0) if tag[1] else depth + 1
            if depth > MOST_LEVELS:
                return True
    return False
