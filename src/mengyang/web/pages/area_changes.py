"""区划维护 — areas added, and renamed or moved from a day on."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from mengyang.actions import areas as actions
from mengyang.actions.areas import AreaChange, NewArea
from mengyang.actions.units import Name
from mengyang.store.reads import registry
from mengyang.store.reads.directory import area_version
from mengyang.web.area_field import AreaSelect, areas_on
from mengyang.web.bilingual import in_language
from mengyang.web.clock import now, today
from mengyang.web.declared import Screen
from mengyang.web.forms import DayField, attempt, form_status
from mengyang.web.notices import say
from mengyang.web.request import Request, reach_of
from mengyang.web.terms import family_words

SCREENS = (
    Screen("area-new", "/areas/new/", account="system-admin"),
    Screen(
        "area-change",
        "/areas/?words=棠川",
        account="system-admin",
        follow=("table.rows tbody a", "a[href$='/change/']"),
    ),
)


class AreaForm(forms.Form):
    """区划."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)
    name_zh = forms.CharField(label=gettext_lazy("Chinese name"), max_length=80)
    name_en = forms.CharField(label=gettext_lazy("English name"), max_length=120, required=False)
    area_kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    code = forms.CharField(label=gettext_lazy("Official code"), max_length=12, required=False)
    parent = forms.ChoiceField(
        label=gettext_lazy("Lies in"),
        required=False,
        widget=AreaSelect(),
    )
    from_day = DayField(label=gettext_lazy("From"))

    def __init__(self, *given: Any, areas: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        kind, parent = self.fields["area_kind"], self.fields["parent"]
        assert isinstance(kind, forms.ChoiceField) and isinstance(parent, forms.ChoiceField)
        kind.choices = [("", gettext("— choose —")), *family_words("area_kinds")]
        parent.choices = [("", gettext("— at the top —")), *areas]


@require_http_methods(["GET", "HEAD", "POST"])
def area_new(request: Request) -> HttpResponse:
    """Add an area."""
    reach_of(request.actor, "manage", "area")
    form = AreaForm(
        request.POST or None,
        initial={"from_day": today()},
        areas=areas_on(request, request.POST.get("parent")),
    )

    def act() -> int:
        chosen = form.cleaned_data
        name, parent = _name(chosen), _parent(chosen)
        new = NewArea(parent, chosen["area_kind"], chosen["code"], name, chosen["from_day"])
        return actions.create_area(request.actor, new, at=now())

    if request.method == "POST":
        made = attempt(form, act)
        if made is not None:
            say(request, "registry.done.area_changed")
            return redirect("area", made)
    return _page(request, form, gettext("Which area is new?"), reverse("areas"))


@require_http_methods(["GET", "HEAD", "POST"])
def area_change(request: Request, area_id: int) -> HttpResponse:
    """Let an area be otherwise from a day on; all that lies under it goes along."""
    row = registry.area(reach_of(request.actor, "manage", "area"), today(), area_id)
    begun = {
        "version": area_version(area_id),
        "name_zh": row.name_zh,
        "name_en": row.name_en,
        "area_kind": row.area_kind,
        "code": row.code,
        "parent": str(row.parent_id or ""),
        "from_day": today(),
    }
    form = AreaForm(
        request.POST or None,
        initial=begun,
        areas=areas_on(request, begun["parent"], request.POST.get("parent")),
    )

    def act() -> bool:
        chosen = form.cleaned_data
        kind, code = chosen["area_kind"], chosen["code"]
        change = AreaChange(area_id, _parent(chosen), kind, code, _name(chosen))
        version = chosen["version"] or 0
        actions.change_area(request.actor, change, version, day=chosen["from_day"], at=now())
        return True

    if request.method == "POST" and attempt(form, act):
        say(request, "registry.done.area_changed")
        return redirect("area", area_id)
    title = gettext("What changes at %(name)s, and from which day?") % {
        "name": in_language(row.name_zh, row.name_en)
    }
    return _page(request, form, title, reverse("area", args=[area_id]))


def _name(chosen: dict[str, Any]) -> Name:
    return Name(chosen["name_zh"].strip(), chosen["name_en"].strip())


def _parent(chosen: dict[str, Any]) -> int | None:
    return int(chosen["parent"]) if chosen["parent"] else None


def _page(request: Request, form: AreaForm, title: str, back_url: str) -> HttpResponse:
    context = {
        "title": title,
        "crumbs": [(gettext("Areas"), reverse("areas"))],
        "lead": gettext("What it was before stays on record; reports of earlier days keep it."),
        "form": form,
        "submit": gettext("Save"),
        "back_url": back_url,
    }
    return render(request, "frame/choosing_form.html", context, status=form_status(form))


urlpatterns = [
    path("areas/new/", area_new, name="area_new"),
    path("areas/<row:area_id>/change/", area_change, name="area_change"),
]
