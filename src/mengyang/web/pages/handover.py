"""工作交接 — what hangs on somebody who leaves, who takes it over, and the list to sign."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from mengyang.actions.handover import hand_over
from mengyang.core.access import scope
from mengyang.core.appointments import ADMINISTRATORS
from mengyang.store.reads import access
from mengyang.store.reads import handover as reads
from mengyang.store.reads.deputies import Person, everybody_but
from mengyang.store.reads.handover import HandoverRow
from mengyang.web.clock import now, today
from mengyang.web.declared import Screen
from mengyang.web.demo import shown_name
from mengyang.web.forms import DayField, attempt
from mengyang.web.notices import say
from mengyang.web.request import Request, may_somewhere, reach_of

SCREENS = (
    Screen(
        "hand-over",
        "/people/?words=fire",
        account="security-admin",
        follow=("table.rows tbody a", "main a[href$='/hand-over/']"),
    ),
    # Handed over once; whoever looks again finds the list on the page of the person.
    Screen(
        "handover",
        "/people/?words=market",
        account="security-admin",
        follow=(
            "table.rows tbody a",
            "main a[href^='/handovers/'], main a[href$='/hand-over/']",
            "main form .ts-control, .handed-over",
            "main form .ts-dropdown [data-selectable]:has-text('finance'), .handed-over",
            "h1",
            "main form .btn-primary, .handed-over",
        ),
    ),
)


class HandoverForm(forms.Form):
    """交接 — to whom, and from which day on."""

    successor = forms.ChoiceField(
        label=gettext_lazy("Successor"), widget=forms.Select(attrs={"data-search": "yes"})
    )
    from_day = DayField(label=gettext_lazy("From"))

    def __init__(self, *given: Any, people: tuple[Person, ...], **named: Any) -> None:
        super().__init__(*given, **named)
        chosen = self.fields["successor"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [
            ("", gettext("— choose —")),
            *(
                (str(person.id), f"{shown_name(person.display_name)} · {person.username}")
                for person in people
            ),
        ]


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over_page(request: Request, user_id: int) -> HttpResponse:
    """What hangs on somebody, and the form that hands it over."""
    row = access.user(reach_of(request.actor, "grant", "user"), today(), user_id)
    # No business passes to one of the three administrators, nor to who hands it over.
    left_out = {*access.holders(ADMINISTRATORS, today()), request.actor.user_id}
    people = tuple(one for one in everybody_but(user_id) if one.id not in left_out)
    form = HandoverForm(request.POST or None, initial={"from_day": today()}, people=people)
    if request.method == "POST":
        made = attempt(form, lambda: _hand_over(request, form, user_id))
        if made is not None:
            say(request, "access.done.handed_over", name=shown_name(row.display_name))
            return redirect("handover", made)
    back = reverse("person", args=[user_id])
    context = {
        "title": gettext("What hangs on %(name)s, and who takes it over?")
        % {"name": shown_name(row.display_name)},
        "crumbs": [
            (gettext("People"), reverse("people")),
            (shown_name(row.display_name), back),
            (gettext("Handover"), ""),
        ],
        "hanging": reads.hanging_on(user_id, today()),
        "form": form,
        "back_url": back,
    }
    return render(request, "access/hand_over.html", context)


@require_safe
def handover(request: Request, handover_id: int) -> HttpResponse:
    """The list as it was handed over, to be printed and signed."""
    row = reads.handover(scope(request.actor, "see", "user"), request.user.pk, today(), handover_id)
    context = {
        "title": gettext("Handover list: %(leaver)s to %(successor)s")
        % {"leaver": shown_name(row.leaver_name), "successor": shown_name(row.successor_name)},
        "crumbs": _crumbs(request, row),
        "handover": row,
    }
    return render(request, "access/handover.html", context)


def _crumbs(request: Request, row: HandoverRow) -> list[tuple[str, str]]:
    """Where the list stands, for who may see accounts; the two concerned see the list only."""
    if not may_somewhere(request.actor, "see", "user"):
        return []
    person = reverse("person", args=[row.leaver_id])
    people = (gettext("People"), reverse("people"))
    return [people, (shown_name(row.leaver_name), person), (gettext("Handover list"), "")]


def _hand_over(request: Request, form: HandoverForm, user_id: int) -> int:
    successor, day = int(form.cleaned_data["successor"]), form.cleaned_data["from_day"]
    return hand_over(request.actor, user_id, successor, from_day=day, at=now())


urlpatterns = [
    path("people/<row:user_id>/hand-over/", hand_over_page, name="hand_over"),
    path("handovers/<row:handover_id>/", handover, name="handover"),
]
