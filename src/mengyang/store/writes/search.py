"""检索写入 — the searched text of a document and its pairs, kept with the document itself."""

from collections.abc import Sequence

from mengyang.core.documents.searching import REVISION, searched_text
from mengyang.store.models import Document, SearchedText
from mengyang.store.search_index import clear_pairs, put_pairs


def index_document(document: Document) -> None:
    """Make the document be found by what it says now; inside the transaction that writes it."""
    folded = searched_text(document.title, document.document_number, document.text)
    known = SearchedText.objects.filter(document=document).values_list("folded", flat=True).first()
    if known is None:
        SearchedText.objects.create(document=document, folded=folded, revision=REVISION)
    else:
        rows = SearchedText.objects.filter(document=document)
        rows.update(folded=folded, revision=REVISION)
    put_pairs(document.pk, folded, known)


def index_documents(ids: Sequence[int]) -> int:
    """Index some documents; how many."""
    rows = Document.objects.filter(pk__in=ids).order_by("pk")
    for document in rows:
        index_document(document)
    return len(rows)


def forget_index() -> None:
    """Empty the index, so that it is made anew from the documents alone."""
    clear_pairs()
    SearchedText.objects.all().delete()
