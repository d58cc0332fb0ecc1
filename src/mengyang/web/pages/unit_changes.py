"""单位维护 — units made, renamed, called otherwise, closed or merged; groups and their rosters."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from mengyang.actions import units as actions
from mengyang.actions.units import Name, NewUnit, Seen
from mengyang.core.findings import Refused
from mengyang.store.reads import registry
from mengyang.web.area_field import AreaSelect, areas_on
from mengyang.web.bilingual import in_language
from mengyang.web.clock import now, today
from mengyang.web.declared import Screen
from mengyang.web.forms import DayField, VersionedForm, attempt, form_status, sent_version
from mengyang.web.notices import say
from mengyang.web.registry_choices import units_on
from mengyang.web.request import Request, reach_of
from mengyang.web.terms import family_words

_UNIT = "/units/?words=青穗地区教育局"
_FOLLOWED = (
    ("unit-rename", _UNIT, "a[href$='/rename/']"),
    ("unit-alias", _UNIT, "a[href$='/alias/']"),
    ("unit-close", _UNIT, "a[href$='/close/']"),
)
SCREENS = (
    Screen("unit-new", "/units/new/", account="system-admin"),
    *(
        Screen(name, path, account="system-admin", follow=("table.rows tbody a", link))
        for name, path, link in _FOLLOWED
    ),
)


class UnitForm(forms.Form):
    """新设单位."""

    name_zh = forms.CharField(label=gettext_lazy("Chinese name"), max_length=120)
    name_en = forms.CharField(label=gettext_lazy("English name"), max_length=160, required=False)
    unit_kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    area = forms.ChoiceField(label=gettext_lazy("Area"), widget=AreaSelect())
    from_day = DayField(label=gettext_lazy("From"))

    def __init__(self, *given: Any, areas: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        _choose(self, "unit_kind", [("", gettext("— choose —")), *family_words("unit_kinds")])
        _choose(self, "area", [("", gettext("— choose —")), *areas])


class RenameForm(VersionedForm):
    """更名."""

    name_zh = forms.CharField(label=gettext_lazy("Chinese name"), max_length=120)
    name_en = forms.CharField(label=gettext_lazy("English name"), max_length=160, required=False)
    day = DayField(label=gettext_lazy("Called so from"))


class AliasForm(VersionedForm):
    """登记简称."""

    alias = forms.CharField(label=gettext_lazy("Also called"), max_length=120)


class CloseForm(VersionedForm):
    """撤并."""

    successor = forms.ChoiceField(
        label=gettext_lazy("Merges into"),
        required=False,
        help_text=gettext_lazy("That unit then answers to the names of this one. Empty: closed."),
        widget=forms.Select(attrs={"data-search": "yes"}),
    )
    day = DayField(label=gettext_lazy("Closed from"))

    def __init__(self, *given: Any, units: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        _choose(self, "successor", [("", gettext("— choose —")), *units])


@require_http_methods(["GET", "HEAD", "POST"])
def unit_new(request: Request) -> HttpResponse:
    """Make a unit."""
    reach_of(request.actor, "manage", "unit")
    form = UnitForm(
        request.POST or None,
        initial={"from_day": today()},
        areas=areas_on(request, request.POST.get("area")),
    )

    def act() -> bool:
        chosen = form.cleaned_data
        name = Name(chosen["name_zh"].strip(), chosen["name_en"].strip())
        new = NewUnit(int(chosen["area"]), chosen["unit_kind"], name, chosen["from_day"])
        actions.create_unit(request.actor, new, at=now())
        return True

    if request.method == "POST" and attempt(form, act):
        name, day = form.cleaned_data["name_zh"], form.cleaned_data["from_day"]
        if day > today():
            say(request, "registry.done.unit_coming", name=name, day=day)
        else:
            say(request, "registry.done.unit_made", name=name)
        return redirect("units")
    return _page(request, form, gettext("Which unit is new?"), reverse("units"))


@require_http_methods(["GET", "HEAD", "POST"])
def unit_rename(request: Request, unit_id: int) -> HttpResponse:
    """Give a unit another official name from a day on."""
    row = _unit(request, unit_id)
    begun = {"name_zh": row.name_zh, "name_en": row.name_en, "day": today()}
    form = RenameForm(request.POST or None, initial=begun | {"version": row.version})

    def act(seen: Seen) -> None:
        chosen = form.cleaned_data
        name = Name(chosen["name_zh"].strip(), chosen["name_en"].strip())
        actions.rename_unit(request.actor, seen, name, day=chosen["day"], at=now())

    title = gettext("What is the new name of %(name)s?") % {"name": _called(row)}
    return _change(request, form, act, title, unit_id)


@require_http_methods(["GET", "HEAD", "POST"])
def unit_alias(request: Request, unit_id: int) -> HttpResponse:
    """Let documents call the unit by one more name."""
    row = _unit(request, unit_id)
    form = AliasForm(request.POST or None, initial={"version": row.version})

    def act(seen: Seen) -> None:
        actions.add_unit_alias(request.actor, seen, form.cleaned_data["alias"], at=now())

    title = gettext("What else is %(name)s called?") % {"name": _called(row)}
    return _change(request, form, act, title, unit_id)


@require_POST
def unit_alias_end(request: Request, unit_id: int) -> HttpResponse:
    """Let a name mean the unit no longer."""
    seen = Seen(unit_id, sent_version(request))
    actions.end_unit_alias(request.actor, seen, request.POST.get("alias", ""), at=now())
    say(request, "registry.done.unit_changed")
    return redirect("unit", unit_id)


@require_http_methods(["GET", "HEAD", "POST"])
def unit_close(request: Request, unit_id: int) -> HttpResponse:
    """Close a unit, or merge it into another."""
    row = _unit(request, unit_id)
    begun = {"version": row.version, "day": today()}
    units = [each for each in units_on(request) if each[0] != str(unit_id)]
    form = CloseForm(request.POST or None, initial=begun, units=units)

    def act(seen: Seen) -> None:
        chosen = form.cleaned_data
        into = int(chosen["successor"]) if chosen["successor"] else None
        actions.close_unit(request.actor, seen, successor_id=into, day=chosen["day"], at=now())

    title = gettext("From which day is %(name)s closed or merged?") % {"name": _called(row)}
    return _change(request, form, act, title, unit_id)


def _called(row: registry.UnitRow) -> str:
    return in_language(row.name_zh, row.name_en)


def _unit(request: Request, unit_id: int) -> registry.UnitRow:
    return registry.unit(reach_of(request.actor, "manage", "unit"), today(), unit_id)


def _change(
    request: Request, form: Any, act: Callable[[Seen], None], title: str, unit_id: int
) -> HttpResponse:
    def done() -> bool:
        act(Seen(unit_id, form.cleaned_data["version"]))
        return True

    if request.method == "POST" and attempt(form, done):
        say(request, "registry.done.unit_changed")
        return redirect("unit", unit_id)
    return _page(request, form, title, reverse("unit", args=[unit_id]))


def _page(request: Request, form: forms.Form, title: str, back_url: str) -> HttpResponse:
    context = {"title": title, "form": form, "submit": gettext("Save"), "back_url": back_url}
    context |= {"crumbs": [(gettext("Units"), reverse("units"))]}
    return render(request, "frame/choosing_form.html", context, status=form_status(form))


def _choose(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise Refused("web.refused.bad_request", "web.hint.load_again")
    field.choices = choices


urlpatterns = [
    path("units/new/", unit_new, name="unit_new"),
    path("units/<row:unit_id>/rename/", unit_rename, name="unit_rename"),
    path("units/<row:unit_id>/alias/", unit_alias, name="unit_alias"),
    path("units/<row:unit_id>/alias/end/", unit_alias_end, name="unit_alias_end"),
    path("units/<row:unit_id>/close/", unit_close, name="unit_close"),
]
