"""上传文件 — a document is uploaded and read; one whose number is there is asked about first."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from mengyang.actions.corrections import record_correction
from mengyang.actions.documents import Upload, upload_document
from mengyang.core.access import scope
from mengyang.core.documents.shortfalls import find_shortfalls
from mengyang.core.findings import Refused
from mengyang.store.reads import documents as reads
from mengyang.store.reads.asked import is_id
from mengyang.web.area_field import AreaSelect, near_and, tree_label
from mengyang.web.clock import now, today
from mengyang.web.declared import Screen
from mengyang.web.forms import UploadField, attempt, offer
from mengyang.web.notices import say
from mengyang.web.refusal import worded
from mengyang.web.request import Request, reach_of

ACCEPTED = ".docx,.doc,.wps,.rtf,.pdf,.ofd,.xlsx,.csv,.txt,.html,.htm,.mht"
# The answer of who means another document of the same number; any other is the earlier text's id.
AGAIN = "again"


class UploadForm(forms.Form):
    """What is asked when a document is uploaded; `meant` only where its number is there already."""

    area = forms.ChoiceField(
        label=gettext_lazy("Area the document belongs to"), widget=AreaSelect()
    )
    meant = forms.CharField(
        label=gettext_lazy("What this file is"),
        max_length=20,
        required=False,
        widget=forms.HiddenInput,
    )
    file = UploadField(
        limit_bytes=settings.ENVIRONMENT.upload_limit_bytes,
        accept=ACCEPTED,
        label=gettext_lazy("Document (Word, WPS, PDF, OFD, Excel, text or web page)"),
    )

    def __init__(self, areas: Sequence[tuple[str, str]], *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        offer(self, "area", areas)

    def ask(self, twins: Sequence[tuple[int, str]]) -> None:
        """Ask whether the file is a corrected text of one of these, (id, title), or another."""
        corrected = [
            (str(pk), gettext("A corrected text of “%(title)s”") % {"title": title})
            for pk, title in twins
        ]
        another = (AGAIN, gettext("Another document of the same number: keep both"))
        self.fields["meant"].widget = forms.Select(choices=[("", "—"), *corrected, another])
        self.fields["meant"].help_text = gettext("Choose the file once more, then upload it.")


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: Request) -> HttpResponse:
    """Upload a document; it is read before it is kept."""
    reach_of(request.actor, "upload", "document")
    form = UploadForm(_areas(request), request.POST or None, request.FILES or None)
    twins: list[int] = []
    if request.method == "POST":
        document_id = attempt(form, lambda: _upload(request, form, twins))
        if document_id is not None:
            return _after(request, document_id, form.cleaned_data["meant"])
    if twins:
        reach = scope(request.actor, "see", "document")
        form.ask([(each, reads.document(reach, today(), each).row.title) for each in twins])
    context = {
        "title": gettext("Which document shall be read?"),
        "lead": gettext(
            "It is read on this server and sent nowhere. A file with a secrecy mark is refused."
        ),
        "crumbs": [(gettext("Documents"), reverse("documents")), (gettext("Upload"), "")],
        "form": form,
        "submit": gettext("Upload and read"),
        "back_url": reverse("documents"),
    }
    return render(request, "frame/choosing_form.html", context)


def _upload(request: Request, form: UploadForm, twins: list[int]) -> int:
    file = form.cleaned_data["file"]
    wanted = Upload(
        data=file.read(),
        name=file.name,
        area_id=int(form.cleaned_data["area"]),
        files=settings.ENVIRONMENT.var / "files",
        is_again=bool(form.cleaned_data["meant"]),
    )
    try:
        return upload_document(request.actor, wanted, at=now())
    except Refused as refused:
        found = refused.params.get("twins")
        twins += found if isinstance(found, list) else []
        raise


def _said_of(request: Request, document_id: int) -> str:
    """That it is read, or that its reading must be looked at first."""
    place = (scope(request.actor, "see", "document"), today(), document_id)
    found = find_shortfalls(reads.entries(*place), len(reads.clauses(*place)))
    return "documents.done.uploaded_in_part" if found.are_grave else "documents.done.uploaded"


def _after(request: Request, document_id: int, meant: str) -> HttpResponse:
    """To the document; to what it changes where it is the corrected text of another."""
    if not is_id(meant):
        say(request, _said_of(request, document_id))
        return redirect("document", document_id)
    try:
        made = record_correction(request.actor, document_id, int(meant), at=now())
    except Refused as refused:
        say(request, _said_of(request, document_id))
        answer = worded(refused)
        messages.error(request, answer.message, extra_tags=answer.hint)
        return redirect("document", document_id)
    say(request, "corrections.done.recorded")
    return redirect("correction", made)


def _areas(request: Request) -> list[tuple[str, str]]:
    """The areas somebody may upload for, near ones first offered, in the order of the tree."""
    grants = scope(request.actor, "upload", "document").grants
    own = tuple(grant.below for grant in grants if grant.below)
    near = near_and(request, request.POST.get("area"))
    return [(str(row.id), tree_label(row)) for row in near if row.path.startswith(own)]


SCREENS = (Screen("document-upload", "/documents/upload/", account="officer"),)
urlpatterns = [path("documents/upload/", upload, name="document_upload")]
