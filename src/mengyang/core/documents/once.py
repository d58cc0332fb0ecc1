"""一次读取 — what several readings ask of one document is found once: the latest answer is kept."""

from collections.abc import Callable
from functools import wraps

from mengyang.core.documents.records import Document


def once_a_document[R](find: Callable[[Document], R]) -> Callable[[Document], R]:
    """`find`, which looks again only where it is asked of another document than the last time.

    Documents are told apart by identity: to compare their texts would cost more than it saves.
    """
    latest: tuple[Document, R] | None = None

    @wraps(find)
    def found(document: Document) -> R:
        nonlocal latest
        # Threads may ask at once: each looks only at what it holds itself.
        known = latest
        if known is None or known[0] is not document:
            known = latest = (document, find(document))
        return known[1]

    return found
