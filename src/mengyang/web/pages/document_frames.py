"""公文要素 — a person corrects title, number, issuing body and day of a document just read."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from mengyang.actions.documents import correct_frame
from mengyang.core.documents.corrections import FrameChange
from mengyang.store.reads import documents as reads
from mengyang.store.reads.documents import DocumentRow
from mengyang.web.clock import now, today
from mengyang.web.declared import Screen
from mengyang.web.forms import DayField, VersionedForm, attempt
from mengyang.web.notices import say
from mengyang.web.request import Request, reach_of

# The head of a document, with its letterhead, title and addressees, ends well within this.
_SHOWN_HEAD = 600


class FrameForm(VersionedForm):
    """公文要素更正 — what the head of the document says, as a person reads it."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=300, widget=forms.Textarea)
    document_number = forms.CharField(
        label=gettext_lazy("Document number"), required=False, max_length=60
    )
    issuing_body = forms.CharField(label=gettext_lazy("Issued by"), required=False, max_length=160)
    signed_on = DayField(
        label=gettext_lazy("Day of signing"),
        required=False,
        help_text=gettext_lazy("Deadlines already read stay as they are."),
    )

    @staticmethod
    def filled(row: DocumentRow) -> dict[str, object]:
        """The frame as it stands."""
        names = ("title", "document_number", "issuing_body", "signed_on", "version")
        return {name: getattr(row, name) for name in names}

    def change(self) -> FrameChange:
        """The frame as filled in."""
        return FrameChange(**{k: v for k, v in self.cleaned_data.items() if k != "version"})


@require_http_methods(["GET", "HEAD", "POST"])
def document_frame(request: Request, document_id: int) -> HttpResponse:
    """Correct the frame of a document beside the head of its text."""
    document = reads.document(reach_of(request.actor, "correct", "document"), today(), document_id)
    form = FrameForm(request.POST or None, initial=FrameForm.filled(document.row))
    form.fields["title"].widget.attrs["rows"] = 3

    def act() -> bool:
        version = form.cleaned_data["version"]
        correct_frame(request.actor, document_id, version, form.change(), at=now())
        return True

    if request.method == "POST" and attempt(form, act):
        say(request, "documents.done.frame_corrected")
        return redirect("document", document_id)
    address = reverse("document", args=[document_id])
    context = {
        "title": gettext("What does the head of this document say?"),
        "crumbs": [
            (gettext("Documents"), reverse("documents")),
            (document.row.title, address),
            (gettext("Correct the head"), ""),
        ],
        "form": form,
        "head": document.text[:_SHOWN_HEAD],
        "is_shortened": len(document.text) > _SHOWN_HEAD,
        "back_url": address,
    }
    return render(request, "documents/head.html", context)


SCREENS = (
    Screen(
        "document-frame",
        "/documents/?state=read",
        account="officer",
        follow=("table.rows tbody a", "a[href$='/frame/']"),
    ),
)
urlpatterns = [
    path("documents/<row:document_id>/frame/", document_frame, name="document_frame"),
]
