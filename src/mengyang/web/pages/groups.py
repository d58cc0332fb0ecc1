"""单位组 — groups of units made and renamed, and who belongs to them from a day on."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from mengyang.actions import units as actions
from mengyang.actions.units import Name, Roster, Seen
from mengyang.store.reads import groups as group_reads
from mengyang.store.reads.groups import GroupRow
from mengyang.web.bilingual import in_language
from mengyang.web.clock import now, today
from mengyang.web.declared import Screen
from mengyang.web.forms import DayField, VersionedForm, attempt, form_status, offer
from mengyang.web.notices import say
from mengyang.web.registry_choices import units_on
from mengyang.web.request import Request, reach_of

_AREA = "/areas/?words=青穗地区"
_FOLLOWED = (
    ("group-new", "a[href$='/groups/new/']"),
    ("group", "a[href^='/groups/']:not([href$='/rename/'])"),
    ("group-rename", "a[href^='/groups/'][href$='/rename/']"),
)
SCREENS = tuple(
    Screen(name, _AREA, account="system-admin", follow=("table.rows tbody a", link))
    for name, link in _FOLLOWED
)


class GroupForm(forms.Form):
    """新设单位组."""

    name_zh = forms.CharField(label=gettext_lazy("Chinese name"), max_length=120)
    name_en = forms.CharField(label=gettext_lazy("English name"), max_length=160, required=False)
    aliases = forms.CharField(
        label=gettext_lazy("Also called"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Separate several names with 、"),
    )


class GroupNameForm(GroupForm, VersionedForm):
    """单位组更名."""


class RosterForm(VersionedForm):
    """单位组成员."""

    members = forms.MultipleChoiceField(
        label=gettext_lazy("Members"),
        required=False,
        widget=forms.SelectMultiple(attrs={"data-search": "yes"}),
    )
    from_day = DayField(label=gettext_lazy("Members from"))

    def __init__(self, *given: Any, units: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        offer(self, "members", units)


@require_http_methods(["GET", "HEAD", "POST"])
def group_new(request: Request, area_id: int) -> HttpResponse:
    """Make a group of units."""
    reach_of(request.actor, "manage", "unit")
    form = GroupForm(request.POST or None)

    def act() -> bool:
        name, aliases = _names(form)
        actions.create_group(request.actor, area_id, name, aliases, at=now())
        return True

    if request.method == "POST" and attempt(form, act):
        say(request, "registry.done.group_changed")
        return redirect("area", area_id)
    return _page(request, form, gettext("Which group is new?"), area_id)


@require_http_methods(["GET", "HEAD", "POST"])
def group_rename(request: Request, group_id: int) -> HttpResponse:
    """Call a group otherwise, and say what else documents call it."""
    row = _group(request, group_id)
    begun = {"version": row.version, "name_zh": row.name_zh, "name_en": row.name_en}
    form = GroupNameForm(request.POST or None, initial=begun | {"aliases": "、".join(row.aliases)})

    def act() -> bool:
        name, aliases = _names(form)
        seen = Seen(group_id, form.cleaned_data["version"])
        actions.rename_group(request.actor, seen, name, aliases, at=now())
        return True

    if request.method == "POST" and attempt(form, act):
        say(request, "registry.done.group_changed")
        return redirect("area", row.area_id)
    title = gettext("What is the new name of %(name)s?") % {
        "name": in_language(row.name_zh, row.name_en)
    }
    return _page(request, form, title, row.area_id)


@require_http_methods(["GET", "HEAD", "POST"])
def group(request: Request, group_id: int) -> HttpResponse:
    """Who belongs to a group from a day on."""
    row = _group(request, group_id)
    begun = {
        "version": row.version,
        "from_day": today(),
        "members": [str(member.id) for member in row.members],
    }
    form = RosterForm(request.POST or None, initial=begun, units=units_on(request))

    def act() -> bool:
        chosen = form.cleaned_data
        roster = Roster(frozenset(map(int, chosen["members"])), chosen["from_day"])
        seen = Seen(group_id, chosen["version"])
        actions.change_roster(request.actor, seen, roster, at=now())
        return True

    if request.method == "POST" and attempt(form, act):
        say(request, "registry.done.group_changed")
        return redirect("area", row.area_id)
    title = gettext("Who belongs to %(name)s?") % {"name": in_language(row.name_zh, row.name_en)}
    return _page(request, form, title, row.area_id)


def _names(form: forms.Form) -> tuple[Name, tuple[str, ...]]:
    """The name and the aliases that were filled in."""
    chosen = form.cleaned_data
    aliases = tuple(each.strip() for each in chosen["aliases"].split("、") if each.strip())
    return Name(chosen["name_zh"].strip(), chosen["name_en"].strip()), aliases


def _group(request: Request, group_id: int) -> GroupRow:
    return group_reads.group(reach_of(request.actor, "manage", "unit"), today(), group_id)


def _page(request: Request, form: forms.Form, title: str, area_id: int) -> HttpResponse:
    back_url = reverse("area", args=[area_id])
    context = {"title": title, "form": form, "submit": gettext("Save"), "back_url": back_url}
    context |= {"crumbs": [(gettext("Areas"), reverse("areas"))]}
    return render(request, "frame/choosing_form.html", context, status=form_status(form))


urlpatterns = [
    path("areas/<row:area_id>/groups/new/", group_new, name="group_new"),
    path("groups/<row:group_id>/", group, name="group"),
    path("groups/<row:group_id>/rename/", group_rename, name="group_rename"),
]
