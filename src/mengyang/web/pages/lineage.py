"""文件沿革 — how a document stands today, how long it holds, and the chain it belongs to."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mengyang.actions import lineage as actions
from mengyang.actions.lineage import Link, Proposals, Term
from mengyang.core.documents.lineage import Relation
from mengyang.store.reads import corrections, documents
from mengyang.store.reads import lineage as reads
from mengyang.store.reads.documents import DocumentRow
from mengyang.store.reads.lineage import Lineage
from mengyang.web.clock import now, today
from mengyang.web.declared import Screen
from mengyang.web.forms import DayField, attempt, offer, sent_version
from mengyang.web.notices import say
from mengyang.web.request import Request, may_somewhere, reach_of
from mengyang.web.terms import family_words

_OPEN = ("table.rows tbody a", "a[href$='/lineage/']")
# The plan of the demo that replaced another one, and took its words with it.
_LATER = "/documents/?words=（2026—2028年）&sort=uploaded_at"
SCREENS = (
    Screen("document-lineage", _LATER, account="officer", follow=_OPEN, phone=True),
    Screen(
        "document-validity",
        _LATER,
        account="officer",
        follow=(*_OPEN, "a[href$='/lineage/validity/']"),
    ),
    Screen(
        "document-relate",
        _LATER,
        account="officer",
        follow=(*_OPEN, "a[href$='/lineage/relate/']"),
    ),
)


class ValidityForm(forms.Form):
    """有效期确认."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    from_day = DayField(label=gettext_lazy("Takes effect on"))
    last_day = DayField(
        label=gettext_lazy("Last day in force"),
        required=False,
        help_text=gettext_lazy("Empty: without an end."),
    )
    words = forms.CharField(
        label=gettext_lazy("Words that say so"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class RelationForm(forms.Form):
    """文件关系登记."""

    relation = forms.ChoiceField(label=gettext_lazy("What this document does"))
    earlier = forms.ChoiceField(
        label=gettext_lazy("To which earlier document"),
        widget=forms.Select(attrs={"data-search": "yes"}),
    )
    from_day = DayField(label=gettext_lazy("From"))
    words = forms.CharField(
        label=gettext_lazy("Words that say so"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, earlier: list[tuple[str, str]], *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        offer(self, "relation", list(family_words("document_relations")))
        # Nothing stands chosen: a paper is not repealed in passing.
        offer(self, "earlier", [("", "—"), *earlier])


@require_safe
def lineage(request: Request, document_id: int) -> HttpResponse:
    """How the document stands, what its text proposes, and the whole chain."""
    row, found, proposals = _found(request, document_id)
    context = _frame(row, gettext("Is this document in force, and what came before and after?"))
    context |= {
        "row": row,
        "lineage": found,
        "texts": corrections.versions(reach_of(request.actor, "see", "document"), today(), row.id),
        "last_day": _last_day(found),
        "proposals": proposals,
        "printed": proposals.validity,
        "printed_last": _before(proposals.validity.until_day) if proposals.validity else None,
        "may_trace": actions.may_trace(request.actor, document_id, today()),
        "may_relate": may_somewhere(request.actor, "trace", "document"),
    }
    return render(request, "lineage/lineage.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def validity(request: Request, document_id: int) -> HttpResponse:
    """Confirm from when until when the document holds."""
    reach_of(request.actor, "trace", "document")
    row, found, proposals = _found(request, document_id)
    form = ValidityForm(request.POST or None, initial=_begun(found, proposals))

    def act() -> int:
        chosen = form.cleaned_data
        term = Term(chosen["from_day"], chosen["last_day"], chosen["words"])
        return actions.confirm_validity(
            request.actor, document_id, chosen["version"], term, at=now()
        )

    if request.method == "POST" and attempt(form, act) is not None:
        say(request, "lineage.done.confirmed")
        return redirect("document_lineage", document_id)
    title = gettext("From when until when does this document hold?")
    return _form_page(request, row, form, title)


@require_http_methods(["GET", "HEAD", "POST"])
def relate(request: Request, document_id: int) -> HttpResponse:
    """Record what the document does to an earlier one."""
    reach = reach_of(request.actor, "trace", "document")
    row, found, _ = _found(request, document_id)
    earlier = [(str(pk), title) for pk, title in reads.choices(reach, today(), row)]
    begins = found.validity.from_day if found.validity else row.signed_on or today()
    asked = {name: request.GET.get(name, "")[:400] for name in ("earlier", "relation", "words")}
    form = RelationForm(earlier, request.POST or None, initial=asked | {"from_day": begins})

    def act() -> int:
        chosen = form.cleaned_data
        link = Link(
            later_id=document_id,
            earlier_id=int(chosen["earlier"]),
            relation=Relation(chosen["relation"]),
            from_day=chosen["from_day"],
            words=chosen["words"],
        )
        return actions.relate_documents(request.actor, link, at=now())

    if request.method == "POST" and attempt(form, act) is not None:
        say(request, "lineage.done.related")
        return redirect("document_lineage", document_id)
    title = gettext("What does this document do to an earlier one?")
    return _form_page(request, row, form, title)


@require_POST
def unrelate(request: Request, document_id: int, relation_id: int) -> HttpResponse:
    """Take back a relation recorded by mistake."""
    actions.unrelate_documents(request.actor, relation_id, sent_version(request), at=now())
    say(request, "lineage.done.unrelated")
    return redirect("document_lineage", document_id)


def _found(request: Request, document_id: int) -> tuple[DocumentRow, Lineage, Proposals]:
    reach = reach_of(request.actor, "see", "document")
    row = documents.document(reach, today(), document_id).row
    proposals = actions.propose_lineage(request.actor, document_id, today())
    return row, reads.lineage(reach, today(), document_id), proposals


def _begun(found: Lineage, proposals: Proposals) -> dict[str, Any]:
    """What stands in the form at first: what was confirmed, else what the text says."""
    if row := found.validity:
        words, version = row.words, row.version
        return {
            "from_day": row.from_day,
            "last_day": _before(row.until_day),
            "words": words,
            "version": version,
        }
    said = proposals.validity
    if said is None:
        return {"version": 0}
    return {
        "from_day": said.from_day,
        "last_day": _before(said.until_day),
        "words": "；".join(said.words)[:400],
        "version": 0,
    }


def _last_day(found: Lineage) -> Any:
    return _before(found.validity.until_day) if found.validity else None


def _before(until_day: Any) -> Any:
    """The last day of a time whose end is exclusive; none where there is no end."""
    return until_day - timedelta(days=1) if until_day else None


def _frame(row: DocumentRow, title: str) -> dict[str, Any]:
    return {
        "title": title,
        "crumbs": [
            (gettext("Documents"), reverse("documents")),
            (row.title, reverse("document", args=[row.id])),
            (gettext("Lineage"), ""),
        ],
    }


def _form_page(request: Request, row: DocumentRow, form: forms.Form, title: str) -> HttpResponse:
    context = _frame(row, title) | {
        "lead": row.title,
        "form": form,
        "submit": gettext("Confirm"),
        "back_url": reverse("document_lineage", args=[row.id]),
    }
    return render(request, "frame/form_page.html", context)


urlpatterns = [
    path("documents/<row:document_id>/lineage/", lineage, name="document_lineage"),
    path("documents/<row:document_id>/lineage/validity/", validity, name="document_validity"),
    path("documents/<row:document_id>/lineage/relate/", relate, name="document_relate"),
    path(
        "documents/<row:document_id>/lineage/<row:relation_id>/unrelate/",
        unrelate,
        name="document_unrelate",
    ),
]
