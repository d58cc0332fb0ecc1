"""收文入库 — the file of an incoming paper becomes a document of the library, joined both ways."""

from datetime import datetime

from mengyang.actions.documents import Upload, checked_file, keep_document
from mengyang.actions.incoming_rules import require_attaching
from mengyang.core import access
from mengyang.core.access import Actor
from mengyang.store.reads import documents
from mengyang.store.writes import transaction
from mengyang.store.writes.incoming import join_document, take_paper


def upload_paper(
    actor: Actor, paper_id: int, expected_version: int, upload: Upload, *, at: datetime
) -> int:
    """Read the file of a paper into the library, joined both ways; the id of the document.

    Refused before anything is stored where it bears a secrecy mark or is no readable file.
    """
    require_attaching(actor, paper_id, at.date())
    known = checked_file(actor, upload, at)
    with transaction(actor, at) as work:
        take_paper(work, access.scope(actor, "attach", "registration"), paper_id)
        document_id = keep_document(work, actor, upload, known)
        join_document(work, paper_id, expected_version, document_id)
        return document_id


def link_document(
    actor: Actor, paper_id: int, expected_version: int, document_id: int, *, at: datetime
) -> int:
    """Join a paper to a document that the library holds already; the version it has now."""
    require_attaching(actor, paper_id, at.date())
    documents.document(access.scope(actor, "see", "document"), at.date(), document_id)
    with transaction(actor, at) as work:
        take_paper(work, access.scope(actor, "attach", "registration"), paper_id)
        return join_document(work, paper_id, expected_version, document_id)
