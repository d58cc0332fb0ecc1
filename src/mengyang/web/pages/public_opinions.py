"""公众意见来件 — the form under a published edition: no sign-in, a limit, and a plain answer."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import translation
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mengyang.actions.opinions import (
    LONGEST_CONTACT,
    LONGEST_NAME,
    LONGEST_TEXT,
    Sent,
    receive_opinion,
)
from mengyang.core.findings import Refused
from mengyang.store.reads.ledger.public_editions import PublicEdition, public_edition
from mengyang.web.clock import now, today
from mengyang.web.declared import Screen
from mengyang.web.forms import attempt, form_status, offer
from mengyang.web.middleware import before_code, before_password_change
from mengyang.web.pages.public import chosen_language


class OpinionForm(forms.Form):
    """意见 — about the whole or one task; name and contact are as one likes."""

    task = forms.ChoiceField(label=gettext_lazy("What it is about"), required=False)
    text = forms.CharField(
        label=gettext_lazy("Your opinion"), max_length=LONGEST_TEXT, widget=forms.Textarea
    )
    name = forms.CharField(
        label=gettext_lazy("Your name, if you like"), max_length=LONGEST_NAME, required=False
    )
    contact = forms.CharField(
        label=gettext_lazy("How to reach you, if you like"),
        max_length=LONGEST_CONTACT,
        required=False,
    )
    # Nobody sees this field: only machines fill it in.
    website = forms.CharField(
        required=False,
        max_length=200,
        label=gettext_lazy("Leave this empty"),
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )


@login_not_required
@before_password_change
@before_code
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def opinion(request: HttpRequest, edition_id: int) -> HttpResponse:
    """The form, and what becomes of it."""
    chosen = chosen_language(request)["chosen_language"]
    with translation.override(chosen or translation.get_language()):
        return _answer(request, edition_id)


def _answer(request: HttpRequest, edition_id: int) -> HttpResponse:
    found = public_edition(edition_id, today())
    if not found.content:
        raise Refused("publication.refused.no_such_publication", "publication.hint.public_list")
    form = OpinionForm(request.POST or None)
    offer(form, "task", _tasks(found))

    def receive() -> int:
        return _receive(request, form, edition_id)

    if request.method == "POST" and attempt(form, receive) is not None:
        query = chosen_language(request)["chosen_language"]
        there = redirect("public_opinion", edition_id)
        there["Location"] += "?sent=1" + (f"&lang={query}" if query else "")
        return there
    context = {
        **chosen_language(request),
        "title": gettext("Send an opinion"),
        "edition": found.row,
        "form": form,
        "is_sent": "sent" in request.GET and request.method != "POST",
        "longest": LONGEST_TEXT,
    }
    status = form_status(form, 422) if request.method == "POST" else 200
    return render(request, "public/opinion.html", context, status=status)


def _receive(request: HttpRequest, form: OpinionForm, edition_id: int) -> int:
    said: dict[str, Any] = form.cleaned_data
    sent = Sent(
        edition_id, said["text"], said["task"], said["name"], said["contact"], said["website"]
    )
    return receive_opinion(sent, request.META.get("REMOTE_ADDR", ""), at=now())


def _tasks(found: PublicEdition) -> list[tuple[str, str]]:
    tasks = found.content.get("tasks", [])
    whole = ("", gettext("The plan as a whole"))
    return [whole, *((str(each["number"]), f"{each['number']} {each['title']}") for each in tasks)]


SCREENS = (
    Screen("public-opinion", "/public/", follow=(".versions a", ".opinion-link"), phone=True),
)
urlpatterns = [
    path("public/editions/<row:edition_id>/opinion/", opinion, name="public_opinion"),
]
