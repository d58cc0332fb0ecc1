"""区划代码 — areas chosen from the list of official codes: looked at first, written by a job."""

from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from mengyang.actions import area_import as actions
from mengyang.actions.area_import import AreaChoice, Proposal
from mengyang.core.findings import Refused
from mengyang.core.registry.official_codes import chosen, places
from mengyang.formats.limits import Limits
from mengyang.formats.official_codes import read_codes
from mengyang.store.code_list import HeldCodes, held_codes
from mengyang.web.area_field import AreaSelect, areas_on
from mengyang.web.clock import now, today
from mengyang.web.declared import Screen
from mengyang.web.forms import DayField, UploadField
from mengyang.web.jobs.delivery import start
from mengyang.web.notices import say
from mengyang.web.request import Request, reach_of

SCREENS = (Screen("areas-official", "/areas/official/", account="system-admin"),)
SHOWN_AREAS = 300


class CodesForm(forms.Form):
    """代码表."""

    file = UploadField(
        limit_bytes=settings.ENVIRONMENT.evidence_limit_bytes,
        accept=".json,.tgz",
        label=gettext_lazy("List of codes (.json or .tgz)"),
    )


class ChoiceForm(forms.Form):
    """选定区划 — which part of the list, from when on."""

    place = forms.ChoiceField(
        label=gettext_lazy("Province, prefecture or county"),
        widget=forms.Select(attrs={"data-search": "yes"}),
    )
    day = DayField(label=gettext_lazy("On record from"))
    under = forms.ChoiceField(
        label=gettext_lazy("What has no parent lies in"),
        required=False,
        widget=AreaSelect(),
    )
    renames = forms.BooleanField(
        label=gettext_lazy("Rename areas on record that the list calls otherwise"), required=False
    )

    def __init__(self, held: HeldCodes, areas: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(**named)
        self._held = held
        offered = {"place": list(places(held.codes)), "under": [("", "—"), *areas]}
        for key, values in offered.items():
            field = self.fields[key]
            assert isinstance(field, forms.ChoiceField)
            field.choices = values

    def choice(self) -> AreaChoice:
        """What was chosen."""
        told = self.cleaned_data
        under = int(told["under"]) if told["under"] else None
        codes = tuple(chosen(self._held.codes, [told["place"]]))
        return AreaChoice(told["place"], codes, told["day"], under, told["renames"])


@require_safe
def areas_official(request: Request) -> HttpResponse:
    """The list that was uploaded, what to choose from it, and what that would do."""
    reach_of(request.actor, "manage", "area")
    held = held_codes(settings.ENVIRONMENT.var)
    context: dict[str, Any] = {
        "title": gettext("Which official areas shall be on record?"),
        "lead": gettext("What a choice would do is shown first; nothing is written unseen."),
        "crumbs": [(gettext("Areas"), reverse("areas")), (gettext("Official codes"), "")],
        "held": held,
        "codes_form": CodesForm(),
    }
    if held is not None:
        form = _form(request, held, request.GET if "place" in request.GET else None)
        context["form"] = form
        if form.is_bound and form.is_valid():
            context |= _shown(actions.propose_choice(request.actor, form.choice()), form)
    return render(request, "registry/official.html", context)


@require_POST
def codes_upload(request: Request) -> HttpResponse:
    """Keep an uploaded list."""
    reach_of(request.actor, "manage", "area")
    form = CodesForm(request.POST, request.FILES)
    if not form.is_valid():
        raise Refused("registry.refused.no_code_file", "areas.hint.fetch")
    file = form.cleaned_data["file"]
    limits = Limits(max_bytes=settings.ENVIRONMENT.evidence_limit_bytes)
    found = read_codes(file.read(), file.name, limits)
    if isinstance(found, Refused):
        raise found
    count = actions.keep_code_list(request.actor, found, settings.ENVIRONMENT.var, at=now())
    say(request, "registry.done.codes_kept", count=count)
    return redirect("areas_official")


@require_POST
def areas_official_import(request: Request) -> HttpResponse:
    """Begin the job that writes what was shown."""
    reach_of(request.actor, "manage", "area")
    held = held_codes(settings.ENVIRONMENT.var)
    form = _form(request, held, request.POST) if held is not None else None
    if form is None or not form.is_valid():
        raise Refused("registry.refused.stale", "registry.hint.look_again")
    seen, at = request.POST.get("stamp", ""), now()
    draft = actions.area_import_draft(request.actor, form.choice(), seen, at=at)
    own = replace(draft, unit_id=request.actor.posts[0].unit_id)
    return redirect("job", start(request.actor, own, at=at))


def _form(request: Request, held: HeldCodes, sent: Any) -> ChoiceForm:
    return ChoiceForm(held, areas_on(request), data=sent, initial={"day": today()})


def _shown(found: Proposal, form: ChoiceForm) -> dict[str, Any]:
    day: date = form.cleaned_data["day"]
    renames = form.cleaned_data["renames"]
    doing = [each for each in found.areas if not each.is_known or (each.is_renamed and renames)]
    told = [each for each in found.areas if each not in doing and each.is_renamed]
    names = {each.code: each.name for each in found.areas}
    return {
        "day": day,
        "renames": renames,
        "doing": [(each, names.get(each.parent_code, "")) for each in doing[:SHOWN_AREAS]],
        "unshown": max(len(doing) - SHOWN_AREAS, 0),
        "told": told[:SHOWN_AREAS],
        "total": len(doing),
        "unchanged": len(found.areas) - len(doing) - len(told),
        "stamp": found.stamp,
        "is_seen": True,
    }


urlpatterns = [
    path("areas/official/", areas_official, name="areas_official"),
    path("areas/official/list/", codes_upload, name="codes_upload"),
    path("areas/official/import/", areas_official_import, name="areas_official_import"),
]
