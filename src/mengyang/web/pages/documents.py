"""文件 — which documents there are, and what was read out of each."""

from collections.abc import Sequence
from functools import partial
from itertools import chain, groupby
from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_POST, require_safe

from mengyang.actions.documents import withdraw_document
from mengyang.core.access import scope
from mengyang.core.documents.shortfalls import find_shortfalls
from mengyang.store.files import find_file
from mengyang.store.reads import corrections, incoming, ledger, library
from mengyang.store.reads import documents as reads
from mengyang.store.reads.divisions import is_divided
from mengyang.store.reads.documents import DocumentRow, EntryRow
from mengyang.store.reads.histories import document_history
from mengyang.web.bilingual import in_language
from mengyang.web.clock import now, today
from mengyang.web.declared import MenuEntry, Screen, Tab
from mengyang.web.demo import shown_name
from mengyang.web.downloads import kept_file
from mengyang.web.entry_forms import FORMS
from mengyang.web.history import Parts, history_of
from mengyang.web.library_filters import LIBRARY_FILTERS
from mengyang.web.listing import Button, Column, Filter, Kind, Listing, respond
from mengyang.web.lit import lit
from mengyang.web.notices import say
from mengyang.web.pages.readings import MADE, posted_version
from mengyang.web.request import Request, may_somewhere
from mengyang.web.source_view import Marked, SourceLine, source_lines

TABS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("tasks", gettext_noop("Duties and reports"), ("obligations", "reporting")),
    ("figures", gettext_noop("Targets and figures"), ("targets", "figures", "money_rules")),
    (
        "more",
        gettext_noop("Other readings"),
        ("duties", "projects", "citations", "mechanisms"),
    ),
    ("checks", gettext_noop("Checks and unread clauses"), ("checks", "unread")),
)
# Where a reading stands that no tab names.
OTHER = "more"
MENU = (
    MenuEntry(
        gettext_noop("Documents"),
        "documents",
        order=20,
        action="see",
        kind="document",
        covers=("/corrections/",),
    ),
)
# The plan of the demo that has units, deadlines, remedies and checks to show.
_RICHEST = "/documents/?words=整改方案&sort=uploaded_at&state=adopted"
_OPEN = ("table.rows tbody a",)
SCREENS = (
    Screen("documents", "/documents/", account="officer"),
    Screen("document", _RICHEST, account="officer", follow=_OPEN),
    *(
        Screen(
            f"document-{tab}",
            _RICHEST,
            account="officer",
            follow=(*_OPEN, f".tabs a[href*='tab={tab}']"),
        )
        for tab in ("figures", "more", "checks")
    ),
)
DOCUMENTS = Listing(
    name="documents",
    title=gettext_noop("Which documents are there, and which are adopted?"),
    paper=gettext_noop("Register of documents"),
    kind="document",
    columns=(
        Column(
            key="title",
            label=gettext_noop("Title"),
            note=lambda row: row.document_number,
            links=True,
            wide=True,
            sorts=True,
        ),
        Column(key="genre", label=gettext_noop("Kind"), kind=Kind.TERM, family="genres"),
        Column(
            key="area_id",
            label=gettext_noop("Area"),
            value=lambda row: in_language(row.area_zh, row.area_en),
            sorts=True,
        ),
        Column(key="signed_on", label=gettext_noop("Signed"), kind=Kind.DAY, sorts=True),
        Column(key="duties", label=gettext_noop("Duties"), kind=Kind.NUMBER),
        Column(key="state", label=gettext_noop("State"), kind=Kind.TERM, family="document_states"),
        Column(
            key="standing",
            label=gettext_noop("Validity"),
            kind=Kind.TERM,
            family="validity_states",
        ),
        Column(
            key="uploaded_by__display_name",
            label=gettext_noop("Uploaded by"),
            value=lambda row: shown_name(row.uploaded_by),
            sorts=True,
        ),
        Column(key="uploaded_at", label=gettext_noop("Uploaded"), kind=Kind.MOMENT, sorts=True),
    ),
    filters=(
        Filter(key="words", label=gettext_noop("Words in title, number or text")),
        *LIBRARY_FILTERS,
    ),
    read=reads.documents,
    sort="-uploaded_at",
    row_url=lambda row: reverse("document", args=[row.id]),
    empty=gettext_noop("No document yet. Upload the first one: it is read at once."),
    buttons=(
        Button(
            label=gettext_noop("Upload a document"),
            url_name="document_upload",
            action="upload",
            kind="document",
        ),
        Button(
            label=gettext_noop("Search the text"),
            url_name="library_search",
            action="see",
            kind="document",
        ),
    ),
)


@require_safe
def documents(request: Request) -> HttpResponseBase:
    """The register of documents."""
    return respond(request, DOCUMENTS)


@require_safe
def document(request: Request, document_id: int) -> HttpResponse:
    """One document: its text on the left, what was read out of it on the right."""
    day = today()
    reach = scope(request.actor, "see", "document")
    found = reads.document(reach, day, document_id)
    entries = reads.entries(reach, day, document_id)
    tab, readings = _tab(request.GET.get("tab", ""), entries)
    shown = [entry for entry in entries if entry.reading in readings]
    clauses = reads.clauses(reach, day, document_id)
    is_open = found.row.state == "read" and not is_divided(document_id)
    corrects = corrections.correction_to(reach, day, document_id)
    is_adoptable = is_open and not (corrects and corrects.earlier.state == "adopted")
    context = {
        "title": found.row.title,
        "crumbs": [(gettext("Documents"), reverse("documents")), (found.row.title, "")],
        "document": found,
        "row": found.row,
        "tabs": _tabs(found.row, entries, tab),
        "tab": tab,
        "groups": _groups(shown, readings),
        "lines": _lines(found.text, shown, clauses),
        "correctable": FORMS,
        "history": _history(request, document_id, entries),
        "shortfalls": find_shortfalls(entries, len(clauses)) if is_open else None,
        "made": [(reading, gettext(label)) for reading, label in MADE.get(tab, ())],
        "may_correct": is_open and may_somewhere(request.actor, "correct", "document"),
        "may_upload": may_somewhere(request.actor, "upload", "document"),
        "corrects": corrects,
        "versions": corrections.versions(reach, day, document_id),
        "corrected_by": corrections.corrections_of(reach, day, document_id),
        "may_adopt": is_adoptable and may_somewhere(request.actor, "adopt", "document"),
        "paper": incoming.paper_of_document(
            scope(request.actor, "see", "incoming"), lit(day), document_id
        ),
        "cited": library.cited_documents(reach, day, document_id) if tab == "more" else (),
        "citing": library.citing_documents(reach, day, document_id) if tab == "more" else (),
        "twins": reads.same_number(reach, day, found.row) if is_open else (),
        "plan_id": ledger.plan_of_document(scope(request.actor, "see", "plan"), day, document_id),
    }
    return render(request, "documents/document.html", context)


@require_safe
def original(request: Request, document_id: int) -> FileResponse:
    """The file as it was uploaded, always as a download."""
    reach = scope(request.actor, "see", "document")
    found = reads.document(reach, today(), document_id)
    kept = find_file(settings.ENVIRONMENT.var / "files", found.sha256)
    return kept_file(kept, found.row.file_name)


@require_POST
def withdraw(request: Request, document_id: int) -> HttpResponse:
    """Take a document back that was not adopted."""
    withdraw_document(request.actor, document_id, posted_version(request), at=now())
    say(request, "documents.done.withdrawn")
    return redirect("documents")


def _tab(asked: str, entries: Sequence[EntryRow]) -> tuple[str, tuple[str, ...]]:
    """The tab that is asked for, else the first, with its readings."""
    tabs = _readings_by_tab(entries)
    tab = asked if asked in tabs else TABS[0][0]
    return tab, tabs[tab]


def _readings_by_tab(entries: Sequence[EntryRow]) -> dict[str, tuple[str, ...]]:
    """The readings each tab shows, those that no tab names behind the others of `OTHER`."""
    tabs = {name: readings for name, _, readings in TABS}
    named = frozenset(chain.from_iterable(tabs.values()))
    unnamed = dict.fromkeys(entry.reading for entry in entries if entry.reading not in named)
    return tabs | {OTHER: (*tabs[OTHER], *unnamed)}


def _tabs(row: DocumentRow, entries: Sequence[EntryRow], current: str) -> list[Tab]:
    address, readings = reverse("document", args=[row.id]), _readings_by_tab(entries)
    return [
        Tab(
            gettext(label),
            f"{address}?tab={name}",
            name == current,
            sum(entry.reading in readings[name] for entry in entries),
        )
        for name, label, _ in TABS
    ]


def _groups(
    entries: Sequence[EntryRow], order: tuple[str, ...]
) -> list[tuple[str, list[EntryRow]]]:
    ranked = sorted(entries, key=lambda entry: (order.index(entry.reading), entry.start))
    return [
        (reading, list(group)) for reading, group in groupby(ranked, lambda entry: entry.reading)
    ]


def _history(request: Request, document_id: int, entries: Sequence[EntryRow]) -> dict[str, Any]:
    reach = scope(request.actor, "see", "document")
    told = partial(document_history, reach, today(), document_id)
    parts = Parts({each.id: each for each in entries})
    return history_of(request, told, "documents.document", parts)


def _lines(
    text: str, entries: Sequence[EntryRow], clauses: Sequence[reads.ClauseRow]
) -> list[SourceLine]:
    marks = [Marked(entry.id, entry.start, entry.end) for entry in entries]
    starts = [(clause.start, clause.path, clause.level) for clause in clauses]
    return source_lines(text, marks, starts)


urlpatterns = [
    path("documents/", documents, name="documents"),
    path("documents/<row:document_id>/", document, name="document"),
    path("documents/<row:document_id>/file/", original, name="document_file"),
    path("documents/<row:document_id>/withdraw/", withdraw, name="document_withdraw"),
]
