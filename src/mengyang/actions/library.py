"""文件库索引 — the full-text index made anew from the documents, some of them at a time."""

from collections.abc import Callable, Iterator
from datetime import datetime

from mengyang.core.findings import Finding, Level
from mengyang.store.reads.search import behind, document_ids
from mengyang.store.writes import transaction
from mengyang.store.writes.search import forget_index, index_documents

_AT_ONCE = 50


def rebuild_index(tell: Callable[[int], None], *, at: datetime) -> int:
    """Make the index anew; how many documents it has. `tell(done)` is called now and then.

    No transaction is long: meanwhile a search may not find everything, and others may write.
    """
    with transaction(None, at):
        forget_index()
    done = last = 0
    while ids := document_ids(last, _AT_ONCE):
        with transaction(None, at):
            done += index_documents(ids)
        last = ids[-1]
        tell(done)
    return done


def index_findings() -> Iterator[Finding]:
    """Whether the index lacks documents, for `mengyang check`."""
    if missing := behind():
        params = {"documents": missing}
        yield Finding("library.found.behind", Level.WARNING, params, "library.hint.rebuild")
