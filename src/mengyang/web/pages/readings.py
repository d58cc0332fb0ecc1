"""核对识别结果 — correct, reject, restore or add what was read, beside the text it came from."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from mengyang.actions import readings as actions
from mengyang.core.access import scope
from mengyang.core.documents.corrections import (
    OBLIGATION_KINDS,
    NamedUnit,
    ObligationChange,
)
from mengyang.core.facts import DeadlineKind
from mengyang.store.reads import documents as reads
from mengyang.store.reads.documents import EntryRow
from mengyang.web.clock import now, today
from mengyang.web.declared import Screen
from mengyang.web.forms import VersionedForm, attempt
from mengyang.web.notices import say
from mengyang.web.request import Request
from mengyang.web.terms import term

SCREENS = (
    Screen(
        "reading-correct",
        "/documents/?state=read",
        account="officer",
        follow=("table.rows tbody a", "main a[href*='/entries/']"),
    ),
)
SEPARATORS = "、,,;;\n"


class ObligationForm(VersionedForm):
    """事项更正 — who, what and by when, as the person reads it."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    title = forms.CharField(label=gettext_lazy("What"), max_length=300, widget=forms.Textarea)
    lead_units = forms.CharField(
        label=gettext_lazy("Responsible units"),
        required=False,
        help_text=gettext_lazy("Part several by 、 — the first one answers for the duty."),
    )
    joint_units = forms.CharField(label=gettext_lazy("Joint units"), required=False)
    deadline_kind = forms.ChoiceField(label=gettext_lazy("Deadline"))
    deadline_on = forms.CharField(
        label=gettext_lazy("Day"),
        required=False,
        help_text=gettext_lazy("As 2026-06-30; several parted by 、"),
    )
    deadline_raw = forms.CharField(
        label=gettext_lazy("Deadline as printed"), required=False, max_length=200
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["title"].widget.attrs["rows"] = 3
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (kind, term("obligation_kinds", kind)) for kind in OBLIGATION_KINDS
        ]
        self.fields["deadline_kind"].choices = [  # type: ignore[attr-defined]
            (kind.value, term("deadline_kinds", kind.value)) for kind in DeadlineKind
        ]

    def change(self) -> ObligationChange:
        """What was filled in, as the action takes it."""
        data = self.cleaned_data
        lead = [NamedUnit(name) for name in _parted(data["lead_units"])]
        joint = [NamedUnit(name, "joint") for name in _parted(data["joint_units"])]
        return ObligationChange(
            kind=data["kind"],
            title=data["title"],
            units=(*lead, *joint),
            deadline_kind=data["deadline_kind"],
            deadline_on=tuple(_parted(data["deadline_on"])),
            deadline_raw=data["deadline_raw"],
        )


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: Request, document_id: int, entry_id: int) -> HttpResponse:
    """Correct one duty: who, what, by when."""
    reach = scope(request.actor, "correct", "document")
    document = reads.document(reach, today(), document_id)
    entry = reads.entry(reach, today(), entry_id)
    form = ObligationForm(request.POST or None, initial=_initial(entry))
    if request.method == "POST" and _correct(request, entry, form):
        say(request, "documents.done.corrected", path=entry.path)
        return _back(request, document_id, entry_id)
    address = reverse("document", args=[document_id])
    context = {
        "title": gettext("What does this clause demand?"),
        "crumbs": [
            (gettext("Documents"), reverse("documents")),
            (document.row.title, address),
            (entry.path or gettext("Correction"), ""),
        ],
        "document": document,
        "entry": entry,
        "form": form,
        "back_url": f"{address}#entry-{entry_id}",
    }
    return render(request, "documents/correct.html", context)


@require_POST
def reject(request: Request, document_id: int, entry_id: int) -> HttpResponse:
    """Set an entry aside."""
    actions.reject_entry(request.actor, entry_id, posted_version(request), at=now())
    say(request, "documents.done.rejected")
    return _back(request, document_id, entry_id)


@require_POST
def restore(request: Request, document_id: int, entry_id: int) -> HttpResponse:
    """Bring a rejected entry back."""
    actions.restore_entry(request.actor, entry_id, posted_version(request), at=now())
    say(request, "documents.done.restored")
    return _back(request, document_id, entry_id)


@require_POST
def add(request: Request, document_id: int) -> HttpResponse:
    """Make a task of the words selected in the text, or of a whole clause."""
    span = (_number(request, "start"), _number(request, "end"))
    entry_id = actions.add_obligation(request.actor, document_id, span, at=now())
    say(request, "documents.done.added")
    return redirect("reading_correct", document_id, entry_id)


def posted_version(request: HttpRequest) -> int:
    """The version the page showed; 0, which no row has, where it was not sent."""
    return _number(request, "version")


def _correct(request: Request, entry: EntryRow, form: ObligationForm) -> bool:
    def act() -> bool:
        version = form.cleaned_data["version"]
        actions.correct_obligation(request.actor, entry.id, version, form.change(), at=now())
        return True

    return attempt(form, act) is True


def _initial(entry: EntryRow) -> dict[str, object]:
    content: Any = entry.content
    units = content.get("responsible_units") or []
    deadline = content.get("deadline") or {}
    return {
        "version": entry.version,
        "kind": content.get("kind"),
        "title": content.get("title"),
        "lead_units": "、".join(unit["name"] for unit in units if unit["role"] != "joint"),
        "joint_units": "、".join(unit["name"] for unit in units if unit["role"] == "joint"),
        "deadline_kind": deadline.get("kind") or "none",
        "deadline_on": "、".join(_several(deadline.get("on"))),
        "deadline_raw": "、".join(_several(deadline.get("raw"))),
    }


def _several(value: object) -> list[str]:
    if value is None:
        return []
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]


def _parted(text: str) -> list[str]:
    for separator in SEPARATORS:
        text = text.replace(separator, "\n")
    return [part.strip() for part in text.split("\n") if part.strip()]


def _number(request: HttpRequest, name: str) -> int:
    value = request.POST.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 10 else 0


def _back(request: HttpRequest, document_id: int, entry_id: int) -> HttpResponseRedirect:
    """Back to the tab the person came from, at the entry."""
    address = reverse("document", args=[document_id])
    tab = request.POST.get("tab", "")
    query = f"?tab={tab}" if tab.isalpha() and tab.isascii() else ""
    return HttpResponseRedirect(f"{address}{query}#entry-{entry_id}")


urlpatterns = [
    path("documents/<row:document_id>/add/", add, name="reading_add"),
    path("documents/<row:document_id>/entries/<row:entry_id>/", correct, name="reading_correct"),
    path(
        "documents/<row:document_id>/entries/<row:entry_id>/reject/",
        reject,
        name="reading_reject",
    ),
    path(
        "documents/<row:document_id>/entries/<row:entry_id>/restore/",
        restore,
        name="reading_restore",
    ),
]
