"""Pages in one line 页面文本: what a page says, however its template is broken into lines."""

import re


def in_one_line(page: str) -> str:
    """The page without breaks and indentation, none left beside or inside the marks of a tag."""
    return re.sub(r"(?<=[<>]) | (?=[<>])", "", " ".join(page.split()))
