"""密级拦截 — the text of a file in; one that bears a secrecy mark is refused."""

from mengyang.core.documents.secrecy import secrecy_mark
from mengyang.core.findings import Refused


def require_unmarked(text: str) -> None:
    """Raises `Refused` where `text` bears a mark: asked before anything else is said of it."""
    mark = secrecy_mark(text)
    if mark is not None:
        raise Refused("formats.refused.secrecy_mark", "formats.hint.secrecy_mark", line=mark.line)
