"""任职 — granting a post to somebody, and letting it end."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from mengyang.actions import accounts
from mengyang.actions.accounts import PostDraft
from mengyang.store.reads import access, registry
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.paging import every
from mengyang.store.reads.registry import UnitRow
from mengyang.web.clock import now, today
from mengyang.web.declared import Screen
from mengyang.web.demo import shown_name
from mengyang.web.forms import DayField, attempt, form_status, sent_version
from mengyang.web.notices import say
from mengyang.web.registry_choices import unit_label
from mengyang.web.request import Request, reach_of
from mengyang.web.terms import family_words

SCREENS = (
    Screen(
        "post-new",
        "/people/?words=housing",
        account="security-admin",
        follow=("table.rows tbody a", "a[href$='/posts/new/']"),
    ),
)
# More units than an office has; a province chooses by typing the name.


class PostForm(forms.Form):
    """授予任职 — a role in a unit and area from a day on."""

    role = forms.ChoiceField(label=gettext_lazy("Role"))
    unit = forms.ChoiceField(
        label=gettext_lazy("Unit"), widget=forms.Select(attrs={"data-search": "yes"})
    )
    from_day = DayField(label=gettext_lazy("From"))
    until_day = DayField(
        label=gettext_lazy("Until"),
        required=False,
        help_text=gettext_lazy("The first day on which it no longer holds. Empty: open end."),
    )

    def __init__(self, *given: Any, units: Iterable[UnitRow], **named: Any) -> None:
        super().__init__(*given, **named)
        roles, chosen = self.fields["role"], self.fields["unit"]
        assert isinstance(roles, forms.ChoiceField) and isinstance(chosen, forms.ChoiceField)
        roles.choices = [("", gettext("— choose —")), *family_words("roles")]
        labels = [(str(row.id), unit_label(row)) for row in units]
        chosen.choices = [("", gettext("— choose —")), *labels]


@require_http_methods(["GET", "HEAD", "POST"])
def post_new(request: Request, user_id: int) -> HttpResponse:
    """Grant somebody a post."""
    row = access.user(reach_of(request.actor, "grant", "user"), today(), user_id)
    units = _units(request)
    form = PostForm(request.POST or None, initial={"from_day": today()}, units=units.values())
    if request.method == "POST":
        done = attempt(form, lambda: _grant(request, form, user_id, units))
        if done is not None:
            say(request, "access.done.post_granted", name=shown_name(row.display_name))
            return redirect("person", user_id)
    back = reverse("person", args=[user_id])
    context = {
        "title": gettext("Which post does %(name)s take?") % {"name": shown_name(row.display_name)},
        "crumbs": [(gettext("People"), reverse("people")), (shown_name(row.display_name), back)],
        "form": form,
        "submit": gettext("Grant the post"),
        "back_url": back,
    }
    return render(request, "frame/choosing_form.html", context, status=form_status(form))


@require_POST
def post_end(request: Request, user_id: int, post_id: int) -> HttpResponse:
    """Let a post end today: from today on it gives nothing."""
    accounts.end_post(request.actor, post_id, sent_version(request), until_day=today(), at=now())
    say(request, "access.done.post_ended")
    return redirect("person", user_id)


def _units(request: Request) -> dict[int, UnitRow]:
    reach = reach_of(request.actor, "see", "unit")
    rows = every(partial(registry.units, reach, today()), Asked())
    return {row.id: row for row in rows}


def _grant(request: Request, form: PostForm, user_id: int, units: dict[int, UnitRow]) -> int:
    chosen = form.cleaned_data
    unit = units[int(chosen["unit"])]
    begins: date = chosen["from_day"]
    draft = PostDraft(user_id, chosen["role"], unit.id, unit.area_id, begins, chosen["until_day"])
    return accounts.grant_post(request.actor, draft, at=now())


urlpatterns = [
    path("people/<row:user_id>/posts/new/", post_new, name="post_new"),
    path("people/<row:user_id>/posts/<row:post_id>/end/", post_end, name="post_end"),
]
