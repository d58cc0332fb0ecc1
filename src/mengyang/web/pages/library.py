"""文件库 — words found in the text of documents by clause, and one clause by its address."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.encoding import uri_to_iri
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from mengyang.core.access import scope
from mengyang.store.reads import corrections, library, search
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.text_versions import corrected_ids, correcting_ids
from mengyang.web.clock import today
from mengyang.web.declared import Screen
from mengyang.web.listing.query import LONGEST, address
from mengyang.web.request import Request, reach_of

_PAGE = 20
_ASKED = "/documents/search/?words=普惠性+幼儿园"
SCREENS = (
    Screen("library-search", _ASKED, account="officer", phone=True),
    Screen(
        "library-clause",
        _ASKED,
        account="officer",
        follow=(".hit-clause a",),
        phone=True,
    ),
)


@require_safe
def find(request: Request) -> HttpResponse:
    """The documents that hold the words, with the clauses they stand in."""
    reach = reach_of(request.actor, "see", "document")
    words = request.GET.get("words", "").strip()[:LONGEST]
    asked = Asked(words, after=request.GET.get("after") or None, size=_PAGE)
    found = search.search(reach, today(), asked)
    context = {
        "title": gettext("Where do these words stand?"),
        "crumbs": [(gettext("Documents"), reverse("documents")), (gettext("Search the text"), "")],
        "words": words,
        "longest": LONGEST,
        "hits": found.rows,
        "corrected": corrected_ids(hit.id for hit in found.rows),
        "corrections": correcting_ids(hit.id for hit in found.rows),
        "total": found.total,
        "previous_url": address(request.GET, after=found.previous) if found.previous else "",
        "next_url": address(request.GET, after=found.next) if found.next else "",
    }
    return render(request, "library/search.html", context)


@require_safe
def clause(request: Request, document_id: int, clause_path: str) -> HttpResponse:
    """One clause by its address: its words, and every later record that serves it."""
    scopes = library.Scopes(
        **{kind: scope(request.actor, "see", kind) for kind in library.KINDS},
    )
    found = library.clause(scopes, today(), document_id, clause_path)
    context = {
        "title": f"{found.path} {found.heading}".strip(),
        "crumbs": [
            (gettext("Documents"), reverse("documents")),
            (found.document.title, reverse("document", args=[document_id])),
            (found.path, ""),
        ],
        "clause": found,
        "now": corrections.clause_corrected(scopes.document, today(), document_id, found.path),
        "address": uri_to_iri(request.build_absolute_uri(request.path)),
    }
    return render(request, "library/clause.html", context)


urlpatterns = [
    path("documents/search/", find, name="library_search"),
    path("documents/<row:document_id>/clauses/<path:clause_path>", clause, name="library_clause"),
]
